"""What dev.py does before anything is installed: who it refuses, and what it says then."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import bootstrap, system

ROOT = Path(__file__).resolve().parents[2]


def dev(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_wrong_use_prints_the_commands_and_ends_with_2() -> None:
    for arguments in ((), ("walk",)):
        done = dev(*arguments)
        assert done.returncode == 2
        assert "python dev.py run" in done.stderr


def test_asked_for_help_is_no_mistake() -> None:
    done = dev("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "python dev.py package" in done.stdout


def test_without_root_the_exact_apt_line_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert system.install(["libegl1", "xvfb"]) == ["libegl1", "xvfb"]
    assert "apt-get install -y --no-install-recommends libegl1 xvfb" in capsys.readouterr().err


def test_a_library_that_cannot_be_loaded_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "LIBRARIES", {"libnothere.so.7": "libnothere7", "libc.so.6": "libc6"})
    monkeypatch.setattr(system, "PROGRAMS", {"no-such-program": "nothing-utils"})
    missing = system.missing_packages()
    assert {"libnothere7", "nothing-utils"} <= set(missing)
    assert "libc6" not in missing


def test_postgresql_is_asked_for_only_where_it_is_of_use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(system, "POSTGRESQL_PROGRAMS", tmp_path)
    monkeypatch.setattr(system.shutil, "which", lambda name: None if name == "initdb" else f"/usr/bin/{name}")
    assert "postgresql" not in system.missing_packages()
    assert "postgresql" in system.missing_packages(database=True)
    (tmp_path / "15" / "bin").mkdir(parents=True)
    (tmp_path / "15" / "bin" / "initdb").touch()
    assert "postgresql" not in system.missing_packages(database=True)


def test_libreoffice_is_asked_for_only_where_it_is_of_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda name: None if name == "soffice" else f"/usr/bin/{name}")
    assert system.OFFICE not in system.missing_packages(database=True)
    assert system.OFFICE in system.missing_packages(office=True)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert system.OFFICE not in system.missing_packages(office=True)


def test_the_system_gets_no_database_and_keeps_no_setting_of_ours(tmp_path: Path) -> None:
    settings = tmp_path / "postgresql-common" / "createcluster.d"
    with system.programs_only(settings):
        assert [file.read_text("utf-8") for file in settings.iterdir()] == ["create_main_cluster = false\n"]
    assert not any(tmp_path.iterdir())


def test_a_setting_of_the_system_survives(tmp_path: Path) -> None:
    (tmp_path / "theirs.conf").write_text("ssl = off\n", "utf-8")
    with system.programs_only(tmp_path):
        pass
    assert [file.name for file in tmp_path.iterdir()] == ["theirs.conf"]


def test_without_venv_and_uv_it_stops_with_the_line_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bootstrap.Unready, match=rf"apt-get install .* {system.venv_package()}"):
        bootstrap.make_uv()


def test_the_lock_names_one_public_index() -> None:
    text = (ROOT / "uv.lock").read_text("utf-8")
    indexes = set(re.findall(r'registry = "([^"]+)"', text))
    assert len(indexes) == 1
    assert all(re.fullmatch(r"https://[a-z.]+/simple", index) for index in indexes)  # no address, port, user or path
    assert not re.findall(r'url = "(?!https://)', text)
