"""In a list's place stands one thing: the list, what to do where it is empty, that it is read, or why it cannot be."""

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cpd_desktop.errors import StoreTrouble, Trouble
from tests.ui.rooms import Surroundings, find, opened, press
from tests.ui.test_tables import COLUMNS, Fetcher
from ui.pages.review import ReviewPage
from ui.tables import ListStates, TableView
from ui.widgets import EmptyState

TROUBLE = StoreTrouble("本机数据正忙", "请稍后重试")


@pytest.fixture
def states(qtbot: QtBot, dressed: QApplication) -> ListStates:
    table = TableView("people", COLUMNS, Fetcher())
    made = ListStates(table, EmptyState("peopleEmpty", "search", "没有会员"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def told(states: ListStates) -> list[str]:
    """What is visible of the four."""
    names = ("people", "peopleEmpty", "peopleLoading", "peopleTrouble")
    seen = {child.objectName() for child in states.findChildren(QWidget) if child.isVisible()}
    return [name for name in names if name in seen]


def test_waiting_is_said_only_where_there_is_nothing_to_look_at(qtbot: QtBot, states: ListStates) -> None:
    assert told(states) == ["people"]
    states.expect()
    qtbot.waitUntil(lambda: told(states) == ["peopleLoading"])
    states.show_content(False)
    assert told(states) == ["peopleEmpty"]
    states.expect()
    states.show_first(array("q", [1, 2]))
    assert told(states) == ["people"]
    states.expect()
    assert not states._patience.isActive()


def test_another_query_is_known_from_the_same_again(states: ListStates) -> None:
    assert states.expect("pending")
    assert not states.expect("pending")
    assert states.expect("confirmed")


def test_a_failure_stands_in_the_lists_place_and_can_be_tried_again(qtbot: QtBot, states: ListStates) -> None:
    tries: list[str] = []
    elsewhere: list[Trouble] = []
    states.show_trouble(TROUBLE, lambda: tries.append("again"), elsewhere.append)
    assert told(states) == ["peopleTrouble"]
    qtbot.mouseClick(press(states, "peopleTroubleAction"), Qt.MouseButton.LeftButton)
    assert (tries, elsewhere) == (["again"], [])
    states.show_content(True)
    states.show_trouble(TROUBLE, lambda: None, elsewhere.append)
    assert (told(states), elsewhere) == (["people"], [TROUBLE]), "what was read before stays to be looked at"


# --- on a page -------------------------------------------------------------------------------------------------


@pytest.fixture
def around(staff_profile: Path, dressed: QApplication, tmp_path: Path) -> Iterator[Surroundings]:
    around = Surroundings(opened(staff_profile, tmp_path))
    yield around
    around.tasks.close()
    assert around.tasks.wait_idle(30)
    around.workspace.close()


def shown(qtbot: QtBot, around: Surroundings) -> ReviewPage:
    page = ReviewPage(around.context())
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh()
    return page


def test_a_queue_that_cannot_be_read_says_so(qtbot: QtBot, around: Surroundings) -> None:
    around.workspace.account.store.close()
    page = shown(qtbot, around)
    qtbot.waitUntil(lambda: find(page, "reviewTroubleTitle").text() == "本机数据已关闭")
    assert press(page, "reviewTroubleAction").text() == "重试"
    assert around.problems == []


def test_the_order_of_a_list_is_found_again_and_asked_of_the_store(qtbot: QtBot, around: Surroundings) -> None:
    page = shown(qtbot, around)
    qtbot.waitUntil(lambda: len(page.table.rows.ids) > 5)
    page.table.sort_by("hours", descending=True)
    page.table.arrangement.show("attachments", on=False)
    later = shown(qtbot, around)
    qtbot.waitUntil(lambda: len(later.table.rows.ids) > 5 and later.table.current_row() is not None)
    hours = [later.table.rows.row(number).hours for number in range(6)]
    assert hours == sorted(hours, reverse=True)
    assert later.table.sort == ("hours", True)
    assert "attachments" not in [column.key for column in later.table.shown_columns()]
    other = around.workspace.profile.account_folder("somebody-else")
    assert not (other / "lists.ini").exists(), "what one account arranges is not the other's"


def test_ctrl_p_asks_for_the_printer(qtbot: QtBot, around: Surroundings) -> None:
    page = shown(qtbot, around)
    qtbot.waitUntil(lambda: len(page.table.rows.ids) > 5)
    qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = page.findChildren(QPrintDialog)
    assert dialog.isVisible()
    assert dialog.printer().docName() == "学时确认"
    dialog.reject()


def test_ctrl_a_of_the_queue_selects_it_all(qtbot: QtBot, around: Surroundings) -> None:
    page = shown(qtbot, around)
    qtbot.waitUntil(lambda: len(page.table.rows.ids) > 5)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.table.chosen_count() == len(page.table.rows.ids)


def test_a_print_says_what_the_filter_shows(qtbot: QtBot, around: Surroundings) -> None:
    page = shown(qtbot, around)
    qtbot.waitUntil(lambda: page.filter.year.count() > 1)  # the years come with the figures, after the first rows
    assert page.filter.in_words() == "状态：未确认"
    page.filter.search.setText("王")
    page.filter.year.setCurrentIndex(1)
    year = page.filter.year.currentText()
    assert page.filter.in_words() == f"状态：未确认 · {year} 年度 · “王”"
    page.filter.clear()
    page.filter.state.setCurrentIndex(0)
    assert page.filter.in_words() == "全部"
