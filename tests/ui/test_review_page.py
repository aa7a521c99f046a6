"""Staff decide without a network: by keyboard, in batches, and only while the list has the focus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from cpd_core.entities import Application
from cpd_desktop.views import ApplicationQuery
from tests.ui.rooms import Surroundings, compose, find, opened, press
from ui.acts import keys_of, words_of
from ui.pages.review import ReviewPage

LEFT = Qt.MouseButton.LeftButton
BATCH = 200


@pytest.fixture
def around(staff_profile: Path, tmp_path: Path) -> Iterator[Surroundings]:
    around = Surroundings(opened(staff_profile, tmp_path))
    yield around
    around.tasks.close()
    around.workspace.close()
    assert around.problems == []


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, around: Surroundings) -> Iterator[ReviewPage]:
    page = ReviewPage(around.context())
    around.page = page
    qtbot.addWidget(page)
    page.resize(1366, 640)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    qtbot.waitUntil(lambda: len(page.table.rows.ids) > BATCH)
    page.table.setFocus()
    yield page
    page.close()


def rows(page: ReviewPage) -> int:
    return len(page.table.rows.ids)


def application(page: ReviewPage, application_id: str) -> Application:
    return page.context.workspace.applications.detail(application_id).application


def key(qtbot: QtBot, page: ReviewPage, which: Qt.Key) -> None:
    qtbot.keyClick(page.table, which)


def take_all_in(qtbot: QtBot, page: ReviewPage) -> None:
    """Wait for the dry run, and tick whatever it has split off."""
    panel = page.decisions.batches.panel
    qtbot.waitUntil(lambda: panel.run is not None)
    for tick in panel.splits.findChildren(QCheckBox):
        tick.setChecked(True)


def row_id(page: ReviewPage, number: int, kind: str = "") -> str:
    """Put the cursor on the first row from ``number`` on, of a kind; its application's id."""
    while kind and page.table.rows.row(number).kind != kind:
        number += 1
    page.table.go_to_id(page.table.rows.ids[number])
    return page.table.current_row().id


def test_it_starts_with_what_is_undecided_and_shows_the_proof(qtbot: QtBot, page: ReviewPage) -> None:
    pending = page.context.workspace.applications.total(ApplicationQuery(state="pending"))
    assert rows(page) == pending.count
    assert page.count.text() == f"{pending.count:,} 条 · {pending.hours:,.1f} 学时"
    qtbot.waitUntil(lambda: page.side.viewer.shown in ("pdf", "picture"))
    shown = page.side.viewer.attachment
    key(qtbot, page, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: page.side.detail.detail.application.id == page.table.current_row().id)
    qtbot.waitUntil(lambda: page.side.viewer.attachment in page.side.detail.detail.application.attachments)
    key(qtbot, page, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: page.side.viewer.attachment == shown)


def test_a_confirms_and_goes_on_to_the_next(qtbot: QtBot, page: ReviewPage) -> None:
    before = rows(page)
    decided = row_id(page, 3, "input")
    key(qtbot, page, Qt.Key.Key_A)
    following = page.table.current_row().id
    qtbot.waitUntil(lambda: rows(page) == before - 1)
    done = application(page, decided)
    assert (done.state, done.confirmed_hours) == ("confirmed", done.hours)
    assert page.table.current_row().id == following
    assert "已确认 1 条，已保存，待发送" in page.message.text


def test_fewer_hours_are_asked_for_inline_and_checked(qtbot: QtBot, page: ReviewPage) -> None:
    before = rows(page)
    decided = row_id(page, 0, "input")
    asked = page.table.current_row().hours
    key(qtbot, page, Qt.Key.Key_S)
    editor = page.bar.hours
    editor.setText(f"{asked + 1}")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "不超过" in find(page, "hoursLineError").text()
    assert application(page, decided).state == "pending"
    editor.setText("0.5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(page) == before - 1)
    assert application(page, decided).confirmed_hours == 0.5


def test_a_refusal_needs_a_reason_and_usual_ones_are_offered(qtbot: QtBot, page: ReviewPage) -> None:
    before = rows(page)
    decided = row_id(page, 1)
    key(qtbot, page, Qt.Key.Key_R)
    editor = page.bar.reason
    assert len(editor.offered()) >= 5
    assert QApplication.activePopupWidget() is None
    qtbot.keyClick(editor, Qt.Key.Key_Escape)  # the list goes, the line stays
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "理由" in find(page, "reasonLineError").text()
    compose(editor, "缺少签到表")
    qtbot.keyClick(editor, Qt.Key.Key_Escape) if editor.offered() else None
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(page) == before - 1)
    done = application(page, decided)
    assert (done.state, done.reason) == ("refused", "缺少签到表")


def test_escape_leaves_the_reason_and_nothing_is_decided(qtbot: QtBot, page: ReviewPage) -> None:
    decided = row_id(page, 0)
    key(qtbot, page, Qt.Key.Key_R)
    for _ in range(2):
        qtbot.keyClick(page.bar.reason, Qt.Key.Key_Escape)
    assert not page.bar.reason.isVisible()
    assert application(page, decided).state == "pending"
    assert page.context.workspace.sync.status().unsent == 0


def test_two_hundred_are_confirmed_after_the_bar_has_said_so(qtbot: QtBot, page: ReviewPage) -> None:
    before = rows(page)
    top = page.table.visualRect(page.table.model().index(0, 2)).center()
    qtbot.mouseClick(page.table.viewport(), LEFT, pos=top)
    page.table.scrollTo(page.table.model().index(BATCH - 1, 0))
    last = page.table.visualRect(page.table.model().index(BATCH - 1, 2)).center()
    qtbot.mouseClick(page.table.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, QPoint(last))
    hours = sum(page.table.rows.row(n).hours for n in range(BATCH))
    qtbot.waitUntil(lambda: find(page, "chosenText").text() == f"已选 200 条 · {hours:,.1f} 学时")
    qtbot.mouseClick(press(page, "batchConfirm"), LEFT)
    take_all_in(qtbot, page)
    assert find(page, "dryRunFigures").text() == f"将确认 200 条，共 {hours:,.1f} 学时，每条均按申请学时"
    assert page.context.workspace.sync.status().unsent == 0
    qtbot.mouseClick(press(page, "dryRunGo"), LEFT)
    qtbot.waitUntil(lambda: rows(page) == before - BATCH)
    assert page.context.workspace.sync.status().unsent == BATCH
    assert "已确认 200 条，已保存，待发送" in page.message.text
    qtbot.waitUntil(lambda: not page.bar.confirm.isVisible())


def test_a_reason_that_was_not_finished_is_there_the_next_time(
    qtbot: QtBot, page: ReviewPage, around: Surroundings
) -> None:
    first = row_id(page, 0)
    key(qtbot, page, Qt.Key.Key_R)
    compose(page.bar.reason, "缺少签")
    page.keep_drafts()
    again = ReviewPage(around.context())
    qtbot.addWidget(again)
    again.show()
    again.refresh()
    qtbot.waitUntil(lambda: len(again.table.rows.ids) > BATCH)
    assert row_id(again, 1) != first
    again.decisions.refuse_current()
    assert again.bar.reason.text() == "", "it was about another one"
    row_id(again, 0)
    again.decisions.refuse_current()
    assert again.bar.reason.text() == "缺少签"
    again.bar.reason_line.leave()
    again.keep_drafts()
    assert around.workspace.drafts.kept_words("reason") is None
    again.close()


def test_all_that_the_filter_shows_are_refused_with_one_reason(qtbot: QtBot, page: ReviewPage) -> None:
    page.filter.kind.setCurrentIndex(page.filter.kind.findData("exemption"))
    qtbot.waitUntil(lambda: 0 < rows(page) < BATCH and page.table.rows.row(rows(page) - 1).kind == "exemption")
    count = rows(page)
    qtbot.mouseClick(press(page, "chooseAll"), LEFT)
    qtbot.waitUntil(lambda: page.bar.refuse.text() == f"批量不予确认 {count}")
    qtbot.mouseClick(press(page, "batchRefuse"), LEFT)
    take_all_in(qtbot, page)
    reason = page.decisions.batches.panel.reason
    for key_ in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):  # open the list, to the first, take it
        qtbot.keyClick(reason, key_)
    qtbot.mouseClick(press(page, "dryRunGo"), LEFT)
    qtbot.waitUntil(lambda: rows(page) == 0)
    assert page.context.workspace.sync.status().unsent == count
    assert find(page, "reviewEmptyTitle").text() == "没有符合条件的申请"


def test_a_whole_filter_is_counted_like_its_rows(qtbot: QtBot, page: ReviewPage) -> None:
    page.table.selectAll()
    count, hours = rows(page), sum(page.table.rows.row(n).hours for n in range(rows(page)))
    qtbot.waitUntil(lambda: page.bar.chosen.count == count)
    assert len(set(page.bar.chosen.open)) == count
    assert page.bar.chosen.hours == hours
    page.table.choose_range(0, 0, on=False)
    qtbot.waitUntil(lambda: page.bar.chosen.count == count - 1)
    assert page.bar.chosen.hours == hours - page.table.rows.row(0).hours


def test_letters_act_only_while_the_list_has_the_focus(qtbot: QtBot, page: ReviewPage) -> None:
    page.filter.search.setFocus()
    qtbot.keyClicks(page.filter.search, "ajrsx")
    assert page.filter.search.text() == "ajrsx"
    assert page.context.workspace.sync.status().unsent == 0
    assert not page.bar.reason.isVisible()


def test_what_is_decided_is_left_alone_and_can_be_taken_back(qtbot: QtBot, page: ReviewPage) -> None:
    page.filter.state.setCurrentIndex(page.filter.state.findData("confirmed"))
    qtbot.waitUntil(lambda: page.table.rows.row(0) is not None and page.table.rows.row(0).state == "confirmed")
    decided = row_id(page, 0)
    key(qtbot, page, Qt.Key.Key_A)
    assert "已处理" in page.message.text
    key(qtbot, page, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: page.bar.revoke.isVisible())
    assert not page.bar.confirm.isVisible()
    qtbot.mouseClick(press(page, "batchRevoke"), LEFT)
    take_all_in(qtbot, page)
    compose(page.decisions.batches.panel.reason, "误操作")
    qtbot.mouseClick(press(page, "dryRunGo"), LEFT)
    qtbot.waitUntil(lambda: application(page, decided).state == "pending")
    assert application(page, decided).history[-1].what == "revoked"


def test_the_question_mark_lays_all_keys_over_the_page_and_takes_them_away(qtbot: QtBot, page: ReviewPage) -> None:
    qtbot.keyClicks(page.table, "?")
    listed = page.keys
    assert listed.isVisible()
    said = {label.text() for label in listed.findChildren(QLabel)}
    for act in page.acts():
        assert act.shortcut().isEmpty() or {keys_of(act), words_of(act)} <= said, act.objectName()
    qtbot.keyClicks(QApplication.focusWidget(), "a")
    assert page.context.workspace.sync.status().unsent == 0, "letters do not reach the list behind"
    qtbot.keyClicks(QApplication.focusWidget(), "?")
    assert not listed.isVisible()
    assert page.table.hasFocus()
    qtbot.keyClicks(page.table, "?")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not listed.isVisible()


def test_the_proof_is_looked_at_closely_from_the_list(qtbot: QtBot, page: ReviewPage) -> None:
    viewer = page.side.viewer
    qtbot.waitUntil(lambda: viewer.shown in ("pdf", "picture"))
    qtbot.keyClicks(page.table, "]")
    assert viewer.quarters == 1
    qtbot.keyClicks(page.table, "+[[")
    assert viewer.quarters == 3
    number = next(n for n in range(rows(page)) if page.table.rows.row(n).attachments > 1)
    page.table.go_to_id(page.table.rows.ids[number])
    files = application(page, page.table.current_row().id).attachments
    qtbot.waitUntil(lambda: viewer.attachment == files[0])
    qtbot.keyClicks(page.table, ".")
    assert (viewer.attachment, page.side.files.code) == (files[1], "1")
    qtbot.keyClicks(page.table, ",,")
    assert viewer.attachment == files[-1]
    assert page.table.hasFocus()


def test_u_takes_back_what_has_not_been_sent(qtbot: QtBot, page: ReviewPage) -> None:
    before = rows(page)
    single = row_id(page, 3, "input")
    key(qtbot, page, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: rows(page) == before - 1)
    key(qtbot, page, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: rows(page) == before)
    assert application(page, single).state == "pending"
    assert "已撤销 1 条" in page.message.text
    key(qtbot, page, Qt.Key.Key_U)
    assert "没有可以撤销" in page.message.text

    page.table.choose_range(0, BATCH - 1, True)
    qtbot.waitUntil(lambda: len(page.bar.chosen.open) == BATCH)
    qtbot.mouseClick(press(page, "batchConfirm"), LEFT)
    take_all_in(qtbot, page)
    qtbot.mouseClick(press(page, "dryRunGo"), LEFT)
    qtbot.waitUntil(lambda: rows(page) == before - BATCH)
    assert page.message.text == f"已确认 {BATCH} 条，已保存，待发送"
    qtbot.mouseClick(press(page, "reviewMessageAction"), LEFT)
    qtbot.waitUntil(lambda: rows(page) == before)
    assert page.context.workspace.sync.status().unsent == 0


def test_what_has_been_sent_is_not_taken_back_and_it_says_so(qtbot: QtBot, page: ReviewPage) -> None:
    decided = row_id(page, 3, "input")
    key(qtbot, page, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: "待发送" in page.message.text)
    page.context.workspace.account.store.outbox.next_chunk()
    key(qtbot, page, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: "1 条已发送" in page.message.text)
    assert application(page, decided).state == "confirmed"
