"""While a sync stores what it pulls, the screen's thread writes nothing and reads no more than a page at a time."""

import sqlite3
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpd_desktop.store import database
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.service import ServiceProcess
from ui.main_window import MainWindow
from ui.tasks import Tasks

A_SCREENFUL = 80  # rows: about 40 are seen, and whole pages are fetched
WRITES = ("BEGIN", "INSERT", "UPDATE", "DELETE", "REPLACE", "COMMIT")


class Watch:
    """What was done to the store, by thread."""

    def __init__(self) -> None:
        self.screen = threading.get_ident()
        self.writes = 0
        self.writes_of_the_screen: list[str] = []
        self.longest_of_the_screen = 0
        self._rows = 0

    def connect(self, path: Path) -> sqlite3.Connection:
        """A connection of the store that is watched."""
        connection = plain_connect(path)
        connection.set_trace_callback(self._statement)
        connection.row_factory = self._row
        return connection

    def _statement(self, sql: str) -> None:
        screen = threading.get_ident() == self.screen
        if screen:
            self._rows = 0
        if sql.lstrip().upper().startswith(WRITES):
            self.writes += 1
            if screen:
                self.writes_of_the_screen.append(sql)

    def _row(self, _cursor: sqlite3.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
        if threading.get_ident() == self.screen:
            self._rows += 1
            self.longest_of_the_screen = max(self.longest_of_the_screen, self._rows)
        return row


plain_connect = database.connect


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(database, "connect", watch.connect)
    return watch


def test_the_screen_does_not_work_on_the_store_during_a_sync(
    qtbot: QtBot, dressed: QApplication, service: ServiceProcess, tmp_path: Path, watch: Watch
) -> None:
    who = account(service.directory, "province_staff", "32")
    workspace = Workspace(tmp_path / "profile", server=service.url)
    workspace.sign_in("province_staff", who.login, who.password)
    tasks = Tasks()
    window = MainWindow(workspace, tasks, tmp_path)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    before = watch.writes
    watch.writes_of_the_screen.clear()  # the test itself has signed in and made the store
    with qtbot.waitSignal(window.frame.runner.synced, timeout=60_000) as synced:
        window.frame.sync_now.trigger()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=60_000)
    window.grab()
    assert synced.args[0].pulled > A_SCREENFUL
    assert watch.writes > before, "the sync was watched"
    assert watch.writes_of_the_screen == []
    assert 0 < watch.longest_of_the_screen <= A_SCREENFUL
    window.frame.runner.stop()
    window.hide()  # so that nothing on it looks into a store that is closed
    tasks.close()
    assert tasks.wait_idle(30)
    workspace.close()
