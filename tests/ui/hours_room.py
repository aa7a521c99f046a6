"""学时查询 on facts that a test names: the page on a workspace without a network."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cpd_core.entities import MemberType
from cpd_desktop.workspace import Workspace
from tests.support.years import Fact, workspace_of
from tests.ui.rooms import Surroundings, press
from ui.pages.hours import HoursPage
from ui.tables import ListedTable

LEFT = Qt.MouseButton.LeftButton


class Room:
    """A page on a member's facts."""

    def __init__(self, qtbot: QtBot, workspace: Workspace) -> None:
        self.qtbot = qtbot
        self.workspace = workspace
        self.around = Surroundings(workspace)
        self.page = HoursPage(self.around.context())
        self.around.page = self.page
        qtbot.addWidget(self.page)
        self.page.resize(1366, 640)
        self.page.show()
        self.page.refresh()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.around.tasks.busy == 0, timeout=60_000)
        QApplication.processEvents()

    def press(self, name: str) -> None:
        self.qtbot.mouseClick(press(self.page, name), LEFT)
        self.settle()

    def words(self, name: str) -> str:
        found = self.page.findChild(QLabel, name)
        assert found is not None
        return found.text()

    @property
    def lines(self) -> ListedTable:
        found = self.page.findChild(ListedTable, "ledgerTable")
        assert found is not None
        return found

    def remedies(self) -> dict[str, str]:
        """The buttons beside the explanation: words -> name."""
        QApplication.processEvents()
        buttons = [b for b in self.page.findChildren(QWidget) if b.objectName().startswith("lineRemedy")]
        return {b.text(): b.objectName() for b in buttons if b.isVisible()}  # type: ignore[attr-defined]


Open = Callable[..., Room]


@pytest.fixture
def open_hours(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    rooms: list[Room] = []

    def open_it(*facts: Fact, member_type: MemberType = "cpa") -> Room:
        rooms.append(Room(qtbot, workspace_of(tmp_path / f"p{len(rooms)}", *facts, member_type=member_type)))
        return rooms[-1]

    yield open_it
    for room in rooms:
        room.around.tasks.close()
        assert room.around.tasks.wait_idle(30)
        room.workspace.close()
        assert room.around.problems == []
