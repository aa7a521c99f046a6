"""For who works by ear or by keyboard: names, roles and words for pictures, Tab in the reading order, a focus seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cpd_desktop.workspace import Workspace
from tests.ui.readout import against_reading, controls, nameless, tabbed_through, undescribed, unread_rows
from tests.ui.rooms import opened
from tests.ui.walk import Visitor
from ui import icons
from ui.tables import TableView
from ui.tables.listed import ListedTable
from ui.widgets import MessageLine, Ring, action, button, label

ROLES = ("nobody", "member", "staff", "national")


@pytest.fixture
def visitor(role: str, dressed: QApplication, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visitor]:
    if role == "nobody":
        workspace = Workspace(tmp_path / "profile")
    else:
        workspace = opened(request.getfixturevalue(f"{role}_profile"), tmp_path)
    visitor = Visitor(workspace, tmp_path / "profile")
    yield visitor
    visitor.close()
    workspace.close()


@pytest.mark.parametrize("role", ROLES)
def test_whoever_hears_or_types_finds_every_control(visitor: Visitor, role: str) -> None:
    wrong: list[str] = []
    visited = 0
    for place, top in visitor.places():
        walked = tabbed_through(top)
        wrong += [f"{place}: {each}" for each in (*nameless(top), *undescribed(top), *unread_rows(top))]
        wrong += [f"{place}: against reading order: {each}" for each in against_reading(walked.stops)]
        wrong += [f"{place}: focus is not seen: {each}" for each in walked.alike]
        visited += len(walked.stops)
    assert wrong == []
    assert visited > 5


@pytest.mark.parametrize("role", ["staff"])
def test_the_painted_cells_of_a_list_are_read_out(visitor: Visitor, role: str) -> None:
    frame = visitor.window.frame
    assert frame
    frame.open_page("review")
    visitor.settle()
    table = next(each for each in visitor.window.findChildren(TableView) if each.objectName() == "reviewTable")
    assert not isinstance(table, ListedTable)
    row = table.current_row()
    said = [each.text(QAccessible.Text.Name) for each in controls(table)]
    assert any(row.member_name in text for text in said), said
    assert any("投入式" in text or "产出式" in text or "豁免" in text for text in said), said


def test_a_control_that_says_too_little_is_found(qtbot: QtBot, dressed: QApplication) -> None:
    """The walk itself: what it would find if somebody made it."""
    top = QWidget()
    qtbot.addWidget(top)
    row = QVBoxLayout(top)
    picture = QToolButton()
    picture.setIcon(icons.icon("close", "quiet"))
    grey = button("grey", "导出", lambda: None)
    grey.setEnabled(False)
    keyed = button("undo", "撤销", lambda: None)
    action(top, "undo", "撤销", "Ctrl+Z", lambda: None)
    coloured = label("", "bad")
    for widget in (picture, grey, keyed, coloured, Ring("ring")):
        row.addWidget(widget)
    top.show()
    said = "\n".join(undescribed(top))
    for wanted in (
        "without words",
        "without a tool tip",
        "why it is grey",
        "keys Ctrl+Z",
        "colour only",
        "length only",
    ):
        assert wanted in said


def test_a_message_is_announced_with_what_its_colour_says(
    qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = MessageLine("message")
    qtbot.addWidget(line)
    heard: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    QAccessible.setActive(True)
    try:
        line.show_text("3 条操作没有生效", "warning")
    finally:
        QAccessible.setActive(False)
    assert heard == ["请注意：3 条操作没有生效"]
