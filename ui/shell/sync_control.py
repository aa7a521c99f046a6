"""The one control that says how things stand with the service; a click offers what can be done."""

from datetime import datetime

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from cpd_desktop.labels import BEIJING
from ui import icons, language
from ui.shell import words
from ui.shell.sync_runner import SyncRunner
from ui.theme import Tone
from ui.widgets import MenuButton


class SyncControl(MenuButton):
    """已同步 14:02 · 3 条待发送; the menu: sync now, work offline, activity list."""

    def __init__(
        self, runner: SyncRunner, sync_now: QAction, offline: QAction, activity: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__("syncControl", parent)
        self._runner = runner
        menu = self.menu()
        menu.setObjectName("syncMenu")
        menu.addActions([sync_now, offline])
        menu.addSeparator()
        menu.addAction(activity)
        runner.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Say the present state."""
        text, icon, tone, tip = self._words()
        unsent = words.unsent_text(self._runner.status)
        said = f"{text} · {unsent}" if unsent else text
        self.say(said)
        self.setIcon(icons.icon(icon, tone))
        self.setToolTip(tip)
        self.setAccessibleName(self.tr("同步状态：{0}").format(said))

    def _words(self) -> tuple[str, str, Tone, str]:
        runner = self._runner
        today = datetime.now(BEIJING).date().isoformat()
        last = words.clock_text(runner.status.last_sync, today) if runner.status else ""
        since = self.tr("上次同步 {0}").format(last) if last else self.tr("尚未同步")
        match runner.state:
            case "syncing":
                return self.tr("正在同步"), "sync", "accent", since
            case "offline":
                return self.tr("脱机工作"), "offline", "quiet", self.tr("{0}；您的操作都保存在本机").format(since)
            case "unreachable":
                tip = self.tr("暂时连接不到服务器，将自动重试；您的操作都保存在本机")
                return self.tr("未连接 · {0}").format(since), "offline", "quiet", tip
            case "trouble":
                said = language.words().advice(runner.trouble) if runner.trouble else ""
                return self.tr("同步未完成"), "trouble", "bad", said
            case "online":
                text = self.tr("已同步 {0}").format(last) if last else self.tr("尚未同步")
                return (text, "online", "good", since) if last else (text, "sync", "quiet", since)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_runner"):
            self.show_state()
