"""Which columns a person sees, in which order, how wide: by the samples at first, and as they like it afterwards."""

from collections.abc import Sequence

from msgspec import Struct, field
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTableView

from ui import theme
from ui.tables.columns import TICK, Column
from ui.tables.painter import cell_margin


class Kept(Struct, frozen=True):
    """What is remembered of a list's columns. Widths are in lines of text, so that another font or screen fits, too."""

    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    widths: dict[str, float] = field(default_factory=dict[str, float])
    sort: tuple[str, bool] | None = None


class Arrangement(QObject):
    """Widths, order and visibility of a table's columns; what the person changed outlives fonts and sizes."""

    changed = Signal()
    """The person has changed something that should be remembered."""

    def __init__(self, view: QTableView, columns: Sequence[Column]) -> None:
        super().__init__(view)
        self._view = view
        self._columns = columns
        self._asked: dict[str, float] = {}
        self._least: list[int] = []
        self._spared: frozenset[int] = frozenset()  # left out for want of room, not by the person
        self._busy = True
        header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(TICK not in columns)  # ticks stay in front
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._moved)
        self.restore(Kept())

    # --- widths -------------------------------------------------------------------------------------------------

    def measure(self) -> None:
        """Work all widths out anew, from the font, the samples and what the person asked for."""
        line = theme.em(self._view)
        metrics = self._view.fontMetrics()
        self._busy = True  # narrow columns are widened here
        self._view.horizontalHeader().setMinimumSectionSize(line * 2)
        self._least.clear()
        for number, column in enumerate(self._columns):
            widest = max(metrics.horizontalAdvance(column.sample), metrics.horizontalAdvance(column.title) + line)
            icon = line if column.mark else 0
            needed = line * 2 if column is TICK else widest + 2 * cell_margin(metrics) + 2 + icon
            self._least.append(needed)
            asked = self._asked.get(column.key)
            self._set_width(number, round(asked * line) if asked else needed)
        self.share()

    def share(self) -> None:
        """Give the room that is left to the stretching columns; they never get narrower than their sample.

        Where there is too little room, columns that can be spared go, unless the person has set a width: they scroll.
        """
        wanted = [n for n in range(len(self._columns)) if self._is_wanted(n)]
        room = self._view.viewport().width()
        self._spare(wanted, room)
        shown = [n for n in wanted if n not in self._spared]
        stretching = [n for n in shown if self._columns[n].stretch and self._columns[n].key not in self._asked]
        rest = room - sum(self._view.horizontalHeader().sectionSize(n) for n in shown if n not in stretching)
        for left, number in enumerate(sorted(stretching, key=lambda n: -self._least[n])):  # who needs most, first
            width = max(self._least[number], rest // (len(stretching) - left))
            self._set_width(number, width)
            rest -= width

    def _spare(self, wanted: Sequence[int], room: int) -> None:
        missing = sum(self._least[n] for n in wanted) - room
        spared: set[int] = set()
        for number in sorted((n for n in wanted if self._columns[n].spare), key=lambda n: self._columns[n].spare):
            if missing > 0 and not self._asked:
                spared.add(number)
                missing -= self._least[number]
        before, self._spared = self._spared, frozenset(spared)
        for number in before ^ self._spared:
            self._set_hidden(number, number in self._spared)

    def least_width(self) -> int:
        """With less room than this the list has to scroll sideways, though what can be spared is left out."""
        wanted = (n for n, column in enumerate(self._columns) if self._is_wanted(n) and not column.spare)
        return sum(self._least[n] for n in wanted)

    def _is_wanted(self, number: int) -> bool:
        """Whether the person has not hidden it."""
        return number in self._spared or not self._view.isColumnHidden(number)

    def _set_width(self, number: int, width: int) -> None:
        self._busy = True
        self._view.setColumnWidth(number, width)
        self._busy = False

    def _set_hidden(self, number: int, on: bool) -> None:
        before, self._busy = self._busy, True  # a column that comes back is no width that the person asked for
        self._view.setColumnHidden(number, on)
        self._busy = before

    def _resized(self, number: int, _before: int, width: int) -> None:
        if self._busy or not width or self._columns[number] is TICK:
            return
        self._asked[self._columns[number].key] = round(width / theme.em(self._view), 3)
        self.share()
        self.changed.emit()

    # --- order and visibility ---------------------------------------------------------------------------------

    def choices(self) -> list[tuple[Column, bool]]:
        """The columns that can be hidden, in the order on screen, and whether they are shown."""
        header = self._view.horizontalHeader()
        numbers = (header.logicalIndex(visual) for visual in range(header.count()))
        return [(self._columns[n], self._is_wanted(n)) for n in numbers if self._columns[n] is not TICK]

    def show(self, key: str, on: bool) -> None:
        """Show or hide a column; the last one stays."""
        if not on and [column.key for column, shown in self.choices() if shown] == [key]:
            return
        number = self._number(key)
        self._spared -= {number}
        self._set_hidden(number, not on)
        self.share()
        self.changed.emit()

    def move(self, key: str, step: int) -> None:
        """Move a column so many places to the right among those on screen, or to the left."""
        header = self._view.horizontalHeader()
        places = [header.visualIndex(self._number(column.key)) for column, shown in self.choices() if shown]
        here = places.index(header.visualIndex(self._number(key)))
        if 0 <= here + step < len(places):
            header.moveSection(places[here], places[here + step])

    def _moved(self) -> None:
        if not self._busy:
            self.changed.emit()

    def _number(self, key: str) -> int:
        return next(n for n, column in enumerate(self._columns) if column.key == key)

    # --- remembering --------------------------------------------------------------------------------------------

    def kept(self) -> Kept:
        """What should be remembered, without the sorting."""
        choices = self.choices()
        hidden = tuple(column.key for column, shown in choices if not shown)
        return Kept(tuple(column.key for column, _shown in choices), hidden, dict(self._asked))

    def restore(self, kept: Kept) -> None:
        """Arrange the columns as they were; ones that were unknown then stand where they were delivered."""
        known = {column.key: n for n, column in enumerate(self._columns) if column is not TICK}
        delivered = list(known)
        order = [key for key in kept.order if key in known]
        for key in delivered:
            if key not in order:
                order.insert(min(delivered.index(key), len(order)), key)
        self._busy = True
        header = self._view.horizontalHeader()
        for place, key in enumerate(order, start=len(self._columns) - len(order)):
            header.moveSection(header.visualIndex(known[key]), place)
        unasked = {column.key for column in self._columns if column.asked and column.key not in kept.order}
        hidden = known.keys() & (unasked | set(kept.hidden))
        self._spared = frozenset()
        for key, number in known.items():
            self._set_hidden(number, key in hidden and len(hidden) < len(known))
        self._busy = False
        self._asked = {key: width for key, width in kept.widths.items() if key in known and width > 0}
        self.measure()

    def reset(self) -> None:
        """Columns as delivered."""
        self.restore(Kept())
        self.changed.emit()
