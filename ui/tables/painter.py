"""Paints a long list straight from its rows. Qt's own way asks 2,500 times for data (20 ms a screen); a delegate called
for every cell still takes twice as long as this loop, which looks up what is the same for all cells of a row once.

Laid-out texts are kept: most cells of a list say what others say too (a year, a state, a pathway).
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap, QStaticText

from ui import icons, theme
from ui.tables.columns import TICK, Column
from ui.theme import Tone

TEXTS_KEPT = 4000


class Place(Struct, frozen=True):
    """A column on screen: where it begins and how wide it is, in pixels of the viewport."""

    column: Column
    left: int
    width: int


class RowOnScreen(Struct, frozen=True):
    """A row on screen; ``row`` is None where it has vanished from the store."""

    top: int
    row: Any
    chosen: bool


def cell_margin(metrics: QFontMetrics) -> int:
    """The room beside a cell's text, the same as the headers' 0.5em."""
    return (metrics.height() + 1) // 2


class RowPainter:
    """Draws rows, the lines under them and the frame of the current cell; colours are looked up once a theme."""

    def __init__(self, metrics: QFontMetrics) -> None:
        self._texts: dict[tuple[str, int], tuple[QStaticText, int]] = {}
        self._pictures: dict[tuple[str, Tone], QPixmap] = {}
        self.restyle(metrics)

    def restyle(self, metrics: QFontMetrics) -> None:
        """Take the colours of the present theme and the sizes of the present font; lay texts out anew."""
        c = theme.colours()
        self._text, self._selection, self._line = QColor(c.text), QColor(c.selection), QColor(c.line)
        self._accent = QColor(c.accent)
        self._tones = {tone: c.of(tone) for tone in theme.TONES}
        self._metrics = metrics
        self._margin = cell_margin(metrics)
        self._height = metrics.height()
        self._icon_size = metrics.ascent()
        self._ratio = 0.0
        self._texts.clear()
        self._pictures.clear()

    def paint(
        self, painter: QPainter, rows: Sequence[RowOnScreen], places: Sequence[Place], height: int, ratio: float
    ) -> None:
        """Draw these rows, each ``height`` pixels high; ``ratio``: device pixels a pixel."""
        if ratio != self._ratio:
            self._ratio = ratio
            self._pictures.clear()
        if not places:
            return
        left, right = places[0].left, places[-1].left + places[-1].width - 1
        for shown in rows:
            if shown.chosen:
                painter.fillRect(left, shown.top, right - left + 1, height, self._selection)
            for place in places:
                if place.column is TICK:
                    self._paint_tick(painter, QRect(place.left, shown.top, place.width, height), shown.chosen)
                elif shown.row is not None:
                    self._paint_cell(painter, place, shown, height)
        painter.setPen(self._line)
        painter.drawLines([QLine(left, r.top + height - 1, right, r.top + height - 1) for r in rows])

    def paint_current(self, painter: QPainter, row: QRect, cell: QRect, focused: bool) -> None:
        """Frame the row that the keyboard acts on; with the focus also the cell, so that left and right are seen."""
        self._paint_frame(painter, row, 1)
        if focused and cell.isValid():
            self._paint_frame(painter, cell, max(2, self._height // 9))

    def _paint_frame(self, painter: QPainter, rect: QRect, thick: int) -> None:
        """Four bars within the rectangle: half of a pen's line would fall outside, which at 150 % is cut off."""
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        painter.fillRect(left, top, width, thick, self._accent)
        painter.fillRect(left, top + height - thick, width, thick, self._accent)
        painter.fillRect(left, top, thick, height, self._accent)
        painter.fillRect(left + width - thick, top, thick, height, self._accent)

    def _paint_cell(self, painter: QPainter, place: Place, shown: RowOnScreen, height: int) -> None:
        column, margin = place.column, self._margin
        left, width = place.left + margin, place.width - 2 * margin
        mark = column.mark(shown.row) if column.mark else None
        pen = self._text
        if mark:
            pen = self._tones[mark.tone]
            if mark.icon:
                size = self._icon_size
                painter.drawPixmap(left, shown.top + (height - size) // 2, self._picture(mark.icon, mark.tone))
                left, width = left + size + margin // 2, width - size - margin // 2
        painter.setPen(pen)
        key = (column.text(shown.row), width)
        laid_out, needed = self._texts.get(key) or self._lay_out(key)
        if column.align_right:
            left += width - needed
        painter.drawStaticText(left, shown.top + (height - self._height) // 2, laid_out)

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
        if found is None:
            found = icons.pixmap(icon, self._tones[tone], self._icon_size, self._ratio)
            self._pictures[icon, tone] = found
        return found

    def _paint_tick(self, painter: QPainter, rect: QRect, chosen: bool) -> None:
        size = self._icon_size
        picture = self._picture("ticked", "accent") if chosen else self._picture("unticked", "quiet")
        painter.drawPixmap(rect.center().x() - size // 2, rect.center().y() - size // 2, picture)
