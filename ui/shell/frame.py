"""The frame of a signed-in account: tabs and controls above, the page, messages, activity and the status line below."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cpd_core.messages import Session
from cpd_desktop.errors import SignInNeeded, Trouble
from cpd_desktop.views import SyncReport
from cpd_desktop.workspace import Workspace
from ui import icons, theme
from ui.first_paint import FirstPaint
from ui.pages.page import Context, Page
from ui.shell import pages, words
from ui.shell.status_line import StatusLine
from ui.shell.sync_control import SyncControl
from ui.shell.sync_runner import SyncRunner
from ui.tasks import Tasks
from ui.widgets import Ask, MessageLine, action, button
from ui.works import Works

if TYPE_CHECKING:
    from ui.shell.activity import ActivityPanel

SETTLING = ("conflicts", "review")  # the pages that say themselves what did not take effect
FIRST_SYNC = 300  # milliseconds: the window is painted from the cache before any network


class Frame(QWidget):
    """Everything between the menu and the bottom of the window, for one account."""

    signed_out = Signal()
    """The person leaves this account."""
    sign_in_asked = Signal()
    """The service wants the password again; the account stays open meanwhile."""

    def __init__(self, workspace: Workspace, session: Session, tasks: Tasks, offline: bool = False) -> None:
        """``offline``: the person had chosen to work offline."""
        super().__init__()
        self.setObjectName("frame")
        self._workspace = workspace
        self._session = session
        self.runner = SyncRunner(workspace, tasks, self)
        self.runner.offline = offline
        self.works = Works(workspace, tasks, self)
        self.message = MessageLine("shellMessage")
        self.ask = Ask("shellAsk")
        self._context = Context(
            workspace=workspace,
            tasks=tasks,
            say=self.message.show_good,
            say_trouble=self.say_trouble,
            stored=self._stored,
            open_page=self.open_page,
            works=self.works,
        )
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._read_only = False
        self._keys = (*pages.keys_of(session.user_type), "conflicts")
        self._make_actions()
        self._activity: ActivityPanel | None = None
        self._status = StatusLine(self.runner, self.activity)
        self._lay_out()
        self.runner.changed.connect(self._show_status)
        self.runner.synced.connect(self._synced)
        self.runner.failed.connect(self.say_trouble)
        self.open_page(self._keys[0])
        self.runner.look()
        FirstPaint(self).painted.connect(lambda: QTimer.singleShot(FIRST_SYNC, self, self.runner.sync_if_online))

    # --- building ---------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.sync_now = action(self, "syncNow", self.tr("立即同步"), "F5", self.runner.sync_now)
        self.offline = QAction(self.tr("脱机工作"), self)
        self.offline.setObjectName("workOffline")
        self.offline.setCheckable(True)
        self.offline.setChecked(self.runner.offline)
        self.offline.setShortcut("Ctrl+Shift+O")
        self.offline.triggered.connect(self.runner.set_offline)
        self.activity = QAction(self.tr("活动记录"), self)
        self.activity.setObjectName("showActivity")
        self.activity.setCheckable(True)
        self.activity.setShortcut("Ctrl+J")
        self.activity.toggled.connect(self._show_activity)
        self.sign_out = action(self, "signOut", self.tr("退出登录"), "", self._ask_sign_out)
        self.page_actions: list[QAction] = []
        for place, key in enumerate(self._keys[:-1], 1):
            go: Callable[[], None] = lambda key=key: self.open_page(key)  # noqa: E731 - the default binds each key
            self.page_actions.append(action(self, f"open_{key}", pages.title(key), f"Ctrl+{place}", go))

    def _lay_out(self) -> None:
        self._tabs = QTabBar()
        self._tabs.setObjectName("tabs")
        self._tabs.setExpanding(False)
        self._tabs.setDrawBase(False)
        self._tabs.setUsesScrollButtons(False)  # so that all tabs together are its least width
        for key in self._keys:
            number = self._tabs.addTab(pages.title(key))
            self._tabs.setTabData(number, key)
        self._tabs.setTabVisible(len(self._keys) - 1, False)
        self._tabs.currentChanged.connect(self._tab_changed)
        self._stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._header())
        inner = self._inner = QVBoxLayout()
        side = theme.em(self)
        inner.setContentsMargins(side, theme.em(self, 0.4), side, theme.em(self, 0.4))
        inner.setSpacing(theme.em(self, 0.4))
        inner.addWidget(self.ask)
        inner.addWidget(self.message)
        inner.addWidget(self._stack, 1)
        box.addLayout(inner, 1)
        box.addWidget(self._status)

    def _header(self) -> QHBoxLayout:
        self._badge = button("conflictsBadge", "", lambda: self.open_page("conflicts"), quiet=True)
        self._badge.hide()
        sync = SyncControl(self.runner, self.sync_now, self.offline, self.activity)
        account = self._account = QToolButton()
        account.setObjectName("account")
        account.setAutoRaise(True)
        account.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        account.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        account.setText(words.account_text(self._session) + " ▾")
        account.setToolTip(self.tr("用户名：{0}").format(self._session.login))
        menu = QMenu(account)
        menu.addAction(self.sign_out)
        account.setMenu(menu)
        self._draw_icons()
        row = self._header_row = QHBoxLayout()
        row.setContentsMargins(theme.em(self, 0.3), theme.em(self, 0.2), theme.em(self, 0.5), 0)
        row.addWidget(self._tabs)
        row.addStretch(1)
        row.addWidget(self._badge)
        row.addWidget(sync)
        row.addWidget(account)
        return row

    def _draw_icons(self) -> None:
        self._badge.setIcon(icons.icon("conflict", "warning"))
        self._account.setIcon(icons.icon("person", "quiet"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_account"):
            self._draw_icons()

    # --- pages --------------------------------------------------------------------------------------------------

    def open_page(self, key: str, item: str = "") -> None:
        """Show a page, and on it an item where one is named; the page is made when first shown."""
        number = self._keys.index(key)
        self._show_tab(number, True)
        if self._tabs.currentIndex() == number:
            self._tab_changed(number)
        else:
            self._tabs.setCurrentIndex(number)
        if item:
            self._pages[key].go_to(item)

    def _show_tab(self, number: int, on: bool) -> None:
        if self._tabs.isTabVisible(number) != on:
            self._tabs.setTabVisible(number, on)
            self._tabs.updateGeometry()  # Qt lays the tabs out anew but keeps the old width
            self._header_row.activate()

    def page(self, key: str) -> Page | None:
        """A page that has been shown before."""
        return self._pages.get(key)

    def _tab_changed(self, number: int) -> None:
        key = str(self._tabs.tabData(number))
        page = self._pages.get(key)
        if page is None:
            page = pages.make(key, self._context)
            self._pages[key] = page
            self._stack.addWidget(_room_for(page))
        if key != self._shown:
            self.message.hide_good()
        if key in SETTLING:
            self.message.hide_about("conflicts")
        self._shown = key
        self._stack.setCurrentIndex(list(self._pages).index(key))
        page.refresh()

    def _refresh_page(self) -> None:
        self._pages[self._shown].refresh()
        if self._activity:
            self._activity.refresh()

    # --- what happens -----------------------------------------------------------------------------------------

    def _stored(self) -> None:
        self.runner.stored()
        self._refresh_page()

    def _synced(self, report: SyncReport) -> None:
        self.message.hide_about("sync")
        self._refresh_page()
        needing = report.conflicts + report.rejected + report.blocked
        if needing and self._shown not in SETTLING:
            text = self.tr("{0} 条操作没有生效，您填写的内容都保留着，请逐条处理").format(needing)
            self.message.show_text(text, "warning", self.tr("查看"), lambda: self.open_page("conflicts"))
            self.message.topic = "conflicts"

    def say_trouble(self, trouble: Trouble) -> None:
        """Show what went wrong; where a new sign-in helps, offer it."""
        if isinstance(trouble, SignInNeeded):
            self.message.show_trouble(trouble, self.tr("重新登录"), self.sign_in_asked.emit)
        else:
            self.message.show_trouble(trouble)
        if trouble is self.runner.trouble:
            self.message.topic = "sync"

    def _show_status(self) -> None:
        """Say what the store's counts mean: what needs the person, and whether this program is too old to act."""
        status = self.runner.status
        if status and status.read_only != self._read_only:
            self._read_only = status.read_only
            if status.read_only:
                text = self.tr("程序版本过旧，现在只能查看；已保存的操作仍会发送。请升级程序后再继续操作")
                self.message.show_text(text, "warning")
                self.message.topic = "version"
            else:
                self.message.hide_about("version")
        self._show_conflicts()

    def _show_conflicts(self) -> None:
        count = self.runner.status.conflicts if self.runner.status else 0
        if self.runner.status and not count:
            self.message.hide_about("conflicts")
        self._badge.setText(self.tr("{0} 条需要处理").format(count))
        self._badge.setVisible(count > 0)
        self.offline.setChecked(self.runner.offline)
        last = len(self._keys) - 1
        self._show_tab(last, count > 0 or self._tabs.currentIndex() == last)

    def _show_activity(self, on: bool) -> None:
        if self._activity is None:
            from ui.shell.activity import ActivityPanel

            self._activity = ActivityPanel(self._workspace, self._context.tasks)
            self._activity.closed.connect(lambda: self.activity.setChecked(False))
            self._inner.addWidget(self._activity)
        self._activity.setVisible(on)
        self._activity.refresh()

    # --- leaving ------------------------------------------------------------------------------------------------

    @property
    def unsent(self) -> int:
        """How many acts are saved here and not yet sent."""
        return self.runner.status.unsent if self.runner.status else 0

    def may_close(self) -> bool:
        """Whether nothing typed would be lost; the page that says no is shown with its question."""
        for key, page in self._pages.items():
            if not page.may_close():
                self.open_page(key)
                return False
        return True

    def _ask_sign_out(self) -> None:
        if not self.may_close():
            return
        text = self.tr("退出登录后，本机的数据保留；没有网络时可在登录页选择继续脱机工作")
        if self.unsent:
            text = self.tr("{0} 条尚未发送，已保存在本机，再次登录后自动发送。{1}").format(self.unsent, text)
        self.ask.ask(text, self.tr("退出登录"), self.signed_out.emit)


def _room_for(page: Page) -> QScrollArea:
    """On a small or strongly scaled screen everything of a page can still be reached."""
    room = QScrollArea()
    room.setWidgetResizable(True)
    room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room.setWidget(page)
    layout = page.layout()
    if layout is not None:
        layout.setContentsMargins(0, 0, 0, 0)  # the frame leaves the same room around every page
    return room
