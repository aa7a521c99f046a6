"""What the window looks like, remembered for each person: its place and size, and how its halves are divided."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from ui import theme


class WindowState:
    """Reads and writes ``window.ini`` of the profile."""

    def __init__(self, profile: Path) -> None:
        self.settings = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat)
        self._account = ""

    def of_account(self, account_id: str) -> None:
        """Whose window it is from now on; "" is nobody's, before the sign-in."""
        self._account = account_id

    def place(self, window: QMainWindow) -> None:
        """Put the window where this person, else where anybody had it last; else in a good size."""
        for key in (self._key("geometry"), "geometry"):
            geometry = self.settings.value(key)
            if isinstance(geometry, QByteArray) and window.restoreGeometry(geometry):
                return
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        window.resize(min(room.width(), theme.em(window, 66)), min(room.height(), theme.em(window, 40)))

    def divide(self, page: QWidget) -> None:
        """Divide a page as it was."""
        for splitter in _splitters(page):
            state = self.settings.value(self._key(f"splitter/{splitter.objectName()}"))
            if isinstance(state, QByteArray):
                splitter.restoreState(state)

    def keep(self, window: QMainWindow) -> None:
        """Remember everything."""
        for key in {self._key("geometry"), "geometry"}:
            self.settings.setValue(key, window.saveGeometry())
        for splitter in _splitters(window):
            self.settings.setValue(self._key(f"splitter/{splitter.objectName()}"), splitter.saveState())
        self.settings.sync()

    @property
    def offline(self) -> bool:
        """Working offline by choice outlives the program, however it ends."""
        return bool(self.settings.value("offline", defaultValue=False, type=bool))

    @offline.setter
    def offline(self, on: bool) -> None:
        self.settings.setValue("offline", on)
        self.settings.sync()

    def _key(self, name: str) -> str:
        return f"{self._account}/{name}" if self._account else name


def _splitters(within: QWidget) -> list[QSplitter]:
    return [each for each in within.findChildren(QSplitter) if each.objectName()]
