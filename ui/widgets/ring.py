"""The focus, where what the system draws does not show it: in accent colour, on flat ground, in a list without rows."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import theme


def paint_focus(widget: QWidget, colour: QColor) -> None:
    """A ring within a widget's edge; in its paint event only."""
    width = max(1.0, theme.em(widget, 0.08))
    inset = width * 1.5
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset), 3, 3)


class FocusRing(QWidget):
    """Lies over a widget while that has the focus, and takes no click."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: come and go with the focus."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.Resize) and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.setVisible(watched.hasFocus())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw it."""
        paint_focus(self, theme.colours().of("accent"))
