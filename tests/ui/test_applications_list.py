"""The list of applications under the hands of a member: filtered, chosen, copied, deleted and exported."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cpd_core.applications import draft_of
from cpd_core.entities import Application
from cpd_desktop.initials import initials
from cpd_desktop.views import ApplicationRow
from cpd_desktop.words import ENGLISH
from tests.ui.papers import pdf
from tests.ui.rooms import Surroundings, compose, find, opened, press
from ui import language
from ui.pages.applications import ApplicationsPage
from ui.pages.applications_table import columns_of, own_mark_of

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def around(member_profile: Path, tmp_path: Path) -> Iterator[Surroundings]:
    around = Surroundings(opened(member_profile, tmp_path))
    yield around
    around.tasks.close()
    around.workspace.close()
    assert around.problems == []


def shown(qtbot: QtBot, around: Surroundings) -> ApplicationsPage:
    """The page as it opens."""
    page = ApplicationsPage(around.context())
    around.page = page
    qtbot.addWidget(page)
    page.resize(1366, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.refresh()
    qtbot.waitUntil(lambda: page.count.text() != "" and around.tasks.busy == 0)
    return page


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, around: Surroundings) -> Iterator[ApplicationsPage]:
    page = shown(qtbot, around)
    yield page
    page.close()


def rows(page: ApplicationsPage) -> list[ApplicationRow]:
    return page.context.workspace.applications.rows(page.shown.table.rows.ids)


def go_to(page: ApplicationsPage, state: str) -> Application:
    """Put the cursor on the first application in this state."""
    row = next(row for row in rows(page) if row.state == state)
    page.shown.table.go_to_id(row.rid)
    page.shown.table.setFocus()
    return page.context.workspace.applications.detail(row.id).application


def chosen_text(page: ApplicationsPage) -> str:
    label = find(page, "applicationsChosen")
    assert isinstance(label, QLabel)
    return label.text()


# --- the filter ------------------------------------------------------------------------------------------------------


def test_a_sponsor_that_is_taken_is_meant_whole_and_one_that_is_typed_in_part(
    qtbot: QtBot, page: ApplicationsPage
) -> None:
    sponsors = [row.sponsor for row in rows(page)]
    name = sponsors[0]
    box = page.filter.sponsor
    qtbot.mouseClick(box, LEFT)
    compose(box, name[:2])
    qtbot.keyClick(box, Qt.Key.Key_Return)
    expected = sum(name[:2] in each for each in sponsors)
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) == expected)
    assert (box.name, box.part) == ("", name[:2])
    box.clear()
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) == len(sponsors))
    compose(box, name)
    box.taken.emit(name)
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) == sponsors.count(name))
    assert (box.name, box.part) == (name, "")


def test_enter_after_initials_takes_the_best_name(qtbot: QtBot, page: ApplicationsPage) -> None:
    name = rows(page)[0].sponsor
    box = page.filter.sponsor
    page.context.workspace.applications.prepare_sponsors()
    qtbot.mouseClick(box, LEFT)
    qtbot.keyClicks(box, "".join(letters[0] for letters in initials(name)))
    qtbot.waitUntil(lambda: name in box.offered())
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.text(), box.name) == (name, name)
    qtbot.waitUntil(lambda: {row.sponsor for row in rows(page)} == {name})


def test_a_text_finds_pathways_by_the_name_that_the_list_shows(qtbot: QtBot, page: ApplicationsPage) -> None:
    expected = {row.id for row in rows(page) if "面授" in row.pathway_name or "面授" in row.sponsor + row.note}
    assert expected != {row.id for row in rows(page)}
    compose(page.filter.search, "面授")
    qtbot.waitUntil(lambda: {row.id for row in rows(page)} == expected)
    page.filter.clear()
    page.kinds.press("output")
    page._kind_chosen("output")
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    name = rows(page)[0].pathway_name
    compose(page.filter.search, name)
    qtbot.waitUntil(lambda: {row.pathway_name for row in rows(page)} == {name})


# --- what is chosen --------------------------------------------------------------------------------------------------


def test_what_is_chosen_is_counted_by_mouse_and_by_keyboard(qtbot: QtBot, page: ApplicationsPage) -> None:
    listed = rows(page)
    assert "选择多条" in chosen_text(page)
    table = page.shown.table
    for number in (0, 2):
        place = table.visualRect(table.model().index(number, 0)).center()
        qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    hours = listed[0].hours + listed[2].hours
    qtbot.waitUntil(lambda: chosen_text(page) == f"已选 2 条 · {hours:.1f} 学时")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    everything = sum(row.hours for row in listed)
    qtbot.waitUntil(lambda: chosen_text(page) == f"已选 {len(listed)} 条 · {everything:.1f} 学时")
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "选择多条" in chosen_text(page))
    assert not page.findChild(QPushButton, "applicationExportChosen").isVisible()


def test_the_export_of_what_is_chosen_has_just_that(qtbot: QtBot, page: ApplicationsPage, tmp_path: Path) -> None:
    page.shown.table.choose_range(1, 2)
    path = tmp_path / "所选.xlsx"
    page._exporting.export(page.shown.table.chosen_ids(), path)
    qtbot.waitUntil(lambda: page.message.text == "已导出 2 条到 所选.xlsx")
    sheet = openpyxl.load_workbook(path).active
    titles = [cell.value for cell in sheet[1]]
    found = [dict(zip(titles, (cell.value for cell in line), strict=True)) for line in sheet.iter_rows(min_row=2)]
    expected = [(row.sponsor, row.hours, row.note or None) for row in rows(page)[1:3]]
    assert [(each["主办方单位"], each["申请学时"], each["备注"]) for each in found] == expected


def test_the_export_speaks_the_language_of_the_window(
    qtbot: QtBot, page: ApplicationsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(language, "words", lambda: ENGLISH)
    path = tmp_path / "list.xlsx"
    page.export_to(path)
    qtbot.waitUntil(lambda: page.message.text.startswith("已导出"))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Applications"]
    assert book.active["A1"].value == "Certificate number"


# --- copying ---------------------------------------------------------------------------------------------------------


def test_a_copy_begins_with_everything_but_the_year_and_the_attachments(
    qtbot: QtBot, page: ApplicationsPage, tmp_path: Path
) -> None:
    desk = page.context.workspace.applications
    earlier = next(row for row in rows(page) if row.year == 2025)
    page.shown.table.go_to_id(earlier.rid)
    original = desk.detail(earlier.id).application
    qtbot.mouseClick(press(page, "applicationCopy"), LEFT)
    qtbot.waitUntil(lambda: page.side.form is not None)
    form = page.side.form
    this_year = page.context.workspace.account.this_year()
    expected = structs.replace(draft_of(original), year=this_year, attachments=())
    assert form.fields.draft() == expected
    assert "附件没有复制" in page.message.text
    assert form.fields.fields["attachments"].error == "", "nobody has done anything wrong yet"
    form.add_files([pdf(tmp_path / "今年的证明.pdf")])
    qtbot.waitUntil(lambda: len(form.fields.strip.attachments()) == 1)
    qtbot.mouseClick(press(page, "formSave"), LEFT)
    qtbot.waitUntil(lambda: page.side.form is None)
    assert desk.detail(earlier.id).application == original


def test_attachments_are_copied_when_asked_for(qtbot: QtBot, page: ApplicationsPage) -> None:
    original = go_to(page, "confirmed")
    qtbot.keyClick(page.shown.table, Qt.Key.Key_N, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: page.side.form is not None)
    qtbot.mouseClick(press(page, "applicationsMessageAction"), LEFT)
    assert page.side.form.fields.strip.attachments() == original.attachments


def test_a_copy_takes_no_form_away(qtbot: QtBot, page: ApplicationsPage) -> None:
    page.new()
    form = page.side.form
    qtbot.keyClicks(form.fields.hours, "4")
    page.shown.table.go_to_id(page.shown.table.rows.ids[0])
    page.copy()
    qtbot.waitUntil(lambda: page.context.tasks.busy == 0)
    assert page.side.form is form
    assert form.fields.hours.text() == "4"


# --- deleting --------------------------------------------------------------------------------------------------------


def test_of_several_those_that_are_confirmed_stay(qtbot: QtBot, page: ApplicationsPage) -> None:
    listed = rows(page)
    confirmed = sum(row.state == "confirmed" for row in listed)
    page.shown.table.setFocus()
    go_to(page, "confirmed")
    qtbot.keyClick(page.shown.table, Qt.Key.Key_A, CONTROL)
    qtbot.mouseClick(press(page, "applicationDelete"), LEFT)
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) == confirmed)
    assert page.message.text == f"已删除 {len(listed) - confirmed} 条；{confirmed} 条已确认，不能删除"


def test_a_deletion_that_nobody_has_sent_can_be_taken_back_after_a_start(
    qtbot: QtBot, dressed: QApplication, around: Surroundings
) -> None:
    desk = around.workspace.applications
    ids = desk.ids(ApplicationsPage(around.context()).query())
    doomed = next(row.id for row in desk.rows(ids) if row.state != "confirmed")
    desk.delete(doomed)
    page = shown(qtbot, around)
    qtbot.waitUntil(lambda: page.message.text == "有 1 条删除还没有发送")
    qtbot.mouseClick(press(page, "applicationsMessageAction"), LEFT)
    qtbot.waitUntil(lambda: page.message.text == "已恢复 1 条")
    assert desk.detail(doomed).application.id == doomed
    page.close()


# --- what the list says ----------------------------------------------------------------------------------------------


def row_of(page: ApplicationsPage, **changed: object) -> ApplicationRow:
    return structs.replace(rows(page)[0], **changed)


def test_the_state_of_a_row_is_plain(page: ApplicationsPage) -> None:
    def said(**changed: object) -> tuple[str, str]:
        row = row_of(page, reason="", hours=8.0, confirmed_hours=None, **changed)
        state = next(column for column in columns_of("input", staff=False) if column.key == "state")
        return state.text(row), state.tip(row) if state.tip else ""

    assert said(state="pending", sync="unsent") == ("未确认·待发送", "已保存在本机，联网后自动发送")
    assert said(state="pending", sync="")[0] == "未确认·已送达"
    assert said(state="refused", sync="conflict") == ("需要处理", "有一项操作没有生效，需要您选择如何处理")
    confirmed = row_of(page, state="confirmed", sync="", hours=8.0, confirmed_hours=6.0)
    assert own_mark_of(confirmed).text == "已确认 6 学时"
    assert own_mark_of(structs.replace(confirmed, confirmed_hours=8.0)).text == "已确认"
    refused = row_of(page, state="refused", sync="", reason="附件不清晰")
    assert own_mark_of(refused).text == "不予确认：附件不清晰"


def test_without_attachments_their_button_is_grey_and_says_why(qtbot: QtBot, page: ApplicationsPage) -> None:
    detail = page.context.workspace.applications.detail(go_to(page, "pending").id)
    files = page.findChild(QPushButton, "applicationFiles")
    assert files.isEnabled()
    bare = structs.replace(detail.application, attachments=())
    page._allow(structs.replace(detail, application=bare))
    assert not files.isEnabled()
    assert "没有附件" in files.toolTip()


def test_more_columns_are_there_when_asked_for_and_are_remembered(qtbot: QtBot, around: Surroundings) -> None:
    page = shown(qtbot, around)
    arrangement = page.shown.table.arrangement
    assert [column.key for column, on in arrangement.choices() if not on] == ["filed_at", "note"]
    menu = page.habits["input"].columns_menu(None)
    next(action for action in menu.actions() if action.objectName() == "show_note").trigger()
    assert "note" in [column.key for column in page.shown.table.shown_columns()]
    page.close()
    again = shown(qtbot, around)
    keys = [column.key for column in again.shown.table.shown_columns()]
    assert "note" in keys
    assert "filed_at" not in keys
    again.habits["input"].as_delivered()
    assert "note" not in [column.key for column in again.shown.table.shown_columns()]
    again.close()
