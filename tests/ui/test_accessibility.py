"""For who works by ear or by keyboard: names and roles everywhere, Tab in the reading order, a focus that is seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from cpd_desktop.workspace import Workspace
from tests.ui.readout import against_reading, controls, nameless, tabbed_through
from tests.ui.rooms import opened
from tests.ui.walk import Visitor
from ui.tables import TableView
from ui.tables.listed import ListedTable

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
        wrong += [f"{place}: {each}" for each in nameless(top)]
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
