"""A train journey: a long queue, a share of it claimed and decided offline by keyboard, a colleague who was quicker."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton

from bench import material
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.journeys import person
from tests.journeys.person import Person
from tests.support.demo import account
from tests.support.service import ServiceProcess

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PATIENCE = 600.0  # seconds; a first load of 100,000 on a busy machine
WAITING = ApplicationQuery(state="pending", descending=False)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("queue", "batch"), [(2_000, 400), pytest.param(100_000, 10_000, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_thousands_are_decided_offline_and_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, queue: int, batch: int
) -> None:
    monkeypatch.setattr(person, "PATIENCE", PATIENCE)
    folder = material.make_service(tmp_path / "work", queue)
    service = ServiceProcess.start(folder)
    first, second = (account(folder, "province_staff", "32", place) for place in (0, 1))
    staff = Person(tmp_path / "train", service.url)
    staff.sign_in(first)
    staff.go_offline()
    staff.open_tab("学时确认")
    table = staff.table("reviewTable")
    staff.until(lambda: table.rows.rowCount() >= queue, "the queue is here")
    staff.settle()

    # A share of the queue: the first rows, by keyboard, claimed and then decided.
    table.setFocus()
    table.choose_range(0, batch - 1)
    bar = staff.window.findChildren(QPushButton, "batchClaim")[0]
    staff.until(lambda: bar.isVisible() and bar.text() == f"认领 {batch:,}", "the selection is counted")
    staff.activate()
    QTest.keyClick(table, Qt.Key.Key_C)
    staff.until(lambda: unsent(staff) == batch, "the share is claimed")
    staff.settle()
    QTest.keyClick(table, Qt.Key.Key_A, CONTROL | SHIFT)
    staff.until(lambda: staff.sees("dryRun"), "the batch is looked at")
    staff.settle()
    for tick in staff.window.findChildren(QCheckBox):
        if tick.objectName().startswith("split_") and tick.isVisible():
            tick.setChecked(True)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_N)  # one look at the sample
    staff.settle()
    QTest.keyClick(table, Qt.Key.Key_Return, CONTROL)
    staff.until(lambda: unsent(staff) == 2 * batch, "the batch is stored")
    staff.settle()

    # Meanwhile a colleague decides some of the same, and refuses one of them.
    already, otherwise = batch // 4, 1
    ids = by_colleague(tmp_path / "office", service.url, second.login, second.password, already, otherwise)
    assert staff.window.frame
    staff.trigger("workOffline")
    staff.sync()
    said = {
        each.objectName().removeprefix("reportRows_"): each.text()
        for each in staff.window.findChildren(QPushButton)
        if each.objectName().startswith("reportRows_") and each.isVisible()
    }
    assert said == {
        "applied": f"已生效 {batch - already - otherwise:,}",
        "taken": f"已认领 {batch - already - otherwise:,}",
        "already": f"此前已有人处理 {already:,}（{second.name} {already:,}）",
        "needless": f"无需认领或释放 {already + otherwise:,}（{second.name} {already + otherwise:,}）",
        "otherwise": f"他人已作出不同处理 {otherwise}",
    }
    desk = staff.workspace.applications
    assert desk.total(ApplicationQuery(state="confirmed", ids=ids)).count == already
    assert staff.workspace.sync.status().unsent == 0
    staff.click("reportRows_otherwise")
    staff.settle()
    assert [table.rows.row(n).state for n in range(table.rows.rowCount())] == ["refused"]
    staff.close()
    service.check()
    service.stop()


def unsent(staff: Person) -> int:
    return staff.workspace.sync.status().unsent


def by_colleague(profile: Path, url: str, login: str, password: str, confirmed: int, refused: int) -> tuple[str, ...]:
    """Confirm the first of the queue and refuse some after them, from another machine; the applications."""
    workspace = Workspace(profile, server=url)
    workspace.sign_in("province_staff", login, password)
    workspace.sync.run()
    ids = workspace.review.matching(WAITING)[: confirmed + refused]
    assert workspace.review.confirm(ids[:confirmed]).stored == confirmed
    assert workspace.review.refuse(ids[confirmed:], "附件不清晰").stored == refused
    workspace.sync.run()
    workspace.close()
    return ids
