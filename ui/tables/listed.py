"""A table over rows that are all in memory: short lists such as a year's lines, courses, certificates."""

import time
from array import array
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from msgspec import structs
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.tables.columns import Column
from ui.tables.held import Held
from ui.tables.view import TableView

T = TypeVar("T")


class ListedTable(TableView, Generic[T]):
    """Shows ``rows``; ``key`` names a row, so that choice and cursor stay when the list is read again.

    A column's ``sort`` is the name of a row's attribute; the sorting is done here.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        key: Callable[[T], str],
        ticks: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, columns, self._fetch, ticks, parent)
        self._key = key
        self._numbers: dict[str, int] = {}
        self._by_number: dict[int, T] = {}
        self._order: tuple[str, bool] = ("", False)
        self._typed, self._typed_at = "", 0.0
        self.sort_asked.connect(self._sort_here)

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these rows, in their order until somebody sorts."""
        numbered = [(self._numbers.setdefault(self._key(row), len(self._numbers)), row) for row in rows]
        self._by_number = dict(numbered)
        self.set_ids(array("q", self._sorted([number for number, _ in numbered])))

    def take_up(self, held: Held) -> None:
        """Choose what was chosen in a list that showed the same, once the rows are there."""
        self._numbers = dict(held.numbers)
        super().take_up(held)

    def held(self) -> Held:
        """What is chosen, the current row and the place."""
        return structs.replace(super().held(), numbers=dict(self._numbers))

    def all_rows(self) -> list[T]:
        """The rows in the order shown."""
        return [self._by_number[number] for number in self.rows.ids]

    def current(self) -> T | None:
        """The row under the cursor."""
        number = self.current_id()
        return None if number is None else self._by_number.get(number)

    def chosen(self) -> list[T]:
        """The selected rows, in the order shown."""
        return [self._by_number[number] for number in self.chosen_ids()]

    def go_to(self, key: str) -> bool:
        """Put the cursor on the row of this key."""
        return key in self._numbers and self.go_to_id(self._numbers[key])

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Qt: letters typed in a row, or words from an input method: go to the next row that begins so."""
        now = time.monotonic()
        again = now - self._typed_at < QGuiApplication.styleHints().keyboardInputInterval() / 1000
        self._typed = self._typed + search if again else search
        self._typed_at = now
        rows, column = self.all_rows(), next(iter(self.shown_columns()), None)
        here = max(0, self.currentIndex().row())
        start = here if len(self._typed) > len(search) else here + 1
        wanted = self._typed.casefold()
        for number in (*range(start, len(rows)), *range(start)):
            if column and column.text(rows[number]).casefold().startswith(wanted):
                self.go_to(self._key(rows[number]))
                return

    def currentChanged(  # noqa: N802
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: another row; Qt itself would keep input methods away from cells that cannot be edited."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def _fetch(self, numbers: Sequence[int]) -> list[T]:
        return [self._by_number[number] for number in numbers]

    def _sort_here(self, key: str, descending: bool) -> None:
        self._order = (key, descending)
        self.set_ids(array("q", self._sorted(list(self.rows.ids))))

    def _sorted(self, numbers: list[int]) -> list[int]:
        key, descending = self._order
        if not key:
            return numbers

        def value(number: int) -> tuple[bool, Any]:
            found = getattr(self._by_number[number], key)
            return (found is not None, found)  # what is not there yet comes first

        return sorted(numbers, key=value, reverse=descending)
