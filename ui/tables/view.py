"""The list that people see: lazy rows, ticks, ranges, and sorting handed to whoever runs the query."""

from array import array
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from msgspec import structs
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui import theme
from ui.tables.arrangement import Arrangement, Kept
from ui.tables.columns import TICK, Column
from ui.tables.header import QuietHeader
from ui.tables.held import Held
from ui.tables.model import LazyTableModel
from ui.tables.painter import Place, RowOnScreen, RowPainter, cell_margin
from ui.widgets.ring import paint_focus

FIRST = 200  # rows that are asked for before the ids of all
KEPT_SELECTION = 200_000  # rows; a larger selection is dropped when the list changes, rather than held twice
_Flag = QItemSelectionModel.SelectionFlag


class TableView(QTableView):
    """A table of any length. See the package for how to use it."""

    sort_asked = Signal(str, bool)
    """(key, descending): a header was clicked."""
    current_changed = Signal()
    """Another row is under the cursor."""
    chosen_changed = Signal()
    """Other rows are selected."""
    opened = Signal()
    """Enter or double click on the current row."""

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        fetch: Callable[[Sequence[int]], Sequence[Any]],
        ticks: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._model = LazyTableModel((TICK, *columns) if ticks else columns, fetch, self)
        self._painter = RowPainter(self.fontMetrics())
        self._sort = ("", False)
        self._held: Held | None = None
        self.setModel(self._model)
        self._set_up()
        self.arrangement = Arrangement(self, self._model.columns)
        self._measure()
        self.doubleClicked.connect(self._double_clicked)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)  # a frame by style sheet would cost the blitting: 11 ms a step, not 3
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = QuietHeader(self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionClicked.connect(self._header_clicked)
        for each in (rows, header):  # a header that knows the selection looks through all rows of it: 22 s at a million
            each.setSelectionModel(QItemSelectionModel(self._model, each))

    # --- rows ---------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> LazyTableModel:
        """The model; its ``row(number)`` gives a row."""
        return self._model

    def show_first(self, ids: "array[int]") -> None:
        """Show a list's beginning while its other ids are being read; ``set_ids`` brings back what was chosen."""
        self._held = self._held or self.held()
        self._model.set_ids(ids)
        self.current_changed.emit()

    def set_ids(self, ids: "array[int]") -> None:
        """Show these rows. What was selected, the current row and the place stay where the rows are still there."""
        now, held = self.held(), self._held or Held()
        self._held = None
        chosen = now.chosen or held.chosen
        current = held.current if now.current is None else now.current
        top = held.top if now.current is None else now.top
        self._model.set_ids(ids)
        if current is not None and current in ids:
            self._go_to(ids.index(current))
            self.verticalScrollBar().setValue(top)
        if chosen:
            self._choose_ids(set(chosen))
        if now.had_choice or held.had_choice:
            self.chosen_changed.emit()
        self.current_changed.emit()

    def take_up(self, held: Held) -> None:
        """Choose what was chosen in a list that showed the same, once the rows are there."""
        self._held = held

    def held(self) -> Held:
        """What is chosen, the current row and the place."""
        count = self.chosen_count()
        chosen = self.chosen_ids() if count <= KEPT_SELECTION else array("q")
        return Held(chosen, count > 0, self.current_id(), self.verticalScrollBar().value())

    def refresh(self) -> None:
        """Read again what is shown: contents changed, ids did not."""
        self._model.refresh()
        self.viewport().update()
        self.current_changed.emit()

    def current_row(self) -> Any | None:
        """The row under the cursor."""
        number = self.currentIndex().row()
        return self._model.row(number) if number >= 0 else None

    def current_id(self) -> int | None:
        """The id of the row under the cursor."""
        number = self.currentIndex().row()
        return self._model.ids[number] if 0 <= number < len(self._model.ids) else None

    def go_to_id(self, rid: int) -> bool:
        """Put the cursor on a row and show it; False where it is not in the list."""
        if rid not in self._model.ids:
            return False
        self._go_to(self._model.ids.index(rid))
        self.scrollTo(self.currentIndex())
        return True

    def step(self, by: int) -> bool:
        """Move the cursor down or up; False at the end."""
        number = self.currentIndex().row() + by
        if not 0 <= number < len(self._model.ids):
            return False
        self._go_to(number)
        self.scrollTo(self.currentIndex())
        return True

    def _go_to(self, number: int) -> None:
        index = self._model.index(number, 0)
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)

    # --- selection: always ranges, so that a million rows are one pair of numbers ---------------------------------

    def chosen_ranges(self) -> list[tuple[int, int]]:
        """The selected rows as (first, last) positions, in order."""
        selection = self.selectionModel().selection()
        each = (selection.at(i) for i in range(selection.size()))
        return sorted((found.top(), found.bottom()) for found in each)

    def chosen_count(self) -> int:
        """How many rows are selected."""
        return sum(last - first + 1 for first, last in self.chosen_ranges())

    def chosen_ids(self) -> "array[int]":
        """The ids of the selected rows, in the order shown."""
        ids = self._model.ids
        return array("q", chain.from_iterable(ids[first : last + 1] for first, last in self.chosen_ranges()))

    def choose_range(self, first: int, last: int, on: bool = True) -> None:
        """Select or leave the rows from first to last position."""
        selection = QItemSelection(self._model.index(first, 0), self._model.index(last, self._model.columnCount() - 1))
        self.selectionModel().select(selection, _Flag.Select if on else _Flag.Deselect)

    def choose_none(self) -> None:
        """Select nothing."""
        self.clearSelection()

    def _choose_ids(self, wanted: set[int]) -> None:
        start = -1
        ids = self._model.ids
        for number, rid in enumerate(ids):
            if rid in wanted:
                start = number if start < 0 else start
            elif start >= 0:
                self.choose_range(start, number - 1)
                start = -1
        if start >= 0:
            self.choose_range(start, len(ids) - 1)

    def selectionCommand(  # noqa: N802
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Qt: a plain click on a tick adds or takes away one row; everywhere else as usual."""
        ticks = self._model.columns[0] is TICK
        if (
            ticks
            and index.isValid()
            and index.column() == 0
            and isinstance(event, QMouseEvent)
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            if event.type() == QEvent.Type.MouseButtonPress:
                return _Flag.Toggle | _Flag.Rows
            return _Flag.NoUpdate
        return super().selectionCommand(index, event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802
        """Qt: other rows are selected. QTableView's own would list all their cells for a screen reader: millions."""
        QAbstractItemView.selectionChanged(self, selected, deselected)
        self.chosen_changed.emit()

    def currentChanged(  # noqa: N802
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: another row is current; the frame around it moves."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                top = self.rowViewportPosition(index.row())
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(index.row()))
        if current.row() != previous.row():
            self.current_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: paint what is exposed, row by row."""
        exposed, viewport = event.rect(), self.viewport()
        first, last = self.rowAt(exposed.top()), self.rowAt(exposed.bottom())
        if first < 0:
            if self.hasFocus():
                paint_focus(viewport, theme.colours().of("accent"))
            return
        last = len(self._model.ids) - 1 if last < 0 else last
        height = self.verticalHeader().defaultSectionSize()
        top = self.rowViewportPosition(first)
        model, choice = self._model, self.selectionModel()
        model.prepare(first, last)
        rows = [
            RowOnScreen(top + (n - first) * height, model.row(n), choice.isSelected(model.index(n, 0)))
            for n in range(first, last + 1)
        ]
        painter = QPainter(viewport)
        painter.setFont(self.font())
        self._painter.paint(painter, rows, self._places(exposed), height, self.devicePixelRatioF())
        if self.currentIndex().isValid():
            self._painter.paint_current(painter, self._current_rect(), self._cell_rect(), self.hasFocus())
        painter.end()

    def _places(self, exposed: QRect) -> list[Place]:
        """The columns that are on screen, from left to right."""
        header = self.horizontalHeader()
        numbers = (header.logicalIndex(visual) for visual in range(header.count()))
        places = [
            Place(self._model.columns[n], header.sectionViewportPosition(n), header.sectionSize(n))
            for n in numbers
            if not header.isSectionHidden(n)
        ]
        return [p for p in places if p.left <= exposed.right() and p.left + p.width > exposed.left()]

    def _current_rect(self) -> QRect:
        """Where the current row is."""
        height, left = self.verticalHeader().defaultSectionSize(), -self.horizontalOffset()
        top = self.rowViewportPosition(self.currentIndex().row())
        return QRect(left, top, self.horizontalHeader().length(), height)

    def _cell_rect(self) -> QRect:
        """Where the current cell is; nowhere in a hidden column."""
        number, row = self.currentIndex().column(), self._current_rect()
        width = self.columnWidth(number)
        return QRect(self.columnViewportPosition(number), row.top(), width, row.height()) if width else QRect()

    # --- sorting, keys, sizes -------------------------------------------------------------------------------------

    @property
    def sort(self) -> tuple[str, bool]:
        """(key, descending) that the header shows; ("", False): as the rows came."""
        return self._sort

    def set_sort(self, key: str, descending: bool = False) -> None:
        """Show by which column the rows are sorted; the query does the sorting."""
        self._sort = (key, descending)
        header = self.horizontalHeader()
        sections = [i for i, column in enumerate(self._model.columns) if column.sort and column.sort == key]
        header.setSortIndicatorShown(bool(sections))
        if sections:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(sections[0], order)

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort as a click on the header would."""
        self.set_sort(key, descending)
        self.sort_asked.emit(*self._sort)

    def _header_clicked(self, section: int) -> None:
        column = self._model.columns[section]
        if column is TICK:
            self.choose_none() if self.chosen_count() == len(self._model.ids) else self.selectAll()
        elif column.sort:
            key, descending = self._sort
            self.sort_by(column.sort, not descending if key == column.sort else False)
        else:
            self.set_sort(*self._sort)  # the header has turned its own arrow

    def moveCursor(  # noqa: N802
        self, step: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Qt: Home and End go to the first and the last row, as in lists, not to the ends of a row."""
        last = len(self._model.ids) - 1
        column = max(0, self.currentIndex().column())
        if step == QAbstractItemView.CursorAction.MoveHome and last >= 0:
            return self._model.index(0, column)
        if step == QAbstractItemView.CursorAction.MoveEnd and last >= 0:
            return self._model.index(last, column)
        return super().moveCursor(step, modifiers)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Qt: a letter. Looking for it in every row would read a million of them; short lists know better."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Enter opens, Space ticks; the rest as usual."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), _Flag.Toggle | _Flag.Rows)
        else:
            super().keyPressEvent(event)

    def _double_clicked(self, index: QModelIndex) -> None:
        if self._model.columns[index.column()] is not TICK:
            self.opened.emit()

    def _measure(self) -> None:
        line = theme.em(self)
        self.verticalHeader().setDefaultSectionSize(round(line * 1.7))
        self.verticalHeader().setMinimumSectionSize(line)
        self._painter.restyle(self.fontMetrics())
        self.arrangement.measure()

    def sizeHintForColumn(self, column: int) -> int:  # noqa: N802
        """Qt: a double click between two headers asks for it: as wide as the widest text on screen."""
        first, last = max(0, self.rowAt(0)), self.rowAt(self.viewport().height() - 1)
        last = len(self._model.ids) - 1 if last < 0 else last
        metrics, shown = self.fontMetrics(), self._model.columns[column]
        rows = [row for row in map(self._model.row, range(first, last + 1)) if row is not None]
        widest = max((metrics.horizontalAdvance(shown.text(row)) for row in rows), default=0)
        return widest + 2 * cell_margin(metrics) + 2 + (theme.em(self) if shown.mark else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: the stretching columns follow."""
        super().resizeEvent(event)
        self.arrangement.share()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: another font or theme means other widths and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        elif event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_painter"):
            self._painter.restyle(self.fontMetrics())

    def shown_columns(self) -> list[Column]:
        """The columns on screen from left to right, without the ticks."""
        return [column for column, shown in self.arrangement.choices() if shown]

    def kept(self) -> Kept:
        """How the person has arranged and sorted this list."""
        return structs.replace(self.arrangement.kept(), sort=self._sort if self._sort[0] else None)

    def menu_place(self, point: QPoint) -> QPoint:
        """Where a context menu belongs: at the mouse, or for the keyboard under the current row."""
        row = self._current_rect()
        keyboard = not self.viewport().underMouse() and self.currentIndex().isValid()
        return QPoint(max(0, self._cell_rect().left()), row.bottom()) if keyboard else point

    def row_at(self, point: QPoint) -> Any | None:
        """The row at a point of the viewport, e.g. for a context menu."""
        number = self.rowAt(point.y())
        return self._model.row(number) if number >= 0 else None
