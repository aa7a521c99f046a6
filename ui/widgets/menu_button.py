"""A flat button that opens a menu; an arrow beside its words says so."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QStyleOptionToolButton, QToolButton, QWidget

ARROW = " ▾"


class MenuButton(QToolButton):
    """Words, an arrow, and the menu at the first click."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMenu(QMenu(self))

    def say(self, words: str) -> None:
        """Show these words; the arrow is for the eye only."""
        self.setText(words + ARROW)
        self.setAccessibleName(words)

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:  # noqa: N802
        """Qt: the style's own arrow would be drawn over the last word."""
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu
