"""导出 of applications: asks where to, writes in a worker, and says in the page's line what came of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cpd_desktop.errors import Cancelled, Trouble
from cpd_desktop.exports.files import readable_name
from cpd_desktop.views import ApplicationQuery
from ui import language
from ui.pages.page import Context
from ui.widgets import MessageLine
from ui.works import Tell

What = ApplicationQuery | Sequence[int]
"""A whole list in its order, or the row ids of what is chosen of it."""


class Exporting(QObject):
    """Exports of one page, one at a time."""

    changed = Signal()
    """An export has begun or ended."""

    def __init__(self, context: Context, message: MessageLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._message = message
        self._window = parent
        self.under_way = False

    def ask(self, what: What, name: str) -> None:
        """Ask where to, then export; ``name`` is a proposal."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / f"{readable_name(name)}.xlsx")
        kinds = self.tr("Excel 工作簿 (*.xlsx)")
        chosen, _filter = QFileDialog.getSaveFileName(self._window, self.tr("导出"), start, kinds)
        if chosen:
            self.export(what, Path(chosen))

    def export(self, what: What, path: Path) -> None:
        """Write a workbook in a worker, with figures and a way to stop."""
        desk, words, said = self._context.workspace.exports, language.words(), self.tr("已导出 {count} 条到 {name}")

        def work(tell: Tell) -> int:
            if isinstance(what, ApplicationQuery):
                return desk.applications(what, path, tell, words)
            return desk.chosen_applications(what, path, tell, words)

        def result(count: int) -> str:
            return said.format(count=f"{count:,}", name=path.name)

        self._set_under_way(True)
        self._context.works.start(
            self,
            "export",
            self.tr("正在导出学时申请"),
            work,
            result,
            lambda count: self._exported(result(count), path),
            self._failed,
            lambda: self._set_under_way(False),
        )

    def _set_under_way(self, on: bool) -> None:
        self.under_way = on
        self.changed.emit()

    def _exported(self, words: str, path: Path) -> None:
        url = QUrl.fromLocalFile(str(path))
        self._message.show_text(words, "good", self.tr("打开"), lambda: QDesktopServices.openUrl(url))

    def _failed(self, trouble: Trouble) -> None:
        if not isinstance(trouble, Cancelled):
            self._message.show_trouble(trouble)
