"""A quiet frame around what belongs together, or a coloured line for what is to be noticed."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from ui import theme

GroundName = Literal["", "base", "accent", "good", "warning", "bad"]
ROUND = 0.3  # of a line of text


class Ground(QFrame):
    """Paints its ground with round corners; ``base`` has a fine line around it, "" is nothing."""

    def __init__(self, ground: GroundName = "base", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: GroundName = ground

    @property
    def ground(self) -> GroundName:
        """What it stands on."""
        return self._ground

    def set_ground(self, ground: GroundName) -> None:
        """Stand on another ground."""
        if ground != self._ground:
            self._ground = ground
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        if not self._ground:
            return
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlined = self._ground == "base" or colours.ground(self._ground) == QColor(colours.window)
        painter.setPen(QPen(QColor(colours.line), 1) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(colours.ground(self._ground))
        around = theme.em(self, ROUND)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), around, around)
