"""What a person has chosen in a list, while its rows are exchanged or the list itself is made anew."""

from array import array

from msgspec import Struct, field


class Held(Struct, frozen=True):
    """Rows by their ids; ``top`` is where the list is scrolled to."""

    chosen: "array[int]" = field(default_factory=lambda: array("q"))
    had_choice: bool = False
    current: int | None = None
    top: int = 0
    numbers: dict[str, int] = {}  # of rows that have keys
