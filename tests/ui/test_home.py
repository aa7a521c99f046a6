"""首页 in a real window: what it says is what the desk counts, and a step leads to its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cpd_core.wording import hours_text
from tests.ui.rooms import find, opened
from tests.ui.windows import Open, applications, windows, work_offline


@pytest.fixture
def open_window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    with windows(qtbot, tmp_path) as opens:
        yield opens


def test_a_member_reads_what_is_missing_and_goes_to_what_was_refused(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    home = workspace.home.of_member()
    assert home.ledger is not None
    window = open_window(workspace)
    work_offline(window)
    sentence = window.findChild(QLabel, "homeSentence")
    qtbot.waitUntil(lambda: hours_text(home.ledger.missing) in sentence.text())
    steps = [button for button in window.findChildren(QPushButton, "stepButton") if button.isVisible()]
    assert len(steps) == len(home.steps)
    assert home.steps[0].code == "mend", "the demo's first member has a refused application"
    qtbot.mouseClick(steps[0], Qt.MouseButton.LeftButton)
    page = applications(window)
    qtbot.waitUntil(lambda: page.shown.table.current_row() is not None)
    qtbot.waitUntil(lambda: page.shown.table.current_row().id == home.steps[0].item)


def test_a_reviewer_reads_how_many_wait_and_begins(
    qtbot: QtBot, open_window: Open, staff_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(staff_profile, tmp_path)
    count = workspace.home.of_review().count
    window = open_window(workspace)
    work_offline(window)
    qtbot.waitUntil(lambda: window.findChild(QLabel, "homeCount").text() == f"{count} 条待确认")
    step = find(window, "stepButton")
    qtbot.waitUntil(step.hasFocus)
    qtbot.keyClick(step, Qt.Key.Key_Space)
    assert window.frame is not None
    assert window.frame.shown == "review"
