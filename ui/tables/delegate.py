"""Paints the cells of a long list straight from its rows: no data() call per role, which would cost 20 ms a screen.

What is the same for all cells of a row is looked up once a row, and laid-out texts are kept: most cells of a list say
what others say too (a year, a state, a pathway).
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, theme
from ui.tables.columns import Column
from ui.tables.model import LazyTableModel

TICK = Column("tick", "", lambda row: "")
"""The column of ticks that TableView(ticks=True) puts first: it shows the selection, and a click adds to it."""

TEXTS_KEPT = 4000
_SELECTED = QStyle.StateFlag.State_Selected


def cell_margin(metrics: QFontMetrics) -> int:
    """The room beside a cell's text, the same as the headers' 0.5em."""
    return (metrics.height() + 1) // 2


class RowDelegate(QStyledItemDelegate):
    """Draws text, marks and ticks; colours are looked up once per theme, not per cell."""

    def __init__(self, model: LazyTableModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._texts: dict[tuple[str, int], tuple[QStaticText, int]] = {}
        self.current_row = -1
        self.restyle()
        self.begin()

    def restyle(self) -> None:
        """Take the colours of the present theme, and lay texts out anew."""
        c = theme.colours()
        self._text, self._quiet = QColor(c.text), QColor(c.quiet)
        self._selection, self._line, self._accent = QColor(c.selection), QColor(c.line), QColor(c.accent)
        self._tones = {tone: c.of(tone) for tone in theme.TONES}
        self._texts.clear()

    def begin(self) -> None:
        """A paint begins: what was remembered of the last row may have changed."""
        self._number = -1
        self._row: Any = None
        self._selected = False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Qt: not used for widths, which come from the columns' samples."""
        return QSize(0, QFontMetrics(option.font).height() * 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: draw one cell."""
        number = index.row()
        rect = option.rect
        if number != self._number:
            self._number = number
            self._row = self._model.row(number)
            self._selected = bool(option.state & _SELECTED)
        if self._selected:
            painter.fillRect(rect, self._selection)
        column = self._model.columns[index.column()]
        if column is TICK:
            self._paint_tick(painter, rect, self._selected)
        elif self._row is not None:
            self._paint_cell(painter, rect, column, self._row)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if number == self.current_row:
            self._paint_cursor(painter, rect, index.column())

    def _paint_cell(self, painter: QPainter, rect: QRect, column: Column, row: object) -> None:
        metrics = painter.fontMetrics()
        margin = cell_margin(metrics)
        left, width = rect.left() + margin, rect.width() - 2 * margin
        mark = column.mark(row) if column.mark else None
        pen = self._text
        if mark:
            pen = self._tones[mark.tone]
            if mark.icon:
                size = metrics.ascent()
                picture = icons.pixmap(mark.icon, pen, size, painter.device().devicePixelRatioF())
                painter.drawPixmap(left, rect.center().y() - size // 2, size, size, picture)
                left, width = left + size + margin // 2, width - size - margin // 2
        painter.setPen(pen)
        key = (column.text(row), width)
        laid_out, needed = self._texts.get(key) or self._lay_out(key, metrics)
        if column.align_right:
            left += width - needed
        painter.drawStaticText(left, rect.top() + (rect.height() - metrics.height()) // 2, laid_out)

    def _lay_out(self, key: tuple[str, int], metrics: QFontMetrics) -> tuple[QStaticText, int]:
        text, width = key
        text = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)
        static = QStaticText(text)
        static.setTextFormat(Qt.TextFormat.PlainText)
        if len(self._texts) >= TEXTS_KEPT:
            self._texts.clear()
        self._texts[key] = (static, metrics.horizontalAdvance(text))
        return self._texts[key]

    def _paint_tick(self, painter: QPainter, rect: QRect, ticked: bool) -> None:
        size = painter.fontMetrics().ascent()
        name, colour = ("ticked", self._accent) if ticked else ("unticked", self._quiet)
        picture = icons.pixmap(name, colour, size, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.center().x() - size // 2, rect.center().y() - size // 2, size, size, picture)

    def _paint_cursor(self, painter: QPainter, rect: QRect, column: int) -> None:
        """A frame around the current row, drawn cell by cell: what the keyboard acts on must be seen."""
        painter.setPen(QPen(self._accent, 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column == 0:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        if column == len(self._model.columns) - 1:
            painter.drawLine(rect.topRight(), rect.bottomRight())
