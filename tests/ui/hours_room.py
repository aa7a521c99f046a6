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
from tests.ui.rooms import Room
from ui.pages.hours import HoursPage
from ui.tables import ListedTable

LEFT = Qt.MouseButton.LeftButton


class HoursRoom(Room[HoursPage]):
    """学时查询 on a member's facts."""

    def __init__(self, qtbot: QtBot, workspace: Workspace) -> None:
        super().__init__(qtbot, workspace, HoursPage)

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


Open = Callable[..., HoursRoom]


@pytest.fixture
def open_hours(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    rooms: list[HoursRoom] = []

    def open_it(*facts: Fact, member_type: MemberType = "cpa") -> HoursRoom:
        rooms.append(HoursRoom(qtbot, workspace_of(tmp_path / f"p{len(rooms)}", *facts, member_type=member_type)))
        return rooms[-1]

    yield open_it
    for room in rooms:
        room.leave()
