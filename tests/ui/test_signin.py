"""Sign-in against a real service: the error at its field, what was typed stays, and being offline said in words."""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from cpd_desktop.platform.profile import Profile
from cpd_desktop.workspace import Workspace
from cpd_service.accounts import second_factor
from cpd_service.accounts.tries import OF_LOGIN
from cpd_service.store.database import Database
from cpd_service.store.tables import account as accounts
from tests.support.demo import account
from tests.support.mail import mail_box
from tests.support.pictures import readable_picture
from tests.support.service import ServiceProcess
from tests.ui.rooms import find, opened, press
from ui.main_window import MainWindow
from ui.signin import SignInPage
from ui.signin_new_password import NewPassword
from ui.tasks import Tasks

LEFT = Qt.MouseButton.LeftButton
NEW = "我在南京学会计二十年了"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of the standard's examples
NOBODY = "http://127.0.0.1:9"  # the discard port: refuses at once


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()
    assert made.wait_idle(30)


def shown(qtbot: QtBot, tasks: Tasks, workspace: Workspace) -> SignInPage:
    page = SignInPage(workspace, tasks)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.focus_first()
    return page


def line(page: QWidget, name: str) -> QLineEdit:
    found = find(page, name)
    assert isinstance(found, QLineEdit)
    return found


def said(page: QWidget, name: str) -> str:
    found = find(page, name)
    assert isinstance(found, QLabel)
    return found.text()


def choose(qtbot: QtBot, page: QWidget, user_type: str) -> None:
    choice = find(page, f"userType_{user_type}")
    assert isinstance(choice, QAbstractButton)
    qtbot.mouseClick(choice, LEFT)
    assert choice.isChecked()


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
    assert [bar.tabText(n) for n in range(bar.count()) if bar.isTabVisible(n)] == ["首页", "学时申请", "学时查询"]
    window.frame.open_page("applications")
    qtbot.waitUntil(lambda: "各省注协确认" in find(window, "inputEmptyText").text())
    window.frame.open_page("hours")
    assert "没有可查询的会员" in said(window, "hoursEmptyTitle")
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


def database_of(service: ServiceProcess) -> str:
    return f"sqlite:///{(service.directory / 'service.sqlite3').as_posix()}"


def changed(service: ServiceProcess, login: str, **values: object) -> None:
    with closing(Database(database_of(service))) as database, database.writing() as connection:
        connection.execute(update(accounts).where(accounts.c.login == login).values(**values))


def fill(page: QWidget, login: str, password: str) -> None:
    line(page, "login").setText(login)
    line(page, "password").setText(password)


def test_after_failures_a_picture_is_read(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    who = account(service.directory, "non_practising", "32")
    workspace = Workspace(tmp_path / "profile", server=service.url)
    page = shown(qtbot, tasks, workspace)
    image = page.findChild(QLabel, "pictureImage")
    fill(page, who.login, "wrong")
    for number in range(OF_LOGIN.before_picture):
        assert not page.findChild(QLineEdit, "picture").isVisible(), number
        qtbot.mouseClick(press(page, "signIn"), LEFT)
        qtbot.waitUntil(page.findChild(QAbstractButton, "signIn").isEnabled, timeout=30_000)
    qtbot.waitUntil(lambda: not image.pixmap().isNull(), timeout=30_000)
    first = image.pixmap().cacheKey()
    fill(page, who.login, who.password)
    qtbot.mouseClick(press(page, "signIn"), LEFT)  # without having read it
    qtbot.waitUntil(lambda: image.pixmap().cacheKey() != first, timeout=30_000)
    assert line(page, "picture").isVisible()
    assert line(page, "password").text() == who.password, "what was typed stays"
    solved = readable_picture(database_of(service))
    page._proofs._picture_id = solved["picture_id"]
    qtbot.keyClicks(line(page, "picture"), solved["picture"])
    with qtbot.waitSignal(page.signed_in, timeout=30_000):
        qtbot.keyClick(line(page, "picture"), Qt.Key.Key_Return)
    workspace.close()


def test_an_initial_password_is_changed_before_anything_else(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    who = account(service.directory, "non_practising", "32")
    changed(service, who.login, must_change=True)
    workspace = Workspace(tmp_path / "profile", server=service.url)
    page = shown(qtbot, tasks, workspace)
    fill(page, who.login, who.password)
    qtbot.mouseClick(press(page, "signIn"), LEFT)
    qtbot.waitUntil(lambda: page.findChild(QWidget, "newPassword") is not None, timeout=30_000)
    new, again = line(page, "newPasswordLine"), line(page, "newPasswordAgain")
    assert not page.findChild(QLineEdit, "login").isVisible()
    for first, second, error in (("1234567890", "", "容易被猜到"), (NEW, "another one", "两次填写的不一样")):
        new.setText(first)
        again.setText(second)
        qtbot.mouseClick(press(page, "setPassword"), LEFT)
        notes = [page.findChild(QLabel, f"{name}Error").text() for name in ("newPasswordLine", "newPasswordAgain")]
        assert error in " ".join(notes)
    again.setText(NEW)
    with qtbot.waitSignal(page.signed_in, timeout=30_000):
        qtbot.keyClick(again, Qt.Key.Key_Return)
    assert workspace.session is not None
    assert not workspace.session.must_change
    workspace.sync.run()
    workspace.close()


def test_a_forgotten_password_is_set_anew_by_mail(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    who = account(service.directory, "province_staff", "32")
    changed(service, who.login, mail="staff@example.cn")
    with mail_box(tmp_path) as box:
        service.options = ("--mail", str(box.settings))
        service.restart()
        workspace = Workspace(tmp_path / "profile", server=service.url)
        page = shown(qtbot, tasks, workspace)
        choose(qtbot, page, "province_staff")
        qtbot.mouseClick(press(page, "forgotPassword"), LEFT)
        assert "请填写" in said(page, "loginError"), "for whom?"
        line(page, "login").setText(who.login)
        qtbot.mouseClick(press(page, "forgotPassword"), LEFT)
        qtbot.mouseClick(press(page, "sendCode"), LEFT)
        code = box.code_in(box.next())
        line(page, "newPasswordLine").setText(NEW)
        line(page, "newPasswordAgain").setText(NEW)
        line(page, "resetCode").setText("11111111")
        qtbot.mouseClick(press(page, "setPassword"), LEFT)
        qtbot.waitUntil(lambda: "验证码不正确" in page.findChild(QLabel, "resetCodeError").text(), timeout=30_000)
        assert line(page, "newPasswordLine").text() == NEW
        line(page, "resetCode").setText(code)
        with qtbot.waitSignal(page.signed_in, timeout=30_000):
            qtbot.mouseClick(press(page, "setPassword"), LEFT)
        workspace.close()


def test_where_no_mail_is_sent_it_says_whom_to_ask(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    workspace = Workspace(tmp_path / "profile", server=service.url)
    page = shown(qtbot, tasks, workspace)
    line(page, "login").setText("FZ32000001")
    qtbot.mouseClick(press(page, "forgotPassword"), LEFT)
    qtbot.mouseClick(press(page, "sendCode"), LEFT)
    part = page.findChild(NewPassword)
    qtbot.waitUntil(part.message.isVisible, timeout=30_000)
    assert "请联系所在地省注协" in part.message.text
    qtbot.mouseClick(press(page, "backToSignIn"), LEFT)
    assert line(page, "login").isVisible()
    workspace.close()


def test_staff_with_a_second_factor_are_asked_for_its_code(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    who = account(service.directory, "province_staff", "32")
    changed(service, who.login, totp_secret=SECRET)
    workspace = Workspace(tmp_path / "profile", server=service.url)
    page = shown(qtbot, tasks, workspace)
    choose(qtbot, page, "province_staff")
    fill(page, who.login, who.password)
    assert not page.findChild(QLineEdit, "code").isVisible()
    qtbot.mouseClick(press(page, "signIn"), LEFT)
    qtbot.waitUntil(page.findChild(QLineEdit, "code").isVisible, timeout=30_000)
    assert "6 位数字" in said(page, "codeError")
    line(page, "code").setText(second_factor.code_at(SECRET, int(time.time()) // second_factor.STEP))
    with qtbot.waitSignal(page.signed_in, timeout=30_000):
        qtbot.keyClick(line(page, "code"), Qt.Key.Key_Return)
    workspace.close()
