"""Says when the window is painted and ends the program: how the start is timed, and how a frozen program is tried."""

import sys

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer


class FirstPaint(QObject):
    """An event filter for a window: after its first paint it prints ``painted`` and quits."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: watch for the first paint; nothing is taken away from the window."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._end)
        return False

    def _end(self) -> None:
        if sys.stdout is not None:  # a windowed program has none on Windows
            sys.stdout.write("painted\n")
            sys.stdout.flush()
        QCoreApplication.quit()
