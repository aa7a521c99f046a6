"""A newer version of the program: offered in a line of the window, downloaded meanwhile, installed when one quits."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from cpd_desktop.errors import Offline, Trouble
from cpd_desktop.platform import policy, updates
from cpd_desktop.platform.updates import Manifest
from cpd_desktop.platform.updates_fetch import Updates
from cpd_desktop.workspace import Workspace
from ui import theme
from ui.language import words
from ui.shell.frame import Frame
from ui.tasks import Task, Tasks
from ui.widgets import Ground, button, label

FIRST_LOOK = 20_000  # milliseconds after the window is up: the first sync comes first
LOOK_AGAIN = 12 * 60 * 60_000
TRY_AGAIN = 10 * 60_000  # while nobody is signed in, or the service is out of reach


class UpdateWatch(QObject):
    """Looks for a newer version now and then, as long as the program runs. ``agreed``: what is installed at the end."""

    def __init__(self, workspace: Workspace, tasks: Tasks, frame: Callable[[], Frame | None], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self._frame = frame
        self.agreed: Path | None = None
        self.line: UpdateLine | None = None
        self._later = ""  # the version that somebody wants to hear of no more for now
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._look_anew)
        self.timer.start(FIRST_LOOK)

    def look(self) -> None:
        """Ask the service, if somebody is signed in with it and works online."""
        frame = self._frame()
        signed_in = frame is not None and bool(frame.session.token) and not frame.runner.offline
        if not signed_in or self.agreed:
            self.timer.start(TRY_AGAIN)
            return
        self.timer.start(LOOK_AGAIN)
        self._tasks.run(self, self._look, self._offer, self._looked_in_vain)

    def install(self) -> None:
        """The program ends: start what was agreed to and is still what was signed."""
        if self.agreed and self.finder().ready() == self.agreed:
            updates.install(self.agreed)

    def _look(self, _task: Task) -> Manifest | None:
        finder = self.finder()
        with self._workspace.client() as client:
            return finder.look(client)

    def finder(self) -> Updates:
        """What is offered to this installation."""
        here = policy.current()
        folder = self._workspace.profile.folder / "updates"
        return Updates(folder, here.channel, updates.keys(here), version("cpd-desktop"))

    def _offer(self, offered: Manifest | None) -> None:
        frame = self._frame()
        if frame is None or offered is None or offered.version == self._later:
            return
        if self.line is None or self.line.frame is not frame:
            self.line = UpdateLine(frame)
            self.line.wanted.connect(self._fetch)
            self.line.put_off.connect(self._put_off)
        self.line.offer(offered)

    def _looked_in_vain(self, trouble: Trouble) -> None:
        """Being out of reach is no news; what cannot be trusted is."""
        if isinstance(trouble, Offline):
            self.timer.start(TRY_AGAIN)
        elif isinstance(trouble, updates.Untrusted):
            frame = self._frame()
            if frame:
                frame.say_trouble(trouble)

    def _fetch(self, offered: Manifest) -> None:
        def work(task: Task) -> Path:
            finder = self.finder()
            with self._workspace.client() as client:
                newest = finder.look(client) or offered  # what is kept beside the file is the manifest of now
                return finder.fetch(client, newest, lambda done, total: task.report((done, total)), task.cancelled)

        line = self.line
        if line:
            self._tasks.run(self, work, self._fetched, line.show_trouble, line.show_progress)

    def _fetched(self, path: Path) -> None:
        self.agreed = path
        if self.line:
            self.line.show_ready()

    def _put_off(self, offered: Manifest) -> None:
        self._later = offered.version

    def _look_anew(self) -> None:
        self._later = ""  # it is hours ago
        self.look()


class UpdateLine(Ground):
    """One line above the page: what is offered, how far it has come, and that it waits for the end of the program."""

    wanted = Signal(object)
    """Manifest: download it."""
    put_off = Signal(object)
    """Manifest: not now."""

    def __init__(self, frame: Frame) -> None:
        super().__init__("accent")
        self.setObjectName("updateLine")
        self.frame = frame
        self._offered: Manifest | None = None
        self._text = label("", name="updateText")
        self._get = button("updateGet", self.tr("下载"), self._want, primary=True)
        self._later = button("updateLater", self.tr("以后再说"), self._put_off, quiet=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.em(self, 0.8), theme.em(self, 0.4), theme.em(self, 0.8), theme.em(self, 0.4))
        row.addWidget(self._text, 1)
        row.addWidget(self._get)
        row.addWidget(self._later)
        frame.inner.insertWidget(0, self)
        self.hide()

    def offer(self, offered: Manifest) -> None:
        """Say that a newer version is there."""
        self._offered = offered
        size = self.tr("{0} MB").format(round(offered.size / 1e6))
        text = self.tr("新版本 {0} 可以下载（{1}）。下载时可以继续工作，退出程序后安装").format(offered.version, size)
        self._say(text, get=True)
        self._text.setToolTip(offered.notes)

    def show_progress(self, step: tuple[int, int]) -> None:
        """How far the download has come."""
        done, total = step
        self._say(self.tr("正在下载新版本… {0}%").format(done * 100 // max(total, 1)), get=False)

    def show_ready(self) -> None:
        """It is here and is what was signed."""
        version_ = self._offered.version if self._offered else ""
        self._say(self.tr("新版本 {0} 已下载并核实，退出程序后自动安装").format(version_), get=False)

    def show_trouble(self, trouble: Trouble) -> None:
        """It did not come; one can try again."""
        said = words()
        self._say(self.tr("新版本没有下载：{0}。{1}").format(said.title(trouble), said.advice(trouble)), get=True)

    def _say(self, text: str, get: bool) -> None:
        self._text.setText(text)
        self._get.setVisible(get)
        self._later.setVisible(get)
        self.show()

    def _want(self) -> None:
        if self._offered:
            self._say(self.tr("正在下载新版本…"), get=False)
            self.wanted.emit(self._offered)

    def _put_off(self) -> None:
        self.hide()
        if self._offered:
            self.put_off.emit(self._offered)
