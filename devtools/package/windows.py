"""The Windows bundle and its installer, made on Linux through Wine: for trials. A release is made on Windows."""

import shutil
from importlib import metadata
from pathlib import Path

from devtools.bootstrap import BUILD, Unready
from devtools.package import build, parts, pinned
from devtools.package.build import WINDOWS, Places
from devtools.package.facts import PROGRAM, Facts
from devtools.package.trial import Programs
from devtools.package.wine import PROGRAM as WINE
from devtools.package.wine import Wine, get_ready

DOWNLOADS = BUILD / "package" / "downloads"


def make(facts: Facts, places: Places = WINDOWS) -> Path:
    """Freeze for Windows; returns the bundle. Raises Unready, Unknown, CalledProcessError."""
    get_ready()
    archive = pinned.fetch(pinned.PYTHON, DOWNLOADS)
    wine = Wine(places.root / "prefix").make()
    python = pinned.unpack_python(archive, places.environment)
    site = python / "Lib" / "site-packages"
    pinned.install_wheels(site)
    _add_own_metadata(site)
    version = wine.ask([str(python / "python.exe"), "-c", "import platform; print(platform.python_version())"]).strip()
    if not version:
        raise Unready("the Windows Python does not start in Wine")
    try:
        build.freeze([str(WINE), str(python / "python.exe")], places, facts, **wine.variables)
    finally:
        wine.stop()
    source = parts.Source(site, version, python / "LICENSE.txt", windows=True)
    build.describe(places, source, facts)
    return places.bundle


def programs(bundle: Path, wine: Wine) -> Programs:
    """The programs of a bundle, run in Wine."""
    console, window = (str(bundle / f"{name}.exe") for name in ("cpd-cli", PROGRAM))
    return Programs((str(WINE), console), (str(WINE), window), wine.variables, windows_paths=True)


def _add_own_metadata(site: Path) -> None:
    """What uv would write of this project into an environment, so that the program knows its version."""
    own = metadata.distribution(PROGRAM)
    folder = site / f"{PROGRAM.replace('-', '_')}-{own.version}.dist-info"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "METADATA").write_text(own.read_text("METADATA") or "", "utf-8")
