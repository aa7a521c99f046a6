"""The window: sign-in or the frame of the account, messages, and an end that loses nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from cpd_core.wording import Language
from cpd_desktop.errors import Trouble
from cpd_desktop.pack import is_pack
from cpd_desktop.workspace import Workspace
from ui import icons, language
from ui.first_paint import FirstPaint
from ui.shell import pages, words
from ui.shell.menus import Menus
from ui.tasks import Tasks
from ui.widgets import action
from ui.window_state import WindowState

if TYPE_CHECKING:
    from ui.shell.carried import Carried
    from ui.shell.closing import ClosingLine
    from ui.shell.frame import Frame
    from ui.shell.help import HelpWindow
    from ui.shell.pack_opening import PackOpening
    from ui.shell.palette import Palette
    from ui.signin import SignInPage
    from ui.widgets import MessageLine

LOOK_AGAIN = 50  # milliseconds


class MainWindow(QMainWindow):
    """One window for one profile."""

    closed = Signal()

    def __init__(self, workspace: Workspace, tasks: Tasks, profile: Path) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        FirstPaint(self).painted.connect(lambda: self.setWindowIcon(icons.icon("logo", "accent", 64)))
        self._workspace = workspace
        self._tasks = tasks
        self._state = WindowState(profile)
        self._stack = QStackedWidget()
        self._leaving = False
        self.setCentralWidget(self._stack)
        self.frame: Frame | None = None
        self.sign_in: SignInPage | None = None
        self.closing: ClosingLine | None = None
        self._carried: Carried | None = None
        self._palette: Palette | None = None
        self._help: HelpWindow | None = None
        tasks.trouble.connect(self._say_trouble)
        tasks.unexpected.connect(self.say_unexpected)
        if workspace.session and not workspace.session.must_change:
            self._enter()
        else:
            self._show_sign_in()
        self._state.place(self)

    # --- who is here ---------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        session = self._workspace.session
        if session is None:
            return
        from ui.shell.frame import Frame
        from ui.shell.notices import Notices

        self._state.of_account(session.account_id)
        offline = self._state.offline or is_pack(session.account_id)  # a pack has no service to ask
        frame = self.frame = Frame(self._workspace, session, self._tasks, offline)
        frame.offline.toggled.connect(self._remember_offline)
        frame.signed_out.connect(self._sign_out)
        frame.sign_in_asked.connect(self._sign_in_again)
        frame.account_asked.connect(self._own_account)
        frame.page_made.connect(self._state.divide)
        frame.runner.counted.connect(self._show_title)
        self.closing = None
        Notices(self, frame, self._tasks)
        self._show(frame)
        self.sign_in = None
        self._show_title()
        self._make_menus()

    def _speak_soon(self, code: Language) -> None:
        """Once the menu that asks for it is done: it goes away with all the rest."""
        QTimer.singleShot(0, self, lambda: self.speak(code))

    def speak(self, code: Language) -> None:
        """Go on in another language, here and at the next start."""
        if code != language.current():
            language.choose(self._state.settings, code)
            QGuiApplication.setApplicationDisplayName(self.tr("继续教育"))
            if self._help:
                self._help.deleteLater()
                self._help = None
            self.rebuild()

    def rebuild(self) -> None:
        """Make everything on screen anew, e.g. in another language; the page and what is typed stay."""
        if self.frame is None:
            typed = self.sign_in.typed() if self.sign_in else None
            self._show_sign_in()
            if self.sign_in and typed:
                self.sign_in.type_again(typed)
            return
        from ui.shell.carried import Carried

        shown = self.frame.shown
        carried = self._carried = Carried(self.frame.pages())  # held: a signal does not keep whom it calls
        self.frame.keep_drafts()
        self._state.keep(self)
        self.frame.stop()
        self._enter()
        self.frame.page_made.connect(carried.put_into)
        self.frame.open_page(shown)

    def _enter_anew(self, offline: bool) -> None:
        self._remember_offline(offline)
        self._enter()

    def _remember_offline(self, on: bool) -> None:
        self._state.offline = on

    def _show_title(self) -> None:
        """Who is here and what is unsent: seen in the task bar, too."""
        title = self.tr("继续教育")
        if self.frame:
            unsent = words.unsent_text(self.frame.runner.status)
            title = self.tr("继续教育 - {0}").format(self.frame.session.name) + (f" · {unsent}" if unsent else "")
        self.setWindowTitle(title)

    def _show_sign_in(self) -> None:
        from ui.signin import SignInPage

        self._state.of_account("")
        self.sign_in = SignInPage(self._workspace, self._tasks)
        self.sign_in.signed_in.connect(lambda: self._enter_anew(offline=False))
        self.sign_in.went_on.connect(lambda: self._enter_anew(offline=True))
        self._show(self.sign_in)
        self.frame = self.closing = None
        self._show_title()
        self._make_menus()

    def _show(self, page: "Frame | SignInPage") -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _sign_in_again(self) -> None:
        """The service wants the password again, or somebody else's: nothing may use this store meanwhile."""
        if self.frame:
            self.frame.keep_drafts()
            self.frame.stop()
        self._tasks.cancel_all()
        self._show_sign_in()

    def _sign_out(self) -> None:
        """Leave the account once nothing uses its store any more; meanwhile the page is still but answers no click."""
        if self.frame:
            self._state.keep(self)
            self.frame.setEnabled(False)
            self.frame.stop()
        self._tasks.cancel_all()
        self._sign_out_when_idle()

    def _sign_out_when_idle(self) -> None:
        if self._tasks.busy:
            QTimer.singleShot(LOOK_AGAIN, self, self._sign_out_when_idle)
        else:
            self._tasks.run(self, lambda _task: self._workspace.sign_out(), ended=self._show_sign_in)

    # --- packs ----------------------------------------------------------------------------------------------------

    @property
    def packs(self) -> "PackOpening":
        """Opens review packs."""
        from ui.shell.pack_opening import PackOpening
        from ui.works import Works

        works = self.frame.works if self.frame else Works(self._workspace, self._tasks, self)
        return PackOpening(self._workspace, works, self._go_on_as, self)

    def _go_on_as(self, account_id: str) -> None:
        """Leave the account that is open, once nothing uses its store any more, for one that needs no service."""
        if self.frame:
            self.frame.keep_drafts()
            self._state.keep(self)
            self.frame.setEnabled(False)
            self.frame.stop()
        self._tasks.cancel_all()
        self._go_on_when_idle(account_id)

    def _go_on_when_idle(self, account_id: str) -> None:
        if self._tasks.busy:
            QTimer.singleShot(LOOK_AGAIN, self, lambda: self._go_on_when_idle(account_id))
        else:
            go_on = self._workspace.go_on_offline
            self._tasks.run(self, lambda _task: go_on(account_id), lambda _session: self._enter_anew(offline=True))

    # --- what can be done everywhere ------------------------------------------------------------------------------

    def _make_menus(self) -> None:
        self.menus = Menus(self, self.frame, self._speak_soon)
        if self.frame is None or self.frame.session.user_type == "province_staff":
            pack = action(self.menus.file, "openPack", self.tr("打开审核包(&P)…"), "", lambda: self.packs.ask())
            self.menus.file.insertAction(self.menus.file.actions()[-1], pack)
        if self.frame:
            find = action(self.menus.go, "palette", self.tr("查找命令、页面或申请…"), "Ctrl+K", self.open_palette)
            self.menus.go.insertAction(self.frame.activity, find)
        self.menus.help.addAction(action(self.menus.help, "help", self.tr("本页帮助(&H)"), "F1", self.open_help))
        self.menus.help.addAction(action(self.menus.help, "doctor", self.tr("检查运行状况(&C)"), "", self._run_doctor))
        self.menus.help.addSeparator()
        self.menus.help.addAction(action(self.menus.help, "about", self.tr("关于继续教育(&A)"), "", self._about))
        if self._palette:
            self._palette.deleteLater()
            self._palette = None

    def open_palette(self) -> None:
        """Find whatever can be done, by name."""
        from ui.shell.palette import Palette, entries_of

        if self._palette is None:
            self._palette = Palette(self, self.frame, self._tasks, lambda: entries_of(self.menus.entries()))
        self._palette.open()

    def open_help(self) -> None:
        """Show the page of the guide that belongs to what is on screen."""
        from ui.shell.help import HelpWindow

        name = "sign-in"
        if self.frame:
            at_activity = self.frame.reads_activity
            name = "activity" if at_activity else pages.guide(self.frame.shown, self.frame.session.user_type)
        self._help = self._help or HelpWindow(language.current(), self)
        self._help.open_page(name)

    def _about(self) -> None:
        from ui.shell.about import AboutDialog

        AboutDialog(self._workspace, self._tasks, self).open()

    def _own_account(self) -> None:
        from ui.shell.own_account import AccountDialog

        AccountDialog(self._workspace, self._tasks, self).open()

    def _run_doctor(self) -> None:
        from ui.shell.doctor import DoctorDialog

        DoctorDialog(self._workspace, self._tasks, self).open()

    # --- messages -------------------------------------------------------------------------------------------------

    @property
    def message(self) -> "MessageLine | None":
        """The line of the page that is shown."""
        if self.frame:
            return self.frame.message
        return self.sign_in.message if self.sign_in else None

    def _say_trouble(self, trouble: Trouble) -> None:
        if self.frame:
            self.frame.say_trouble(trouble)
        elif self.message:
            self.message.show_trouble(trouble)

    def say_unexpected(self, problem: BaseException) -> None:
        """A mistake of ours is said in words; what was stored stays stored."""
        if self.message:
            name = f"{type(problem).__name__}: {problem}"
            text = self.tr("程序出现意外错误，本次操作可能没有完成；已保存的内容不受影响。详情已写入日志：{0}")
            self.message.show_text(text.format(name), "bad")

    def come_to_front(self) -> None:
        """Somebody has started the program once more: here it is."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()
        if self.message and not self.message.isVisible():
            self.message.show_text(self.tr("程序已经打开，就是这个窗口"))

    # --- the end ----------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt: ask in a line where something is unsent; what is typed is kept; never wait for the network."""
        if self.frame:
            self.frame.keep_drafts()
        if not self._leaving and not _session_ends() and not self._may_close():
            event.ignore()
            return
        self._state.keep(self)
        if self.frame:
            self.frame.runner.cancel()
            self.frame.works.cancel_all()
        self._tasks.close()
        event.accept()
        self.closed.emit()

    def _may_close(self) -> bool:
        if self.frame and self.frame.unsent and self.closing is None:
            from ui.shell.closing import ClosingLine

            self.closing = ClosingLine(self.frame)
            self.closing.agreed.connect(self._leave)
        return self.closing is None or self.closing.may_close()

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt: the cursor goes where typing starts."""
        super().showEvent(event)
        if self.sign_in:
            self.sign_in.focus_first()


def _session_ends() -> bool:
    """Whether the system is shutting down: then nothing may hold it up."""
    app = QGuiApplication.instance()
    return isinstance(app, QGuiApplication) and app.isSavingSession()
