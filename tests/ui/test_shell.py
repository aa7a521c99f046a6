"""The window around the pages: F1, about, notices of the system, its state for each person, send now and close."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QSplitter, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.service import ServiceProcess
from tests.ui.rooms import find, opened, press
from tests.ui.test_window import store_one
from tests.ui.windows import Open, applications, windows, work_offline
from ui.shell.notices import Notices

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    with windows(qtbot, tmp_path) as opens:
        yield opens


def test_f1_shows_the_page_of_the_guide(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = tmp_path / "guide" / "zh"
    guide.mkdir(parents=True)
    (guide / "member-home.md").write_text("# 首页怎么看\n\n见[学时查询](hours.md)。\n", "utf-8")
    (guide / "activity.md").write_text("# 活动记录\n\n同步和导出的结果。\n", "utf-8")
    (guide / "hours.md").write_text("# 学时查询\n\n圆环是什么。\n", "utf-8")
    monkeypatch.setattr("resources.guide", lambda *parts: tmp_path.joinpath("guide", *parts))
    window = open_window(opened(member_profile, tmp_path))
    qtbot.keyClick(window, Qt.Key.Key_F1)
    help_window = window.findChild(type(window._help), "helpWindow")
    view = help_window.view
    assert "首页怎么看" in view.toPlainText()
    view.setSource(view.source().resolved(QUrl("hours.md")))  # as a click on the link does
    assert "圆环是什么" in view.toPlainText()
    assert help_window._list.currentItem().text() == "学时查询", "the list goes along with a link"
    view.backward()
    assert "首页怎么看" in view.toPlainText()
    window.frame.activity.setChecked(True)
    window.open_help()
    assert "同步和导出的结果" in view.toPlainText(), "it lies over the page and is what is read"
    window.frame.activity.setChecked(False)
    window.frame.open_page("conflicts")
    window.open_help()
    assert find(help_window, "guideMissing").isVisible()
    help_window.close()


def test_the_header_is_no_wider_than_a_strongly_scaled_screen(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    window = open_window(opened(member_profile, tmp_path))
    window.frame.runner.set_offline(True)
    account = window.findChild(QToolButton, "account")
    assert account.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    for width in (546, 300):  # 1366 at 250 %, and what is left beside another window
        window.resize(width, 320)
        qtbot.waitUntil(lambda: account.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly)
        assert window.width() == width
        right = account.mapTo(window, account.rect().topRight()).x()
        assert right < width
        assert account.accessibleName()
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: account.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon)


def test_the_guide_of_every_page_is_there() -> None:
    import resources
    from ui.shell.help import PAGES, page_file

    for language in ("zh", "en"):
        assert [name for name in PAGES if page_file(name, language) != resources.guide(language, f"{name}.md")] == []


def test_send_now_and_close(qtbot: QtBot, open_window: Open, service: ServiceProcess, tmp_path: Path) -> None:
    who = account(service.directory, "non_practising", "32")
    workspace = Workspace(tmp_path / "profile", server=service.url)
    workspace.sign_in("non_practising", who.login, who.password)
    workspace.sync.run()
    store_one(workspace, tmp_path)
    window = open_window(workspace)
    work_offline(window)
    qtbot.waitUntil(lambda: window.frame.unsent == 1, timeout=30_000)
    assert not window.close()
    service.stop()
    qtbot.mouseClick(press(window, "closeSendNow"), LEFT)
    qtbot.waitUntil(lambda: "连接不到服务器" in find(window, "closingText").text(), timeout=60_000)
    assert window.isVisible()
    service.restart()
    with qtbot.waitSignal(window.closed, timeout=60_000):
        qtbot.mouseClick(press(window, "closeSendNow"), LEFT)
    assert workspace.sync.status().unsent == 0


def test_the_system_is_told_only_while_somebody_looks_elsewhere(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    window = open_window(opened(member_profile, tmp_path))
    told: list[tuple[str, str]] = []
    notices = Notices(window, window.frame, window.frame.current.context.tasks, lambda *words: told.append(words))
    window.frame.works.finished.emit("已导出 3 条", True)
    assert told == [], "the window says it"
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    window.frame.works.finished.emit("已导出 3 条", True)
    assert [text for _title, text in told] == ["已导出 3 条"]
    notices._show_refused(frozenset({"a1"}))
    told.clear()  # the first look may have been before or not: only then is a1 new
    notices._show_refused(frozenset({"a1", "a2"}))
    assert [text for _title, text in told] == ["1 条申请不予确认，可查看理由、修改后重新提交"]


def test_each_person_has_the_window_as_they_left_it(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    window = open_window(workspace)
    page = applications(window)
    split = page.findChild(QSplitter, "applicationsSplit")
    split.setSizes([500, 800])
    left = split.sizes()
    window.resize(1300, 700)
    left = split.sizes()
    window.close()
    again = open_window(workspace)
    again.resize(1300, 700)
    page = applications(again)
    qtbot.waitUntil(lambda: page.findChild(QSplitter, "applicationsSplit").sizes() == left)


def test_about_names_the_service_and_whose_work_is_shipped(
    qtbot: QtBot, open_window: Open, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    window = open_window(workspace)
    next(action for _menu, action in window.menus.entries() if action.objectName() == "about").trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "aboutDialog")
    assert find(dialog, "aboutServer").text() == workspace.server
    qtbot.waitUntil(lambda: bool(dialog.parts.all_rows()), timeout=30_000)
    named = {part.name: part.licence for part in dialog.parts.all_rows()}
    assert "LGPL" in named["PySide6_Essentials"]
    assert {"Python", "requests", "msgspec", "Noto Sans SC"} <= named.keys()
    dialog.parts.go_to("requests")
    qtbot.waitUntil(lambda: "Apache License" in dialog.text.toPlainText(), timeout=30_000)
    dialog.close()
