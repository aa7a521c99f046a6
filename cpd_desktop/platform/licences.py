"""Whose work is in this program: every package that it needs at work, with version and licence, from its metadata."""

import re
import sys
from importlib import metadata

from msgspec import Struct

PROGRAM = "cpd-desktop"
OURS = {"cpd-desktop"}
SHORT = 60  # characters: some packages put the whole text of a licence where its name belongs
_SEPARATORS = re.compile(r"[-_.]+")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


class Licence(Struct, frozen=True):
    """One part of the program."""

    name: str
    version: str
    licence: str


def licences() -> tuple[Licence, ...]:
    """Everything that is shipped, by name. Reads many small files: not in the screen's thread."""
    parts = [
        Licence("Python", sys.version.split()[0], "PSF-2.0"),
        Licence("Noto Sans SC", "", "OFL-1.1"),
        *(_licence_of(metadata.distribution(name)) for name in _needed(PROGRAM) - OURS),
    ]
    return tuple(sorted(parts, key=lambda part: part.name.lower()))


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
    return Licence(package.name, package.version, said.strip())
