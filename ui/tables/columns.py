"""What a table shows: its columns, and marks (icon + word + tone) for states."""

from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct

from ui.language import words
from ui.theme import Tone

__all__ = ["Column", "Mark", "Tone"]


CellKind = Literal["text", "number", "date"]


class Mark(Struct, frozen=True):
    """A state for the eye: never colour alone. ``icon`` names a file of resources/icons."""

    icon: str
    text: str
    tone: Tone = "quiet"


class Column(Struct, frozen=True):
    """One column. ``sample`` is a text as wide as usual; the width comes from it and the font, never from pixels.

    ``sort`` is the key handed to the desk when the header is clicked ("" = not sortable). ``mark`` draws icon and
    colour beside ``text``. ``tip`` gives the full text where the cell says less. ``kind`` is what a copied cell is
    elsewhere: a certificate number is text although it has digits only. ``spare`` ones are left out where the list is
    too narrow, 1 first: what stands beside the list says it, too. ``asked`` ones are hidden until somebody shows them.
    ``said`` is what is read aloud where the cell shows less.
    """

    key: str
    title: str
    text: Callable[[Any], str]
    sample: str = "年度年度"
    sort: str = ""
    align_right: bool = False
    stretch: bool = False
    mark: Callable[[Any], Mark | None] | None = None
    tip: Callable[[Any], str] | None = None
    kind: CellKind = "text"
    spare: int = 0
    asked: bool = False
    said: Callable[[Any], str] | None = None


TICK = Column("tick", "", lambda row: "")
"""The column of ticks that TableView(ticks=True) puts first: it shows the selection, and a click adds to it."""


def plain(name: str, title: str, sample: str, stretch: bool = False, kind: CellKind = "text") -> Column:
    """A column that shows and sorts by an attribute of the row."""
    return Column(name, title, lambda row: str(getattr(row, name)), sample, name, stretch=stretch, kind=kind)


def day(name: str, title: str, none: str = "", spare: int = 0) -> Column:
    """A column of days, sorted as the wire has them; ``none`` stands where there is no day."""
    sample = words().day("2026-12-30")
    return Column(
        name, title, lambda row: words().day(getattr(row, name)) or none, sample, name, kind="date", spare=spare
    )


def hours(name: str, title: str, spare: int = 0) -> Column:
    """A column of 学时: one decimal, to the right, a dash where there are none yet."""

    def text(row: Any) -> str:
        value = getattr(row, name)
        return "–" if value is None else f"{value:.1f}"

    return Column(name, title, text, "120.0", name, align_right=True, kind="number", spare=spare)
