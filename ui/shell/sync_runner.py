"""Runs the sync in the background and knows its state: online, offline, syncing, trouble."""

import time
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from cpd_desktop.errors import Cancelled, Offline, SignInNeeded, Trouble
from cpd_desktop.sync.backoff import Backoff
from cpd_desktop.views import Progress, Status, SyncReport
from cpd_desktop.workspace import Workspace
from ui.tasks import Task, Tasks
from ui.works import Pace

AFTER_SAVING = 2_000  # milliseconds: a few acts in a row go in one sync
TO_THINK_AGAIN = 10_000  # after what a person may want to take back, which is possible until it is sent
REGULARLY = 5 * 60_000
State = Literal["online", "offline", "unreachable", "syncing", "trouble"]


class SyncRunner(QObject):
    """One sync at a time, started by hand, after saving, and regularly. Offline by choice: never by itself.

    After a failure it tries again by itself, at random and ever later, and never before the service wants it.
    """

    changed = Signal()
    """State, progress or counts are different."""
    counted = Signal()
    """What waits here has been counted anew."""
    synced = Signal(object)
    """SyncReport of a sync that ended well or was cancelled."""
    failed = Signal(object)
    """Trouble other than being offline; told again only where a person asked for the sync or the trouble is another."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject, backoff: Backoff | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._backoff = backoff or Backoff()
        self._task: Task | None = None
        self._again = False
        self._asked = False
        self._stage: tuple[str, str] = ("", "")  # and its unit
        self._pace = Pace()
        self._stopped = False
        self._held_until = 0.0  # by the monotonic clock
        self.offline = False
        self.unreachable = False
        self.trouble: Trouble | None = None
        self.retry_in: float | None = None  # seconds from the last failure to the next try by itself
        self.progress: Progress | None = None
        self.status: Status | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.sync_if_online)

    @property
    def state(self) -> State:
        """What to show. A sync that was cancelled is over, though a last answer may still be on its way."""
        if self._task and (self._again or not self._task.cancelled.is_set()):
            return "syncing"
        if self.offline:
            return "offline"
        if self.unreachable:
            return "unreachable"
        return "trouble" if self.trouble else "online"

    @property
    def seconds_left(self) -> float | None:
        """About how long the present stage still takes; None while nobody can say."""
        if not self.progress or not self.progress.total:
            return None
        return self._pace.seconds_left(self.progress.done, self.progress.total)

    @property
    def next_wait(self) -> int:
        """Milliseconds until the next sync by itself, -1 while none is planned."""
        return self._timer.remainingTime()

    def look(self) -> None:
        """Read the counts again."""
        self._tasks.run(self, lambda _task: self._workspace.sync.status(), self._show_status)

    def stored(self, undoable: bool = False) -> None:
        """Something was saved here: count it, and send it soon, unless a failed sync is waiting for its time.

        ``undoable``: it can be taken back until it is sent, so that a person gets the time to do so.
        """
        self.look()
        if undoable:
            self._held_until = time.monotonic() + TO_THINK_AGAIN / 1000
        if not self.offline and self.retry_in is None:
            held = round((self._held_until - time.monotonic()) * 1000)
            self._timer.start(max(AFTER_SAVING, held))

    def sync_now(self) -> None:
        """Sync, also when working offline was chosen before: a person who asks for it means it."""
        self._asked = True
        if self.offline:
            self.set_offline(False)
        else:
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
        self.changed.emit()

    def _start(self) -> None:
        self._timer.stop()
        if self._stopped:
            return
        if self._task:
            self._again = True
            self.changed.emit()
            return
        self._stage = ("", "")
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
        stage = (progress.stage, progress.unit)
        if stage != self._stage:
            self._stage, self._pace = stage, Pace(progress.done)
        self.progress = progress
        self.changed.emit()

    def _done(self, report: SyncReport) -> None:
        self.unreachable, self.trouble, self.retry_in = False, None, None
        self._backoff.succeeded()
        self.synced.emit(report)

    def _failed(self, trouble: Trouble) -> None:
        if isinstance(trouble, Cancelled) or (self._task and self._task.cancelled.is_set()):
            return  # the person has stopped it and does not wait for it any more
        before, self.trouble = self.trouble, None if isinstance(trouble, Offline) else trouble
        self.unreachable = isinstance(trouble, Offline)
        self.retry_in = None if isinstance(trouble, SignInNeeded) else self._backoff.failed(_asked_to_wait(trouble))
        if self.trouble and (self._asked or str(before) != str(trouble)):
            self.failed.emit(trouble)

    def _ended(self) -> None:
        cancelled = self._task is not None and self._task.cancelled.is_set()
        self._task = None
        self.progress = None
        if not self.offline and not self._stopped and not isinstance(self.trouble, SignInNeeded):
            self._timer.start(self._wait(cancelled))
        self._again = self._asked = False
        self.changed.emit()
        if not self._stopped:
            self.look()

    def _wait(self, cancelled: bool) -> int:
        """Milliseconds to the next sync."""
        if self._again and cancelled:
            return 0  # asked for while the one before it was ending
        if self.retry_in is not None:
            return round(self.retry_in * 1000)
        planned = self._timer.remainingTime() if self._timer.isActive() else REGULARLY  # for what was saved meanwhile
        return min(AFTER_SAVING if self._again else REGULARLY, planned)

    def _show_status(self, status: Status) -> None:
        self.status = status
        self.changed.emit()
        self.counted.emit()


def _asked_to_wait(trouble: Trouble) -> float:
    """Seconds that the service wants us to wait."""
    from cpd_desktop.sync.client import ServiceTrouble  # brings requests, as the sync that failed has done already

    return trouble.retry_after if isinstance(trouble, ServiceTrouble) else 0.0
