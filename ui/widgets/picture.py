"""A small icon beside words, drawn anew when the window turns light or dark."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel

from ui import icons, theme
from ui.theme import Tone


class Picture(QLabel):
    """As high as the words beside it, which say what it shows."""

    def __init__(self, icon: str, tone: Tone) -> None:
        super().__init__()
        self._icon = icon
        self._tone: Tone = tone
        self.setFixedHeight(theme.em(self))
        self._draw()

    def _draw(self) -> None:
        side = theme.em(self, 0.9)
        self.setPixmap(icons.pixmap(self._icon, theme.colours().of(self._tone), side, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_tone"):
            self._draw()
