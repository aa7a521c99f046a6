"""Telling somebody who looks elsewhere: a message of the system for what is worth it; the badge of what is unsent."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from cpd_desktop.views import SyncReport
from ui.first_paint import FirstPaint
from ui.shell import words
from ui.shell.frame import Frame
from ui.tasks import Latest, Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSystemTrayIcon

LONG = 10.0  # seconds: who waits so long looks elsewhere

Show = Callable[[str, str], None]


class Notices(QObject):
    """Watches the frame of one account. ``show`` takes title and text; by default the system's own message."""

    def __init__(self, window: QMainWindow, frame: Frame, tasks: Tasks, show: Show | None = None) -> None:
        super().__init__(frame)
        self._window = window
        self._frame = frame
        self._show = show or self._by_tray
        self._tray: QSystemTrayIcon | None = None
        self._refused: frozenset[str] | None = None  # as far as known; None: not looked at yet
        self._looking = Latest(tasks, self)
        frame.runner.synced.connect(self._synced)
        frame.runner.counted.connect(self._count)
        frame.works.finished.connect(self._finished)
        FirstPaint(frame).painted.connect(self._look)

    def tell(self, title: str, text: str) -> None:
        """Tell it, unless the person is looking at the window, which says it already."""
        if not self._window.isActiveWindow():
            QApplication.alert(self._window)
            self._show(title, text)

    def _finished(self, text: str, ok: bool) -> None:
        self.tell(self.tr("已完成") if ok else self.tr("未完成"), text)

    def _synced(self, report: SyncReport) -> None:
        if report.seconds >= LONG and not report.cancelled:
            self.tell(self.tr("同步完成"), words.report_text(report))
        needing = report.conflicts + report.rejected + report.blocked
        if needing:
            text = self.tr("{0} 条操作没有生效，您填写的内容都保留着").format(needing)
            self.tell(self.tr("需要处理"), text)
        if report.pulled:
            self._look()

    def _look(self) -> None:
        home = self._frame.workspace.home
        self._looking.run(lambda _task: home.refused(), self._show_refused)

    def _show_refused(self, now: frozenset[str]) -> None:
        before, self._refused = self._refused, now
        new = len(now - before) if before is not None else 0
        if new:
            text = self.tr("{0} 条申请不予确认，可查看理由、修改后重新提交").format(new)
            self.tell(self.tr("学时申请"), text)

    def _count(self) -> None:
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.setBadgeNumber(self._frame.unsent)

    def _by_tray(self, title: str, text: str) -> None:
        from PySide6.QtWidgets import QSystemTrayIcon

        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._window.activateWindow)
            self._tray.activated.connect(lambda: self._window.activateWindow())
        self._tray.show()
        self._tray.showMessage(title, text, self._window.windowIcon())
