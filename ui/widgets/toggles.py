"""Buttons that stay pressed, drawn the same in every style: chips in a row, and large choices with a picture."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton

from ui import icons, theme


class Chip(QPushButton):
    """A word in a rounded frame; pressed, it stands on the accent's ground."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: the word and room around it."""
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        return QSize(words + theme.em(self, 1.2), theme.em(self, 1.45))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: no smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        paint_frame(painter, self)
        painter.setPen(words_colour(self))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.text())


class Tile(QToolButton):
    """A large choice: picture above the words."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__()
        self._icon_name = icon
        self.setText(text)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: the words, the picture over them, and room around both."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + theme.em(self, 1.2), theme.em(self, 4.2))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: no smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        paint_frame(painter, self)
        side, line = theme.em(self, 1.5), theme.em(self)
        top = (self.height() - side - line - line // 4) // 2
        colour = theme.colours().of("accent" if self.isChecked() else "quiet")
        picture = icons.pixmap(self._icon_name, colour, side, self.devicePixelRatioF())
        painter.drawPixmap(QRect((self.width() - side) // 2, top, side, side), picture)
        painter.setPen(words_colour(self))
        words = QRect(0, top + side + line // 4, self.width(), line)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


def words_colour(button: QAbstractButton) -> QColor:
    """What words on such a button are written in."""
    if not button.isEnabled():
        return theme.colours().of("quiet")
    return theme.colours().of("accent" if button.isChecked() else "normal")


def paint_frame(painter: QPainter, button: QAbstractButton) -> None:
    """The ground and its line: accent where it is pressed, focused or pointed at; focus is twice as thick."""
    colours = theme.colours()
    lively = button.isEnabled() and (button.isChecked() or button.hasFocus() or button.underMouse())
    thick = 2.0 if button.hasFocus() else 1.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.accent if lively else colours.line), thick))
    painter.setBrush(QColor(colours.accent_ground if button.isChecked() or button.isDown() else colours.button))
    inset, around = thick / 2, theme.em(button, 0.3)
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(inset, inset, -inset, -inset), around, around)
