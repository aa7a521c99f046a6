"""账号与安全: password, mail, second factor and devices, against a real service."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTabWidget, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from cpd_desktop.errors import SignInNeeded
from cpd_desktop.workspace import Workspace
from cpd_service.accounts import second_factor
from cpd_service.store.database import Database
from cpd_service.store.tables import account as accounts
from tests.support.demo import account
from tests.support.service import ServiceProcess
from ui.shell.own_account import AccountDialog
from ui.tasks import Tasks

NEW = "我在南京学会计二十年了"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()
    assert made.wait_idle(30)


class Room:
    """The dialog of somebody who is signed in."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, service: ServiceProcess, folder: Path, user_type: str) -> None:
        self.who = account(service.directory, user_type, "32")
        self.workspace = Workspace(folder / "profile", server=service.url)
        self.workspace.sign_in(self.who.user_type, self.who.login, self.who.password)
        self.qtbot = qtbot
        self.owner = QWidget()
        qtbot.addWidget(self.owner)
        self.dialog = AccountDialog(self.workspace, tasks, self.owner)
        self.dialog.show()

    def tab(self, title: str) -> None:
        tabs = self.dialog.findChild(QTabWidget, "accountTabs")

        def there() -> bool:
            return title in [tabs.tabText(n) for n in range(tabs.count())]

        self.qtbot.waitUntil(there, timeout=30_000)
        tabs.setCurrentIndex([tabs.tabText(n) for n in range(tabs.count())].index(title))

    def fill(self, **typed: str) -> None:
        for name, text in typed.items():
            self.dialog.findChild(QLineEdit, name).setText(text)

    def press(self, name: str) -> None:
        self.qtbot.mouseClick(self.dialog.findChild(QAbstractButton, name), LEFT)

    def text(self, name: str) -> str:
        return self.dialog.findChild(QLabel, name).text()

    def until_said(self, words: str) -> None:
        message = self.dialog.message
        self.qtbot.waitUntil(lambda: message.isVisible() and words in message.text, timeout=30_000)


@pytest.fixture
def staff(qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path) -> Iterator[Room]:
    room = Room(qtbot, tasks, service, tmp_path, "province_staff")
    yield room
    room.dialog.reject()
    assert tasks.wait_idle(30)
    room.workspace.close()


def test_password_and_devices(staff: Room, service: ServiceProcess, tmp_path: Path) -> None:
    other = Workspace(tmp_path / "other", server=service.url)
    other.sign_in(staff.who.user_type, staff.who.login, staff.who.password)
    staff.dialog.refresh()
    staff.tab("已登录的设备")
    found: list[QAbstractButton] = []

    def there() -> bool:
        """Which of the two comes first is the order of one second."""
        named = staff.dialog.findChildren(QAbstractButton)
        found[:] = [each for each in named if each.objectName().startswith("signOut")]
        return bool(found)

    with closing(other):
        staff.qtbot.waitUntil(there, timeout=30_000)
        staff.qtbot.mouseClick(found[0], LEFT)
        staff.until_said("退出登录")
        with pytest.raises(SignInNeeded):
            other.sync.run()
    staff.tab("密码")
    staff.fill(oldPassword="wrong", newPassword=NEW, againPassword=NEW)
    staff.press("changePassword")
    staff.qtbot.waitUntil(lambda: "密码不正确" in staff.text("oldPasswordError"), timeout=30_000)
    staff.fill(oldPassword=staff.who.password)
    staff.press("changePassword")
    staff.until_said("密码已修改")
    assert staff.dialog.findChild(QLineEdit, "newPassword").text() == ""
    staff.workspace.sync.run()


def test_an_address_for_codes(staff: Room, service: ServiceProcess) -> None:
    staff.tab("找回密码")
    staff.qtbot.waitUntil(lambda: "没有开通" in staff.text("mailText"), timeout=30_000)
    staff.fill(mail="nowhere", mailPassword=staff.who.password)
    staff.press("changeMail")
    staff.qtbot.waitUntil(lambda: "完整的邮箱" in staff.text("mailError"), timeout=30_000)
    staff.fill(mail="li@example.cn")
    staff.press("changeMail")
    staff.until_said("已保存邮箱")
    with closing(Database(f"sqlite:///{service.directory}/service.sqlite3")) as db, db.reading() as connection:
        assert connection.scalar(select(accounts.c.mail).where(accounts.c.login == staff.who.login)) == "li@example.cn"


def test_a_second_factor_from_the_first_look_to_the_last(staff: Room) -> None:
    staff.tab("二次验证")
    staff.fill(secondFactorPassword=staff.who.password)
    staff.press("secondFactorGo")
    staff.qtbot.waitUntil(staff.dialog.findChild(QLineEdit, "secondFactorCode").isVisible, timeout=30_000)
    assert not staff.dialog.findChild(QLabel, "secondFactorQr").pixmap().isNull()
    secret = staff.text("secondFactorSecret").rpartition("：")[2].replace(" ", "")
    staff.fill(secondFactorCode="000000")
    staff.press("secondFactorGo")
    staff.qtbot.waitUntil(lambda: "验证码不正确" in staff.text("secondFactorCodeError"), timeout=30_000)
    staff.fill(secondFactorCode=second_factor.code_at(secret, int(time.time()) // second_factor.STEP))
    staff.press("secondFactorGo")
    staff.until_said("已开启")
    assert len(staff.text("recoveryCodes").splitlines()) == 11
    staff.qtbot.waitUntil(lambda: "关闭二次验证" in staff.dialog.findChild(QAbstractButton, "secondFactorGo").text())
    staff.fill(secondFactorPassword=staff.who.password)
    staff.press("secondFactorGo")
    staff.until_said("已关闭")


def test_members_have_no_second_factor(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, service: ServiceProcess, tmp_path: Path
) -> None:
    room = Room(qtbot, tasks, service, tmp_path, "non_practising")
    tabs = room.dialog.findChild(QTabWidget, "accountTabs")
    qtbot.waitUntil(lambda: "没有开通" in room.text("mailText"), timeout=30_000)
    assert "二次验证" not in [tabs.tabText(n) for n in range(tabs.count())]
    room.dialog.reject()
    room.workspace.close()
