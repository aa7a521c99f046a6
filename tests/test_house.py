"""The rules of the house: that a breach of an import rule is caught, and that rooms load what they may and no more."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("cpd_core", "cpd_desktop", "cpd_service", "ui", "resources")

BREACHES = {  # contract: (where, the line that breaks it)
    "direction": ("cpd_core/study.py", "import cpd_desktop.errors"),
    "service": ("cpd_service/__init__.py", "import cpd_desktop.errors"),
    "client": ("cpd_desktop/views.py", "import cpd_service.store"),
    "screenless": ("cpd_desktop/views.py", "import PySide6.QtCore"),
    "core": ("cpd_core/study.py", "import sqlite3"),
    "screen": ("ui/__init__.py", "import sqlalchemy"),
    "shipped": ("cpd_core/study.py", "import devtools.table"),
}


def lint_imports(contract: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-logo", "--no-cache", "--contract", contract]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.ttf"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("contract", BREACHES)
def test_a_forbidden_import_is_caught(contract: str, copy_of_the_house: Path) -> None:
    assert lint_imports(contract, copy_of_the_house).returncode == 0
    file, line = BREACHES[contract]
    with (copy_of_the_house / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")

    broken = lint_imports(contract, copy_of_the_house)

    assert broken.returncode == 1
    assert "1 broken" in broken.stdout
    assert line.split()[1].split(".")[0] in broken.stdout


def test_every_import_rule_has_its_breach_here() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert {rule["id"] for rule in rules} == set(BREACHES)


def loaded_by(package: str, *, besides: str = "sys") -> set[str]:
    """What is loaded once every module of a package is imported, besides what another module loads by itself."""
    code = f"""
import importlib, pkgutil, sys
import {besides}
before = {{name.partition(".")[0] for name in sys.modules}} | set(sys.stdlib_module_names)
import {package} as package
for module in pkgutil.walk_packages(package.__path__, "{package}."):
    if ".migrations" not in module.name and not module.name.endswith("__main__"):  # Alembic and -m run those
        importlib.import_module(module.name)
print(*{{name.partition(".")[0] for name in sys.modules}} - before)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_core_imports_nothing_but_its_wire_library() -> None:
    assert loaded_by("cpd_core", besides="msgspec") == {"cpd_core"}


def test_the_client_without_a_screen_loads_no_qt_and_no_service() -> None:
    loaded = loaded_by("cpd_desktop")
    assert "cpd_desktop" in loaded
    assert not loaded & {"PySide6", "shiboken6", "ui", "cpd_service", "fastapi"}


def test_files_stay_short() -> None:
    files = [f for package in (*PACKAGES, "devtools", "bench", "tests") for f in (ROOT / package).rglob("*.py")]
    lengths = {str(f.relative_to(ROOT)): len(f.read_text("utf-8").splitlines()) for f in files}
    too_long = {name for name, length in lengths.items() if length > 400}
    assert not too_long
