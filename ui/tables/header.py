"""The headers of a table as quiet words over a fine line, the same in every style."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui import theme

_ACROSS = Qt.Orientation.Horizontal
_ROLE = Qt.ItemDataRole


class QuietHeader(QHeaderView):
    """Sorts, moves and resizes as Qt's does; only the painting is ours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_ACROSS, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: one line of words and room around it."""
        return QSize(super().sizeHint().width(), theme.em(self, 1.6))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N802, N803
        """Qt: draw one header."""
        colours = theme.colours()
        painter.fillRect(rect, QColor(colours.window))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        margin = (theme.em(self) + 1) // 2  # as the cells'
        room = rect.adjusted(margin, 0, -margin, 0)
        sorted_ = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        painter.setPen(colours.of("normal" if sorted_ else "quiet"))
        if sorted_:
            room.setRight(room.right() - self._paint_arrow(painter, room))
        model = self.model()
        side = model.headerData(logicalIndex, _ACROSS, _ROLE.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        words = str(model.headerData(logicalIndex, _ACROSS, _ROLE.DisplayRole) or "")
        words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(side) | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_arrow(self, painter: QPainter, room: QRect) -> int:
        """An arrowhead at the right; gives the width that it takes."""
        half = theme.em(self, 0.22)
        up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        x, y = room.right() - half, room.center().y() + (half / 2 if up else -half / 2)
        tip = -half if up else half
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolyline([QPointF(x - half, y), QPointF(x, y + tip), QPointF(x + half, y)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return 2 * half + theme.em(self, 0.2)
