"""The only place where threads meet signals: work goes to a worker thread, its result comes back to the screen's.

    tasks = Tasks(parent)                                   # one for the whole program, made in the screen's thread
    tasks.run(self, lambda task: desk.ids(query), self._show_ids)
    tasks.run(self, lambda task: workspace.sync.run(task.report, task.cancelled), self._synced, self._sync_failed,
              self._show_progress)                          # returned Task: .cancel()

The callbacks run in the screen's thread. Once ``owner`` (a widget) is gone, results for it are dropped. A Trouble goes
to ``failed``, or without one to the signal ``trouble`` (the shell shows it in a line). Anything else is a mistake of
ours: it is logged with its traceback, announced by ``unexpected``, and ``ended`` still runs so that no button stays
grey.

For lists whose filter changes while the last query still runs, ``Latest`` drops all results but the newest.
The workers are daemon threads: quitting never waits for the network.
"""

import itertools
import logging
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from cpd_desktop.errors import Trouble

log = logging.getLogger(__name__)

T = TypeVar("T")
MAX_WORKERS = 6  # a slow network call or two never keep a list waiting
TURN_SECONDS = 0.0005  # a worker keeps the interpreter for no longer while the window waits; Python's own is 5 ms


class Task:
    """A piece of work under way; the work itself gets it to report progress and to hear of a cancel."""

    __slots__ = ("_latest", "_lock", "_tasks", "cancelled", "number")

    def __init__(self, tasks: "Tasks", number: int) -> None:
        self._tasks = tasks
        self._lock = threading.Lock()
        self._latest: object = None
        self.number = number
        self.cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next convenient point."""
        self.cancelled.set()

    def report(self, progress: object) -> None:
        """Call from the worker, as often as it likes: only the newest figure is shown, one event at a time."""
        with self._lock:
            waiting = self._latest is not None
            self._latest = progress
        if not waiting:
            self._tasks.post(_Progressed(self))

    def take_progress(self) -> object:
        """Hand over the newest progress and make room for the next."""
        with self._lock:
            latest, self._latest = self._latest, None
        return latest


class _Job:
    """What the screen's thread keeps of a task: the callbacks and the owner never leave it."""

    __slots__ = ("done", "ended", "failed", "owner", "progressed", "task")

    def __init__(
        self,
        task: Task,
        owner: QObject,
        done: Callable[[Any], None] | None,
        failed: Callable[[Trouble], None] | None,
        progressed: Callable[[Any], None] | None,
        ended: Callable[[], None] | None,
    ) -> None:
        self.task = task
        self.owner = owner
        self.done = done
        self.failed = failed
        self.progressed = progressed
        self.ended = ended


class _Progressed:
    """Posted by a worker: there is new progress."""

    __slots__ = ("task",)

    def __init__(self, task: Task) -> None:
        self.task = task


class _Finished:
    """Posted by a worker: the work is over. It carries the work back, so that what it holds dies in this thread."""

    __slots__ = ("problem", "result", "task", "work")

    def __init__(self, task: Task, work: Callable[[Task], object]) -> None:
        self.task = task
        self.work = work
        self.result: object = None
        self.problem: BaseException | None = None


class Tasks(QObject):
    """Runs work in a few daemon threads and brings results, progress and errors back as calls in this thread."""

    trouble = Signal(object)
    """A Trouble that its starter did not want to handle itself."""
    unexpected = Signal(object)
    """An exception that must not happen; it is in the log already."""
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[_Finished] = queue.SimpleQueue()
        self._jobs: dict[int, _Job] = {}
        self._numbers = itertools.count(1)
        self._gate = threading.Condition()  # guards the four below; told when a worker has done its work
        self._closed = False
        self._workers = 0
        self._running = 0
        self._waiting = 0
        self._posted.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        sys.setswitchinterval(TURN_SECONDS)

    def run(
        self,
        owner: QObject,
        work: Callable[[Task], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Trouble], None] | None = None,
        progressed: Callable[[Any], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        """Start ``work(task)`` in a worker. ``ended`` runs last, whatever happened."""
        task = Task(self, next(self._numbers))
        self._jobs[task.number] = _Job(task, owner, done, failed, progressed, ended)
        with self._gate:
            self._waiting += 1
            start = self._running + self._waiting > self._workers and self._workers < MAX_WORKERS
            self._workers += start
        self._queue.put(_Finished(task, work))
        if start:
            threading.Thread(target=self._work, name="cpd-task", daemon=True).start()
        return task

    @property
    def busy(self) -> int:
        """How many tasks are under way or not yet delivered."""
        return len(self._jobs)

    def cancel_all(self) -> None:
        """Ask everything under way to stop."""
        for job in self._jobs.values():
            job.task.cancel()

    def close(self) -> None:
        """Drop everything under way: nothing reaches the screen any more, and nobody waits."""
        self.cancel_all()
        with self._gate:
            self._closed = True
        self._jobs.clear()

    def wait_idle(self, seconds: float) -> bool:
        """Whether no worker is at work any more, waiting so long at most: then a store can be closed under them."""
        with self._gate:
            return self._gate.wait_for(lambda: not self._running and not self._waiting, seconds)

    def post(self, event: object) -> None:
        """Send an event from a worker to the screen's thread."""
        with self._gate:  # close() cannot come between the look and the call, so no dead object is touched
            if not self._closed:
                self._posted.emit(event)

    def _work(self) -> None:
        while True:
            finished = self._queue.get()
            with self._gate:
                self._waiting -= 1
                self._running += 1
            try:
                finished.result = finished.work(finished.task)
            except Trouble as trouble:
                finished.problem = trouble
            except Exception as problem:
                log.exception("a task failed unexpectedly")
                finished.problem = problem
            self.post(finished)
            with self._gate:
                self._running -= 1
                self._gate.notify_all()
            del finished  # the last reference to a widget must not be dropped here, but by _receive

    def _receive(self, event: object) -> None:
        if isinstance(event, _Progressed):
            progress = event.task.take_progress()
            job = self._jobs.get(event.task.number)
            if job and job.progressed and shiboken6.isValid(job.owner):
                job.progressed(progress)
        elif isinstance(event, _Finished):
            job = self._jobs.pop(event.task.number, None)
            if job is None or not shiboken6.isValid(job.owner):
                self._announce_lost(event.problem)
                return
            try:
                self._deliver(job, event)
            finally:
                if job.ended and shiboken6.isValid(job.owner):
                    job.ended()

    def _deliver(self, job: _Job, event: _Finished) -> None:
        if isinstance(event.problem, Trouble):
            if job.failed:
                job.failed(event.problem)
            else:
                self.trouble.emit(event.problem)
        elif event.problem is not None:
            self.unexpected.emit(event.problem)
        elif job.done:
            job.done(event.result)

    def _announce_lost(self, problem: BaseException | None) -> None:
        """A Trouble of a page that is gone interests nobody; a mistake of ours always does."""
        if problem is not None and not isinstance(problem, Trouble):
            self.unexpected.emit(problem)


class Latest:
    """Runs one kind of query of one widget; only the result of the newest run is delivered, older ones are dropped."""

    def __init__(self, tasks: Tasks, owner: QObject) -> None:
        self._tasks = tasks
        self._owner = owner
        self._newest: Task | None = None

    def run(
        self,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Callable[[Trouble], None] | None = None,
        progressed: Callable[[Any], None] | None = None,
    ) -> Task:
        """Start ``work`` and forget the run before."""
        if self._newest:
            self._newest.cancel()
        task: Task

        def deliver(result: T) -> None:
            if task is self._newest:
                done(result)

        def fail(trouble: Trouble) -> None:
            if task is not self._newest:
                return
            if failed:
                failed(trouble)
            else:
                self._tasks.trouble.emit(trouble)

        def progress(step: Any) -> None:
            if progressed and task is self._newest:
                progressed(step)

        task = self._tasks.run(self._owner, work, deliver, fail, progress)
        self._newest = task
        return task
