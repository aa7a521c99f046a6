"""Freezing the client with PyInstaller, in an environment that holds what is shipped and nothing else."""

import ctypes
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from devtools import bootstrap, system
from devtools.bootstrap import BUILD, ROOT
from devtools.package import parts, sbom
from devtools.package.facts import PROGRAM, Facts, settled
from devtools.package.trial import standing_input

INNER = "_internal"  # PyInstaller's name of the folder beside the programs


@dataclass(frozen=True, slots=True)
class Places:
    """Where one kind of bundle is made."""

    root: Path

    @property
    def environment(self) -> Path:
        """Apart from .venv: PyInstaller takes along whatever it finds."""
        return self.root / "environment"

    @property
    def bundle(self) -> Path:
        """The finished folder."""
        return self.root / "dist" / PROGRAM


LINUX, WINDOWS = Places(BUILD / "package" / "linux"), Places(BUILD / "package" / "windows")
HERE = WINDOWS if sys.platform == "win32" else LINUX


def build(facts: Facts, places: Places = HERE) -> Path:
    """Freeze for the system that this runs on; returns the bundle. Raises Unready, Unknown, CalledProcessError."""
    if (missing := _missing()) and (unmended := system.install(missing)):
        raise bootstrap.Unready(f"PyInstaller needs {' '.join(unmended)}")
    uv = bootstrap.find_uv() or bootstrap.make_uv()
    bootstrap.sync(uv, "--no-dev", "--group", "package", UV_PROJECT_ENVIRONMENT=str(places.environment))
    python = bootstrap.script(places.environment, "python")
    freeze([str(python)], places, facts)
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([str(python), "-c", asked], capture_output=True, text=True, check=True).stdout.strip()
    version = ".".join(map(str, sys.version_info[:3]))
    source = parts.Source(Path(site), version, _python_licence(), windows=sys.platform == "win32")
    describe(places, source, facts)
    return places.bundle


def freeze(python: list[str], places: Places, facts: Facts, **variables: str) -> None:
    """Run PyInstaller over build_installer.spec; ``python`` is the command that starts the environment's Python."""
    shutil.rmtree(places.bundle, ignore_errors=True)
    where = ["--distpath", str(places.bundle.parent), "--workpath", str(places.root / "work")]
    command = [*python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", *where]
    environment = bootstrap.environment(**settled(facts), **variables)
    with standing_input() as standing:  # and pipes: Python in Wine does not start with files for its streams
        done = subprocess.run(
            [*command, "build_installer.spec"], cwd=ROOT, env=environment, stdin=standing, capture_output=True,
            check=False,
        )  # fmt: skip
    sys.stderr.write((done.stdout + done.stderr).decode("utf-8", "replace"))
    done.check_returncode()
    share_modules(places.bundle)


def share_modules(bundle: Path) -> None:
    """Keep one archive of modules instead of two alike: cpd-cli's becomes a link to cpd-desktop's."""
    kept, other = bundle / f"{PROGRAM}.pkg", bundle / "cpd-cli.pkg"
    if kept.read_bytes() != other.read_bytes():
        raise bootstrap.Unready(f"{kept.name} and {other.name} are not alike any more: they cannot be shared")
    other.unlink()
    if any(bundle.glob("*.exe")):
        other.hardlink_to(kept)  # a symbolic link needs an administrator on Windows
    else:
        other.symlink_to(kept.name)


def describe(places: Places, source: parts.Source, facts: Facts) -> None:
    """Put the bill of materials and the licences into the bundle."""
    inner = places.bundle / INNER
    sbom.write(parts.parts_of(inner, source), facts, inner)


def _python_licence() -> Path:
    stdlib = Path(sysconfig.get_path("stdlib"))
    debian = Path("/usr/share/doc", f"python{sysconfig.get_python_version()}", "copyright")
    places = (stdlib / "LICENSE.txt", Path(sys.base_prefix, "LICENSE.txt"), debian)
    return next(path for path in places if path.exists())


def _missing() -> list[str]:
    if sys.platform != "linux":
        return []
    missing = [] if shutil.which("objdump") and shutil.which("strip") else ["binutils"]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    own = Path(sys.base_prefix, "lib", f"libpython{version}.so.1.0").exists()  # a Python built from source
    try:
        if not own:
            ctypes.CDLL(f"libpython{version}.so.1.0")
    except OSError:
        missing.append(f"libpython{version}")
    return missing
