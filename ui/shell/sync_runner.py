"""Runs the sync in the background and knows its state: online, offline, syncing, trouble."""

import time
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from cpd_desktop.errors import Cancelled, Offline, SignInNeeded, Trouble
from cpd_desktop.views import Progress, Status, SyncReport
from cpd_desktop.workspace import Workspace
from ui.tasks import Task, Tasks

AFTER_SAVING = 2_000  # milliseconds: a few acts in a row go in one sync
REGULARLY = 5 * 60_000
RETRY = 30_000  # while the service cannot be reached
State = Literal["online", "offline", "unreachable", "syncing", "trouble"]


class SyncRunner(QObject):
    """One sync at a time, started by hand, after saving, and regularly. Offline by choice: never by itself."""

    changed = Signal()
    """State, progress or counts are different."""
    synced = Signal(object)
    """SyncReport of a sync that ended well or was cancelled."""
    failed = Signal(object)
    """Trouble other than being offline."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._task: Task | None = None
        self._again = False
        self._stage: str = ""
        self._stage_began = 0.0
        self._stopped = False
        self.offline = False
        self.unreachable = False
        self.trouble: Trouble | None = None
        self.progress: Progress | None = None
        self.status: Status | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.sync_if_online)

    @property
    def state(self) -> State:
        """What to show."""
        if self._task:
            return "syncing"
        if self.offline:
            return "offline"
        if self.unreachable:
            return "unreachable"
        return "trouble" if self.trouble else "online"

    @property
    def seconds_left(self) -> float | None:
        """About how long the present stage still takes; None while nobody can say."""
        if not self.progress or not self.progress.total or not self.progress.done:
            return None
        spent = time.monotonic() - self._stage_began
        return None if spent < 1 else spent / self.progress.done * (self.progress.total - self.progress.done)

    def look(self) -> None:
        """Read the counts again."""
        self._tasks.run(self, lambda _task: self._workspace.sync.status(), self._show_status)

    def stored(self) -> None:
        """Something was saved here: count it, and send it soon."""
        self.look()
        if not self.offline:
            self._timer.start(AFTER_SAVING)

    def sync_now(self) -> None:
        """Sync, also when working offline was chosen before: a person who asks for it means it."""
        if self.offline:
            self.set_offline(False)
        self._start()

    def sync_if_online(self) -> None:
        """Sync unless somebody chose to work offline."""
        if not self.offline:
            self._start()

    def set_offline(self, on: bool) -> None:
        """Work offline by choice, or go back online and sync."""
        self.offline = on
        if on:
            self._timer.stop()
            self.cancel()
        else:
            self._start()
        self.changed.emit()

    def stop(self) -> None:
        """Sync no more: this account is being left."""
        self._stopped = True
        self._timer.stop()
        self.cancel()

    def cancel(self) -> None:
        """Stop the sync that runs; what it has done stays."""
        self._again = False
        if self._task:
            self._task.cancel()

    def _start(self) -> None:
        self._timer.stop()
        if self._stopped:
            return
        if self._task:
            self._again = True
            return
        self._stage = ""
        self.progress = None
        self._task = self._tasks.run(
            self,
            lambda task: self._workspace.sync.run(task.report, task.cancelled),
            self._done,
            self._failed,
            self._progressed,
            self._ended,
        )
        self.changed.emit()

    def _progressed(self, progress: Progress) -> None:
        if progress.stage != self._stage:
            self._stage, self._stage_began = progress.stage, time.monotonic()
        self.progress = progress
        self.changed.emit()

    def _done(self, report: SyncReport) -> None:
        self.unreachable, self.trouble = False, None
        self._task = None
        self.synced.emit(report)

    def _failed(self, trouble: Trouble) -> None:
        self._task = None
        self.unreachable = isinstance(trouble, Offline)
        self.trouble = None if isinstance(trouble, Offline | Cancelled) else trouble
        if self.trouble:
            self.failed.emit(trouble)

    def _ended(self) -> None:
        self._task = None
        self.progress = None
        if not self.offline and not self._stopped and not isinstance(self.trouble, SignInNeeded):
            self._timer.start(AFTER_SAVING if self._again else RETRY if self.unreachable else REGULARLY)
        self._again = False
        self.changed.emit()
        if not self._stopped:
            self.look()

    def _show_status(self, status: Status) -> None:
        self.status = status
        self.changed.emit()
