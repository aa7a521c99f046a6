"""A row that goes on in the next line where there is no more room, as words do; so no page has to scroll sideways."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QStyle, QWidget

ORIENTATION = Qt.Orientation.Horizontal


class FlowRow(QLayout):
    """Widgets from left to right, each as wide as it likes. What follows :meth:`add_gap` stands at the right edge.

    A widget that expands (``QSizePolicy.Expanding``) takes what its line has left.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent) if parent else super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []

    def add_gap(self) -> None:
        """What comes from here on stands at the right edge, as long as it fits into the first line."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    # --- what Qt asks of a layout ---------------------------------------------------------------------------------

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Qt: one more."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Qt: how many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override] # noqa: N802 - Qt asks beyond the end
        """Qt: the one at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override] # noqa: N802
        """Qt: let one go."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Qt: the whole width."""
        return ORIENTATION

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Qt: the narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Qt: the height of all lines."""
        lines = self._lines(width)
        return sum(height for _items, height in lines) + self._spacing(Qt.Orientation.Vertical) * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: all in one line."""
        shown = [item for item in self._items if not item.isEmpty()]
        width = sum(item.sizeHint().width() for item in shown) + self._spacing() * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802
        """Qt: each in a line of its own."""
        shown = [item for item in self._items if not item.isEmpty()]
        width = max((item.minimumSize().width() for item in shown), default=0)
        return QSize(width, max((item.minimumSize().height() for item in shown), default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Qt: put everything in its place."""
        super().setGeometry(rect)
        top = rect.top()
        for items, height in self._lines(rect.width()):
            self._place(items, QRect(rect.left(), top, rect.width(), height))
            top += height + self._spacing(Qt.Orientation.Vertical)

    # --- lines ------------------------------------------------------------------------------------------------------

    def _lines(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """Which items stand in which line, and how high each line is."""
        lines: list[tuple[list[QLayoutItem], int]] = []
        line: list[QLayoutItem] = []
        used = 0
        for item in self._items:
            gap = item.spacerItem() is not None
            if item.isEmpty() and not gap:
                continue
            wide = _width(item, width)
            if line and not gap and used + wide > width:
                lines.append((line, _height(line, width)))
                line, used = [], 0
            line.append(item)
            used += wide + (0 if gap else self._spacing())
        if any(item.spacerItem() is None for item in line):
            lines.append((line, _height(line, width)))
        return lines

    def _place(self, items: list[QLayoutItem], line: QRect) -> None:
        """Put one line in place: what is left over goes to the gap, else to what expands."""
        shown = [item for item in items if item.spacerItem() is None]
        widths = {id(item): _width(item, line.width()) for item in items}
        rest = line.width() - sum(widths.values()) - self._spacing() * (len(shown) - 1)
        eager = [item for item in items if item.spacerItem()] or [item for item in shown if _expands(item)]
        for item in eager:
            widths[id(item)] += max(0, rest) // len(eager)
        left = line.left()
        for item in items:
            wide = widths[id(item)]
            if item.spacerItem() is None:
                high = item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()
                high = min(line.height(), high)
                item.setGeometry(QRect(left, line.top() + (line.height() - high) // 2, wide, high))
                wide += self._spacing()
            left += wide

    def _spacing(self, direction: Qt.Orientation = ORIENTATION) -> int:
        if self.spacing() >= 0:
            return self.spacing()
        parent = self.parentWidget()
        if parent is None:
            return 0
        metric = QStyle.PixelMetric
        across = direction == ORIENTATION
        return parent.style().pixelMetric(
            metric.PM_LayoutHorizontalSpacing if across else metric.PM_LayoutVerticalSpacing, None, parent
        )


def _width(item: QLayoutItem, room: int) -> int:
    """As wide as it likes, but within the room."""
    return max(item.minimumSize().width(), min(item.sizeHint().width(), room))


def _height(items: list[QLayoutItem], room: int) -> int:
    heights = [
        item.heightForWidth(_width(item, room)) if item.hasHeightForWidth() else item.sizeHint().height()
        for item in items
    ]
    return max(heights, default=0)


def _expands(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & ORIENTATION)
