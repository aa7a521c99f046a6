"""No mouse from the sign-in to the result of the sync: every step of a reviewer is a key where the keyboard is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cpd_desktop.store.reasons import USUAL
from cpd_desktop.views import ApplicationQuery
from tests.journeys.person import Person, type_text
from tests.support.demo import account
from tests.support.service import ServiceProcess
from ui import theme
from ui.pages.review import ReviewPage

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
MANY = 80  # controls of a window; more presses of Tab than that lead nowhere
WORDS = "；请附培训通知"


class Typist(Person):
    """A person who has no mouse."""

    def focus(self) -> QWidget:
        """Where the keyboard is."""
        self.until(QApplication.focusWidget, "the keyboard is somewhere")
        found = QApplication.focusWidget()
        assert found
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        QTest.keyClick(self.focus(), key, modifier)
        QTest.qWait(80)  # what waits for a pause before it reads
        self.settle()

    def write(self, text: str) -> None:
        """Type words, as an input method sends them."""
        type_text(self.focus(), text)
        QTest.qWait(300)  # a search begins once nobody types
        self.settle()

    def tab_to(self, name: str) -> None:
        """Press Tab until the keyboard is in a control whose name begins so."""
        for _ in range(MANY):
            if self.focus().objectName().startswith(name):
                return
            QTest.keyClick(self.focus(), KEY.Key_Tab)
        raise AssertionError(f"Tab does not lead to {name}")

    @property
    def unsent(self) -> int:
        """How many acts wait to be sent."""
        return self.workspace.sync.status().unsent


@pytest.mark.usefixtures("qapp")
def test_a_reviewer_needs_no_mouse(tmp_path: Path, service: ServiceProcess) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.install(app)
    who = account(service.directory, "province_staff", "32")
    staff = Typist(tmp_path / "profile", service.url)
    _sign_in(staff, who.login, who.password)
    page = _open_queue(staff)
    _narrow(staff, page)
    confirmed, fewer, refused = _decide_three(staff, page)
    put_aside = _put_aside_and_undo(staff, page)
    batch = _decide_a_batch(staff, page)
    before = staff.unsent
    assert before == 3 + len(batch)

    staff.press(KEY.Key_O, CONTROL | SHIFT)  # online again
    staff.press(KEY.Key_F5)
    staff.until(lambda: staff.unsent == 0, "all is sent")
    staff.settle()
    staff.until(lambda: staff.sees("reportLine"), "the result is there")
    told = " ".join(w.text() for w in staff.find(QWidget, "reportLine").findChildren(QWidget) if hasattr(w, "text"))
    assert f"已生效 {before}" in told
    page.table.setFocus()
    staff.press(KEY.Key_L)
    assert staff.sees("reportPanel") or page.decisions.report.isVisible()
    staff.press(KEY.Key_Escape)
    assert page.table.hasFocus()

    desk = staff.workspace.applications
    assert desk.detail(confirmed).application.state == "confirmed"
    assert desk.detail(fewer).application.confirmed_hours == 0.5
    assert desk.detail(refused).application.reason == USUAL[0] + WORDS
    assert desk.detail(put_aside).application.state == "pending"
    assert desk.total(ApplicationQuery(ids=batch, state="confirmed")).count == len(batch)
    staff.close()
    service.check()


def _sign_in(staff: Typist, login: str, password: str) -> None:
    staff.tab_to("userType_")
    for _ in range(MANY):  # arrows go from one to the next
        if staff.focus().objectName() == "userType_province_staff":
            break
        staff.press(KEY.Key_Right)
    staff.press(KEY.Key_Space)
    staff.tab_to("login")
    staff.write(login)
    staff.tab_to("password")
    staff.write(password)
    staff.press(KEY.Key_Return)
    staff.until(lambda: staff.window.frame is not None, "the frame appears after sign-in")
    frame = staff.window.frame
    assert frame
    staff.until(lambda: staff.workspace.sync.status().last_sync and frame.runner.state != "syncing", "a first sync")
    staff.settle()
    staff.press(KEY.Key_O, CONTROL | SHIFT)
    staff.until(lambda: frame.runner.offline, "offline")


def _open_queue(staff: Typist) -> ReviewPage:
    frame = staff.window.frame
    assert frame
    number = frame.keys.index("review") + 1
    staff.press(Qt.Key(int(KEY.Key_0) + number), CONTROL)
    page = frame.current
    assert isinstance(page, ReviewPage)
    staff.until(lambda: page.table.hasFocus() and page.table.rows.ids, "the queue, with the keyboard in it")
    return page


def _narrow(staff: Typist, page: ReviewPage) -> None:
    whole = len(page.table.rows.ids)
    name = page.table.rows.row(0).member_name
    staff.press(KEY.Key_Slash)
    staff.write(name)
    staff.press(KEY.Key_Return)
    assert page.table.hasFocus()
    assert {page.table.rows.row(n).member_name for n in range(len(page.table.rows.ids))} == {name}
    staff.press(KEY.Key_F, SHIFT)
    assert len(page.table.rows.ids) == whole
    staff.tab_to("reviewKind")
    staff.press(KEY.Key_Down)
    staff.press(KEY.Key_Escape)
    assert (page.query().kind, page.table.hasFocus()) == ("input", True)
    while not page.table.current_row().flags:
        staff.press(KEY.Key_J)
    staff.until(lambda: _texts(staff, "flagText"), "the flags in words")
    staff.until(lambda: page.side.viewer.shown != "message", "the proof")
    staff.press(KEY.Key_Plus)
    staff.press(KEY.Key_BracketRight)
    assert page.side.viewer.quarters == 1
    staff.press(KEY.Key_Question)
    assert page.keys.isVisible()
    staff.press(KEY.Key_Escape)
    assert page.table.hasFocus()


def _decide_three(staff: Typist, page: ReviewPage) -> tuple[str, str, str]:
    confirmed = _current(page)
    staff.press(KEY.Key_A)
    fewer = _current(page)
    staff.press(KEY.Key_S)
    staff.write("0.5")  # what stands there is selected
    staff.press(KEY.Key_Return)
    refused = _current(page)
    staff.press(KEY.Key_R)
    staff.press(KEY.Key_Down)
    staff.press(KEY.Key_Return)
    staff.press(KEY.Key_End)
    staff.write(WORDS)
    staff.press(KEY.Key_Return)
    staff.until(lambda: staff.unsent == 3, "three decisions are stored")
    assert page.table.hasFocus()
    return confirmed, fewer, refused


def _put_aside_and_undo(staff: Typist, page: ReviewPage) -> str:
    whole = len(page.table.rows.ids)
    aside = _current(page)
    for _ in range(2):  # undone, and done again
        staff.until(lambda: _current(page) == aside, "back where it was") if _current(page) != aside else None
        staff.press(KEY.Key_D)
        staff.write("问主办方")
        staff.press(KEY.Key_Return)
        staff.until(lambda: len(page.table.rows.ids) == whole - 1, "it has left the queue")
        if _ == 0:
            staff.press(KEY.Key_U)
            staff.until(lambda: len(page.table.rows.ids) == whole, "it is back")
            staff.press(KEY.Key_K)
    found = staff.workspace.queue.aside(aside)
    assert found
    assert found.note == "问主办方"
    return aside


def _decide_a_batch(staff: Typist, page: ReviewPage) -> tuple[str, ...]:
    staff.press(KEY.Key_Home)
    for _ in range(3):
        staff.press(KEY.Key_X)
        staff.press(KEY.Key_J)
    chosen = staff.workspace.applications.rows(page.table.chosen_ids())
    staff.until(lambda: page.bar.chosen.count == 3, "the selection is counted")
    staff.press(KEY.Key_A, CONTROL | SHIFT)
    panel = page.decisions.batches.panel
    staff.until(lambda: panel.run is not None, "the batch was looked at")
    for _ in range(MANY):  # what was split off is taken in
        tick = staff.focus()
        if tick.objectName().startswith("split_") and not tick.isChecked():
            staff.press(KEY.Key_Space)
        if tick.objectName() == "dryRunGo":
            break
        QTest.keyClick(tick, KEY.Key_Tab)
    assert len(panel.ids()) == 3
    staff.press(KEY.Key_Return, CONTROL)
    staff.until(lambda: staff.unsent == 6, "the batch is stored")
    staff.settle()
    return tuple(row.id for row in chosen)


def _current(page: ReviewPage) -> str:
    row = page.table.current_row()
    assert row is not None
    return row.id


def _texts(staff: Typist, name: str) -> list[str]:
    return [label.text() for label in staff.window.findChildren(QLabel, name) if label.isVisible()]
