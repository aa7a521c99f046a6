"""Whose work lies in a frozen folder: each native file is ascribed to a part, and a file of nobody ends the packaging.

What comes in a wheel is known by the wheel's RECORD. Python's own and Qt's third-party libraries are known by name; on
Linux the rest is the system's, known by its package manager, with the licence that the system keeps of it.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

from devtools.package.facts import PROGRAM

LICENCES = Path(__file__).resolve().parents[2] / "installer" / "licences"
NATIVE = re.compile(r".*\.(so|dll|pyd|exe)(\.[\w.]+)?|.*\.abi3\.so\.[\d.]+")
LICENCE_FILES = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
SHORT = 60  # characters: some packages put the whole text of a licence where its name belongs
NEVER_FROZEN = {
    *("altgraph", "macholib", "packaging", "pefile", "pip", "pyinstaller", "pyinstaller-hooks-contrib"),
    *("pywin32-ctypes", "setuptools"),
}


class Unknown(Exception):
    """A file lies in the folder and nobody can say whose work it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of other people's work. ``licence`` is an SPDX expression where there is one; ``texts`` by file name."""

    name: str
    version: str
    licence: str
    purl: str
    texts: dict[str, str] = field(default_factory=dict[str, str])
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What a folder was frozen from: a site-packages, and the Python with its licence."""

    site: Path
    python_version: str
    python_licence: Path
    windows: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Native files that are known by their names; ``of`` is the package whose version is theirs, if any."""

    name: str
    licence: str
    patterns: tuple[str, ...]
    text: str = ""
    of: str = ""


QT = Named("Qt", "LGPL-3.0-only", ("PySide6/Qt6*.dll", "PySide6/Qt/lib/libQt6*", "PySide6/*plugins/*"), of="PySide6")
NAMED = (  # those that lie within a wheel or with Python, and are somebody else's work; the first that fits counts
    Named("FFmpeg", "LGPL-2.1-or-later", (
        "PySide6/*avcodec*", "PySide6/*avformat*", "PySide6/*avutil*", "PySide6/*swresample*", "PySide6/*swscale*",
    ), "LGPL-2.1-only"),
    Named("ICU", "Unicode-3.0", ("PySide6/Qt/lib/libicu*",)),
    QT,
    Named("Microsoft Visual C++ Runtime", "LicenseRef-Microsoft-Visual-Cpp-Runtime", ("*vcruntime*", "*msvcp*")),
    Named("OpenSSL", "Apache-2.0", ("libcrypto*", "libssl*"), "Apache-2.0"),
    Named("SQLite", "blessing", ("sqlite3.dll",)),
    Named("libffi", "MIT", ("libffi-*.dll",)),
)  # fmt: skip
EXTRA = (  # what lies in every folder and is no native file, or is inside one
    ("Noto Sans SC", "", "OFL-1.1", "resources/fonts/OFL.txt"),
)


def parts_of(folder: Path, source: Source) -> list[Part]:
    """All parts of a frozen folder (PyInstaller's ``_internal``), sorted by name. Raises :class:`Unknown`."""
    packages = {_plain(found.name): found for found in metadata.distributions(path=[str(source.site)])}
    owned = {str(file).lower() for found in packages.values() for file in found.files or ()}  # Windows minds no case
    parts: dict[str, Part] = {}
    for name in _shipped(folder, packages) | {"pyinstaller"}:  # its bootloader begins each program
        parts[name] = _of_package(packages[name], packages)
    python = source.python_version
    purl = f"pkg:generic/python@{python}"
    parts["python"] = Part("Python", python, "PSF-2.0", purl, {"LICENSE.txt": _read(source.python_licence)})
    for name, version, licence, text in EXTRA:
        texts = {Path(text).name: (folder / text).read_text("utf-8")}
        parts[name.lower()] = Part(name, version, licence, f"pkg:generic/{name.lower().replace(' ', '-')}", texts)
    unknown: list[str] = []
    for file in native_files(folder):
        found = _named(file, packages, source.windows)
        if found is None and file.lower() not in owned and not _is_pythons(file):
            found = None if source.windows else _of_system(file)
            if found is None:
                unknown.append(file)
        if found:
            parts[found.name.lower()] = found
    if unknown:
        raise Unknown(f"whose work is this? {', '.join(unknown)}")
    return sorted(parts.values(), key=lambda part: part.name.lower())


def native_files(folder: Path) -> list[str]:
    """Names of all libraries and programs in a folder, links apart."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return [path.relative_to(folder).as_posix() for path in files if NATIVE.fullmatch(path.name)]


def _shipped(folder: Path, packages: Iterable[str]) -> set[str]:
    """The packages whose metadata lie in the folder."""
    found = {_plain(path.name.removesuffix(".dist-info").rpartition("-")[0]) for path in folder.glob("*.dist-info")}
    return (found & set(packages)) - {PROGRAM} - NEVER_FROZEN


def _of_package(found: metadata.Distribution, packages: Iterable[str]) -> Part:
    name = _plain(found.name)
    texts = {Path(str(file)).name: _read(Path(str(file.locate()))) for file in found.files or () if _is_licence(file)}
    needs = {_plain(match[0]) for line in found.requires or () if (match := re.match(r"[\w.-]+", line))}
    licence = _licence_of(found)
    if name == "pyinstaller":
        licence = "GPL-2.0-or-later WITH Bootloader-exception"
    for expression, text in (("LGPL-3.0", "LGPL-3.0-only"), ("GPL-3.0", "GPL-3.0-only"), ("GPL-2.0", "GPL-2.0-only")):
        if expression in licence and not texts.keys() & {f"{text}.txt"}:
            texts[f"{text}.txt"] = _read(LICENCES / f"{text}.txt")
    wanted = (needs & set(packages)) - NEVER_FROZEN
    return Part(found.name, found.version, licence, f"pkg:pypi/{name}@{found.version}", texts, tuple(sorted(wanted)))


def _licence_of(found: metadata.Distribution) -> str:
    facts = found.metadata
    said = next((facts[name] for name in ("License-Expression", "License") if name in facts), "")
    if not said or len(said) > SHORT:
        classifiers = (str(line) for line in facts.get_all("Classifier") or [])
        said = " AND ".join(line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: "))
    return said.strip()


def _named(file: str, packages: dict[str, metadata.Distribution], windows: bool) -> Part | None:
    named = next(
        (each for each in NAMED if any(fnmatch(file.lower(), pattern.lower()) for pattern in each.patterns)), None
    )
    if named is None or (named.name == "OpenSSL" and not windows):
        return None  # on Linux it is the system's
    version = packages["pyside6-essentials"].version if named is QT else ""
    texts = {f"{named.text}.txt": _read(LICENCES / f"{named.text}.txt")} if named.text else {}
    if named is QT:
        texts = {f"{name}.txt": _read(LICENCES / f"{name}.txt") for name in ("LGPL-3.0-only", "GPL-3.0-only")}
    plain = re.sub(r"[^a-z0-9]+", "-", named.name.lower())
    return Part(named.name, version, named.licence, f"pkg:generic/{plain}" + (f"@{version}" if version else ""), texts)


def _is_pythons(file: str) -> bool:
    """Whether a file is Python's own by where it lies: its modules, its library."""
    return file.startswith(("python3", "libpython")) or ("/" not in file and file.endswith(".pyd"))


def _of_system(file: str) -> Part | None:
    """The package of Debian that a library was copied from."""
    if shutil.which("dpkg-query") is None:
        return None
    owner = _ask("dpkg-query", "--search", f"*/{Path(file).name}").partition(":")[0].split(",")[0].strip()
    if not owner:
        return None
    version = _ask("dpkg-query", "--show", "--showformat=${Version}\n", owner).splitlines()[0]
    copyright_ = Path("/usr/share/doc", owner, "copyright")
    texts = {"copyright.txt": _read(copyright_)} if copyright_.exists() else {}
    return Part(owner, version, "LicenseRef-Debian-copyright", f"pkg:deb/debian/{owner}@{version}", texts)


def _ask(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def _is_licence(file: metadata.PackagePath) -> bool:
    return any(part.endswith(".dist-info") for part in file.parts) and bool(LICENCE_FILES.search(file.name))


def _read(path: Path) -> str:
    return path.read_text("utf-8", "replace")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
