"""The line for a password: says when Caps Lock is on, as nobody sees what they type."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from cpd_desktop.platform.keyboard import caps_lock


class PasswordLine(QLineEdit):
    """Asks the system, and where that says nothing looks at the letters: a capital without Shift tells."""

    caps_changed = Signal(bool)
    """Caps Lock seems to be on, or off again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("password")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._caps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: look at the letter before it is hidden."""
        super().keyPressEvent(event)
        asked = caps_lock()
        text = event.text()
        if asked is not None:
            self._tell(asked)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._tell(False)  # switched, nobody knows which way: the next letter tells
        elif len(text) == 1 and text.isalpha() and text.isascii():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(text.isupper() != shift)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt: it may have been switched on before."""
        super().focusInEvent(event)
        self._tell(bool(caps_lock()))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt: no password is typed now."""
        super().focusOutEvent(event)
        self._tell(False)

    def _tell(self, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps_changed.emit(on)
