"""Whose work is in this program: every part with version and licence, and the text of it.

A bundle brings its bill of materials (CycloneDX) and the texts along; anywhere else the packages' own metadata tell.
"""

import re
import sys
from importlib import metadata
from pathlib import Path

import msgspec
from msgspec import Struct

import resources

PROGRAM = "cpd-desktop"
OURS = {"cpd-desktop"}
SHORT = 60  # characters: some packages put the whole text of a licence where its name belongs
FOLDER, BILL = "licences", "sbom.cdx.json"
TEXTS = "cpd:text"  # the property of a component that names a text
_SEPARATORS = re.compile(r"[-_.]+")
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_TEXT_NAMES = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


class Licence(Struct, frozen=True):
    """One part of the program; ``texts`` are files with what its licence says."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()

    def text(self) -> str:
        """What its licence says, "" where no text came with it. Reads files."""
        return "\n\n".join(path.read_text("utf-8", "replace").strip() for path in self.texts if path.is_file())


class _Property(Struct):
    name: str
    value: str


class _Named(Struct):
    name: str = ""
    id: str = ""


class _Said(Struct):
    expression: str = ""
    license: _Named = msgspec.field(default_factory=_Named)


class _Component(Struct):
    name: str
    version: str = ""
    licenses: tuple[_Said, ...] = ()
    properties: tuple[_Property, ...] = ()


class _Bill(Struct):
    components: tuple[_Component, ...]


def licences(bundle: Path | None = None) -> tuple[Licence, ...]:
    """Everything that is shipped, by name. Reads many small files: not in the screen's thread.

    ``bundle``: the folder with the bill of materials; by default the one of the bundle that this runs in, if any.
    """
    folder = bundle or _own_bundle()
    if folder and (folder / BILL).exists():
        return _of_bill(folder)
    parts = [
        Licence("Python", sys.version.split()[0], "PSF-2.0"),
        Licence("Noto Sans SC", "", "OFL-1.1", (resources.path("fonts", "OFL.txt"),)),
        *(_licence_of(metadata.distribution(name)) for name in _needed(PROGRAM) - OURS),
    ]
    return tuple(sorted(parts, key=lambda part: part.name.lower()))


def _own_bundle() -> Path | None:
    inner = getattr(sys, "_MEIPASS", "")  # PyInstaller's word for where the bundle lies
    return Path(inner, FOLDER) if inner else None


def _of_bill(folder: Path) -> tuple[Licence, ...]:
    bill = msgspec.json.decode((folder / BILL).read_bytes(), type=_Bill)
    return tuple(
        Licence(
            name=part.name,
            version=part.version,
            licence=" ".join(said.expression or said.license.id or said.license.name for said in part.licenses),
            texts=tuple(folder / each.value for each in part.properties if each.name == TEXTS),
        )
        for part in bill.components
    )


def _needed(name: str) -> set[str]:
    """A package and what it needs in turn; what is not here is for another system or an extra."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            requires = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        found.add(name)
        named = (_NAME.match(line) for line in requires if "extra ==" not in line)
        waiting += [_SEPARATORS.sub("-", match.group()).lower() for match in named if match]
    return found


def _licence_of(package: metadata.Distribution) -> Licence:
    facts = package.metadata
    said = next((facts[name] for name in ("License-Expression", "License") if name in facts), "")
    if not said or len(said) > SHORT:
        classifiers = (str(line) for line in facts.get_all("Classifier") or [])
        said = "；".join(line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: "))
    texts = tuple(Path(str(file.locate())) for file in package.files or () if _is_text(file))
    return Licence(package.name, package.version, said.strip(), texts)


def _is_text(file: metadata.PackagePath) -> bool:
    return any(part.endswith(".dist-info") for part in file.parts) and bool(_TEXT_NAMES.search(file.name))
