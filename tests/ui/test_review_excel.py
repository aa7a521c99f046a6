"""Excel in the review page: out, filled in, dropped or chosen, looked at, taken in, taken back; by the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cpd_core.entities import Member
from cpd_desktop.views import ApplicationQuery
from tests.cpd_desktop.queues import fill
from tests.ui.rooms import Surroundings, opened
from ui.acts import keys_of
from ui.pages.review import ReviewPage

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
    page.resize(1366, 768)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    qtbot.waitUntil(lambda: len(page.table.rows.ids) > BATCH)
    page.table.setFocus()
    yield page
    page.close()


def text(page: ReviewPage, name: str) -> str:
    return page.findChild(QLabel, name).text()


def exported(qtbot: QtBot, page: ReviewPage, path: Path, monkeypatch: pytest.MonkeyPatch) -> openpyxl.Workbook:
    """Export by the act, as the dialog would."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    act(page, "excelOut")
    qtbot.waitUntil(lambda: "已导出" in page.message.text)
    return openpyxl.load_workbook(path)


def act(page: ReviewPage, name: str) -> None:
    next(each for each in page.acts() if each.objectName() == name).trigger()


def drop(page: ReviewPage, path: Path) -> bool:
    """Drop a file on the page; whether it was welcome."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    come = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime, buttons, keys)
    come.ignore()
    QApplication.sendEvent(page, come)
    if come.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    return come.isAccepted()


def test_a_queue_goes_to_excel_and_comes_back(
    qtbot: QtBot, page: ReviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "队列.xlsx"
    book = exported(qtbot, page, path, monkeypatch)
    sheet = book["学时确认"]
    assert sheet.max_row == len(page.table.rows.ids) + 1
    one, two, three = [row for row in range(2, sheet.max_row + 1) if (sheet[f"J{row}"].value or 0) > 1][:3]
    fill(sheet, one, "确认")
    fill(sheet, two, "减少学时后确认", 0.5)
    fill(sheet, three, "不予确认", 3)
    book.save(path)
    assert drop(page, path)
    qtbot.waitUntil(page.excel.panel.isVisible)
    assert "有 2 处错误" in text(page, "importWrong")
    assert [(each.place, each.kind) for each in page.excel.panel.table.all_rows()] == [
        (f"学时确认!B{three}", "错误"), (f"学时确认!C{three}", "错误"),
    ]  # fmt: skip
    assert not page.findChild(QPushButton, "importGo").isVisible()
    fill(sheet, three, "不予确认", None, "附件不清")
    book.save(path)
    page.findChild(QPushButton, "importAgain").click()
    qtbot.waitUntil(lambda: not text(page, "importWrong"))
    assert text(page, "importFigures").startswith("确认 1 条，")
    assert "不予确认 1 条" in text(page, "importFigures")
    assert f"留空 {len(page.table.rows.ids) - 3} 条" in text(page, "importFigures")
    go = page.findChild(QPushButton, "importGo")
    assert (go.text(), go.hasFocus()) == ("导入 3 条处理", True)
    qtbot.keyClick(go, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "已导入 3 条，已保存，待发送" in page.message.text)
    assert not page.excel.panel.isVisible()
    assert page.table.hasFocus()
    space = page.context.workspace
    unsent = ApplicationQuery(sync="unsent")
    assert space.applications.total(unsent).count == 3
    told = [entry.text for entry in space.sync.activity() if entry.kind == "import"]
    assert told[0] == "队列.xlsx：已导入 3 条，可以撤销，发送前有效"
    assert any("有 2 处错误" in each for each in told)
    qtbot.keyClick(page.table, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: "已撤销 3 条" in page.message.text)
    assert space.applications.total(unsent).count == 0


def test_a_training_is_entered_from_the_window(
    qtbot: QtBot, page: ReviewPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "签到表.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    act(page, "rollTemplate")
    qtbot.waitUntil(lambda: "已写出模板" in page.message.text)
    space = page.context.workspace
    people = space.account.store.records.entities(Member, limit=3)
    claimed = space.applications.rows(
        space.applications.ids(ApplicationQuery(kind="input", state="pending", year=2026))
    )[0]
    book = openpyxl.load_workbook(path)
    values = (claimed.sponsor, claimed.pathway_name, 2026, "税务专题", "2026-06-12", "否")
    for row, value in enumerate(values, start=2):
        book["培训"][f"B{row}"] = value
    numbers = {claimed.member_no: claimed.member_name} | {one.no: one.name for one in people}
    for row, (number, name) in enumerate(numbers.items(), start=2):
        for place, value in enumerate((number, name, claimed.hours), start=1):
            book["签到表"].cell(row, place).value = value
    book.save(path)
    act(page, "excelIn")
    qtbot.waitUntil(page.excel.panel.isVisible)
    panel = page.excel.panel
    assert text(page, "importTitle") == "录入培训学时：税务专题"
    assert ("似已申报", "签到表!A2") in [(each.kind, each.place) for each in panel.table.all_rows()]
    few = page.findChild(QPushButton, "importGo").text()
    panel.option.click()
    assert page.findChild(QPushButton, "importGo").text() == f"录入 {len(numbers)} 人" != few
    qtbot.keyClick(panel.table, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert space.applications.total(ApplicationQuery(text="税务专题")).count == 0
    act(page, "excelIn")
    qtbot.waitUntil(panel.isVisible)
    panel.option.click()
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: f"已导入 {len(numbers)} 条" in page.message.text)
    entered = space.applications.rows(space.applications.ids(ApplicationQuery(text="税务专题")))
    assert [row.state for row in entered] == ["confirmed"] * len(numbers)
    page.go_to(entered[0].id)
    qtbot.waitUntil(lambda: page.side.detail.detail and page.side.detail.detail.application.id == entered[0].id)
    shown = [each.text() for each in page.side.detail.findChildren(QLabel)]
    assert any("根据培训签到表录入" in each for each in shown)


def test_what_is_no_workbook_is_said_and_other_files_are_not_welcome(
    qtbot: QtBot, page: ReviewPage, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_text("hello")
    (tmp_path / "a.pdf").write_text("hello")
    assert not drop(page, tmp_path / "a.pdf")
    assert drop(page, tmp_path / "a.xlsx")
    qtbot.waitUntil(lambda: "不是 .xlsx 工作簿" in page.message.text)
    assert not page.excel.panel.isVisible()
    page.set_read_only("本程序版本过旧")
    assert not drop(page, tmp_path / "a.xlsx")


def test_every_act_has_keys_and_stands_in_the_menu(page: ReviewPage) -> None:
    shown = {each.objectName(): keys_of(each) for each in page.acts()}
    assert {shown[name] for name in ("excelOut", "excelIn", "rollTemplate")} == {"Ctrl+E", "Ctrl+I", "Ctrl+Shift+E"}
    menu = {each.objectName() for each in page.more.menu().actions()}
    assert {"excelOut", "excelIn", "rollTemplate", "reviewPrint"} <= menu
