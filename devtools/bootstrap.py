"""From a bare Python to a ready environment: uv, the system's packages, the locked Python packages.

Standard library only: this runs before anything is installed.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from devtools import system

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PRIVATE_UV = BUILD / "uv"  # where uv goes when the machine has none
UV_REQUIREMENT = "uv>=0.8"  # reads the lock file's format
# Another virtual environment is not ours; and without bytecode kept, every process compiles all it imports again.
LEFT_OUT = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")


class Unready(Exception):
    """The machine lacks something that cannot be mended from here; the text names the line to run."""


def run_module(module: str, arguments: Sequence[str], *, database: bool = False, office: bool = False) -> int:
    """Make the environment and run a module of this repository in it; returns the exit status.

    ``database``: PostgreSQL is of use to it; ``office``: LibreOffice is. Where they cannot be installed, the module
    says what it leaves out.
    """
    try:
        uv = prepare(database=database, office=office)
    except Unready as trouble:
        say(str(trouble))
        return 2
    command = [uv, "run", "--no-sync", "python", "-m", module, *arguments]
    try:
        return subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode
    except KeyboardInterrupt:  # Ctrl-C reached the child as well, which has cleaned up
        return 130


def prepare(*, database: bool = False, office: bool = False) -> str:
    """Install what is missing and make the environment as locked; returns the path of uv. Raises :class:`Unready`."""
    uv = find_uv()
    missing = system.missing_packages(database=database, office=office)
    if uv is None and importlib.util.find_spec("ensurepip") is None:
        missing.append(system.venv_package())
    unmended = system.install(missing) if missing else []
    if uv is None:
        uv = make_uv()
    sync(uv)
    if unmended and not _qt_loads(uv):
        raise Unready(f"Qt cannot start without these system packages. As root, run:\n  {system.apt_line(unmended)}")
    return uv


def find_uv() -> str | None:
    """The uv on PATH, or the private one of an earlier run, or None."""
    private = script(PRIVATE_UV, "uv")
    return shutil.which("uv") or (str(private) if private.exists() else None)


def make_uv() -> str:
    """Install uv into a private environment with pip, as pip is configured on this machine; raises :class:`Unready`."""
    if importlib.util.find_spec("ensurepip") is None:
        raise Unready(
            f"Python's venv module is incomplete. As root, run:\n  {system.apt_line([system.venv_package()])}"
        )
    say(f"uv is not on PATH: installing it into {PRIVATE_UV.relative_to(ROOT)}")
    shutil.rmtree(PRIVATE_UV, ignore_errors=True)  # a half-made one
    python = str(script(PRIVATE_UV, "python"))
    for command in (
        [sys.executable, "-m", "venv", str(PRIVATE_UV)],
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV_REQUIREMENT],
    ):
        if subprocess.run(command, check=False).returncode:
            raise Unready(
                "uv could not be installed; its message is above. Install it by hand: https://docs.astral.sh/uv/"
            )
    return str(script(PRIVATE_UV, "uv"))


def sync(uv: str, *options: str, **variables: str) -> None:
    """Bring the environment to what uv.lock says, with the Python that runs this; raises :class:`Unready`."""
    python = getattr(sys, "_base_executable", sys.executable)  # not one inside an environment that may be rebuilt
    command = [uv, "sync", "--frozen", "--quiet", "--python", python, *options]
    if subprocess.run(command, cwd=ROOT, env=environment(**variables), check=False).returncode:
        raise Unready("The packages of uv.lock could not be installed; uv's message is above.")


def environment(**variables: str) -> dict[str, str]:
    """The environment for every child: as it is here, but for UTF-8 and what would lead Python astray."""
    inherited = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    return {**inherited, "PYTHONUTF8": "1", **variables}


def say(text: str) -> None:
    """Print a line of our own, apart from what the programs say that we run."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def script(folder: Path, name: str) -> Path:
    """The path of a program in a virtual environment."""
    windows = os.name == "nt"
    return folder / ("Scripts" if windows else "bin") / (f"{name}.exe" if windows else name)


def _qt_loads(uv: str) -> bool:
    probe = "import PySide6.QtWidgets, PySide6.QtPdf, PySide6.QtMultimedia"
    command = [uv, "run", "--no-sync", "python", "-c", probe]
    return not subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, check=False).returncode
