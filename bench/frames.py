"""Does the window stutter while a sync stores? How late a timer of 5 ms fires in the window's thread, 95th percentile.

The window shows the reviewer's queue, off screen where there is no display, and syncs into an empty profile as it
does for everybody. Baseline: the same window for a while, with the same profile and nothing to do.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from bench import material, reviewer
from bench.harness import Figures, Size, Target, note
from cpd_desktop.errors import Trouble
from devtools.run import has_display
from devtools.service import running_service
from ui import theme
from ui.main_window import MainWindow
from ui.tasks import Tasks

ROUNDS = 5
TARGETS = (
    Target("lateness, p95", "ms", 2, "plus"),
    Target("lateness, worst", "ms"),
)
RECORDS: dict[Size, int] = {"quick": 10_000, "usual": 100_000, "full": 100_000}
PERIOD = 5  # milliseconds
SETTLE = 2_000
IDLE = 5_000


def prepare(work: Path, size: Size) -> None:
    """A service to pull from."""
    material.make_service(work, RECORDS[size])


def ours(work: Path, size: Size) -> Figures:
    """While the window syncs."""
    return _measure(work, RECORDS[size], sync=True)


def baseline(work: Path, size: Size) -> Figures:
    """While it idles."""
    return _measure(work, RECORDS[size], sync=False)


def _measure(work: Path, records: int, *, sync: bool) -> Figures:
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(["bench", *theme.arguments()])
    theme.install(app)
    service = material.service(work, records)
    with (
        tempfile.TemporaryDirectory(dir=work) as folder,
        running_service(service, *reviewer.BY_THE_FEED) as url,
        reviewer.signed_in(Path(folder), service, url) as workspace,
    ):
        tasks = Tasks(app)
        window = MainWindow(workspace, tasks, Path(folder))
        assert window.frame
        runner = window.frame.runner
        runner.set_offline(True)  # not before we look
        window.show()
        _wait(SETTLE)
        loop = QEventLoop()

        def fail(trouble: Trouble) -> None:
            note(f"frames: {trouble}")
            loop.exit(1)

        runner.synced.connect(loop.quit)
        runner.failed.connect(fail)
        lateness = _Lateness(app)
        runner.sync_now() if sync else QTimer.singleShot(IDLE, loop.quit)
        failed = loop.exec()
        lateness.stop()
        tasks.close()
        tasks.wait_idle(10)
        window.deleteLater()
        if failed:
            raise RuntimeError("the sync did not end well")
    return lateness.figures()


class _Lateness:
    """How late a timer fires, in milliseconds."""

    def __init__(self, parent: QApplication) -> None:
        self._taken: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(parent)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._fired)
        self._timer.start(PERIOD)

    def stop(self) -> None:
        """Enough."""
        self._timer.stop()

    def figures(self) -> Figures:
        """What was seen."""
        return {"lateness, p95": statistics.quantiles(self._taken, n=20)[-1], "lateness, worst": max(self._taken)}

    def _fired(self) -> None:
        now = time.perf_counter()
        self._taken.append(max(0.0, (now - self._last) * 1000 - PERIOD))
        self._last = now


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
