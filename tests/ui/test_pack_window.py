"""A review pack in the window: out of the review page, into a machine that knows no service, and back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton

from cpd_desktop.pack.sealed import Cost
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_desktop.province import province_of
from tests.ui.walk import Visitor, until
from ui.pack_dialog import PackDialog
from ui.pages.review import ReviewPage

PASSPHRASE = "correct horse battery"
WAITING = ApplicationQuery(state="pending")
Open = Callable[[Workspace, Path], Visitor]


@pytest.fixture
def open_window(dressed: QApplication) -> Iterator[Open]:
    opened: list[tuple[Visitor, Workspace]] = []

    def open_it(workspace: Workspace, folder: Path) -> Visitor:
        workspace.packs.cost = Cost(memory=64, passes=1, lanes=1)
        opened.append((Visitor(workspace, folder), workspace))
        return opened[-1][0]

    yield open_it
    for visitor, workspace in opened:
        visitor.close()
        workspace.close()


def review(visitor: Visitor) -> ReviewPage:
    frame = visitor.window.frame
    assert frame
    frame.open_page("review")
    visitor.settle()
    page = frame.page("review")
    assert isinstance(page, ReviewPage)
    return page


def dialog(visitor: Visitor) -> PackDialog:  # type: ignore[type-arg]
    """The one that is open."""
    found = [each for each in visitor.window.findChildren(PackDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def fill(visitor: Visitor, *typed: str) -> None:
    """Type into the fields, and press Enter in the last one."""
    shown = dialog(visitor)
    names = ("passphrase", "passphraseAgain")
    for name, text in zip(names, typed, strict=False):
        line = shown.findChild(QLineEdit, name)
        assert line
        line.clear()
        line.setFocus()
        QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    visitor.settle()


def acts(page: ReviewPage) -> set[str]:
    return {act.objectName() for act in page.acts()}


def test_out_decided_without_a_service_and_back(open_window: Open, tmp_path: Path) -> None:
    here = province_of(tmp_path / "here", members=5)
    out, back = tmp_path / "q.cpdpack", tmp_path / "q.cpdback"
    first = open_window(here, tmp_path / "here")
    page = review(first)
    waiting = here.review.matching(WAITING)
    assert {"packMake", "packApply"} <= acts(page)
    page.table.choose_range(0, 2)
    page.pack.make(tmp_path / "few.cpdpack")
    fill(first, PASSPHRASE, PASSPHRASE)
    assert "few.cpdpack：3 条" in page.message.text, "what is selected"
    page.table.choose_none()
    page.pack.make(out)
    ticked = dialog(first).findChild(QCheckBox, "packFiles")
    assert ticked
    assert ticked.isChecked()
    fill(first, PASSPHRASE, "something else")
    said = dialog(first).findChild(QLabel, "passphraseAgainError")
    assert said
    assert said.text() == "两次输入的口令不同"
    assert not out.exists()
    fill(first, PASSPHRASE, PASSPHRASE)
    assert f"已制作审核包 q.cpdpack：{len(waiting)} 条" in page.message.text

    there = Workspace(tmp_path / "there")
    second = open_window(there, tmp_path / "there")
    assert second.window.frame is None
    assert second.window.findChild(QAction, "openPack")
    second.window.packs.open(out)
    fill(second, "not the passphrase")
    assert "口令不对" in dialog(second).message.text
    assert there.profile.sessions() == ()
    fill(second, PASSPHRASE)
    until(lambda: second.window.frame is not None)
    second.settle()
    away = review(second)
    assert "packReturn" in acts(away)
    assert not acts(away) & {"packMake", "packApply"}
    assert there.review.matching(WAITING) == waiting
    second.window.activateWindow()
    away.table.setFocus()
    for _ in range(2):
        until(away.table.hasFocus)
        QTest.keyClick(away.table, Qt.Key.Key_A)
        second.settle()
    assert len(there.review.matching(WAITING)) == len(waiting) - 2
    away.pack.write_return(back)
    fill(second, PASSPHRASE, PASSPHRASE)
    assert "已写出 2 条处理结果到 q.cpdback" in away.message.text

    page.pack.read(back)
    fill(first, PASSPHRASE)
    assert "写出 2 条处理结果，签名指纹" in page.message.text
    assert here.account.store.outbox.unsent() == 0, "asked first"
    go = next(each for each in page.message.findChildren(QPushButton) if each.text() == "导入 2 条")
    QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    first.settle()
    assert len(here.review.matching(WAITING)) == len(waiting) - 2
    page.undo()
    first.settle()
    assert len(here.review.matching(WAITING)) == len(waiting), "one batch, to be taken back"


def test_who_is_signed_in_leaves_for_the_pack_and_finds_the_own_account_again(
    open_window: Open, tmp_path: Path
) -> None:
    made = province_of(tmp_path / "made", members=3)
    made.packs.cost = Cost(memory=64, passes=1, lanes=1)
    made.packs.make(made.review.matching(WAITING), tmp_path / "q.cpdpack", PASSPHRASE)
    made.close()
    here = province_of(tmp_path / "here", members=3, seed=9)
    visitor = open_window(here, tmp_path / "here")
    before = here.account.session.account_id
    review(visitor)
    visitor.window.packs.open(tmp_path / "q.cpdpack")
    fill(visitor, PASSPHRASE)
    until(lambda: here.session is not None and here.session.account_id.startswith("pack-"))
    visitor.settle()
    assert len(here.profile.sessions()) == 2
    assert visitor.window.frame
    assert visitor.window.frame.session.account_id.startswith("pack-")
    assert visitor.window.frame.runner.offline, "there is no service to ask"
    here.go_on_offline(before)
    assert here.account.session.account_id == before
