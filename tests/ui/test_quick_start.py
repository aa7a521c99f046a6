"""What makes the start quick does nothing else: kept code is the code, and Python's import stays Python's."""

import builtins
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ui.kept_code import kept_code

PROGRAM = """
import builtins, gc, sys
before = builtins.__import__
from ui import app
status = app.main(["--profile", sys.argv[1], "--quit-after-paint"])
late = ["ui.signin", "ui.widgets.form", "ui.shell.closing"]
print(builtins.__import__ is before, gc.isenabled(), [name for name in late if name in sys.modules])
sys.exit(status)
"""


def compiled(path: Path, source: bytes) -> object:
    """What a module of this source holds as ``x``, compiled while code is kept at ``path``."""
    with kept_code(path):
        code = compile(source, "module.py", "exec")
    found: dict[str, object] = {}
    exec(code, found)
    return found["x"]


def test_code_is_compiled_once_and_anew_when_its_text_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept"
    assert compiled(path, b"x = 1") == 1
    assert compiled(path, b"x = 2") == 2
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "compile", lambda *_: pytest.fail("compiled again"))
        assert compiled(path, b"x = 2") == 2


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\xe9\x01\x00\x00\x00"])
def test_a_damaged_file_is_compiled_around_and_written_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "kept"
    path.write_bytes(damage)
    assert compiled(path, b"x = 3") == 3
    assert path.read_bytes() != damage


def test_a_folder_that_cannot_be_written_to_does_no_harm(tmp_path: Path) -> None:
    assert compiled(tmp_path / "missing" / "kept", b"x = 4") == 4


def test_the_start_leaves_python_as_it_was_and_loads_nothing_early(member_profile: Path, tmp_path: Path) -> None:
    profile = Path(shutil.copytree(member_profile, tmp_path / "profile"))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(profile)], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout.splitlines()) == (0, ["painted", "True True []"]), done.stderr
