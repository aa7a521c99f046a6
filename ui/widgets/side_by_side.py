"""Cards side by side; one above the other where the window is narrow."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui import theme
from ui.widgets.plain import clear

_Way = QBoxLayout.Direction


class SideBySide(QWidget):
    """``add(card, weight)``; with less than ``narrow`` lines of text of width the cards are stacked."""

    def __init__(self, narrow: float) -> None:
        super().__init__()
        self._narrow = narrow
        self._box = QBoxLayout(_Way.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.em(self, 0.8))

    def add(self, card: QWidget, weight: int = 1) -> None:
        """One more card."""
        self._box.addWidget(card, weight)

    def clear(self) -> None:
        """Let all cards go."""
        clear(self._box)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: as narrow as the widest card."""
        cards = filter(None, (self._box.itemAt(place) for place in range(self._box.count())))
        width = max((card.minimumSize().width() for card in cards), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: another width."""
        super().resizeEvent(event)
        self._box.setDirection(_Way.TopToBottom if self.width() < theme.em(self, self._narrow) else _Way.LeftToRight)
