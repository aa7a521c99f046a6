"""The review page on a reviewer's synced profile, without a network."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpd_desktop.views import ApplicationQuery, ApplicationRow
from tests.ui.rooms import Room, opened
from ui.pages.review import ReviewPage


class ReviewRoom(Room[ReviewPage]):
    """The page with the keyboard in its list; each step ends when all work has."""

    def __init__(self, qtbot: QtBot, profile: Path, folder: Path) -> None:
        super().__init__(qtbot, opened(profile, folder), ReviewPage)
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.table.setFocus()
        self.rest()

    def rest(self) -> None:
        """Let timers run out and workers end, until nothing more comes."""
        for _ in range(3):
            QTest.qWait(70)
            self.settle()

    def type(self, keys: str) -> None:
        """Type where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        for each in keys:
            shift = Qt.KeyboardModifier.ShiftModifier if each.isupper() else Qt.KeyboardModifier.NoModifier
            self.qtbot.keyClick(QApplication.focusWidget() or focus, each, shift)
        self.rest()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClick(focus, key, modifier)
        self.rest()

    def rows(self) -> list[ApplicationRow]:
        """Everything that the list has."""
        return self.workspace.applications.rows(self.page.table.rows.ids)

    def show(self, query: ApplicationQuery) -> list[ApplicationRow]:
        """Narrow the queue; what it has then."""
        self.page.show_query(query)
        self.rest()
        return self.rows()

    def parts(self) -> list[str]:
        """What the chips say."""
        return [part.text for part in self.page.filter._parts()]
