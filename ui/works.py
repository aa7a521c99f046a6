"""Long work: what runs, how far it is, how long it still takes; cancelled by the person, kept in the activity list.

    context.works.start(self, "export", self.tr("导出学时申请"), lambda tell: desk.applications(query, path, tell),
                        lambda count: self.tr("已导出 {0} 条").format(count), self._exported)

``tell(done, total)`` is for the worker; it raises Cancelled once the person has had enough.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from cpd_desktop.errors import Cancelled, Trouble, said_of
from cpd_desktop.workspace import Workspace
from ui import language
from ui.tasks import Task, Tasks

T = TypeVar("T")
Tell = Callable[[int, int], None]
SURE_AFTER = 1.0  # seconds: earlier nobody can say how long it takes


class Pace:
    """How long something still takes, from how far it has come since it began."""

    def __init__(self, done: int = 0) -> None:
        self._began = time.monotonic()
        self._first = done

    def seconds_left(self, done: int, total: int) -> float | None:
        """Seconds, None while nobody can say."""
        spent, come = time.monotonic() - self._began, done - self._first
        return None if spent < SURE_AFTER or come <= 0 or not total else spent / come * (total - done)


class Work:
    """One piece of long work under way."""

    __slots__ = ("done", "kind", "pace", "task", "title", "total")

    def __init__(self, kind: str, title: str) -> None:
        self.kind = kind
        self.title = title
        self.done = 0
        self.total = 0
        self.pace = Pace()
        self.task: Task | None = None

    @property
    def seconds_left(self) -> float | None:
        """About how long it still takes."""
        return self.pace.seconds_left(self.done, self.total)

    def cancel(self) -> None:
        """Stop it at its next step; what it began leaves nothing half behind."""
        if self.task:
            self.task.cancel()


class Works(QObject):
    """All long work of the window."""

    changed = Signal()
    """Something began, came further or ended."""
    finished = Signal(str, bool)
    """(result in words, whether it ended well): also in the activity list."""

    def __init__(self, workspace: Workspace, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self.running: list[Work] = []

    def start(
        self,
        owner: QObject,
        kind: str,
        title: str,
        work: Callable[[Tell], T],
        said: Callable[[T], str],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Trouble], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Work:
        """Run ``work`` in a worker; ``said`` puts its result into words for the activity list."""
        here = Work(kind, title)

        def run(task: Task) -> tuple[T, str]:
            def tell(count: int, total: int) -> None:
                if task.cancelled.is_set():
                    raise Cancelled(title, self.tr("已取消"))
                task.report((count, total))

            try:
                result = work(tell)
            except Trouble as trouble:
                self._workspace.sync.note(kind, False, said_of(trouble))
                raise
            said_words = said(result)
            self._workspace.sync.note(kind, True, said_words)
            return result, said_words

        def succeed(outcome: tuple[T, str]) -> None:
            self._tell_end(outcome[1], ok=True)
            if done and shiboken6.isValid(owner):
                done(outcome[0])

        def fail(trouble: Trouble) -> None:
            if not isinstance(trouble, Cancelled):
                self._tell_end(language.words().trouble(trouble), ok=False)
            if failed and shiboken6.isValid(owner):
                failed(trouble)
            elif not isinstance(trouble, Cancelled):
                self._tasks.trouble.emit(trouble)

        def end() -> None:
            self.running.remove(here)
            self.changed.emit()
            if ended and shiboken6.isValid(owner):
                ended()

        self.running.append(here)
        here.task = self._tasks.run(self, run, succeed, fail, lambda step: self._step(here, step), end)
        self.changed.emit()
        return here

    def cancel_all(self) -> None:
        """The window closes, or this account is left."""
        for work in self.running:
            work.cancel()

    def _step(self, work: Work, step: Any) -> None:
        work.done, work.total = step
        self.changed.emit()

    def _tell_end(self, text: str, ok: bool) -> None:
        self.finished.emit(text, ok)
