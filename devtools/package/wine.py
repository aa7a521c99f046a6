"""A Windows of our own: a prefix of Wine with the three libraries that Wine 8 lacks, and programs run in it.

Wine is not Windows: it shows that the frozen program starts, speaks Chinese and HTTP, installs and uninstalls.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools import system
from devtools.bootstrap import Unready
from devtools.package.trial import standing_input

PROGRAM = Path("/usr/lib/wine/wine64")  # not `wine`: that is a script which complains about 32 bits
SERVER = Path("/usr/lib/wine/wineserver64")
NEEDED = {  # programs, and Debian's packages of them
    "wine": "wine",
    str(PROGRAM): "wine64",
    "makensis": "nsis",
    "osslsigncode": "osslsigncode",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
}
STUBS = Path(__file__).with_name("wine_stubs")
SYSTEM = "drive_c/windows/system32"
LONG = 1800  # seconds: PyInstaller on a busy machine


@dataclass(frozen=True, slots=True)
class Wine:
    """A prefix: what stands for a Windows machine with one user."""

    prefix: Path

    @property
    def variables(self) -> dict[str, str]:
        """What a child needs in its environment to run in this prefix."""
        return {
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=d;mscms=n",
        }

    def make(self) -> "Wine":
        """Make the prefix anew; returns itself. Raises CalledProcessError."""
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.parent.mkdir(parents=True, exist_ok=True)
        self.run(["wineboot", "-i"])
        self.run(["winecfg", "-v", "win10"])  # Wine 8 begins as Windows 7
        self.wait()
        for source in sorted(STUBS.glob("*.c")):
            target = self.prefix / SYSTEM / f"{source.stem}.dll"
            compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-Wl,--no-insert-timestamp", "-o", str(target)]
            subprocess.run([*compiler, str(source)], check=True)
        return self

    def run(self, command: Sequence[str], *, folder: Path | None = None, check: bool = True) -> int:
        """Run a Windows program to its end; returns its status. Raises CalledProcessError where that is not 0."""
        environment = {**os.environ, **self.variables}
        with standing_input() as standing:
            done = subprocess.run(
                [str(PROGRAM), *command], cwd=folder, env=environment, stdin=standing, timeout=LONG, check=check
            )  # fmt: skip
        return done.returncode

    def wait(self) -> None:
        """Wait until everything in the prefix has ended: installers return before their work is done."""
        subprocess.run([str(SERVER), "-w"], env={**os.environ, **self.variables}, check=True, timeout=LONG)

    def stop(self) -> None:
        """End whatever still runs in the prefix."""
        subprocess.run([str(SERVER), "-k"], env={**os.environ, **self.variables}, check=False, timeout=LONG)

    def ask(self, command: Sequence[str]) -> str:
        """What a Windows program prints; "" where it fails."""
        environment = {**os.environ, **self.variables}
        with standing_input() as standing:
            done = subprocess.run(
                [str(PROGRAM), *command], env=environment, stdin=standing, capture_output=True, timeout=LONG,
                check=False,
            )  # fmt: skip
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def get_ready() -> None:
    """Install what is missing of Wine, NSIS and their helpers; raises Unready."""
    missing = sorted(package for program, package in NEEDED.items() if not shutil.which(program))
    if missing and (unmended := system.install(missing)):
        raise Unready(f"Windows bundles need {' '.join(unmended)}")
