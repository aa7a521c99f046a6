"""Sign-in against a real service: the error at its field, what was typed stays, and being offline said in words."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from cpd_desktop.platform.profile import Profile
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.service import ServiceProcess
from tests.ui.rooms import find, opened, press
from tests.ui.signin_room import LEFT, choose, line, said, shown
from tests.ui.signin_room import tasks as tasks
from ui.main_window import MainWindow
from ui.tasks import Tasks

NOBODY = "http://127.0.0.1:9"  # the discard port: refuses at once


def test_a_wrong_password_is_said_at_the_field_and_a_right_one_goes_on(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    who = account(service.directory, "non_practising", "32")
    workspace = Workspace(tmp_path / "profile", server=service.url)
    page = shown(qtbot, tasks, workspace)
    choose(qtbot, page, "non_practising")
    qtbot.keyClicks(line(page, "login"), who.login)
    qtbot.keyClicks(line(page, "password"), "not-it")
    qtbot.mouseClick(press(page, "signIn"), LEFT)
    qtbot.waitUntil(lambda: bool(page.findChild(QLabel, "passwordError").text()), timeout=30_000)
    assert "密码不正确" in said(page, "passwordError")
    assert (line(page, "login").text(), line(page, "password").text()) == (who.login, "not-it")
    assert workspace.session is None
    line(page, "password").setText(who.password)
    assert not page.findChild(QLabel, "passwordError").isVisible(), "the error goes as soon as somebody mends it"
    with qtbot.waitSignal(page.signed_in, timeout=30_000):
        qtbot.keyClick(line(page, "password"), Qt.Key.Key_Return)
    assert workspace.session is not None
    assert workspace.session.name == who.name
    again = shown(qtbot, tasks, workspace)
    assert (again.user_type, line(again, "login").text()) == ("non_practising", who.login)
    assert line(again, "password").text() == ""
    workspace.close()


def test_without_a_network_it_says_so_and_keeps_what_was_typed(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "profile", server=NOBODY)
    page = shown(qtbot, tasks, workspace)
    choose(qtbot, page, "province_staff")
    assert line(page, "login").accessibleName() == "用户名"
    line(page, "login").setText("js-01")
    line(page, "password").setText("secret")
    qtbot.mouseClick(press(page, "signIn"), LEFT)
    qtbot.waitUntil(page.message.isVisible, timeout=30_000)
    assert "请检查网络" in page.message.text
    assert (line(page, "login").text(), line(page, "password").text()) == ("js-01", "secret")
    assert press(page, "signIn").text() == "登录"
    assert not page.findChild(QWidget, "goOnOffline").isVisible(), "nobody has been here before"
    workspace.close()


def test_a_known_account_can_go_on_without_signing_in(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, member_profile: Path
) -> None:
    workspace = Workspace(member_profile)
    page = shown(qtbot, tasks, workspace)
    with qtbot.waitSignal(page.went_on):
        qtbot.mouseClick(press(page, "goOnOffline"), LEFT)
    workspace.close()


def test_who_has_signed_out_gets_back_in_offline(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    name = workspace.session.name
    workspace.sign_out()
    page = shown(qtbot, tasks, workspace)
    known = line(page, "login").text()
    line(page, "login").setText("somebody-else")
    assert not page.findChild(QWidget, "goOnOffline").isVisible()
    line(page, "login").setText(known)
    assert name in press(page, "goOnOffline").text()
    with qtbot.waitSignal(page.went_on):
        qtbot.mouseClick(press(page, "goOnOffline"), LEFT)
    assert workspace.session.name == name
    assert workspace.applications.years(), "what is stored is there"
    workspace.close()
    again = Workspace(tmp_path / "profile")
    assert again.session.name == name, "also after a restart"
    again.close()


def test_the_national_office_signs_in_by_a_link(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    who = account(service.directory, "national_staff", "")
    workspace = Workspace(tmp_path / "profile", server=service.url)
    page = shown(qtbot, tasks, workspace)
    choose(qtbot, page, "national_staff")
    assert line(page, "login").accessibleName() == "用户名"
    line(page, "login").setText(who.login)
    line(page, "password").setText(who.password)
    with qtbot.waitSignal(page.signed_in, timeout=30_000):
        qtbot.mouseClick(press(page, "signIn"), LEFT)
    workspace.sync.run()
    window = MainWindow(workspace, tasks, tmp_path)
    qtbot.addWidget(window)
    window.show()
    bar = window.findChild(QTabBar, "tabs")
    shown_tabs = [bar.tabText(n) for n in range(bar.count()) if bar.isTabVisible(n)]
    assert shown_tabs == ["首页", "目录", "账号", "会员", "规则", "审计"]
    window.frame.runner.stop()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=30_000)
    workspace.close()


def test_empty_fields_are_named_and_the_server_is_asked_for_the_first_time(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "profile")
    page = shown(qtbot, tasks, workspace)
    qtbot.mouseClick(press(page, "signIn"), LEFT)
    for name in ("login", "password", "server"):
        assert said(page, f"{name}Error") == "请填写本项"
    assert line(page, "login").hasFocus() or not page.isActiveWindow()
    assert tasks.busy == 0, "nothing was sent"
    workspace.close()


def test_people_of_this_machine_are_chosen_or_taken_off_the_list(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, member_profile: Path, staff_profile: Path, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    for source in (member_profile, staff_profile):
        shutil.copytree(source, profile, dirs_exist_ok=True)
    workspace = Workspace(profile, server=NOBODY)
    workspace.sign_out()
    staff, member = sorted(workspace.profile.sessions(), key=lambda each: each.user_type == "non_practising")
    page = shown(qtbot, tasks, workspace)
    assert line(page, "login").text() == staff.login, "who was here last"
    qtbot.mouseClick(find(page, f"person_{member.account_id}"), LEFT)
    assert (page.user_type, line(page, "login").text()) == ("non_practising", member.login)
    remove = find(page, f"forget_{member.account_id}")
    qtbot.mouseClick(remove, LEFT)
    assert line(page, "login").text() == ""
    assert not page.findChild(QWidget, "goOnOffline").isVisible()
    qtbot.waitUntil(lambda: page.findChild(QWidget, f"person_{member.account_id}") is None)
    assert [each.login for each in Profile(profile).people()] == [staff.login], "also after a restart"
    assert {each.login for each in workspace.profile.sessions()} == {staff.login, member.login}, "data stays"
    workspace.profile.remember(account_id=member.account_id)
    assert len(workspace.profile.people()) == 2, "signing in brings it back"
    workspace.close()


def test_caps_lock_is_said_while_the_password_is_typed(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "profile")
    page = shown(qtbot, tasks, workspace)
    hint = page.findChild(QLabel, "capsLock")
    password = line(page, "password")
    qtbot.keyClicks(password, "a1")
    assert not hint.isVisible()
    qtbot.keyClick(password, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not hint.isVisible(), "Shift was meant"
    qtbot.keyClick(password, "A")
    assert hint.isVisible()
    qtbot.keyClick(password, "a")
    assert not hint.isVisible()
    workspace.close()


def test_whether_the_service_answers_is_said_before_a_password_is_typed(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "profile", server=service.url)
    page = shown(qtbot, tasks, workspace)
    qtbot.waitUntil(lambda: "已连接服务器 127.0.0.1" in said(page, "serverState"), timeout=30_000)
    qtbot.mouseClick(press(page, "serverSettings"), LEFT)
    line(page, "server").setText(NOBODY)
    qtbot.keyClick(line(page, "server"), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: "现在连接不到服务器" in said(page, "serverState"), timeout=30_000)
    qtbot.waitUntil(lambda: tasks.busy == 0, timeout=30_000)
    workspace.close()


def test_the_way_to_the_service_is_tested_step_by_step(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "profile", server=NOBODY)
    page = shown(qtbot, tasks, workspace)
    assert not page.findChild(QWidget, "testConnection").isVisible()
    qtbot.mouseClick(press(page, "serverSettings"), LEFT)
    steps = page.findChild(QWidget, "connectionSteps")

    def tested(address: str) -> list[str]:
        line(page, "server").setText(address)
        qtbot.mouseClick(press(page, "testConnection"), LEFT)
        qtbot.waitUntil(page.findChild(QAbstractButton, "testConnection").isEnabled, timeout=30_000)
        return [each.text() for each in steps.findChildren(QLabel) if each.text()]

    assert tested(NOBODY) == ["连接", "127.0.0.1 拒绝了端口 9 的连接：服务没有运行，或端口不对"]
    assert tested(service.url)[-2:] == ["服务", "继续教育服务应答正常"]
    assert "没有应答" not in " ".join(tested(service.url)), "what was found before is gone"
    workspace.close()


def test_nobody_signs_in_in_the_clear(qtbot: QtBot, dressed: QApplication, tasks: Tasks, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "profile", server="http://cpd.example.cn")
    page = shown(qtbot, tasks, workspace)
    line(page, "login").setText("FZ32000001")
    line(page, "password").setText("secret")
    qtbot.mouseClick(press(page, "signIn"), LEFT)
    qtbot.waitUntil(page.findChild(QLineEdit, "server").isVisible, timeout=30_000)
    assert "https://" in said(page, "serverError")
    assert line(page, "password").text() == "secret"
    workspace.close()


def test_a_proxy_is_remembered_as_it_was_meant(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    who = account(service.directory, "non_practising", "32")
    workspace = Workspace(tmp_path / "profile", server=service.url)
    for typed, kept in (("proxy.example.cn:8080", "http://proxy.example.cn:8080"), ("无", "direct"), ("", "")):
        page = shown(qtbot, tasks, workspace)
        qtbot.mouseClick(press(page, "serverSettings"), LEFT)
        line(page, "proxy").setText(typed)
        line(page, "login").setText(who.login)
        line(page, "password").setText(who.password)
        with qtbot.waitSignal(page.signed_in, timeout=30_000):
            qtbot.mouseClick(press(page, "signIn"), LEFT)
        assert workspace.profile.remembered.proxy == kept
        again = shown(qtbot, tasks, workspace)
        assert again.findChild(QLineEdit, "proxy").text() == (kept if kept != "direct" else "无")
    workspace.close()
