"""A decision on an application that its member has changed meanwhile: shown with the difference, decided again."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget
from pytestqt.qtbot import QtBot

from cpd_core.applications import draft_of
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application, draft
from tests.cpd_desktop.material import offline_profile, pull, upsert
from tests.cpd_desktop.test_conflict_choices import WAITING, edited, refused
from tests.support.service import ServiceProcess
from tests.ui.rooms import Surroundings, find, press, signed_in
from ui.pages.conflicts import ConflictsPage
from ui.pages.review import ReviewPage

LEFT = Qt.MouseButton.LeftButton


def changed_meanwhile(service: ServiceProcess, folder: Path) -> tuple[Workspace, str]:
    """Staff who confirmed what the member changed in between, after their sync; the application's id."""
    member = signed_in(service, folder, "non_practising")
    staff = signed_in(service, folder, "province_staff")
    desk = member.applications
    (row,) = desk.rows(desk.ids(ApplicationQuery(kind="input", state="pending"))[:1])
    draft = draft_of(desk.detail(row.id).application)
    desk.edit(row.id, msgspec.structs.replace(draft, hours=draft.hours + 1, note="补充了第二天的日程"))
    member.sync.run()
    member.close()
    assert staff.review.confirm([row.id]).stored == 1
    assert staff.sync.run().conflicts == 1
    return staff, row.id


def test_the_difference_is_shown_and_the_row_decided_again(
    qtbot: QtBot, dressed: QApplication, service: ServiceProcess, tmp_path: Path
) -> None:
    staff, changed = changed_meanwhile(service, tmp_path)
    around = Surroundings(staff)
    context = around.context()
    queue, page, window = ReviewPage(context), ConflictsPage(context), QStackedWidget()
    around.page = page
    for each in (page, queue):
        window.addWidget(each)
    qtbot.addWidget(window)
    window.resize(1366, 640)
    window.show()
    page.refresh()
    qtbot.waitUntil(lambda: find(page, "conflictReason").text() == "查看之后内容有变化，请重新审阅")
    fields = {difference.field for difference in page.card.view.differences}
    assert {"hours", "note"} <= fields

    window.setCurrentWidget(queue)
    queue.refresh()
    qtbot.waitUntil(lambda: queue.decisions.report_line.isVisible())
    assert find(queue, "reportRows_changed").text() == "内容有变化 1"
    assert find(queue, "reportSettle").text() == "1 条处理未生效，待再次查看"
    window.setCurrentWidget(page)

    qtbot.mouseClick(press(page, "conflictReview"), LEFT)
    qtbot.waitUntil(lambda: around.opened == [f"review/{changed}"])
    queue.go_to(changed)
    window.setCurrentWidget(queue)
    qtbot.waitUntil(lambda: queue.table.current_row() is not None and queue.table.current_row().id == changed)
    assert staff.sync.status().conflicts == 1, "what was decided is kept until there is a new decision"
    around.page = queue
    qtbot.keyClick(queue.table, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: staff.applications.detail(changed).application.state == "confirmed")
    assert staff.sync.status().conflicts == 0
    assert staff.sync.run().applied == 1
    assert around.problems == []
    around.tasks.close()
    staff.close()


@pytest.mark.parametrize(("choice", "state"), [("conflictApply", "confirmed"), ("conflictDiscard", "pending")])
def test_apply_again_or_take_what_is_there(
    qtbot: QtBot, dressed: QApplication, service: ServiceProcess, tmp_path: Path, choice: str, state: str
) -> None:
    staff, changed = changed_meanwhile(service, tmp_path)
    around = Surroundings(staff)
    page = ConflictsPage(around.context())
    around.page = page
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: press(page, choice).isEnabled())
    exported = tmp_path / "我的内容.json"
    page.export_to(exported)
    qtbot.waitUntil(lambda: "已导出" in page.message.text)
    assert "确认" in exported.read_text("utf-8")
    qtbot.mouseClick(press(page, choice), LEFT)
    qtbot.waitUntil(lambda: find(page, "conflictsEmpty").isVisible())
    assert staff.applications.detail(changed).application.state == state
    assert around.problems == []
    around.tasks.close()
    staff.close()


def test_an_edit_of_what_was_confirmed_meanwhile_offers_only_what_can_work(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> None:
    member = Workspace(offline_profile(tmp_path / "member"))
    pull(member.account.store, upsert(1, WAITING))
    edited(member, application("a1", rev=4), "rejected", "LOCKED", hours=4.0)
    around = Surroundings(member)
    page = ConflictsPage(around.context())
    around.page = page
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: "已确认，不能修改" in find(page, "conflictReason").text())
    offered = [each.objectName() for each in page.card.findChildren(QPushButton) if each.isVisible()]
    assert offered == ["conflictDiscard"]
    qtbot.mouseClick(press(page, "conflictDiscard"), LEFT)
    qtbot.waitUntil(lambda: find(page, "conflictsEmpty").isVisible())
    assert member.applications.detail("a1").application.hours == 8.0
    assert around.problems == []
    around.tasks.close()
    member.close()


def test_a_filing_that_was_refused_can_be_given_up(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> None:
    member = Workspace(offline_profile(tmp_path / "member"))
    member.applications.file(draft())
    refused(member, "NOT_YOURS")
    around = Surroundings(member)
    page = ConflictsPage(around.context())
    around.page = page
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.card.view is not None)
    assert press(page, "conflictDiscard").text() == "放弃这项操作"
    qtbot.mouseClick(press(page, "conflictDiscard"), LEFT)
    qtbot.waitUntil(lambda: page.message.text == "已放弃这项操作")
    assert around.problems == []
    around.tasks.close()
    member.close()
