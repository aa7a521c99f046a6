"""What a table shows: its columns, and marks (icon + word + tone) for states."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ui.theme import Tone

__all__ = ["Column", "Mark", "Tone"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A state for the eye: never colour alone. ``icon`` names a file of resources/icons."""

    icon: str
    text: str
    tone: Tone = "quiet"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``sample`` is a text as wide as usual; the width comes from it and the font, never from pixels.

    ``sort`` is the key handed to the desk when the header is clicked ("" = not sortable). ``mark`` draws icon and
    colour beside ``text``. ``tip`` gives the full text where the cell says less.
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
