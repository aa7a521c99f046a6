"""The reviewer's part of the journey. The first half runs in a process of its own, which is killed:
``python -m tests.journeys.reviewer FOLDER URL LOGIN_JSON``.
"""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QRegularExpression, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox

from cpd_desktop.views import ApplicationQuery
from tests.journeys.member import as_picture
from tests.journeys.person import Person, Shot
from tests.support.demo import DemoAccount, account
from ui import theme

CONFIRMED = 200
REFUSED = 3
REASON = "证明材料未加盖主办方公章，请补充"
PATIENCE = 300  # seconds


@dataclass(frozen=True)
class Decided:
    """What the reviewer had decided when the machine went off."""

    confirmed: int
    refused: int


@dataclass(frozen=True)
class Result:
    """What the sync told the reviewer."""

    applied: int
    changed: int


# --- the process that is killed -------------------------------------------------------------------------------------


def decide_and_be_killed(directory: Path, home: Path, url: str, shot: Shot) -> Decided:
    """Let another process sync, go offline and decide; kill -9 it as soon as it says that all is saved."""
    album = directory / "reviewer-pictures"
    album.mkdir()
    who = json.dumps(asdict(account(home, "province_staff", "32")))
    command = [sys.executable, "-m", "tests.journeys.reviewer", str(directory), url, who]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout
        said = process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    assert said == "saved\n", f"the reviewer's process ended early: {said!r}"
    for picture in sorted(album.glob("*.png")):
        shot(picture.stem.partition("-")[2], as_picture(picture))
    return Decided(CONFIRMED, REFUSED)


def work(directory: Path, url: str, who: DemoAccount) -> None:
    """Sync, go offline, filter, look at an attachment, confirm 200 in a batch, refuse 3 with a reason."""
    album = directory / "reviewer-pictures"

    def shot(name: str) -> None:
        number = len(list(album.iterdir())) + 1
        assert staff.picture().save(str(album / f"{number:02d}-{name}.png"))

    staff = Person(directory / "reviewer", url)
    staff.sign_in(who)
    staff.go_offline()
    staff.open_tab("学时确认")
    staff.settle()
    shot("review-queue")
    staff.choose("reviewKind", "input")
    staff.settle()
    shot("review-filtered")
    staff.choose("reviewKind", "")
    staff.settle()

    table = staff.table("reviewTable")
    count = table.rows.rowCount()
    assert count >= CONFIRMED + REFUSED, f"only {count} applications wait"
    table.setFocus()
    table.choose_range(count - CONFIRMED, count - 1, True)  # the newest ones, the member's new application among them
    QTest.qWait(100)
    staff.settle()
    shot("review-selected")
    staff.click("batchConfirm")
    take_all_in(staff)
    shot("review-asked")
    staff.click("dryRunGo")
    staff.until(lambda: unsent(staff) == CONFIRMED, "200 confirmations are saved")
    staff.settle()

    table.choose_none()
    index = table.rows.index(0, 0)
    flag = QItemSelectionModel.SelectionFlag
    table.selectionModel().setCurrentIndex(index, flag.NoUpdate)
    table.choose_range(0, 0, True)
    for _ in range(REFUSED - 1):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.qWait(100)
    staff.settle()
    staff.click("batchRefuse")
    take_all_in(staff)
    staff.type("batchReason", REASON)
    shot("review-refuse")
    staff.click("dryRunGo")
    staff.until(lambda: unsent(staff) == CONFIRMED + REFUSED, "3 refusals are saved")
    shot("review-decided-offline")
    print("saved", flush=True)
    QTest.qWait(PATIENCE * 1000)


def take_all_in(staff: Person) -> None:
    """Tick whatever the dry run has split off."""
    staff.settle()
    for tick in staff.window.findChildren(QCheckBox, QRegularExpression("^split_")):
        tick.setChecked(True)


# --- after the kill ------------------------------------------------------------------------------------------------


def find_decisions_after_kill(staff: Person, decided: Decided, shot: Shot) -> int:
    """Start again, offline: every decision is still there, none is sent."""
    staff.until(lambda: staff.window.frame is not None, "the cache opens without a sign-in")
    staff.go_offline()
    found = unsent(staff)
    assert found == decided.confirmed + decided.refused
    desk = staff.workspace.applications
    assert desk.total(ApplicationQuery(state="confirmed", sync="unsent")).count == decided.confirmed
    assert desk.total(ApplicationQuery(state="refused", sync="unsent")).count == decided.refused
    shot("after-the-kill", staff.picture())
    return found


def sync_and_decide_again(staff: Person, application_id: str, shot: Shot) -> Result:
    """Sync: all but one take effect; the one that changed is looked at with its difference and decided again."""
    assert staff.window.frame
    reports: list[object] = []
    staff.window.frame.runner.synced.connect(reports.append)
    staff.sync()
    report = reports[-1]
    conflicts = staff.workspace.conflicts.list()
    assert [(c.entity_id, c.code) for c in conflicts] == [(application_id, "CHANGED_SINCE_REVIEW")]
    assert {d.field for d in conflicts[0].differences} == {"hours"}
    shot("changed-since-review", staff.picture())

    staff.click("conflictsBadge")
    staff.settle()
    shot("conflict-difference", staff.picture())
    desk = staff.workspace.applications
    assert desk.detail(application_id).application.state == "pending", "it waits to be decided again"
    staff.click("conflictReview")
    staff.settle()
    shot("decide-again", staff.picture())
    staff.key("reviewTable", Qt.Key.Key_A)
    staff.until(lambda: desk.detail(application_id).application.state == "confirmed", "it is confirmed again")
    staff.sync()
    detail = desk.detail(application_id)
    assert (detail.application.confirmed_hours, detail.sync) == (6.0, "")
    assert not unsent(staff)
    shot("all-in-effect", staff.picture())
    return Result(applied=report.applied, changed=report.conflicts)


def unsent(staff: Person) -> int:
    """How many decisions wait to be sent."""
    return staff.workspace.sync.status().unsent


def main() -> None:
    """Run the part that is killed."""
    directory, url, who = Path(sys.argv[1]), sys.argv[2], DemoAccount(**json.loads(sys.argv[3]))
    app = QApplication([])
    theme.install(app)
    work(directory, url, who)


if __name__ == "__main__":
    main()
