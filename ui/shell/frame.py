"""The frame of a signed-in account: tabs and controls above, the page, messages, activity and the status line below."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from cpd_core.messages import Session
from cpd_desktop.errors import SignInNeeded, Trouble
from cpd_desktop.views import SyncReport
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.first_paint import FirstPaint
from ui.pages.page import Context, Page
from ui.shell import pages
from ui.shell.header import Header
from ui.shell.status_line import StatusLine
from ui.shell.sync_control import SyncControl
from ui.shell.sync_runner import SyncRunner
from ui.tasks import Tasks
from ui.widgets import action
from ui.works import Works

if TYPE_CHECKING:
    from ui.shell.activity import ActivityPanel
    from ui.widgets import Ask, MessageLine

SETTLING = ("conflicts", "review")  # the pages that say themselves what did not take effect
FIRST_SYNC = 300  # milliseconds: the window is painted from the cache before any network


class Frame(QWidget):
    """Everything between the menu and the bottom of the window, for one account."""

    signed_out = Signal()
    """The person leaves this account."""
    account_asked = Signal()
    """Password, second factor, devices."""
    sign_in_asked = Signal()
    """The service wants the password again; the account stays open meanwhile."""
    page_made = Signal(object)
    """Page: shown for the first time."""
    page_shown = Signal()
    """Another page is in front."""

    def __init__(self, workspace: Workspace, session: Session, tasks: Tasks, offline: bool = False) -> None:
        """``offline``: the person had chosen to work offline."""
        super().__init__()
        self.setObjectName("frame")
        self.workspace = workspace
        self.session = session
        self.runner = SyncRunner(workspace, tasks, self)
        self.runner.offline = offline
        self.works = Works(workspace, tasks, self)
        self._context = Context(
            workspace=workspace,
            tasks=tasks,
            say=lambda text: self.message.show_good(text),
            say_trouble=self.say_trouble,
            stored=self._stored,
            open_page=self.open_page,
            works=self.works,
            sync_now=self.runner.sync_now,
        )
        self._pages: dict[str, Page] = {}
        self.shown = ""
        self._read_only = ""
        self._reads = False  # not before the window is painted: what reads takes the interpreter from what paints
        self.keys = (*pages.keys_of(session.user_type), "conflicts")
        self._make_actions()
        self._activity: ActivityPanel | None = None
        self._header = self._make_header()
        self._lay_out()
        self.runner.changed.connect(self._show_status)
        self.runner.synced.connect(self._synced)
        self.runner.failed.connect(self.say_trouble)
        self.works.finished.connect(lambda: self._refresh_activity())
        self.open_page(self.keys[0])
        FirstPaint(self).painted.connect(self._begin)

    # --- building ---------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.sync_now = action(self, "syncNow", self.tr("立即同步(&S)"), "F5", self.runner.sync_now)
        self.offline = QAction(self.tr("脱机工作(&O)"), self)
        self.offline.setObjectName("workOffline")
        self.offline.setCheckable(True)
        self.offline.setChecked(self.runner.offline)
        self.offline.setShortcut("Ctrl+Shift+O")
        self.offline.triggered.connect(self.runner.set_offline)
        self.activity = QAction(self.tr("活动记录(&J)"), self)
        self.activity.setObjectName("showActivity")
        self.activity.setCheckable(True)
        self.activity.setShortcut("Ctrl+J")
        self.activity.toggled.connect(self._show_activity)
        self.own_account = action(self, "ownAccount", self.tr("账号与安全(&A)…"), "", lambda: self.account_asked.emit())
        self.sign_out = action(self, "signOut", self.tr("退出登录(&L)"), "", self._ask_sign_out)
        self.undo = action(self, "undo", self.tr("撤销(&U)"), "Ctrl+Z", self._undo)
        self.page_actions: list[QAction] = []
        for place, key in enumerate(self.keys[:-1], 1):
            go: Callable[[], None] = lambda key=key: self._work_on(key)  # noqa: E731 - the default binds each key
            self.page_actions.append(action(self, f"open_{key}", pages.title(key), f"Ctrl+{place}", go))
        self.open_conflicts = action(
            self, "open_conflicts", pages.title("conflicts"), "Ctrl+0", lambda: self.open_page("conflicts")
        )

    def _work_on(self, key: str) -> None:
        """Somebody came by a key or the menu: the keyboard goes where the work of that page is."""
        self.open_page(key)
        self.current.take_keyboard()

    def _make_header(self) -> Header:
        sync = SyncControl(self.runner, self.sync_now, self.offline, self.activity)
        header = Header(self.session, self.keys, sync, (self.own_account, self.sign_out))
        header.asked.connect(self.open_page)
        return header

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._header)
        inner = self.inner = QVBoxLayout()
        side = theme.em(self)
        inner.setContentsMargins(side, theme.em(self, 0.4), side, theme.em(self, 0.4))
        inner.setSpacing(theme.em(self, 0.4))
        inner.addWidget(self._stack, 1)
        box.addLayout(inner, 1)
        box.addWidget(StatusLine(self.runner, self.works, self.activity))

    @cached_property
    def message(self) -> "MessageLine":
        """The window's line; made when something is said."""
        from ui.widgets import MessageLine

        made = MessageLine("shellMessage")
        self.inner.insertWidget(0, made)
        return made

    @cached_property
    def ask(self) -> "Ask":
        """The window's questions."""
        from ui.widgets import Ask

        made = Ask("shellAsk")
        self.inner.insertWidget(0, made)
        return made

    # --- pages --------------------------------------------------------------------------------------------------

    def open_page(self, key: str, item: str = "") -> None:
        """Show a page, and on it an item where one is named; the page is made when first shown."""
        self._header.select(key)
        page = self._pages.get(key) or self._make(key)
        if self._reads and key != self.shown:
            self.message.hide_good()
        if self._reads and key in SETTLING:
            self.message.hide_about("conflicts")
        self.shown = key
        self._stack.setCurrentIndex(list(self._pages).index(key))
        if self._reads:
            page.refresh()
        if item:
            page.go_to(item)
        self.page_shown.emit()

    def _begin(self) -> None:
        """The window is painted: read the page and the counts, then ask the service for news."""
        self._reads = True
        self.page_made.emit(self.current)  # it was made before anybody listened
        self.current.refresh()
        self.runner.look()
        QTimer.singleShot(FIRST_SYNC, self, self.runner.sync_if_online)

    def _make(self, key: str) -> Page:
        page = self._pages[key] = pages.make(key, self._context)
        page.set_read_only(self._read_only)
        self._stack.addWidget(_room_for(page))
        self.page_made.emit(page)
        return page

    def pages(self) -> tuple[Page, ...]:
        """All that have been shown before."""
        return tuple(self._pages.values())

    def page(self, key: str) -> Page | None:
        """A page that has been shown before."""
        return self._pages.get(key)

    @property
    def current(self) -> Page:
        """The page in front."""
        return self._pages[self.shown]

    def _undo(self) -> None:
        if not self.current.undo():
            self.message.show_text(self.tr("没有可以撤销的操作"))

    def _refresh_page(self) -> None:
        self.current.refresh()
        self._refresh_activity()

    def _refresh_activity(self) -> None:
        if self._activity:
            self._activity.refresh()

    # --- what happens -----------------------------------------------------------------------------------------

    def _stored(self, undoable: bool = False) -> None:
        self.runner.stored(undoable)
        self._refresh_page()

    def _synced(self, report: SyncReport) -> None:
        self.message.hide_about("sync")
        self._refresh_page()
        needing = report.conflicts + report.rejected + report.blocked
        if needing and self.shown not in SETTLING:
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
        if status and status.read_only != bool(self._read_only):
            self._show_read_only(status.read_only)
        if status and not status.conflicts:
            self.message.hide_about("conflicts")
        self._header.show_conflicts(status.conflicts if status else 0)
        self.offline.setChecked(self.runner.offline)

    def _show_read_only(self, on: bool) -> None:
        self._read_only = self.tr("程序版本过旧，只能查看；请升级后再操作") if on else ""
        for page in self._pages.values():
            page.set_read_only(self._read_only)
        if on:
            text = self.tr("程序版本过旧，现在只能查看；已保存的操作仍会发送。请升级程序后再继续操作")
            self.message.show_text(text, "warning")
            self.message.topic = "version"
        else:
            self.message.hide_about("version")

    def _show_activity(self, on: bool) -> None:
        if self._activity is None:
            from ui.shell.activity import ActivityPanel

            self._activity = ActivityPanel(self.workspace, self._context.tasks)
            self._activity.closed.connect(lambda: self.activity.setChecked(False))
            self.inner.addWidget(self._activity)
        self._activity.setVisible(on)
        self._activity.refresh()

    @property
    def reads_activity(self) -> bool:
        """Whether the activity list is open, over whatever page."""
        return self.activity.isChecked()

    # --- leaving ------------------------------------------------------------------------------------------------

    @property
    def unsent(self) -> int:
        """How many acts are saved here and not yet sent."""
        return self.runner.status.unsent if self.runner.status else 0

    def keep_drafts(self) -> None:
        """Keep what is typed on any page and not saved."""
        for page in self._pages.values():
            page.keep_drafts()

    def stop(self) -> None:
        """Nothing may use this account's store any more."""
        self.runner.stop()
        self.works.cancel_all()

    def _ask_sign_out(self) -> None:
        text = self.tr("退出登录后，本机的数据保留；没有网络时可在登录页选择继续脱机工作")
        if self.unsent:
            text = self.tr("{0} 条尚未发送，已保存在本机，再次登录后自动发送。{1}").format(self.unsent, text)
        self.ask.ask(text, self.tr("退出登录"), self._sign_out)

    def _sign_out(self) -> None:
        self.keep_drafts()
        self.signed_out.emit()


def _room_for(page: Page) -> QScrollArea:
    """On a small or strongly scaled screen everything of a page can still be reached."""
    room = QScrollArea()
    room.setWidgetResizable(True)
    room.setFrameShape(QFrame.Shape.NoFrame)
    room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room.setWidget(page)
    layout = page.layout()
    if layout is not None:
        layout.setContentsMargins(0, 0, 0, 0)  # the frame leaves the same room around every page
    return room
