"""The queue is narrowed in every way; chips say how and are taken off; filters are kept under names."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpd_desktop.views import ApplicationQuery, ApplicationRow
from tests.ui.review_room import ReviewRoom
from tests.ui.rooms import compose, find
from ui.pages.review_filter_chips import PartChip
from ui.pages.review_filter_words import START


@pytest.fixture
def room(qtbot: QtBot, dressed: QApplication, staff_profile: Path, tmp_path: Path) -> Iterator[ReviewRoom]:
    room = ReviewRoom(qtbot, staff_profile, tmp_path)
    yield room
    room.leave()


WAYS: tuple[tuple[dict[str, object], Callable[[ApplicationRow], bool]], ...] = (
    ({"year": 2026}, lambda row: row.year == 2026),
    ({"kind": "output"}, lambda row: row.kind == "output"),
    ({"hours_min": 8.0, "hours_max": 12.0}, lambda row: 8 <= row.hours <= 12),
    ({"flags": ("same_file",)}, lambda row: "same_file" in row.flags),
    ({"flagged": False}, lambda row: not row.flags),
    ({"age_min": 30}, lambda row: bool(row.filed_at)),
    ({"claim": "none"}, lambda row: not row.claim),
    ({"sponsorless": True}, lambda row: not row.sponsor),
)


def test_each_way_narrows_says_so_and_is_taken_off(room: ReviewRoom) -> None:
    page, whole = room.page, len(room.rows())
    for fields, holds in WAYS:
        found = room.show(replace(START, **fields))
        assert page.query() == replace(START, **fields), fields
        assert all(map(holds, found)), fields
        assert len(room.parts()) == 1, fields
        chip = page.filter.chips.findChild(PartChip)
        chip.setFocus()
        room.key(Qt.Key.Key_Delete)
        assert len(room.rows()) == whole, fields
        assert room.parts() == []


def test_what_is_asked_for_in_the_part_that_opens_is_asked_for_by_keyboard(room: ReviewRoom) -> None:
    page, name = room.page, room.rows()[0].member_name
    room.type("f")
    more = page.filter.more
    assert more.member.hasFocus()
    compose(more.member, name)
    room.key(Qt.Key.Key_Return)
    assert page.table.hasFocus()
    assert {row.member_name for row in room.rows()} == {name}
    assert room.parts() == [name]
    room.type("F")
    assert page.filter.is_default
    more.hours_min.setFocus()
    compose(more.hours_min, "八")
    room.key(Qt.Key.Key_Return)
    assert find(page, "filterWrong").text() == "学时和天数请填数字"
    assert page.query().hours_min is None
    more.hours_min.setText("８。5")
    more.filed_from.setFocus()
    compose(more.filed_from, "2026/1/5")
    room.key(Qt.Key.Key_Return)
    room.qtbot.waitUntil(lambda: page.query().hours_min == 8.5)
    room.rest()
    assert not more.findChild(object, "filterWrong").isVisible()
    assert page.query().filed_from == "2026-01-05"
    assert room.parts() == ["至少 8.5 学时", "2026-01-05 起申报"]


def test_flags_are_chosen_together_any_and_none_alone(room: ReviewRoom) -> None:
    page = room.page
    page.filter.toggle_more()
    chips = page.filter.more.flags
    chips["same_file"].click()
    chips["late"].click()
    room.rest()
    assert page.query().flags == ("same_file", "late")
    assert room.parts() == ["附件雷同或逾期申报"]
    chips["none"].click()
    room.rest()
    assert (page.query().flags, page.query().flagged) == ((), False)
    chips["any"].click()
    assert page.query().flagged is True


@pytest.mark.qt_log_ignore(r"This plugin does not support (raise\(\)|grabbing the keyboard)")
def test_a_filter_is_kept_chosen_renamed_and_forgotten_by_keyboard(room: ReviewRoom) -> None:
    page, desk = room.page, room.workspace.queue
    room.show(replace(START, kind="exemption", sort="member_name"))
    room.type("V")
    compose(page.saved.name, " ")
    room.key(Qt.Key.Key_Return)
    assert find(page, "filterNameError").isVisible(), "a name is missing"
    page.saved.name.setText("待看豁免")
    room.key(Qt.Key.Key_Return)
    assert page.table.hasFocus()
    assert [kept.name for kept in desk.filters()] == ["待看豁免"]
    assert page.saved.button.text().startswith("待看豁免")
    room.type("F")
    assert page.saved.button.text().startswith("常用筛选")

    menu = page.saved.button.menu()
    room.type("v")
    assert menu.isVisible()
    room.qtbot.keyClick(menu, "1")
    room.rest()
    assert page.query() == replace(START, kind="exemption", sort="member_name")
    menu.aboutToShow.emit()
    menu.findChild(object, "filterRename").trigger()
    page.saved.name.setText("豁免")
    room.key(Qt.Key.Key_Return)
    assert [kept.name for kept in desk.filters()] == ["豁免"]
    menu.aboutToShow.emit()
    menu.actions()[-1].trigger()
    assert desk.default_filter().name == "豁免"
    menu.aboutToShow.emit()
    menu.findChild(object, "filterDelete").trigger()
    assert desk.filters() == ()
    room.press("reviewMessageAction")
    assert [kept.name for kept in desk.filters()] == ["豁免"]


def test_the_queue_opens_with_the_filter_that_was_chosen_for_it(
    qtbot: QtBot, dressed: QApplication, staff_profile: Path, tmp_path: Path, room: ReviewRoom
) -> None:
    room.workspace.queue.save_filter("豁免", replace(START, kind="exemption", descending=True))
    room.workspace.queue.choose_default_filter("豁免")
    again = type(room.page)(room.page.context)
    qtbot.addWidget(again)
    again.show()
    again.refresh()
    room.rest()
    assert again.query() == replace(START, kind="exemption", descending=True)
    assert again.table.rows.row(0).kind == "exemption"
    again.go_to(again.table.rows.row(0).id)
    room.rest()
    assert again.query().kind is None, "somebody came for one application"
    assert ApplicationQuery is type(again.query())
    again.close()
