"""The bottom line: what is under way with figures and 取消, else the last result; what is unsent; the activity list."""

from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from cpd_desktop.labels import BEIJING
from cpd_desktop.views import SyncReport
from ui import theme
from ui.acts import tip, words_of
from ui.shell import words
from ui.shell.sync_runner import SyncRunner
from ui.widgets import button, label
from ui.works import Work, Works

FULL = 1000


class StatusLine(QWidget):
    """Follows the long work of the window and the sync runner; work that somebody asked for goes first."""

    def __init__(self, runner: SyncRunner, works: Works, activity: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._runner = runner
        self._works = works
        self._result = ""
        self._text = label("", "quiet", wrap=False, name="statusText")
        self._bar = QProgressBar()
        self._bar.setObjectName("workProgress")
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(theme.em(self, 10), theme.em(self, 0.5))
        self._bar.setAccessibleName(self.tr("进度"))
        self._cancel = button("cancelWork", self.tr("取消"), self._stop, quiet=True)
        self._unsent = label("", "accent", wrap=False, name="unsentText")
        shown = QToolButton()
        shown.setObjectName("activityButton")
        shown.setAutoRaise(True)
        shown.setCheckable(True)
        shown.setText(words_of(activity))  # not its default action: that would write the mark of the access key, too
        shown.clicked.connect(activity.trigger)
        activity.toggled.connect(shown.setChecked)
        shown.setToolTip(tip(words_of(activity), activity))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.em(self, 0.6), 0, theme.em(self, 0.3), 0)
        for part in (self._text, self._bar, self._cancel):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._unsent)
        row.addWidget(shown)
        self.setMinimumHeight(theme.em(self, 1.9))
        runner.changed.connect(self.show_state)
        runner.synced.connect(self._keep_report)
        works.changed.connect(self.show_state)
        works.finished.connect(self._keep)
        self.show_state()

    def _keep_report(self, report: SyncReport) -> None:
        self._result = words.report_text(report)

    def _keep(self, result: str) -> None:
        self._result = result

    def _stop(self) -> None:
        if self._works.running:
            self._works.running[-1].cancel()
            return
        self._result = words.report_text(SyncReport(cancelled=True))
        self._runner.cancel()

    def _next_try(self) -> str:
        """After a failure: when it is tried again."""
        runner = self._runner
        if runner.retry_in is None or runner.offline or runner.next_wait < 0:
            return ""
        return words.retry_text(runner.next_wait / 1000, datetime.now(BEIJING))

    def show_state(self) -> None:
        """Say how far the work or the sync is, or what the last one has come to."""
        syncing = self._runner.state == "syncing"
        self._bar.setVisible(syncing or bool(self._works.running))
        self._cancel.setVisible(syncing or bool(self._works.running))
        self._unsent.setText(words.unsent_text(self._runner.status))
        if self._works.running:
            self._show_work(self._works.running[-1])
        elif syncing:
            self._show_sync()
        else:
            self._text.setText(self._next_try() or self._result)

    def _show_work(self, work: Work) -> None:
        self._text.setText(words.work_text(work.title, work.done, work.total, work.seconds_left))
        self._fill(work.done, work.total)

    def _show_sync(self) -> None:
        progress = self._runner.progress
        if progress is None:
            self._text.setText(self.tr("正在连接服务器…"))
            self._bar.setRange(0, 0)
        else:
            self._text.setText(words.progress_text(progress, self._runner.seconds_left))
            self._fill(progress.done, progress.total)

    def _fill(self, done: int, total: int) -> None:
        self._bar.setRange(0, FULL if total else 0)
        if total:
            self._bar.setValue(done * FULL // total)
