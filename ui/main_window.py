"""The window: sign-in or the frame of the account, menus, and an end that loses nothing."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox, QStackedWidget

from cpd_desktop.errors import Trouble
from cpd_desktop.workspace import Workspace
from ui import icons, theme
from ui.shell.frame import Frame
from ui.signin import SignInPage
from ui.tasks import Tasks
from ui.widgets import MessageLine, action

LOOK_AGAIN = 50  # milliseconds


class MainWindow(QMainWindow):
    """One window for one profile."""

    closed = Signal()

    def __init__(self, workspace: Workspace, tasks: Tasks, profile: Path) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowIcon(icons.icon("logo", "accent"))
        self._workspace = workspace
        self._tasks = tasks
        self._settings = QSettings(str(profile / "window.ini"), QSettings.Format.IniFormat)
        self._stack = QStackedWidget()
        self._leaving = False
        self.setCentralWidget(self._stack)
        self.frame: Frame | None = None
        self.sign_in: SignInPage | None = None
        tasks.trouble.connect(self._say_trouble)
        tasks.unexpected.connect(self.say_unexpected)
        self._place()
        if workspace.session:
            self._enter()
        else:
            self._show_sign_in()

    def _place(self) -> None:
        geometry = self._settings.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            room = QGuiApplication.primaryScreen().availableGeometry().size()
            self.resize(min(room.width(), theme.em(self, 66)), min(room.height(), theme.em(self, 40)))

    # --- who is here ---------------------------------------------------------------------------------------------

    def _enter(self) -> None:
        session = self._workspace.session
        if session is None:
            return
        self.frame = Frame(self._workspace, session, self._tasks, self._was_offline)
        self.frame.offline.toggled.connect(self._remember_offline)
        self.frame.signed_out.connect(self._sign_out)
        self.frame.sign_in_asked.connect(self._sign_in_again)
        self._show(self.frame)
        self.sign_in = None
        self.setWindowTitle(self.tr("继续教育 - {0}").format(session.name))
        self._make_menus()

    def _enter_anew(self, offline: bool) -> None:
        self._remember_offline(offline)
        self._enter()

    @property
    def _was_offline(self) -> bool:
        return bool(self._settings.value("offline", defaultValue=False, type=bool))

    def _remember_offline(self, on: bool) -> None:
        """Working offline by choice outlives the program, however it ends."""
        self._settings.setValue("offline", on)
        self._settings.sync()

    def _show_sign_in(self) -> None:
        self.sign_in = SignInPage(self._workspace, self._tasks)
        self.sign_in.signed_in.connect(lambda: self._enter_anew(offline=False))
        self.sign_in.went_on.connect(lambda: self._enter_anew(offline=True))
        self._show(self.sign_in)
        self.frame = None
        self.setWindowTitle(self.tr("继续教育"))
        self._make_menus()

    def _show(self, page: Frame | SignInPage) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _sign_in_again(self) -> None:
        """The service wants the password again, or somebody else's: nothing may use this store meanwhile."""
        if self.frame:
            self.frame.runner.stop()
        self._tasks.cancel_all()
        self._show_sign_in()

    def _sign_out(self) -> None:
        """Leave the account once nothing uses its store any more; meanwhile the page is still but answers no click."""
        if self.frame:
            self.frame.setEnabled(False)
            self.frame.runner.stop()
        self._tasks.cancel_all()
        self._sign_out_when_idle()

    def _sign_out_when_idle(self) -> None:
        if self._tasks.busy:
            QTimer.singleShot(LOOK_AGAIN, self, self._sign_out_when_idle)
        else:
            self._tasks.run(self, lambda _task: self._workspace.sign_out(), ended=self._show_sign_in)

    def _make_menus(self) -> None:
        self.menuBar().clear()
        file: QMenu = self.menuBar().addMenu(self.tr("文件(&F)"))
        file.setObjectName("fileMenu")
        if self.frame:
            file.addActions([self.frame.sync_now, self.frame.offline, self.frame.activity])
            file.addSeparator()
            file.addAction(self.frame.sign_out)
            go = self.menuBar().addMenu(self.tr("转到(&G)"))
            go.addActions(self.frame.page_actions)
        file.addAction(action(file, "quit", self.tr("退出(&X)"), "Ctrl+Q", self.close))
        help_menu = self.menuBar().addMenu(self.tr("帮助(&H)"))
        help_menu.setObjectName("helpMenu")
        help_menu.addAction(action(help_menu, "doctor", self.tr("检查运行状况"), "", self._run_doctor))
        help_menu.addAction(action(help_menu, "about", self.tr("关于继续教育"), "F1", self._about))

    # --- messages -------------------------------------------------------------------------------------------------

    @property
    def message(self) -> MessageLine | None:
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

    def _about(self) -> None:
        from importlib.metadata import version

        lines = (
            self.tr("继续教育 {0}").format(version("cpd-desktop")),
            self.tr("1 学时 = 45 分钟。所有操作先保存在本机，联网后自动同步。"),
            self.tr("快捷键：F5 立即同步，Ctrl+1 至 Ctrl+4 切换页面，Ctrl+J 活动记录，Ctrl+Q 退出。"),
        )
        box = QMessageBox(QMessageBox.Icon.NoIcon, self.tr("关于继续教育"), "\n\n".join(lines), parent=self)
        box.setObjectName("aboutBox")
        box.open()

    def _run_doctor(self) -> None:
        from ui.shell.doctor import DoctorDialog

        DoctorDialog(self._workspace, self._tasks, self).open()

    # --- the end ----------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Qt: ask in a line where something typed or unsent is left; never wait for the network."""
        asks = self.frame is not None and not self._leaving and not _session_ends()
        if asks and not self._may_close():
            event.ignore()
            return
        self._settings.setValue("geometry", self.saveGeometry())
        if self.frame:
            self.frame.runner.cancel()
        self._tasks.close()
        event.accept()
        self.closed.emit()

    def _may_close(self) -> bool:
        frame = self.frame
        if frame is None or not frame.may_close():
            return frame is None
        if not frame.unsent:
            return True
        if frame.ask.isVisible():  # asked already, and asked again to close: that is an answer
            return True
        text = self.tr("{0} 条操作尚未发送。它们已保存在本机，下次打开程序时自动发送。现在退出吗？")
        frame.ask.ask(text.format(frame.unsent), self.tr("退出"), self._leave, self.tr("留下"))
        return False

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
