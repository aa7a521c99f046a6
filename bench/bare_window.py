"""The least that a Qt program can do before it shows something: an empty main window that says when it is painted."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """Quits after its first paint."""

    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: painted; say so once, when the event is done."""
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, self._say_so)

    def _say_so(self) -> None:
        print("painted", flush=True)
        QApplication.quit()


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    window = BareWindow()
    window.resize(1100, 720)
    window.show()
    sys.exit(app.exec())
