"""Habits of the window: everything by keyboard and in a menu, Ctrl+K, F1, undo, dropped files, drafts, long work."""

import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from cpd_core.messages import PROTOCOL_MAX
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.words import Words
from tests.ui.papers import pdf
from tests.ui.rooms import find, opened, press
from tests.ui.test_window import store_one
from tests.ui.windows import Open, applications, windows, work_offline
from ui.acts import keys_of
from ui.pages.applications import ApplicationsPage
from ui.shell.palette import Palette
from ui.works import Tell

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    with windows(qtbot, tmp_path) as opens:
        yield opens


@pytest.mark.parametrize("profile", ["member_profile", "staff_profile"])
def test_every_act_is_in_a_menu_and_no_keys_mean_two_things(
    open_window: Open, tmp_path: Path, request: pytest.FixtureRequest, profile: str
) -> None:
    window = open_window(opened(request.getfixturevalue(profile), tmp_path))
    frame = window.frame
    assert frame is not None
    for key in frame.keys:
        frame.open_page(key)
        listed = [action for _menu, action in window.menus.entries()]
        acts = frame.current.acts()
        assert [act.objectName() for act in acts if act not in listed] == []
        keys = [(keys_of(action), action.objectName()) for action in listed if keys_of(action)]
        assert len({each for each, _name in keys}) == len(keys), f"{key}: {keys}"
        for button in frame.current.findChildren(QPushButton):
            named = [act for act in acts if act.objectName() == button.objectName() and keys_of(act)]
            assert all(keys_of(act) in button.toolTip() for act in named), button.objectName()


@pytest.mark.parametrize("profile", ["member_profile", "staff_profile"])
def test_no_part_of_a_page_is_ever_a_window_of_its_own(
    qapp: QApplication, open_window: Open, tmp_path: Path, request: pytest.FixtureRequest, profile: str
) -> None:
    """A widget that is shown before it is in a layout flashes on the screen and takes the keyboard away."""
    window = open_window(opened(request.getfixturevalue(profile), tmp_path))
    assert window.frame is not None
    seen: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                seen.append(f"{type(watched).__name__} {watched.objectName()}")
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    for key in window.frame.keys:
        window.frame.open_page(key)
    window.open_palette()
    qapp.removeEventFilter(watch)
    assert seen == []
    assert window.isActiveWindow()


def test_keys_in_a_menu_do_what_it_says(qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path) -> None:
    window = open_window(opened(member_profile, tmp_path))
    page = applications(window)
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    assert page.side.form is not None
    form = page.side.form
    qtbot.keyClick(form.fields.hours, Qt.Key.Key_S, CTRL)
    assert "请" in find(page, "attachmentsFieldError").text(), "it was tried to save"
    qtbot.keyClick(form.fields.hours, Qt.Key.Key_Escape)
    assert page.side.form is None


def test_the_palette_finds_by_chinese_by_initials_and_an_application(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    window = open_window(opened(member_profile, tmp_path))
    frame = window.frame
    assert frame is not None

    def palette() -> tuple[Palette, QTreeWidget]:
        qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
        shown = find(window, "palette")
        assert isinstance(shown, Palette)
        assert not shown.isWindow(), "in a popup Chinese input methods lose what is composed"
        qtbot.waitUntil(shown.line.hasFocus)
        return shown, shown.list

    shown, found = palette()
    qtbot.keyClicks(shown.line, "xscx")
    qtbot.waitUntil(lambda: found.topLevelItemCount() == 1)
    assert found.topLevelItem(0).text(0) == "学时查询"
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert frame.shown == "hours"
    assert not shown.isVisible()

    shown, found = palette()
    row = frame.workspace.applications.rows(frame.workspace.applications.ids(ApplicationQuery(kind="input"))[:1])[0]
    shown.line.setText(row.sponsor)
    qtbot.waitUntil(lambda: found.topLevelItemCount() > 0)
    qtbot.keyClick(shown.line, Qt.Key.Key_Return)
    assert frame.shown == "applications"
    page = applications(window)
    qtbot.waitUntil(lambda: page.shown.table.current_row() is not None)
    assert page.shown.table.current_row().sponsor == row.sponsor

    shown, found = palette()
    qtbot.keyClick(shown.line, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_ctrl_z_takes_a_deletion_back_but_in_a_line_only_what_was_typed(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    store_one(workspace, tmp_path)
    window = open_window(workspace)
    work_offline(window)
    page = applications(window)
    page.kinds.press("output")
    page._kind_chosen("output")
    qtbot.waitUntil(lambda: page.shown.table.current_row() is not None or bool(page.shown.table.rows.ids))
    page.shown.table.setFocus()
    page.shown.table.go_to_id(page.shown.table.rows.ids[0])
    mine = page.shown.table.current_row().id
    before = len(page.shown.table.rows.ids)
    qtbot.keyClick(page.shown.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) == before - 1)
    search = find(page, "filterSearch")
    assert isinstance(search, QLineEdit)
    search.setFocus()
    qtbot.keyClicks(search, "x")
    qtbot.keyClick(search, Qt.Key.Key_Z, CTRL)
    assert search.text() == ""
    assert len(page.shown.table.rows.ids) == before - 1
    page.shown.table.setFocus()
    qtbot.keyClick(page.shown.table, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(page.shown.table.rows.ids) == before)
    assert workspace.applications.detail(mine).application.id == mine
    window.frame.undo.trigger()
    assert "没有可以撤销的操作" in window.message.text


def test_files_dropped_on_the_page_begin_an_application_with_them(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    window = open_window(opened(member_profile, tmp_path))
    page = applications(window)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(pdf(tmp_path / "证明.pdf")))])
    none = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, mime, LEFT, none))
    assert page.side.form is not None
    form = page.side.form
    qtbot.waitUntil(lambda: [each.name for each in form.fields.strip.attachments()] == ["证明.pdf"])


def test_what_was_typed_is_there_again_after_closing(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    window = open_window(workspace)
    work_offline(window)
    page = applications(window)
    page.new()
    qtbot.keyClicks(page.side.form.fields.note, "zhengming")
    assert window.close(), "no question: nothing is lost"
    window.frame.stop()
    again = open_window(workspace)
    qtbot.waitUntil(lambda: any(b.text() == "继续填写" for b in again.findChildren(QPushButton, "stepButton")))
    go_on = next(b for b in again.findChildren(QPushButton, "stepButton") if b.text() == "继续填写")
    qtbot.mouseClick(go_on, LEFT)
    page = applications(again)
    assert page.side.form.fields.note.toPlainText() == "zhengming"
    page.side.form.fields.note.setFocus()
    qtbot.keyClick(page.side.form.fields.note, Qt.Key.Key_Escape)
    qtbot.mouseClick(press(page, "formAskYes"), LEFT)
    qtbot.waitUntil(lambda: workspace.drafts.kept() is None)


def test_an_export_shows_its_figures_can_be_cancelled_and_is_in_the_activity_list(
    qtbot: QtBot, open_window: Open, staff_profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpd_desktop.desks.exports.PAGE", 1)
    workspace = opened(staff_profile, tmp_path)
    export, go_on = workspace.exports.applications, threading.Event()

    def until_told(query: ApplicationQuery, path: Path, tell: Tell, words: Words) -> int:
        def step(done: int, total: int) -> None:
            tell(done, total)
            go_on.wait(30)

        return export(query, path, step, words)

    monkeypatch.setattr(workspace.exports, "applications", until_told)
    window = open_window(workspace)
    work_offline(window)
    page = applications(window)
    qtbot.waitUntil(lambda: bool(page.shown.table.rows.ids))
    target = tmp_path / "申请.xlsx"
    page.export_to(target)
    page.shown.table.selectAll()
    assert not press_state(page, "applicationExport"), "not twice at a time"
    assert not press_state(page, "applicationExportChosen")
    seen: list[str] = []
    page.context.works.changed.connect(lambda: seen.append(find(window, "statusText").text()))
    qtbot.waitUntil(lambda: any("正在导出学时申请 " in text for text in seen), timeout=30_000)
    qtbot.mouseClick(press(window, "cancelWork"), LEFT)
    go_on.set()
    qtbot.waitUntil(lambda: not page.context.works.running, timeout=30_000)
    assert not target.exists()
    page.export_to(target)
    qtbot.waitUntil(target.exists, timeout=60_000)
    qtbot.waitUntil(lambda: not page.context.works.running, timeout=30_000)
    newest, before = workspace.sync.activity(2)
    assert (newest.kind, newest.ok, before.ok) == ("export", True, False)
    assert "已导出" in newest.text


def press_state(page: ApplicationsPage, name: str) -> bool:
    return page.findChild(QPushButton, name).isEnabled()


def test_a_program_that_is_too_old_greys_what_writes_and_says_why(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    newer = msgspec.structs.replace(workspace.session, protocol_min=PROTOCOL_MAX + 1, protocol_max=PROTOCOL_MAX + 1)
    workspace.renew_session(newer)
    window = open_window(workspace)
    page = applications(window)
    new = page.findChild(QPushButton, "applicationNew")
    qtbot.waitUntil(lambda: not new.isEnabled())
    assert "请升级后再操作" in new.toolTip()
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    assert page.side.form is None
    assert press_state(page, "applicationExport"), "reading goes on"
    workspace.renew_session(msgspec.structs.replace(newer, protocol_min=PROTOCOL_MAX))
    window.frame.runner.look()
    qtbot.waitUntil(new.isEnabled)


def test_the_window_made_anew_keeps_page_and_form(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    window = open_window(opened(member_profile, tmp_path))
    page = applications(window)
    page.new()
    qtbot.keyClicks(page.side.form.fields.note, "abc")
    window.rebuild()
    assert window.frame.shown == "applications"
    assert applications(window).side.form.fields.note.toPlainText() == "abc"
