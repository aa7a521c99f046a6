"""What marks a field whose value is wrong, in every style: a line around it, besides the words under it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFocusFrame, QWidget

from ui import theme


class WrongFrame(QFocusFrame):
    """Qt's focus frame follows its widget by itself; this one is drawn in the tone of what is wrong."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setWidget(around)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw around the field: Qt keeps this frame under it and a little larger."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colours().of("bad"), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 3, 3)
