"""The model behind a long list: an array of row ids, and pages of rows fetched where somebody looks."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.language import words
from ui.tables.columns import TICK, Column

PAGE = 16  # rows: small, so that a jump reads little more than the screen shows
PAGES_KEPT = 75  # least recently used ones go first: 1,200 rows stay in memory, whatever the length of the list

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_TEXT_ROLES = frozenset(int(r) for r in (Role.DisplayRole, Role.AccessibleTextRole))
_ASKED_OF_ROWS = _TEXT_ROLES | {int(Role.ToolTipRole), int(Role.AccessibleDescriptionRole)}


class LazyTableModel(QAbstractTableModel):
    """Answers for 0 to millions of rows; ``fetch(rids)`` gives the rows of a page in that order, fast and local."""

    def __init__(
        self, columns: Sequence[Column], fetch: Callable[[Sequence[int]], Sequence[Any]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.fetch = fetch
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()

    @property
    def ids(self) -> "array[int]":
        """The row ids in the order shown."""
        return self._ids

    def set_ids(self, ids: "array[int]") -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch again what is looked at: the contents changed, the ids did not."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))

    def prepare(self, first: int, last: int) -> None:
        """Fetch what is missing of these rows in one go: they are about to be painted."""
        missing = [page for page in range(first // PAGE, last // PAGE + 1) if page not in self._pages]
        if missing:
            self._load(missing[0], missing[-1])

    def row(self, number: int) -> Any | None:
        """The row at a position; None where it vanished from the store between the query and now."""
        page, within = divmod(number, PAGE)
        if page in self._pages:
            self._pages.move_to_end(page)
        else:
            self._load(page, page)
        rows = self._pages[page]
        return rows[within] if within < len(rows) else None

    def _load(self, first: int, last: int) -> None:
        ids = self._ids[first * PAGE : (last + 1) * PAGE]
        rows = self.fetch(ids)
        if len(rows) < len(ids) and last > first:  # one has vanished: where, only page by page tells
            for page in range(first, last + 1):
                self._load(page, page)
            return
        for page in range(first, last + 1):
            begin = (page - first) * PAGE
            self._pages[page] = rows[begin : begin + PAGE]
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    # --- what Qt asks: only for single cells (accessibility, tool tips), the delegate paints from row() ---

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt: the number of rows."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt: the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Qt: one cell's text, tip and alignment; what is read aloud are the words that are painted."""
        column = self.columns[index.column()]
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.align_right else _LEFT
        if role not in _ASKED_OF_ROWS:
            return None
        row = self.row(index.row())
        if row is None:
            return None if role == Role.ToolTipRole else ""
        if role == Role.AccessibleTextRole and column is TICK:
            return self.tr("选择")
        if role == Role.AccessibleTextRole and column.said:
            return column.said(row)
        if role in _TEXT_ROLES:
            return column.text(row)
        if role == Role.AccessibleDescriptionRole and index.column() == 0:
            return self._sentence(row)
        return (column.tip or column.text)(row)

    def _sentence(self, row: Any) -> str:
        """The whole row for those who listen; the first cell says it, where going up and down leads."""
        said = words()
        texts = ((column.title, (column.said or column.text)(row)) for column in self.columns if column is not TICK)
        return said.semicolon.join(said.pair(title, text) for title, text in texts if text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        """Qt: a column's title; a row's number, for those who listen."""
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Role.AccessibleTextRole else None
        if 0 <= section < len(self.columns):
            if role == Role.AccessibleTextRole and self.columns[section] is TICK:
                return self.tr("全选")
            if role in _TEXT_ROLES:
                return self.columns[section].title
            if role == Role.TextAlignmentRole:
                return _RIGHT if self.columns[section].align_right else _LEFT
        return None
