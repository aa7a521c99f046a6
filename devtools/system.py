"""What Qt and the tests need from a Linux system and pip does not bring; on other systems nothing is missing.

Standard library only. What is there is found by loading it, not by asking a package manager: that is what Qt will do.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

# The libraries that Qt's modules and its xcb platform name as needed, and Debian's package of each.
LIBRARIES = {
    "libdbus-1.so.3": "libdbus-1-3",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libOpenGL.so.0": "libopengl0",
    "libpulse.so.0": "libpulse0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libXrandr.so.2": "libxrandr2",
}
PROGRAMS = {
    "Xvfb": "xvfb",  # a test opens the window on a real X server: the offscreen platform hides what xcb lacks
    "fc-list": "fontconfig",
}
CJK_FONT = "fonts-wqy-microhei"  # for windows that are not ours; our own show the font in resources/fonts
OFFICE, OFFICE_PROGRAM = "libreoffice-calc-nogui", "soffice"  # opens the workbooks that tests have written
POSTGRESQL = "postgresql"
POSTGRESQL_PROGRAMS = Path("/usr/lib/postgresql")  # VERSION/bin: Debian keeps the server's programs off the PATH
CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.d")


def missing_packages(*, database: bool = False, office: bool = False) -> list[str]:
    """Debian's names of what cannot be loaded or found on this machine, sorted.

    ``database``: PostgreSQL as well; ``office``: LibreOffice as well.
    """
    if sys.platform != "linux":
        return []
    missing = {package for library, package in LIBRARIES.items() if not _loads(library)}
    missing |= {package for program, package in PROGRAMS.items() if not shutil.which(program)}
    if not _has_cjk_font():
        missing.add(CJK_FONT)
    if database and not shutil.which("initdb") and not any(POSTGRESQL_PROGRAMS.glob("*/bin/initdb")):
        missing.add(POSTGRESQL)
    if office and not shutil.which(OFFICE_PROGRAM):
        missing.add(OFFICE)
    return sorted(missing)


def venv_package() -> str:
    """The Debian package that completes the venv module of the Python that runs this."""
    return f"python3.{sys.version_info.minor}-venv"


def install(packages: Sequence[str]) -> list[str]:
    """Install packages with apt when root, else print the line to run; returns what is still missing."""
    if shutil.which("apt-get") is None:
        print(f"Not found on this system (by Debian's names): {' '.join(packages)}", file=sys.stderr)
        return list(packages)
    if os.geteuid() != 0:
        print(f"Some system packages are missing. As root, run:\n  {apt_line(packages)}", file=sys.stderr)
        return list(packages)
    print(f"Installing system packages: {' '.join(packages)}", file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)  # an old list may do; the next step tells
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    with programs_only(CLUSTER_SETTINGS) if POSTGRESQL in packages else nullcontext():
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
    return list(packages) if done.returncode else []


@contextmanager
def programs_only(settings: Path) -> Generator[None]:
    """Let Debian's package of PostgreSQL bring its programs meanwhile, but make and start no database of the system."""
    ours = settings / "cpd-desktop.conf"
    made = [folder for folder in (settings, *settings.parents) if not folder.exists()]
    settings.mkdir(parents=True, exist_ok=True)
    ours.write_text("create_main_cluster = false\n", "utf-8")
    try:
        yield
    finally:
        ours.unlink()
        for folder in made:
            if not any(folder.iterdir()):
                folder.rmdir()


def apt_line(packages: Sequence[str]) -> str:
    """The line that installs these packages."""
    return f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_cjk_font() -> bool:
    if shutil.which("fc-list"):
        found = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=False)
        return bool(found.stdout.strip())
    return any(Path("/usr/share/fonts").rglob("wqy-*.ttc"))
