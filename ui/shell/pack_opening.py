"""文件 → 打开审核包: a pack becomes an account of this profile, and the window goes on with it, offline."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from cpd_desktop.workspace import Workspace
from ui.pack_dialog import PackDialog, Task
from ui.works import Tell, Works

if TYPE_CHECKING:
    from cpd_desktop.pack.opening import Opened


class PackOpening(QObject):
    """Asks for file and passphrase; ``go_on`` is told the account that the pack has become."""

    def __init__(self, workspace: Workspace, works: Works, go_on: Callable[[str], None], window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._works = works
        self._go_on = go_on
        self._window = window

    def ask(self) -> None:
        """Ask which file."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = self.tr("审核包 (*.cpdpack)")
        chosen, _kind = QFileDialog.getOpenFileName(self._window, self.tr("打开审核包"), folder, kinds)
        if chosen:
            self.open(Path(chosen))

    def open(self, path: Path) -> None:
        """Ask for the passphrase, then make an account of the pack."""
        workspace = self._workspace

        def work(passphrase: str, _files: bool, tell: Tell) -> "Opened":
            return workspace.packs.unpack(path, passphrase, tell)

        task: Task[Opened] = Task(
            title=self.tr("打开审核包"),
            about=self.tr("{0} 将成为本机的一个脱机账号；处理后，在学时确认的“更多”中写出处理结果").format(path.name),
            go=self.tr("打开"),
            busy=self.tr("正在打开审核包"),
            work=work,
            said=lambda opened: self.tr("已打开审核包：{0} 条").format(f"{opened.manifest.count:,}"),
            done=lambda opened: self._go_on(opened.account_id),
        )
        PackDialog(task, self._works, self._window).show()
