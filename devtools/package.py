"""`dev.py package`: freeze the client, see that the frozen programs start, and pack them."""

import ctypes
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from devtools import bootstrap, system
from devtools.bootstrap import BUILD, ROOT, say
from devtools.service import demo_accounts, make_demo, running_service

ENVIRONMENT = BUILD / "package-env"  # apart from .venv: PyInstaller takes along whatever it finds
DIST = BUILD / "dist"
FOLDER = DIST / "cpd-desktop"
START_SECONDS = 60
PUBLIC_NAME = "cpd-desktop-{platform}.tar.gz"


def main() -> int:
    """Build, try and pack; returns the exit status."""
    if (missing := _missing()) and (unmended := system.install(missing)):
        say(f"PyInstaller needs {' '.join(unmended)}")
        return 2
    try:
        python = make_environment()
    except bootstrap.Unready as trouble:
        say(str(trouble))
        return 2
    freeze(python)
    try_out(FOLDER)
    size = sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{FOLDER}: {size / 1e6:.0f} MB")
    if sys.platform == "linux":
        packed = pack(FOLDER)
        print(f"{packed}: {packed.stat().st_size / 1e6:.0f} MB")
    return 0


def make_environment() -> Path:
    """An environment with what is shipped and PyInstaller, nothing else; returns its Python."""
    uv = bootstrap.find_uv() or bootstrap.make_uv()
    bootstrap.sync(uv, "--no-dev", "--group", "package", UV_PROJECT_ENVIRONMENT=str(ENVIRONMENT))
    return bootstrap.script(ENVIRONMENT, "python")


def freeze(python: Path) -> None:
    """Run PyInstaller over build_installer.spec."""
    places = ["--distpath", str(DIST), "--workpath", str(BUILD / "pyinstaller")]
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, "build_installer.spec"]
    subprocess.run(command, cwd=ROOT, check=True)


def try_out(folder: Path) -> None:
    """Use the frozen programs against a service, with nothing of this checkout in reach: what is imported late, too."""
    ending = ".exe" if os.name == "nt" else ""
    console, window = str(folder / f"cpd-cli{ending}"), str(folder / f"cpd-desktop{ending}")
    with tempfile.TemporaryDirectory() as name:
        elsewhere = Path(name)
        demo, profile = elsewhere / "demo", ("--profile", str(elsewhere / "profile"))
        make_demo(demo, members=60, applications=100)
        member = next(a for a in demo_accounts(demo) if a.user_type == "non_practising")
        with running_service(demo) as url:
            for command, entered in (
                ((console, "--help"), ""),
                ((console, *profile, "--server", url, "login", member.user_type, member.login, "--password-stdin"),
                 member.password),
                ((console, *profile, "sync"), ""),
                ((console, *profile, "export", "applications", str(elsewhere / "list.xlsx")), ""),
                ((console, *profile, "doctor"), ""),
                ((window, *profile, "--quit-after-paint"), ""),
            ):  # fmt: skip
                _run_apart(command, entered, elsewhere)


def pack(folder: Path) -> Path:
    """Pack the folder as a tar.gz beside it."""
    path = folder.with_name(PUBLIC_NAME.format(platform=f"linux-{os.uname().machine}"))
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        archive.add(folder, folder.name)
    return path


def _run_apart(command: Sequence[str], entered: str, folder: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "QT_"))}
    bare["QT_QPA_PLATFORM"] = "offscreen"
    print(f"trying: {' '.join(command)}", flush=True)
    done = subprocess.run(
        command, cwd=folder, env=bare, input=entered, capture_output=True, text=True, timeout=START_SECONDS, check=False
    )
    if done.returncode:
        raise SystemExit(f"it ended with {done.returncode}:\n{done.stdout}{done.stderr}")


def _missing() -> list[str]:
    if sys.platform != "linux":
        return []
    missing = [] if shutil.which("objdump") else ["binutils"]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    own = Path(sys.base_prefix, "lib", f"libpython{version}.so.1.0").exists()  # a Python built from source
    try:
        if not own:
            ctypes.CDLL(f"libpython{version}.so.1.0")
    except OSError:
        missing.append(f"libpython{version}")
    return missing


if __name__ == "__main__":
    sys.exit(main())
