"""Paints the cells of a long list straight from its rows: no data() call per role, which would cost 20 ms a screen.

What is the same for all cells of a row is looked up once a row, and laid-out texts are kept: most cells of a list say
what others say too (a year, a state, a pathway).
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import icons, theme
from ui.tables.columns import Column
from ui.tables.model import LazyTableModel
from ui.theme import Tone

TICK = Column("tick", "", lambda row: "")
"""The column of ticks that TableView(ticks=True) puts first: it shows the selection, and a click adds to it."""

TEXTS_KEPT = 4000
_SELECTED = QStyle.StateFlag.State_Selected


def cell_margin(metrics: QFontMetrics) -> int:
    """The room beside a cell's text, the same as the headers' 0.5em."""
    return (metrics.height() + 1) // 2


class RowDelegate(QStyledItemDelegate):
    """Draws text, marks and ticks; colours are looked up once per theme, not per cell."""

    def __init__(self, model: LazyTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._texts: dict[tuple[str, int], tuple[QStaticText, int]] = {}
        self._pictures: dict[tuple[str, Tone], QPixmap] = {}
        self.restyle()
        self.begin(parent.fontMetrics(), parent.devicePixelRatioF())

    def restyle(self) -> None:
        """Take the colours of the present theme, and lay texts out anew."""
        c = theme.colours()
        self._text, self._selection = QColor(c.text), QColor(c.selection)
        self._tones = {tone: c.of(tone) for tone in theme.TONES}
        self._texts.clear()
        self._pictures.clear()

    def begin(self, metrics: QFontMetrics, ratio: float) -> None:
        """A paint begins: what was remembered of the last row may have changed."""
        self._number = -1
        self._row: Any = None
        self._selected = False
        self._metrics = metrics
        self._margin = cell_margin(metrics)
        self._height = metrics.height()
        self._icon_size = metrics.ascent()
        self._ratio = ratio

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
            self._paint_tick(painter, rect)
        elif self._row is not None:
            self._paint_cell(painter, rect, column, self._row)

    def _paint_cell(self, painter: QPainter, rect: QRect, column: Column, row: object) -> None:
        left, width = rect.left() + self._margin, rect.width() - 2 * self._margin
        mark = column.mark(row) if column.mark else None
        pen = self._text
        if mark:
            pen = self._tones[mark.tone]
            if mark.icon:
                size = self._icon_size
                painter.drawPixmap(left, rect.center().y() - size // 2, self._picture(mark.icon, mark.tone))
                left, width = left + size + self._margin // 2, width - size - self._margin // 2
        painter.setPen(pen)
        key = (column.text(row), width)
        laid_out, needed = self._texts.get(key) or self._lay_out(key)
        if column.align_right:
            left += width - needed
        painter.drawStaticText(left, rect.top() + (rect.height() - self._height) // 2, laid_out)

    def _lay_out(self, key: tuple[str, int]) -> tuple[QStaticText, int]:
        text, width = key
        text = self._metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)
        static = QStaticText(text)
        static.setTextFormat(Qt.TextFormat.PlainText)
        if len(self._texts) >= TEXTS_KEPT:
            self._texts.clear()
        self._texts[key] = (static, self._metrics.horizontalAdvance(text))
        return self._texts[key]

    def _picture(self, icon: str, tone: Tone) -> QPixmap:
        found = self._pictures.get((icon, tone))
        if found is None or found.devicePixelRatio() != self._ratio:
            found = icons.pixmap(icon, self._tones[tone], self._icon_size, self._ratio)
            self._pictures[icon, tone] = found
        return found

    def _paint_tick(self, painter: QPainter, rect: QRect) -> None:
        size = self._icon_size
        picture = self._picture("ticked", "accent") if self._selected else self._picture("unticked", "quiet")
        painter.drawPixmap(rect.center().x() - size // 2, rect.center().y() - size // 2, picture)
