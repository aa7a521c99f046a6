"""The national desk in the window, on a real service: what a person does, what is said, what is there afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

import resources
from cpd_desktop.workspace import Workspace
from tests.cpd_service.desk import workbook
from tests.cpd_service.test_national_members import TITLES, identity
from tests.support.service import ServiceProcess
from tests.ui.rooms import Room, find, press, signed_in
from ui.forms.calm import CalmChoice
from ui.pages.home_national import NationalHomePage
from ui.pages.national_accounts import AccountsPage
from ui.pages.national_audit import AuditPageView
from ui.pages.national_directory import DirectoryPageView
from ui.pages.national_members import MembersPage
from ui.pages.national_rules import RulesPage
from ui.pages.page import Context, Page
from ui.tables import ListedTable

P = TypeVar("P", bound=Page)
Open = Callable[[Callable[[Context], P]], Room[P]]


@pytest.fixture
def workspace(service: ServiceProcess, tmp_path: Path, dressed: object) -> Workspace:
    return signed_in(service, tmp_path, "national_staff")


@pytest.fixture
def opened(qtbot: QtBot, workspace: Workspace) -> Iterator[Open]:
    rooms: list[Room] = []

    def open_it(make: Callable[[Context], P]) -> Room[P]:
        rooms.append(Room(qtbot, workspace, make))
        return rooms[-1]

    yield open_it
    for room in rooms:
        room.leave()


def table(page: QWidget, name: str) -> ListedTable:
    found = page.findChild(ListedTable, name)
    assert found is not None
    return found


def said(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert found is not None
    return found.text()


def type_into(room: Room, name: str, text: str) -> None:
    editor = find(room.page, name)
    assert isinstance(editor, QLineEdit)
    editor.setText(text)


def search(room: Room, name: str, text: str) -> None:
    editor = find(room.page, name)
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    room.qtbot.keyClick(editor, Qt.Key.Key_Return)
    room.settle()


def drop(room: Room, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    room.page.dropEvent(QDropEvent(QPoint(9, 9), copy, mime, left, none))
    room.settle()


def test_the_directory_adds_names_the_field_renames_retires_and_merges(opened: Open, workspace: Workspace) -> None:
    room = opened(DirectoryPageView)
    for name in ("某某会计学院甲", "某某会计学院乙"):
        room.press("directoryNew")
        type_into(room, "directoryName", name)
        room.press("directorySave")
        assert said(room.page, "directoryPageMessageText") == f"已保存：{name}"
    room.press("directoryNew")
    type_into(room, "directoryName", "某某会计学院 甲")
    room.press("directorySave")
    assert said(room.page, "directoryNameError") == "“某某会计学院甲”已存在，请勿重复添加"
    search(room, "directorySearch", "某某会计")
    rows = table(room.page, "directoryTable")
    assert [row.name for row in rows.all_rows()] == ["某某会计学院乙", "某某会计学院甲"]
    rows.selectAll()
    into = find(room.page, "mergeInto")
    assert isinstance(into, CalmChoice)
    into.setCurrentIndex(into.findText("某某会计学院甲"))
    room.press("mergeSponsors")
    assert "并入“某某会计学院甲”" in said(room.page, "mergeAskText")
    room.press("mergeAskYes")
    merged = next(row for row in rows.all_rows() if row.name == "某某会计学院乙")
    assert (merged.retired, merged.merged_name) == (True, "某某会计学院甲")


def test_provinces_have_a_code_and_an_institute(opened: Open) -> None:
    room = opened(DirectoryPageView)
    room.qtbot.mouseClick(find(room.page, "directoryKinds_province"), Qt.MouseButton.LeftButton)
    room.settle()
    room.press("directoryNew")
    type_into(room, "directoryName", "新区")
    type_into(room, "directoryCode", "7")
    room.press("directorySave")
    assert said(room.page, "directoryCodeError") == "请填写两位数字的省级代码"
    assert said(room.page, "directoryInstituteError") == "请填写本项"
    type_into(room, "directoryCode", "71")
    type_into(room, "directoryInstitute", "新区注册会计师协会")
    room.press("directorySave")
    assert said(room.page, "directoryPageMessageText") == "已保存：新区"


def test_an_account_is_added_with_a_password_that_is_shown_once(
    opened: Open, workspace: Workspace, service: ServiceProcess, tmp_path: Path
) -> None:
    room = opened(AccountsPage)
    room.press("accountNew")
    type_into(room, "accountLogin", "js-new")
    room.press("accountSave")
    assert said(room.page, "accountNameError") == "请填写本项"
    assert said(room.page, "accountProvincesError") == "请选择至少一个省级注协"
    type_into(room, "accountName", "新同事")
    provinces = find(room.page, "accountProvinces")
    assert isinstance(provinces, QListWidget)
    for place in range(provinces.count()):
        if provinces.item(place).text()[:2] in ("31", "32"):
            provinces.item(place).setCheckState(Qt.CheckState.Checked)
    room.press("accountSave")
    password = find(room.page, "saidOncePassword")
    assert isinstance(password, QLineEdit)
    assert len(password.text()) == 14
    made = next(row for row in table(room.page, "accountTable").all_rows() if row.login == "js-new")
    assert made.provinces == ("31", "32")
    room.press("saidOnceClose")
    assert password.text() == ""
    table(room.page, "accountTable").go_to(made.id)
    locked = find(room.page, "accountLocked")
    assert isinstance(locked, QCheckBox)
    locked.setChecked(True)
    room.press("accountSave")
    made = next(row for row in table(room.page, "accountTable").all_rows() if row.login == "js-new")
    assert made.locked
    room.press("accountPassword")
    room.press("accountAskYes")
    assert find(room.page, "saidOncePassword").isVisible()


def test_members_from_a_workbook_are_looked_at_mended_and_taken_in(opened: Open, tmp_path: Path) -> None:
    room = opened(MembersPage)
    wrong, good = tmp_path / "wrong.xlsx", tmp_path / "good.xlsx"
    row = ("NEW0001", "新会员", "非执业会员", "江苏", "2024-07-01")
    wrong.write_bytes(workbook(TITLES, (*row, "320102198003070000"), ("NEW0002", "", "会员", "32", "昨天", "")))
    good.write_bytes(workbook(TITLES, (*row, identity(77))))
    drop(room, wrong)
    assert "有错误 2" in said(room.page, "importSaid")
    told = [f"{one.row} {one.text}" for one in table(room.page, "importTable").all_rows()]
    assert told[0] == "2 身份证号：身份证号不正确：应为 18 位，出生日期有效，校验位相符"
    assert [line[0] for line in told] == ["2", "3", "3", "3"]
    drop(room, good)
    assert press(room.page, "importTake").text() == "导入 1 条"
    room.press("importTake")
    assert said(room.page, "membersPageMessageText") == "已导入：新增 1，更新 0"
    search(room, "memberSearch", "新会员")
    (member,) = table(room.page, "memberTable").all_rows()
    assert (member.no, member.login) == ("NEW0001", "")
    table(room.page, "memberTable").go_to(member.id)
    assert "身份证号：320102********" in said(room.page, "memberFacts")
    room.press("openAccount")
    assert find(room.page, "saidOncePassword").isVisible()
    to = find(room.page, "moveTo")
    assert isinstance(to, CalmChoice)
    to.setCurrentIndex(to.findData("31"))
    room.press("moveMember")
    room.press("memberAskYes")
    assert [row.province for row in table(room.page, "memberTable").all_rows()] == ["31"]


def test_a_rule_file_is_checked_rehearsed_published_and_taken_back(opened: Open, tmp_path: Path) -> None:
    room = opened(RulesPage)
    now = resources.path("rules", "np-2022.toml").read_text("utf-8")
    file = tmp_path / "np-2022.toml"
    file.write_text(now.replace("hours = 40", "hours = 40.3", 1), "utf-8")
    drop(room, file)
    (fault,) = table(room.page, "faultsTable").all_rows()
    assert (fault.error.field, fault.line) == ("figures.total.hours", now.splitlines().index("hours = 40") + 1)
    assert not room.page.findChild(QWidget, "publishCard").isVisible()
    file.write_text(now.replace("hours = 40", "hours = 30", 1), "utf-8")
    drop(room, file)
    assert "没有错误；将替换 NP-2022" in said(room.page, "draftVerdictText")
    room.page.refresh()  # as after a sync: what somebody is at work on stays
    room.settle()
    room.press("trialBegin")
    figures = room.page.findChild(QLabel, "trialFigures")
    begin = room.page.findChild(QWidget, "trialBegin")
    assert figures
    assert begin
    room.qtbot.waitUntil(begin.isVisible, timeout=60_000)
    room.settle()
    assert "共 60 名会员" in figures.text()
    changes = table(room.page, "changesTable").all_rows()
    assert f"{len(changes)} 人由不合格变为合格，0 人由合格变为不合格" in figures.text()
    assert {one.why[0].code for one in changes} <= {"why.required"}
    type_into(room, "publishNote", "会协〔2026〕1 号")
    room.press("publishRules")
    room.press("publishAskYes")
    assert said(room.page, "rulesPageMessageText") == "已发布，各地同步后生效"
    versions = table(room.page, "versionsTable")
    (latest, before) = versions.all_rows()
    assert (latest.in_force, latest.note, before.in_force) == (True, "会协〔2026〕1 号", False)
    versions.go_to(f"{latest.id}/{latest.rev}")
    room.settle()
    room.press("ruleBack")
    room.press("ruleAskYes")
    assert versions.all_rows()[0].rev == latest.rev + 1


def test_the_trail_is_searched_and_taken_out(opened: Open, workspace: Workspace, tmp_path: Path) -> None:
    from cpd_core.national import DirectoryAdd

    for name in ("审计甲", "审计乙"):
        workspace.national.add_entry("sponsor", DirectoryAdd(name=name))
    room = opened(AuditPageView)
    search(room, "auditWords", "审计甲")
    (entry,) = table(room.page, "auditTable").all_rows()
    table(room.page, "auditTable").go_to(str(entry.id))
    assert said(room.page, "auditTitle") == "新增主办方单位"
    assert "链：office 1" in said(room.page, "auditDetail")
    room.page.export_to(tmp_path / "审计.xlsx")
    room.settle()
    sheet = openpyxl.load_workbook(tmp_path / "审计.xlsx").worksheets[0]
    assert [sheet.cell(row, 3).value for row in (2, 3)] == ["导出", "新增主办方单位"]  # itself, too, is in the trail
    assert sheet.max_row == 3
    search(room, "auditWords", "没有这样的内容")
    room.press("auditEmptyAction")
    assert [row.what for row in table(room.page, "auditTable").all_rows()][:2] == ["exported", "sponsor.added"]


def test_home_says_what_waits_where(opened: Open, workspace: Workspace) -> None:
    room = opened(NationalHomePage)
    overview = workspace.national.overview()
    total = sum(queue.waiting for queue in overview.queues)
    assert said(room.page, "waitingTitle") == f"{total} 个申请待确认"
    assert "现行规则：CPA-2007、CPA-2022、NP-2011、NP-2022" in said(room.page, "homeRules")


PAGES = (DirectoryPageView, AccountsPage, MembersPage, RulesPage, AuditPageView, NationalHomePage)


def test_without_the_service_every_page_says_so_and_keeps_nothing(
    opened: Open, workspace: Workspace, service: ServiceProcess
) -> None:
    rooms = [opened(page) for page in PAGES[:1]]
    service.stop()
    rooms[0].press("directoryNew")
    type_into(rooms[0], "directoryName", "离线新增")
    rooms[0].press("directorySave")
    assert "须联网办理" in said(rooms[0].page, "directoryPageMessageText")
    assert workspace.account.store.outbox.unsent() == 0
    for page in PAGES:
        room = opened(page)
        texts = [found.text() for found in room.page.findChildren(QLabel) if found.isVisible()]
        assert any("须联网办理" in text for text in texts), page
    service.restart()
