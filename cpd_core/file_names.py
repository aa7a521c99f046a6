"""File names as people bring them, made safe to send, to show and to save on any system.

What comes out always passes :func:`cpd_core.applications.is_plain_name`, whatever went in.
"""

import unicodedata
from collections.abc import Container

from cpd_core.applications import NAME_MAX, WINDOWS_DEVICES

NAMELESS = "附件"
RESERVED = '\\/:*?"<>|'  # on Windows; a path separator anywhere
EXTENSION_MAX = 10  # characters with the dot; a longer one is part of the name


def plain_name(name: str) -> str:
    """A name without what cannot be shown or saved: control characters, marks that turn the direction of a line or have
    no width, halves of surrogate pairs, path separators; not a device of Windows, not longer than :data:`NAME_MAX`.
    """
    shown = "".join(_shown(sign) for sign in unicodedata.normalize("NFC", name))
    stem, extension = parted(shown.strip(" ."))
    stem = stem.rstrip(" .") or NAMELESS
    if stem.partition(".")[0].rstrip().upper() in WINDOWS_DEVICES:
        stem = f"_{stem}"
    return _fit(stem, extension)


def apart(name: str, taken: Container[str]) -> str:
    """The name, or with a number behind it where it is taken; ``taken`` has names as :func:`key` makes them."""
    stem, extension = parted(name)
    number = 1
    while key(name) in taken:
        number += 1
        name = _fit(stem, extension, f" ({number})")
    return name


def key(name: str) -> str:
    """What two names have in common that are one file on Windows or a Mac."""
    return unicodedata.normalize("NFC", name).casefold()


def parted(name: str) -> tuple[str, str]:
    """Stem and extension with its dot; "" for none: what stands behind the dot of "证明 1.2" is a figure."""
    stem, dot, extension = name.rpartition(".")
    is_one = extension.isascii() and extension.isalnum() and not extension.isdigit()
    return (stem, dot + extension) if stem and is_one and len(extension) < EXTENSION_MAX else (name, "")


def _fit(stem: str, extension: str, number: str = "") -> str:
    room = NAME_MAX - len(extension) - len(number)
    return stem[:room].rstrip(" .") + number + extension


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cf":  # no width, or turns the direction
        return ""
    return "_" if sign in RESERVED or kind[0] == "C" or kind in ("Zl", "Zp") else sign
