"""The bottom line: what is under way with figures and 取消, else the last result; and the way to the activity list."""

from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from cpd_desktop.labels import BEIJING
from cpd_desktop.views import SyncReport
from ui import theme
from ui.shell import words
from ui.shell.sync_runner import SyncRunner
from ui.widgets import button, label

FULL = 1000


class StatusLine(QWidget):
    """Follows the sync runner."""

    def __init__(self, runner: SyncRunner, activity: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._runner = runner
        self._result = ""
        self._text = label("", "quiet", wrap=False, name="statusText")
        self._bar = QProgressBar()
        self._bar.setObjectName("syncProgress")
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(theme.em(self, 10), theme.em(self, 0.5))
        self._bar.setAccessibleName(self.tr("同步进度"))
        self._cancel = button("cancelSync", self.tr("取消"), self._stop, quiet=True)
        shown = QToolButton()
        shown.setObjectName("activityButton")
        shown.setAutoRaise(True)
        shown.setDefaultAction(activity)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.em(self, 0.6), 0, theme.em(self, 0.3), 0)
        row.addWidget(self._text)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        row.addStretch(1)
        row.addWidget(shown)
        self.setMinimumHeight(theme.em(self, 1.9))
        runner.changed.connect(self.show_state)
        runner.synced.connect(self._keep_result)
        self.show_state()

    def _keep_result(self, report: SyncReport) -> None:
        self._result = words.report_text(report)

    def _stop(self) -> None:
        self._result = words.report_text(SyncReport(cancelled=True))
        self._runner.cancel()

    def _next_try(self) -> str:
        """After a failure: when it is tried again."""
        runner = self._runner
        if runner.retry_in is None or runner.offline or runner.next_wait < 0:
            return ""
        return words.retry_text(runner.next_wait / 1000, datetime.now(BEIJING))

    def show_state(self) -> None:
        """Say how far the sync is, or what the last act has come to."""
        syncing = self._runner.state == "syncing"
        progress = self._runner.progress
        self._bar.setVisible(syncing)
        self._cancel.setVisible(syncing)
        if not syncing:
            self._text.setText(self._next_try() or self._result)
        elif progress is None:
            self._text.setText(self.tr("正在连接服务器…"))
            self._bar.setRange(0, 0)
        else:
            self._text.setText(words.progress_text(progress, self._runner.seconds_left))
            self._bar.setRange(0, FULL if progress.total else 0)
            if progress.total:
                self._bar.setValue(progress.done * FULL // progress.total)
