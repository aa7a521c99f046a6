"""A line for hours (学时): arrow keys go in steps of 0.5, yet anything may be typed: the form says what is wrong."""

import math
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from cpd_core.wording import hours_text

STEP = 0.5  # half of 45 minutes


class HoursEdit(QLineEdit):
    """Never corrects what was typed; :meth:`hours` is NaN where it is no number."""

    def hours(self) -> float:
        """What the text says; full-width figures of a Chinese input method are understood, 0 stands for nothing."""
        text = unicodedata.normalize("NFKC", self.text()).replace("。", ".").strip()
        if not text:
            return 0.0
        try:
            return float(text)
        except ValueError:
            return math.nan

    def set_hours(self, hours: float) -> None:
        """Show these hours; 0 as an empty line."""
        self.setText(hours_text(hours) if hours else "")

    def step(self, by: int) -> None:
        """Go up or down by halves; from 0.3 up to 0.5, never below nothing."""
        now = self.hours() if math.isfinite(self.hours()) else 0.0
        at = math.floor(now / STEP) if by > 0 else math.ceil(now / STEP)
        self.set_hours(max(0.0, (at + by) * STEP))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Up and Down step; the wheel does nothing, as hours must not change while somebody scrolls."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)
