"""The push button: the style's own, but for the one that matters most, which is drawn the same in every style."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from ui import theme
from ui.widgets.ring import paint_focus


class Button(QPushButton):
    """``primary`` fills it with the accent: at most one of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setAutoDefault(False)
        self._primary = False

    @property
    def primary(self) -> bool:
        """Whether it is the one that matters most."""
        return self._primary

    def set_primary(self, on: bool) -> None:
        """Make it the one that matters most, or one like the others."""
        self._primary = on
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: the style's, with more room beside the words than it may leave."""
        hint = super().sizeHint()
        icon = 0 if self.icon().isNull() else self.iconSize().width() + theme.em(self, 0.3)
        words = self.fontMetrics().horizontalAdvance(self.text())
        if self.isFlat():  # words without an edge: what stands above and below them should begin and end where they do
            return QSize(words + icon + theme.em(self, 0.6), hint.height())
        return QSize(max(hint.width(), words + icon + theme.em(self, 1.4)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: the style's; a primary one is ours, as styles shade a coloured button until its words cannot be read."""
        if self._primary:
            self._paint_primary()
        else:
            super().paintEvent(event)
        by_keyboard = self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        if by_keyboard and (self._primary or self.isFlat()):
            colours = theme.colours()
            paint_focus(self, QColor(colours.accent_text if self._primary else colours.accent))

    def _paint_primary(self) -> None:
        colours, enabled = theme.colours(), self.isEnabled()
        ground = QColor(colours.accent if enabled else colours.line)
        if enabled and (self.isDown() or self.underMouse()):
            ground = ground.darker(112 if self.isDown() else 106)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        around = theme.em(self, 0.18)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), around, around)
        painter.setPen(QColor(colours.accent_text if enabled else colours.quiet))
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        room = self.rect()
        if not self.icon().isNull():
            size, gap = self.iconSize(), theme.em(self, 0.3)
            whole = size.width() + gap + self.fontMetrics().horizontalAdvance(self.text())
            left = (self.width() - whole) // 2
            self.icon().paint(painter, left, (self.height() - size.height()) // 2, size.width(), size.height())
            room.setTopLeft(QPoint(left + size.width() + gap, 0))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        else:
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text())
