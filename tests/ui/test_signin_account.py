"""Signing in where the password is not enough, or not known: pictures, initial and forgotten ones, a second factor."""

import time
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from cpd_desktop.workspace import Workspace
from cpd_service.accounts import second_factor
from cpd_service.accounts.tries import OF_LOGIN
from cpd_service.store.database import Database
from cpd_service.store.tables import account as accounts
from tests.support.demo import account
from tests.support.mail import mail_box
from tests.support.pictures import readable_picture
from tests.support.service import ServiceProcess
from tests.ui.rooms import press
from tests.ui.signin_room import LEFT, choose, line, said, shown
from tests.ui.signin_room import tasks as tasks
from ui.signin_new_password import NewPassword
from ui.tasks import Tasks

NEW = "我在南京学会计二十年了"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of the standard's examples


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
