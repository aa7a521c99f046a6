"""A member writes applications without a network: real clicks and keys on a real store that a sync has filled."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QSplitter
from pytestqt.qtbot import QtBot

from cpd_core.applications import draft_of
from cpd_core.entities import Application
from cpd_desktop.views import ApplicationQuery
from tests.support.service import ServiceProcess
from tests.ui import papers
from tests.ui.rooms import Surroundings, compose, find, opened, press, signed_in
from ui.forms.application_form import ApplicationForm
from ui.pages.applications import ApplicationsPage
from ui.widgets import TallArea

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def around(member_profile: Path, tmp_path: Path) -> Iterator[Surroundings]:
    around = Surroundings(opened(member_profile, tmp_path))
    yield around
    around.tasks.close()
    around.workspace.close()
    assert around.problems == []


@pytest.fixture
def page(qtbot: QtBot, dressed: QApplication, around: Surroundings) -> Iterator[ApplicationsPage]:
    page = ApplicationsPage(around.context())
    around.page = page
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.count.text() != "")
    yield page
    page.close()


def click(qtbot: QtBot, page: ApplicationsPage, name: str) -> None:
    qtbot.mouseClick(press(page, name), LEFT)


def open_form(qtbot: QtBot, page: ApplicationsPage) -> ApplicationForm:
    click(qtbot, page, "applicationNew")
    assert page.side.form is not None
    return page.side.form


def drop(form: ApplicationForm, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none = Qt.KeyboardModifier.NoModifier
    form.fields.strip.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT, none))


def fill(qtbot: QtBot, form: ApplicationForm, hours: str, *paths: Path) -> None:
    compose(form.fields.sponsor, "江苏省注册会计师协会")
    form.fields.pathway.setFocus()
    qtbot.keyClick(form.fields.pathway, Qt.Key.Key_Down)
    qtbot.keyClicks(form.fields.hours, hours)
    drop(form, *paths)
    qtbot.waitUntil(lambda: len(form.fields.strip.attachments()) == len(paths))


def first(page: ApplicationsPage) -> Application:
    """The application under the cursor, as the store has it."""
    return page.context.workspace.applications.detail(page.shown.table.current_row().id).application


def test_file_with_pdf_and_jpeg_look_edit_delete_and_undo(qtbot: QtBot, page: ApplicationsPage, tmp_path: Path) -> None:
    proofs = papers.pdf(tmp_path / "培训证明.pdf"), papers.photograph(tmp_path / "照片.jpg")
    before = len(page.shown.table.rows.ids)
    form = open_form(qtbot, page)
    fill(qtbot, form, "7.5", *proofs)
    click(qtbot, page, "formSave")
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) == before + 1)
    qtbot.waitUntil(lambda: page.shown.table.current_row() is not None)
    filed = first(page)
    assert (filed.sponsor, filed.hours, filed.state) == ("江苏省注册会计师协会", 7.5, "pending")
    assert {a.media_type for a in filed.attachments} == {"application/pdf", "image/jpeg"}
    qtbot.waitUntil(lambda: "待发送" in find(page, "detailState").text())
    assert page.context.workspace.sync.status().unsent == 1

    click(qtbot, page, "applicationFiles")
    assert page.side.viewer.shown == "pdf"
    qtbot.keyClick(page.side.viewer, Qt.Key.Key_Escape)

    click(qtbot, page, "applicationEdit")
    form = page.side.form
    assert form is not None
    form.fields.hours.selectAll()
    qtbot.keyClicks(form.fields.hours, "8")
    qtbot.keyClick(form.fields.hours, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.side.form is None)
    qtbot.waitUntil(lambda: first(page).hours == 8.0)
    assert len(first(page).attachments) == 2

    click(qtbot, page, "applicationDelete")
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) == before)
    assert page.message.text == "已删除 1 条"
    click(qtbot, page, "applicationsMessageAction")
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) == before + 1)
    restored = page.context.workspace.applications.detail(filed.id).application
    assert restored.hours == 8.0


@pytest.mark.parametrize("typed", ["0.3", "-1", "999", "很多", "nan", ""])
def test_wrong_hours_are_said_at_the_field_and_nothing_is_stored(
    qtbot: QtBot, page: ApplicationsPage, tmp_path: Path, typed: str
) -> None:
    before = page.context.workspace.applications.total(ApplicationQuery())
    form = open_form(qtbot, page)
    fill(qtbot, form, "", papers.pdf(tmp_path / "证明.pdf"))
    compose(form.fields.hours, typed)
    click(qtbot, page, "formSave")
    assert "学时" in form.fields.fields["hours"].error
    assert QApplication.focusWidget() is form.fields.hours or not page.isActiveWindow()
    assert page.side.form is form
    assert form.fields.sponsor.text() == "江苏省注册会计师协会"
    assert page.context.workspace.applications.total(ApplicationQuery()) == before
    assert page.context.workspace.sync.status().unsent == 0


def test_errors_show_only_where_somebody_has_typed(qtbot: QtBot, page: ApplicationsPage) -> None:
    form = open_form(qtbot, page)
    assert [f.name for f in form.fields.fields.values() if f.error] == []
    qtbot.keyClicks(form.fields.hours, "0.3")
    assert [f.name for f in form.fields.fields.values() if f.error] == ["hours"]
    click(qtbot, page, "formSave")
    wrong = [f.name for f in form.fields.fields.values() if f.error]
    assert wrong == ["sponsor", "pathway", "hours", "attachments"]


def test_files_that_cannot_be_taken_are_named_and_the_good_one_stays(
    qtbot: QtBot, page: ApplicationsPage, tmp_path: Path
) -> None:
    lying = tmp_path / "其实是照片.pdf"
    papers.photograph(lying)
    form = open_form(qtbot, page)
    drop(form, papers.pdf(tmp_path / "证明.pdf"), papers.too_large(tmp_path / "太大.pdf"), lying)
    qtbot.waitUntil(lambda: form.fields.fields["attachments"].error != "")
    error = form.fields.fields["attachments"].error
    assert "太大.pdf" in error
    assert "其实是照片.pdf" in error
    assert [a.name for a in form.fields.strip.attachments()] == ["证明.pdf"]
    drop(form, tmp_path / "证明.pdf")
    qtbot.waitUntil(lambda: "已经添加" in form.fields.fields["attachments"].error)
    qtbot.mouseClick(find(form, "attachmentRemove"), LEFT)
    assert form.fields.strip.attachments() == ()


def test_escape_asks_only_where_something_was_typed(qtbot: QtBot, page: ApplicationsPage) -> None:
    form = open_form(qtbot, page)
    qtbot.keyClick(form.fields.hours, Qt.Key.Key_Escape)
    assert page.side.form is None
    form = open_form(qtbot, page)
    qtbot.keyClicks(form.fields.hours, "4")
    qtbot.keyClick(form.fields.hours, Qt.Key.Key_Escape)
    assert page.side.form is form
    assert "尚未保存" in find(page, "formAskText").text()
    assert not page.side.close_form()
    click(qtbot, page, "formAskNo")
    assert form.fields.hours.text() == "4"
    qtbot.keyClick(form.fields.hours, Qt.Key.Key_Escape)
    click(qtbot, page, "formAskYes")
    assert page.side.form is None


def test_a_scroll_bar_cuts_no_field_off(qtbot: QtBot, page: ApplicationsPage, tmp_path: Path) -> None:
    form = open_form(qtbot, page)
    drop(
        form, *(papers.pdf(tmp_path / f"企业会计准则最新变化解读专题培训班结业证明第{n}号.pdf", n) for n in range(1, 5))
    )
    qtbot.waitUntil(lambda: len(form.fields.strip.attachments()) == 4)
    page.window().resize(1024, 480)
    area = form.findChild(TallArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    split = page.findChild(QSplitter)
    split.setSizes([3000, 1])  # the person drags the form as narrow as it goes
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())
    assert find(page, "attachmentsField").geometry().right() < area.viewport().width()


@pytest.mark.parametrize(
    ("chip", "fields"),
    [
        ("input", ["year", "sponsor", "pathway", "hours", "note", "attachments"]),
        ("output", ["year", "pathway", "hours", "note", "attachments"]),
        ("exemption", ["year", "condition", "note", "attachments"]),
    ],
)
def test_each_kind_asks_for_its_own_fields(qtbot: QtBot, page: ApplicationsPage, chip: str, fields: list[str]) -> None:
    click(qtbot, page, f"applicationKinds_{chip}")
    form = open_form(qtbot, page)
    assert list(form.fields.fields) == fields


def test_cpas_say_whether_it_was_ethics(qtbot: QtBot, page: ApplicationsPage) -> None:
    form = ApplicationForm(page.context.workspace.applications, page.context.tasks, "input", is_cpa=True)
    qtbot.addWidget(form)
    form.fields.ethics.click()
    assert form.fields.draft().ethics


def editing(qtbot: QtBot, page: ApplicationsPage) -> tuple[ApplicationForm, Application]:
    """The form on the first undecided application."""
    page.filter.state.setCurrentIndex(page.filter.state.findData("pending"))
    table = page.shown.table
    qtbot.waitUntil(lambda: all(table.rows.row(n).state == "pending" for n in range(len(table.rows.ids))))
    table.go_to_id(table.rows.ids[0])
    click(qtbot, page, "applicationEdit")
    assert page.side.form is not None
    return page.side.form, first(page)


def test_what_came_in_meanwhile_stays_where_nobody_typed(qtbot: QtBot, page: ApplicationsPage) -> None:
    form, before = editing(qtbot, page)
    desk = page.context.workspace.applications
    desk.edit(before.id, msgspec.structs.replace(draft_of(before), note="在另一台电脑上写的备注"))
    form.fields.hours.setText("3.5")
    form.save()
    qtbot.waitUntil(lambda: page.side.form is None)
    now = desk.detail(before.id).application
    assert (now.hours, now.note) == (3.5, "在另一台电脑上写的备注")


def test_what_both_have_changed_is_asked_about_and_nothing_is_lost(qtbot: QtBot, page: ApplicationsPage) -> None:
    form, before = editing(qtbot, page)
    desk = page.context.workspace.applications
    desk.edit(before.id, msgspec.structs.replace(draft_of(before), note="在另一台电脑上写的备注"))
    form.fields.note.setPlainText("在这里写的备注")
    form.save()
    qtbot.waitUntil(lambda: find(page, "formTroubleText").text().startswith("尚未保存：备注刚刚在别处也有修改"))
    assert form.fields.note.toPlainText() == "在这里写的备注"
    assert desk.detail(before.id).application.note == "在另一台电脑上写的备注"
    qtbot.waitUntil(lambda: find(page, "formSave").isEnabled())
    form.save()
    qtbot.waitUntil(lambda: page.side.form is None)
    assert desk.detail(before.id).application.note == "在这里写的备注"


def test_a_refresh_takes_no_form_away(qtbot: QtBot, page: ApplicationsPage) -> None:
    form = open_form(qtbot, page)
    page.refresh()
    qtbot.waitUntil(lambda: page.context.tasks.busy == 0)
    assert page.side.form is form


def test_an_attachment_that_is_not_here_is_fetched_when_asked_for(
    qtbot: QtBot, dressed: QApplication, service: ServiceProcess, tmp_path: Path
) -> None:
    around = Surroundings(signed_in(service, tmp_path, "non_practising"))
    page = ApplicationsPage(around.context())
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) > 0)
    page.shown.table.step(1)
    click(qtbot, page, "applicationFiles")
    assert "尚未下载" in page.side.viewer.message()
    click(qtbot, page, "viewerFetch")
    qtbot.waitUntil(lambda: page.side.viewer.shown in ("pdf", "picture"))
    page.close()
    around.tasks.close()
    around.workspace.close()
    assert around.problems == []


def test_a_suggested_sponsor_is_taken_by_key_and_not_in_a_popup(qtbot: QtBot, page: ApplicationsPage) -> None:
    form = open_form(qtbot, page)
    compose(form.fields.sponsor, "江苏")
    offered = form.fields.sponsor.offered()
    assert offered
    assert all("江苏" in name for name in offered)
    assert QApplication.activePopupWidget() is None
    qtbot.keyClick(form.fields.sponsor, Qt.Key.Key_Down)
    qtbot.keyClick(form.fields.sponsor, Qt.Key.Key_Return)
    assert form.fields.sponsor.text() == offered[0]
    assert form.fields.sponsor.offered() == []


def test_a_confirmed_one_is_locked(qtbot: QtBot, page: ApplicationsPage) -> None:
    page.filter.state.setCurrentIndex(page.filter.state.findData("confirmed"))
    table = page.shown.table
    qtbot.waitUntil(lambda: all(table.rows.row(n).state == "confirmed" for n in range(len(table.rows.ids))))
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.model().index(0, 2)).center())
    assert table.current_row().state == "confirmed"
    assert not find(page, "applicationEdit").isEnabled()
    assert not find(page, "applicationDelete").isEnabled()


def test_export_writes_what_is_shown(qtbot: QtBot, page: ApplicationsPage, tmp_path: Path) -> None:
    target = tmp_path / "清单.xlsx"
    page.export_to(target)
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: page.message.text.startswith("已导出"))
    assert f"已导出 {len(page.shown.table.rows.ids)} 条" in page.message.text
