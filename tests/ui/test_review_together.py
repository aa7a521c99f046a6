"""Thousands at once, and together: looked at before it happens, 认领, one's own reasons, and what a sync came to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cpd_core.flags import BIT
from cpd_desktop.store.reasons import USUAL
from cpd_desktop.views import ApplicationQuery
from tests.support.service import ServiceProcess
from tests.ui.rooms import Room, compose, find, opened, signed_in
from ui.pages.review import ReviewPage

WAITING = ApplicationQuery(state="pending", descending=False)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def room(qtbot: QtBot, dressed: QApplication, staff_profile: Path, tmp_path: Path) -> Iterator[Room[ReviewPage]]:
    room = Room(qtbot, opened(staff_profile, tmp_path), ReviewPage)
    room.page.table.setFocus()
    yield room
    room.leave()


def keys(room: Room[ReviewPage], *pressed: str | Qt.Key) -> None:
    """Press keys where the keyboard is."""
    for each in pressed:
        where = QApplication.focusWidget()
        if isinstance(each, str):
            room.qtbot.keyClicks(where, each)
        else:
            room.qtbot.keyClick(where, each)
    room.settle()
    room.settle()  # what was read may start another look


def text(room: Room[ReviewPage], name: str) -> str:
    found = find(room.page, name)
    assert isinstance(found, QLabel)
    return found.text()


def choose(room: Room[ReviewPage], count: int) -> tuple[str, ...]:
    """Select the first rows; their applications."""
    table = room.page.table
    table.choose_range(0, count - 1)
    room.qtbot.waitUntil(lambda: room.page.bar.chosen.count == count)
    return room.page.bar.chosen.open


def flag(room: Room[ReviewPage], ids: tuple[str, ...]) -> None:
    """Give these a flag, and nothing else one."""
    with room.workspace.account.store.database.write() as tx:
        tx.execute("DELETE FROM flag")
        tx.executemany(
            "INSERT INTO flag (rid, bits) SELECT rid, ? FROM record WHERE kind = 'application' AND id = ?",
            [(BIT["late"], id_) for id_ in ids],
        )


def colleague_claims(room: Room[ReviewPage], ids: tuple[str, ...]) -> None:
    """Claims of a colleague, as the feed brings them."""
    body = """json_object('id', ?, 'rev', 1, 'application_id', ?, 'province', '32', 'account_id', 'other',
        'by', '赵同事', 'at', '2026-12-01T00:00:00Z')"""
    with room.workspace.account.store.database.write() as tx:
        tx.executemany(
            f"INSERT INTO record (kind, id, scope, rev, body) VALUES ('claim', ?, 'p:32', 1, {body})",
            [(id_, id_, id_) for id_ in ids],
        )


def test_a_batch_is_looked_at_before_it_happens(room: Room[ReviewPage]) -> None:
    page, panel = room.page, room.page.decisions.batches.panel
    before = len(page.table.rows.ids)
    ids = choose(room, 60)
    flag(room, ids[:3])
    colleague_claims(room, ids[3:8])
    keys(room, Qt.Key.Key_J)
    page.decisions.batches.confirm()
    room.qtbot.waitUntil(lambda: panel.run is not None)
    run = panel.run
    assert run is not None
    assert not page.bar.isVisible()
    splits = {each.code: each for each in run.splits}
    assert set(splits["flagged"].ids) <= set(ids[:3])
    assert set(splits["claimed"].ids) <= set(ids[3:8])
    ticks = {each.objectName(): each for each in panel.findChildren(QCheckBox)}
    assert ticks["split_flagged"].text().endswith("（逾期申报 3）")
    assert ticks["split_claimed"].text() == f"同事已认领 {len(splits['claimed'].ids)} 条（赵同事 5）".replace(
        "5", str(len(splits["claimed"].ids))
    )
    count = len(run.clean)
    apart = 60 - count
    hours = f"{run.hours_of(run.clean):,.1f}"
    assert text(room, "dryRunFigures") == (
        f"将确认 {count} 条，共 {hours} 学时，每条均按申请学时；另有 {apart} 条不在其中"
    )
    ticks["split_flagged"].click()
    assert len(panel.ids()) == count + len(splits["flagged"].ids)
    ticks["split_flagged"].click()

    page.table.setFocus()
    keys(room, "N")  # a sample, with everything beside the list as ever
    first = page.table.current_row().id
    assert first in run.clean
    assert text(room, "sampleText") == "抽查第 1 条，共 10 条"
    keys(room, "W")
    assert first not in panel.ids()
    assert text(room, "sampleText") == "抽查第 1 条，共 10 条（已移出）"
    keys(room, "N", "N")
    assert text(room, "sampleText") == "抽查第 3 条，共 10 条"
    assert page.table.current_row().id != first
    assert panel.name.text().startswith("批量确认")
    panel.name.setText("十二月 面授")
    assert room.workspace.sync.status().unsent == 0
    room.qtbot.keyClick(panel.name, ENTER)
    room.settle()
    room.qtbot.waitUntil(lambda: len(page.table.rows.ids) == before - count + 1)
    batch = room.workspace.review.batches()[0]
    assert (batch.name, batch.stored) == ("十二月 面授", count - 1)
    assert page.bar.isVisible()
    keys(room, "U")
    room.qtbot.waitUntil(lambda: len(page.table.rows.ids) == before)
    assert room.workspace.sync.status().unsent == 0


def test_what_is_split_off_leads_to_its_rows_and_esc_leaves(room: Room[ReviewPage]) -> None:
    page, panel = room.page, room.page.decisions.batches.panel
    ids = choose(room, 20)
    flag(room, ids[:4])
    page.decisions.batches.refuse()
    room.qtbot.waitUntil(lambda: panel.run is not None)
    assert not panel.findChildren(QWidget, "split_flagged"), "whoever refuses need not be told"
    assert panel.reason.hasFocus()
    panel.reason.close_list()
    room.qtbot.keyClick(panel.reason, ENTER)
    assert text(room, "dryRunWrong")
    room.qtbot.keyClick(panel.reason, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page.bar.isVisible()
    assert page.table.hasFocus()
    page.filter.pathway.setCurrentIndex(page.filter.pathway.findData("face_to_face"))
    room.settle()
    page.decisions.batches.confirm()
    assert panel.name.text() == "批量确认 · 面授培训班"
    room.qtbot.waitUntil(lambda: panel.run is not None)
    flagged = next(each for each in panel.run.splits if each.code == "flagged").ids
    room.press("splitRows_flagged")
    room.qtbot.waitUntil(lambda: len(page.table.rows.ids) == len(flagged))
    assert {page.table.rows.row(n).id for n in range(len(flagged))} == set(flagged)
    assert panel.isVisible(), "the batch waits meanwhile"
    page.table.setFocus()
    keys(room, "A")  # one of them is decided by itself, and the panel says so
    room.qtbot.waitUntil(lambda: "decided" in [each.code for each in panel.run.splits])
    assert text(room, "split_decided").startswith("已处理 1 条")
    keys(room, "U")
    room.qtbot.waitUntil(lambda: "decided" not in [each.code for each in panel.run.splits])
    keys(room, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert room.workspace.sync.status().unsent == 0


def test_taking_a_share_of_the_queue(room: Room[ReviewPage]) -> None:
    page = room.page
    ids = choose(room, 12)
    colleague_claims(room, ids[:2])
    page.table.choose_none()
    choose(room, 12)
    room.qtbot.waitUntil(lambda: page.bar.chosen.others == 2)
    assert page.bar.claim.text() == "认领 10"
    assert "同事已认领 2 条" in text(room, "chosenText")
    room.press("batchClaim")
    assert page.message.text == "已认领 10 条，已保存，待发送；2 条未处理：赵同事 已认领"
    room.qtbot.waitUntil(lambda: page.bar.chosen.mine == 10)
    assert not page.bar.claim.isVisible()
    assert set(room.workspace.review.matching(ApplicationQuery(claim="mine"))) == set(ids[2:])
    room.press("batchRelease")
    room.qtbot.waitUntil(lambda: page.bar.chosen.mine == 0)
    page.table.setFocus()
    keys(room, "U")
    room.qtbot.waitUntil(lambda: page.bar.chosen.mine == 10)
    page.table.choose_none()
    room.qtbot.waitUntil(lambda: page.bar.chosen.count == 0)
    number = next(n for n in range(20) if page.table.rows.row(n).id == ids[5])
    page.table.go_to_id(page.table.rows.ids[number])
    room.qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    room.settle()
    assert ids[5] not in room.workspace.review.matching(ApplicationQuery(claim="mine"))


def test_reasons_are_ones_own(room: Room[ReviewPage]) -> None:
    page, panel = room.page, room.page.decisions.reasons
    keys(room, "R")
    page.bar.reason.close_list()
    room.press("reasonsEdit")
    assert panel.text.hasFocus()
    compose(panel.text, "请补充签到表")
    keys(room, ENTER)
    assert room.workspace.review.reasons.list() == (*USUAL, "请补充签到表")
    compose(panel.text, USUAL[0])
    keys(room, ENTER)
    assert text(room, "reasonWrong") == "列表中已有这条理由"
    panel.list.setCurrentRow(len(USUAL))
    for _ in range(len(USUAL)):
        room.press("reasonUp")
    panel.text.setText("请补充签到表原件")
    room.press("reasonChange")
    panel.list.setCurrentRow(2)
    panel.list.setFocus()
    keys(room, Qt.Key.Key_Delete)
    assert room.workspace.review.reasons.list() == ("请补充签到表原件", USUAL[0], *USUAL[2:])
    keys(room, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    page.bar.reason.setFocus()
    page.bar.reason.offer_all()
    assert page.bar.reason.offered()[0] == "请补充签到表原件"
    page.bar.reason.setText(USUAL[4])
    page.bar.reason.close_list()
    keys(room, ENTER)
    assert room.workspace.review.reasons.offered()[0] == USUAL[4]


def test_a_decision_is_taken_back_by_keyboard(room: Room[ReviewPage]) -> None:
    page = room.page
    keys(room, "T")
    assert page.message.text == "这条申请尚未处理，无需撤销"
    page.filter.state.setCurrentIndex(page.filter.state.findData("confirmed"))
    room.qtbot.waitUntil(lambda: page.table.rows.row(0) is not None and page.table.rows.row(0).state == "confirmed")
    room.settle()
    page.table.go_to_id(page.table.rows.ids[0])
    decided = page.table.current_row().id
    page.table.setFocus()
    keys(room, "T")
    compose(page.bar.reason, "误操作")
    page.bar.reason.close_list()
    keys(room, ENTER)
    history = room.workspace.applications.detail(decided).application.history
    assert [(step.what, step.reason) for step in history][-1] == ("revoked", "误操作")
    page.table.choose_range(0, 1)
    room.qtbot.waitUntil(lambda: len(page.bar.chosen.decided) == 2)
    page.table.setFocus()
    keys(room, "C")
    assert page.message.text == "选中的申请都已处理，无需认领"


def test_a_sync_leaves_a_report_that_leads_back_to_the_rows(
    qtbot: QtBot, dressed: QApplication, service: ServiceProcess, tmp_path: Path
) -> None:
    colleague = signed_in(service, tmp_path, "province_staff", 1)
    room = Room(qtbot, signed_in(service, tmp_path, "province_staff"), ReviewPage)
    page, workspace = room.page, room.workspace
    ids = workspace.review.matching(WAITING)[:12]
    name = colleague.session.name if colleague.session else ""
    colleague.review.confirm(ids[:4])
    colleague.review.refuse(ids[4:6], "附件不清")
    colleague.sync.run()
    colleague.close()
    workspace.review.confirm(ids, name="重叠的一批")
    workspace.sync.run()
    page.refresh()
    room.qtbot.waitUntil(lambda: page.decisions.report_line.isVisible())
    said = {each: find(page, f"reportRows_{each}").text() for each in ("applied", "already", "otherwise")}
    assert said == {
        "applied": "已生效 6",
        "already": f"此前已有人处理 4（{name} 4）",
        "otherwise": "他人已作出不同处理 2",
    }
    room.press("reportRows_otherwise")
    room.qtbot.waitUntil(lambda: len(page.table.rows.ids) == 2)
    assert {page.table.rows.row(n).id for n in range(2)} == set(ids[4:6])
    page.table.setFocus()
    keys(room, "L")
    panel = page.decisions.report
    room.qtbot.waitUntil(lambda: bool(panel.findChildren(QLabel, "reportText_otherwise")))
    lines = [each.text() for each in panel.findChildren(QLabel, "reportText_otherwise")]
    assert len(lines) == 2
    assert all("状态 未确认 → 不予确认" in line for line in lines)
    assert "重叠的一批" in panel.findChildren(QLabel, "batchText")[0].text()
    keys(room, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert find(page, "reportSettle").text() == "2 条处理未生效，待再次查看"
    room.press("reportDone")
    for _ in range(2):  # it was read, and the next sync brings nothing new
        page.refresh()
        room.settle()
        assert not [each for each in page.findChildren(QLabel, "reportAt") if each.isVisible()]
        assert find(page, "reportSettle")
        workspace.sync.run()
    for view in workspace.conflicts.list():
        workspace.conflicts.discard(view.command_id)
    page.refresh()
    room.qtbot.waitUntil(lambda: not page.decisions.report_line.isVisible())
    room.leave()
