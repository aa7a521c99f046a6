"""The window: tabs by role, sync that runs behind, an end that loses nothing, mistakes that are seen."""

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabBar, QToolButton
from pytestqt.qtbot import QtBot

from cpd_core.applications import draft_of
from cpd_core.messages import PROTOCOL_MAX, Draft
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.service import ServiceProcess
from tests.ui.papers import pdf
from tests.ui.rooms import find, opened, press
from ui.faults import Faults
from ui.main_window import MainWindow
from ui.tasks import Tasks

LEFT = Qt.MouseButton.LeftButton
Open = Callable[[Workspace], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    """Opens the window of a workspace; at the end everything is closed as the program does it."""
    rooms: list[tuple[Workspace, Tasks, MainWindow]] = []

    def open_it(workspace: Workspace) -> MainWindow:
        tasks = Tasks()
        window = MainWindow(workspace, tasks, tmp_path)
        rooms.append((workspace, tasks, window))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield open_it
    for workspace, tasks, window in rooms:
        if window.frame:
            window.frame.runner.stop()
        tasks.close()
        assert tasks.wait_idle(30)
        workspace.close()


def tab_words(window: MainWindow) -> list[str]:
    bar = window.findChild(QTabBar, "tabs")
    return [bar.tabText(n) for n in range(bar.count()) if bar.isTabVisible(n)]


def store_one(workspace: Workspace, folder: Path) -> None:
    """File an application, here only."""
    desk = workspace.applications
    year = workspace.account.this_year()
    proof = desk.add_file(pdf(folder / "证明.pdf"))
    pathway = desk.pathways("output", year)[0].code
    desk.file(Draft(kind="output", year=year, pathway=pathway, hours=2.0, attachments=(proof,)))


def test_members_have_their_tabs(open_window: Open, member_profile: Path, tmp_path: Path) -> None:
    window = open_window(opened(member_profile, tmp_path))
    assert tab_words(window) == ["首页", "在线学习", "学时申请", "学时证明", "学时查询"]
    assert "王芳" in window.windowTitle()


def test_staff_confirm_instead_of_studying(open_window: Open, staff_profile: Path, tmp_path: Path) -> None:
    window = open_window(opened(staff_profile, tmp_path))
    assert tab_words(window) == ["首页", "学时确认", "学时申请", "学时证明", "学时查询", "统计"]


def test_every_tab_opens_by_its_key(qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path) -> None:
    window = open_window(opened(member_profile, tmp_path))
    assert window.frame is not None
    for place, key in enumerate(("home", "study", "applications", "certificates", "hours"), 1):
        window.frame.page_actions[place - 1].trigger()
        page = window.frame.page(key)
        assert page is not None
        assert page.isVisible()


def test_offline_is_a_state_and_not_an_alarm(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    window = open_window(opened(member_profile, tmp_path))
    control = window.findChild(QToolButton, "syncControl")
    qtbot.waitUntil(lambda: control.text().startswith("未连接"), timeout=30_000)
    assert window.message is not None
    assert not window.message.isVisible()
    assert window.frame is not None
    window.frame.offline.trigger()
    assert control.text().startswith("脱机工作")
    assert window.frame.runner.offline


def test_a_program_that_is_too_old_says_that_it_only_shows(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    newer = msgspec.structs.replace(workspace.session, protocol_min=PROTOCOL_MAX + 1, protocol_max=PROTOCOL_MAX + 1)
    workspace.renew_session(newer)
    window = open_window(workspace)
    qtbot.waitUntil(lambda: "只能查看" in window.message.text, timeout=30_000)
    assert window.message.isVisible()
    workspace.renew_session(msgspec.structs.replace(newer, protocol_min=PROTOCOL_MAX))
    window.frame.runner.look()
    qtbot.waitUntil(lambda: not window.message.isVisible(), timeout=30_000)


def test_working_offline_by_choice_is_remembered(open_window: Open, member_profile: Path, tmp_path: Path) -> None:
    workspace = opened(member_profile, tmp_path)
    window = open_window(workspace)
    window.frame.offline.trigger()
    again = open_window(workspace)
    assert again.frame.runner.state == "offline"
    assert again.frame.offline.isChecked()
    again.frame.offline.trigger()
    assert not open_window(workspace).frame.runner.offline


def test_what_is_saved_here_is_counted_sent_and_told(
    qtbot: QtBot, open_window: Open, service: ServiceProcess, tmp_path: Path
) -> None:
    who = account(service.directory, "non_practising", "32")
    workspace = Workspace(tmp_path / "profile", server=service.url)
    workspace.sign_in("non_practising", who.login, who.password)
    workspace.sync.run()
    window = open_window(workspace)
    assert window.frame is not None
    window.frame.offline.trigger()
    store_one(workspace, tmp_path)
    window.frame.runner.stored()
    control = window.findChild(QToolButton, "syncControl")
    qtbot.waitUntil(lambda: "1 条待发送" in control.text(), timeout=30_000)
    with qtbot.waitSignal(window.frame.runner.synced, timeout=60_000) as synced:
        window.frame.sync_now.trigger()
        assert window.frame.runner.state == "syncing"
        assert find(window, "cancelWork").isEnabled()
    assert synced.args[0].applied == 1
    qtbot.waitUntil(lambda: control.text().startswith("已同步") and "待发送" not in control.text(), timeout=30_000)
    assert "1 条已生效" in window.findChild(QLabel, "statusText").text()
    assert not window.frame.offline.isChecked(), "who asks for a sync works online again"


def test_closing_with_unsent_work_asks_in_a_line_and_loses_nothing(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    store_one(workspace, tmp_path)
    window = open_window(workspace)
    assert window.frame is not None
    frame = window.frame
    qtbot.waitUntil(lambda: frame.unsent == 1, timeout=30_000)
    assert "1 条待发送" in window.windowTitle()
    assert find(window, "unsentText").text() == "1 条待发送"
    assert not window.close()
    assert window.isVisible()
    assert "1 条操作尚未发送" in find(window, "closingText").text()
    qtbot.mouseClick(press(window, "closeStay"), LEFT)
    assert not window.close()
    qtbot.keyClick(press(window, "closeSendLater"), Qt.Key.Key_Return)
    assert not window.isVisible()
    assert workspace.sync.status().unsent == 1


def test_what_did_not_take_effect_is_a_badge_that_opens_the_list(
    qtbot: QtBot, open_window: Open, service: ServiceProcess, tmp_path: Path
) -> None:
    """The province confirms what the member edits at the same time: the edit comes back, nothing is lost."""
    workspaces: list[Workspace] = []
    for user_type in ("non_practising", "province_staff"):
        who = account(service.directory, user_type, "32")
        workspace = Workspace(tmp_path / user_type, server=service.url)
        workspace.sign_in(user_type, who.login, who.password)
        workspace.sync.run()
        workspaces.append(workspace)
    member, staff = workspaces
    desk = member.applications
    rids = desk.ids(ApplicationQuery(kind="input", state="pending"))
    application = desk.detail(desk.rows(rids[:1])[0].id).application
    staff.review.confirm((application.id,))
    staff.sync.run()
    staff.close()
    desk.edit(application.id, msgspec.structs.replace(draft_of(application), note="补充说明"))
    window = open_window(member)
    badge = window.findChild(QPushButton, "conflictsBadge")
    qtbot.waitUntil(badge.isVisible, timeout=60_000)
    assert badge.text() == "1 条需要处理"
    assert "需要处理" in tab_words(window)
    assert window.message is not None
    assert "您填写的内容都保留着" in window.message.text
    qtbot.mouseClick(badge, LEFT)
    assert window.frame is not None
    page = window.frame.page("conflicts")
    assert page is not None
    assert page.isVisible()
    assert not window.message.isVisible(), "the page says it now"
    bar = window.findChild(QTabBar, "tabs")
    first, last = bar.tabRect(0), bar.tabRect(bar.count() - 1)
    assert (first.left(), last.right() < bar.width()) == (0, True), "all tabs have room"


def test_signing_out_leads_back_to_the_sign_in(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    window = open_window(workspace)
    assert window.frame is not None
    window.frame.sign_out.trigger()
    qtbot.mouseClick(press(window, "shellAskYes"), LEFT)
    qtbot.waitUntil(lambda: window.sign_in is not None, timeout=60_000)
    assert workspace.session is None
    assert find(window, "signIn").isVisible()


def test_an_uncaught_exception_is_logged_and_said(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_window(opened(member_profile, tmp_path))
    faults = Faults(window)
    faults.happened.connect(window.say_unexpected)
    with caplog.at_level(logging.CRITICAL):
        try:
            raise KeyError("ids")
        except KeyError:
            faults.caught(*sys.exc_info())
    assert window.message is not None
    qtbot.waitUntil(window.message.isVisible)
    assert "意外错误" in window.message.text
    assert "KeyError" in window.message.text
    assert "KeyError" in caplog.text
    caplog.clear()


def test_the_activity_list_shows_what_was_done(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    window = open_window(opened(member_profile, tmp_path))
    assert window.frame is not None
    window.frame.activity.trigger()
    table = find(window, "activityTable")
    qtbot.waitUntil(lambda: table.model().rowCount() > 0)
    assert table.model().index(0, 1).data() == "同步"
    qtbot.mouseClick(press(window, "activityClose"), LEFT)
    assert not window.frame.activity.isChecked()
