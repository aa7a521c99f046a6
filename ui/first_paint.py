"""Tells when the window is painted: for what waits until then, to time the start, to try a frozen program."""

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal


class FirstPaint(QObject):
    """Watches a window until its first paint is done."""

    painted = Signal()
    """The window is on the screen."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: watch for the first paint; nothing is taken away from the window."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False


def say_and_quit() -> None:
    """Print ``painted`` and end the program."""
    if sys.stdout is not None:  # a windowed program has none on Windows
        sys.stdout.write("painted\n")
        sys.stdout.flush()
    QCoreApplication.quit()
