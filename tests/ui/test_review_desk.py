"""What stands beside the queue: groups, flags in words, the member's year, earlier decisions, what was put aside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cpd_core.wording import hours_text
from cpd_desktop.views import ApplicationQuery
from tests.ui.review_room import ReviewRoom
from tests.ui.rooms import find
from ui import flags
from ui.pages.review_filter_words import START


@pytest.fixture
def room(qtbot: QtBot, dressed: QApplication, staff_profile: Path, tmp_path: Path) -> Iterator[ReviewRoom]:
    room = ReviewRoom(qtbot, staff_profile, tmp_path)
    yield room
    room.leave()


def said(room: ReviewRoom, name: str) -> list[str]:
    """The texts of this name beside the list, once they are there."""
    room.qtbot.waitUntil(lambda: bool(_said(room, name)))
    room.rest()
    return _said(room, name)


def _said(room: ReviewRoom, name: str) -> list[str]:
    return [label.text() for label in room.page.side.findChildren(QLabel, name) if label.isVisible()]


def test_groups_add_up_narrow_the_queue_and_are_selected_whole(room: ReviewRoom) -> None:
    page, whole = room.page, room.rows()
    room.type("g")
    assert page.groups.table.hasFocus()
    groups = page.groups.table.all_rows()
    assert sum(group.count for group in groups) == len(whole)
    assert sum(group.hours for group in groups) == sum(row.hours for row in whole)
    assert [group.count for group in groups] == sorted((group.count for group in groups), reverse=True)
    room.key(Qt.Key.Key_Down)
    second = page.groups.table.current()
    room.key(Qt.Key.Key_Return)
    assert page.table.hasFocus()
    assert (len(room.rows()), page.table.chosen_count()) == (second.count, 0)
    assert page.groups.table.all_rows() == [replace(g, current=g.key == second.key) for g in groups], "all stay there"
    page.groups.table.setFocus()
    room.key(Qt.Key.Key_Down)
    third = page.groups.table.current()
    room.type("x")
    assert len(room.rows()) == page.table.chosen_count() == third.count
    assert page.table.hasFocus()
    room.press("groupsAll")
    assert len(room.rows()) == len(whole)
    page.groups.by.setCurrentIndex(page.groups.by.findData("flag"))
    room.rest()
    named = {group.name: group.count for group in page.groups.table.all_rows()}
    assert named[flags.word("same_file")] == sum("same_file" in row.flags for row in whole)
    page.table.setFocus()
    room.type("g")
    assert not page.groups.isVisible()


def test_every_column_sorts(room: ReviewRoom) -> None:
    page = room.page
    keys = [column.sort for column in page.table.rows.columns if column.key != "tick"]
    assert all(keys)
    for key in keys:
        page.table.sort_by(key, True)
        room.rest()
        assert page.query().sort == key
        values = [getattr(row, key) for row in room.rows()] if key in ("hours", "attachments", "year") else []
        assert values == sorted(values, reverse=True)


def test_a_flag_says_why_and_leads_to_what_it_is_about(room: ReviewRoom) -> None:
    page = room.page
    number, row = next((n, row) for n, row in enumerate(room.rows()) if "same_file" in row.flags)
    column = next(column for column in page.table.rows.columns if column.key == "flags")
    assert column.text(row) == str(len(row.flags))
    assert flags.word("same_file") in column.tip(row)
    sentence = page.table.model().data(page.table.model().index(number, 0), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert f"提示：{flags.in_words(row.flags)}" in sentence, "who listens hears which"
    page.table.go_to_id(row.rid)
    room.rest()
    reasons = room.workspace.queue.reasons(row.id)
    assert len(said(room, "flagText")) == len(reasons)
    assert said(room, "flagText")[0].startswith(flags.word(reasons[0].flag))
    leads = next(reason for reason in reasons if reason.others)
    page.side.detail.others_asked.emit((row.id, *leads.others))
    room.rest()
    assert {found.id for found in room.rows()} == {row.id, *leads.others}
    assert page.table.current_row().id == row.id
    assert room.parts() == ["全部状态", f"指定的 {len(leads.others) + 1} 条"]


def test_the_members_year_and_what_was_decided_before_stand_beside_it(room: ReviewRoom) -> None:
    page, desk = room.page, room.workspace.applications
    decided = room.show(replace(START, state="refused", aside=None))
    waiting = {row.member_no: row for row in room.show(START)}
    before = next(row for row in decided if row.member_no in waiting and row.reason)
    row = waiting[before.member_no]
    page.table.go_to_id(row.rid)
    room.rest()
    application = desk.detail(row.id).application
    ledger = room.workspace.hours.ledger(row.year, application.member_id)
    (year,) = said(room, "detailYear")
    assert f"已计 {hours_text(ledger.counted)}，应完成 {hours_text(ledger.required)} 学时" in year
    (prospect,) = said(room, "detailProspect")
    assert prospect.startswith("若确认本条：")
    assert any(before.reason in line for line in said(room, "detailBefore"))
    find(page, "detailMember").click()
    room.rest()
    assert {found.member_no for found in room.rows()} == {row.member_no}
    assert len(room.rows()) == desk.total(ApplicationQuery(member_id=application.member_id)).count
    find(page, "detailHours").click()
    assert room.around.opened[-1] == f"hours/@{row.member_no}"


def test_what_is_put_aside_leaves_the_queue_with_its_note_until_it_is_taken_back(room: ReviewRoom) -> None:
    page, before = room.page, len(room.rows())
    first, second = room.rows()[:2]
    room.type("d")
    room.qtbot.keyClicks(page.asides.note, "call the firm")
    room.key(Qt.Key.Key_Return)
    assert page.table.hasFocus()
    assert (len(room.rows()), page.table.current_row().id) == (before - 1, second.id)
    assert room.workspace.sync.status().unsent == 0
    room.press("asidesShown")
    assert [row.id for row in room.rows()] == [first.id]
    assert "call the firm" in said(room, "detailAside")[0]
    room.type("D")
    assert room.rows() == []
    room.type("u")
    assert [row.id for row in room.rows()] == [first.id], "taking it back is undone"
    assert room.workspace.queue.aside(first.id).note == "call the firm"
    page.clear_filter()
    room.rest()
    room.type("a")
    assert room.workspace.sync.status().unsent == 1
    room.type("u")
    assert room.workspace.sync.status().unsent == 0, "the decision was last, so it is undone first"
    room.type("d")
    room.key(Qt.Key.Key_Escape)
    assert len(room.rows()) == before - 1, "Esc leaves the line and puts nothing aside"
    room.type("xjx")
    room.type("d")
    room.key(Qt.Key.Key_Return)
    assert len(room.rows()) == before - 3
    room.type("u")
    assert len(room.rows()) == before - 1
