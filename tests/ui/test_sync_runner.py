"""The sync behind the window against services in trouble: when it tries again, and that nobody waits for it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpd_desktop.sync.backoff import Backoff
from cpd_desktop.workspace import Workspace
from tests.support.service import ServiceProcess
from tests.ui.rooms import find, opened, press, signed_in
from tests.ui.servers import Silent, busy
from ui.shell.status_line import StatusLine
from ui.shell.sync_runner import AFTER_SAVING, TO_THINK_AGAIN, SyncRunner
from ui.tasks import Tasks
from ui.works import Works

PATIENCE = 30_000  # milliseconds; reached only where something is broken
QUIT_WHILE_IT_WAITS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from cpd_desktop.sync import client
from cpd_desktop.workspace import Workspace
from ui import program
from ui.main_window import MainWindow

client.READ_SECONDS = 3600.0
profile = Path(sys.argv[1])
qt = QApplication([])
workspace = Workspace(profile, server=sys.argv[2])

def quit_once_it_waits():
    window = next(w for w in qt.topLevelWidgets() if isinstance(w, MainWindow))
    if window.frame.runner.state == "syncing":
        print("syncing", flush=True)
        sys.stdin.readline()
        window.close()

look = QTimer()
look.timeout.connect(quit_once_it_waits)
look.start(20)
sys.exit(program.run(qt, workspace, profile))
"""


@pytest.fixture
def silent() -> Iterator[Silent]:
    server = Silent()
    yield server
    server.close()


class Room:
    """A runner with its status line, on a member's profile."""

    def __init__(self, profile: Path, server: str) -> None:
        Workspace(profile, server=server).close()
        self.workspace = Workspace(profile)
        session = self.workspace.session
        assert session
        self.workspace.profile.keep_session(msgspec.structs.replace(session, token="of-this-service"))
        self.workspace.close()
        self.workspace = Workspace(profile)
        self.tasks = Tasks()
        self.owner = QObject()
        self.runner = SyncRunner(self.workspace, self.tasks, self.owner, Backoff(Random(5)))
        self.line = StatusLine(
            self.runner, Works(self.workspace, self.tasks, self.owner), QAction("活动记录", self.owner)
        )
        self.line.show()

    def close(self) -> None:
        self.runner.stop()
        self.tasks.close()
        assert self.tasks.wait_idle(60)
        self.workspace.close()


@pytest.fixture
def profile(member_profile: Path, tmp_path: Path) -> Path:
    opened(member_profile, tmp_path).close()
    return tmp_path / "profile"


def test_it_tries_again_at_random_and_ever_later(qtbot: QtBot, dressed: QApplication, profile: Path) -> None:
    room = Room(profile, "http://127.0.0.1:9")  # the discard port: refuses at once
    qtbot.addWidget(room.line)
    same = Backoff(Random(5))
    for _ in range(4):
        room.runner.sync_now()
        qtbot.waitUntil(lambda: room.runner.state == "unreachable", timeout=PATIENCE)
        assert room.runner.retry_in == same.failed()
        assert "自动重试" in find(room.line, "statusText").text()
    room.close()


def test_it_does_not_come_before_the_service_wants_it(qtbot: QtBot, dressed: QApplication, profile: Path) -> None:
    with busy(retry_after=7200) as url:
        room = Room(profile, url)
        qtbot.addWidget(room.line)
        told: list[object] = []
        room.runner.failed.connect(told.append)
        room.runner.sync_if_online()
        qtbot.waitUntil(lambda: room.runner.state == "trouble", timeout=PATIENCE)
        room.runner.stored()
        assert room.runner.next_wait > 7_000_000, "nor does saving something make it come earlier"
        room.runner.sync_now()
        qtbot.waitUntil(lambda: len(told) == 2, timeout=PATIENCE)
        qtbot.waitUntil(lambda: room.runner.state == "trouble", timeout=PATIENCE)
        room.runner.sync_if_online()
        qtbot.waitUntil(lambda: room.runner.state == "trouble" and not room.tasks.busy, timeout=PATIENCE)
        assert len(told) == 2, "the same trouble is told again only to who asks"
        room.close()


def test_what_can_be_taken_back_is_not_sent_at_once(qtbot: QtBot, dressed: QApplication, profile: Path) -> None:
    room = Room(profile, "http://127.0.0.1:9")
    qtbot.addWidget(room.line)
    room.runner.stored()
    assert 0 < room.runner.next_wait < 2 * AFTER_SAVING, "Qt rounds it"
    room.runner.stored(undoable=True)
    assert room.runner.next_wait > 4 * AFTER_SAVING
    room.runner.stored()
    assert room.runner.next_wait > 4 * AFTER_SAVING, "saving something else takes no time to think away"
    room.close()


def test_what_is_saved_during_a_sync_does_not_wait_for_the_regular_one(
    qtbot: QtBot, dressed: QApplication, service: ServiceProcess, tmp_path: Path
) -> None:
    workspace, tasks, owner = signed_in(service, tmp_path, "non_practising"), Tasks(), QObject()
    runner = SyncRunner(workspace, tasks, owner)
    with qtbot.waitSignal(runner.synced, timeout=PATIENCE):
        runner.sync_now()
        runner.stored(undoable=True)
    qtbot.waitUntil(lambda: runner.state == "online", timeout=PATIENCE)
    assert 0 < runner.next_wait < 2 * TO_THINK_AGAIN
    runner.stop()
    tasks.close()
    assert tasks.wait_idle(60)
    workspace.close()


def test_cancel_takes_effect_at_once(qtbot: QtBot, dressed: QApplication, profile: Path, silent: Silent) -> None:
    room = Room(profile, silent.url)
    qtbot.addWidget(room.line)
    room.runner.sync_now()
    qtbot.waitUntil(silent.called.is_set, timeout=PATIENCE)
    assert room.runner.state == "syncing"
    press(room.line, "cancelWork").click()
    assert room.runner.state == "online"
    assert "已取消" in find(room.line, "statusText").text()
    assert room.tasks.busy, "the service still has not answered"
    room.runner.sync_now()
    assert room.runner.state == "syncing", "the next one waits for the end of this one"
    room.runner.cancel()
    silent.close()
    qtbot.waitUntil(lambda: not room.tasks.busy, timeout=PATIENCE)
    assert (room.runner.state, room.runner.trouble) == ("online", None)
    room.close()


def test_quitting_does_not_wait_for_a_service_that_never_answers(profile: Path, silent: Silent) -> None:
    Room(profile, silent.url).close()
    command = [sys.executable, "-c", QUIT_WHILE_IT_WAITS, str(profile), silent.url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdin
        assert program.stdout.readline() == "syncing\n"
        assert silent.called.wait(60)
        program.stdin.write("quit\n")
        program.stdin.flush()
        try:
            assert program.wait(120) == 0, "the request would wait for an hour"
        finally:
            program.kill()
