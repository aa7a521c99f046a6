"""导出 of the overview: asks where to, works in a worker with figures, says in the page's line what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cpd_core.overview import Period
from cpd_desktop.errors import Cancelled, Trouble
from cpd_desktop.exports.files import readable_name
from ui import language
from ui.pages.page import Context
from ui.widgets import MessageLine
from ui.works import Tell


class OverviewExport(QObject):
    """Exports of the page; ``busy`` is told why another one has to wait, and "" at the end."""

    def __init__(self, context: Context, message: MessageLine, busy: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._message = message
        self._busy = busy
        self._window = parent

    def ask_report(self, period: Period, year: int) -> None:
        """Ask where the report goes, as a PDF or a workbook."""
        name = self.tr("学时确认统计-{0}-{1}").format(period.first.isoformat(), period.last.isoformat())
        kinds = {".pdf": self.tr("PDF 报告 (*.pdf)"), ".xlsx": self.tr("Excel 工作簿 (*.xlsx)")}
        path = self._ask(name, kinds)
        if path:
            self.report(period, year, path)

    def ask_members(self, year: int, only: frozenset[str]) -> None:
        """Ask where the list of these members goes."""
        path = self._ask(self.tr("未完成学时-{0}").format(year), {".xlsx": self.tr("Excel 工作簿 (*.xlsx)")})
        if path:
            self.members(year, path, only)

    def report(self, period: Period, year: int, path: Path) -> None:
        """Write the report, in a worker."""
        desk, words = self._context.workspace.overview, language.words()
        self._run(self.tr("正在导出统计报告"), path, lambda tell: desk.write_report(period, year, path, words, tell))

    def members(self, year: int, path: Path, only: frozenset[str]) -> None:
        """Write those of these members who still miss hours, in a worker."""
        desk, words = self._context.workspace.overview, language.words()
        self._run(self.tr("正在导出名单"), path, lambda tell: desk.write_members(year, path, words, tell, only))

    def _ask(self, name: str, kinds: dict[str, str]) -> Path | None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        first = next(iter(kinds))
        start = str(Path(folder) / f"{readable_name(name)}{first}")
        named, chosen = QFileDialog.getSaveFileName(self._window, self.tr("导出"), start, ";;".join(kinds.values()))
        if not named:
            return None
        path = Path(named)
        wanted = next((suffix for suffix in kinds if kinds[suffix] == chosen), first)
        return path if path.suffix.lower() in kinds else path.with_name(path.name + wanted)

    def _run(self, title: str, path: Path, work: Callable[[Tell], int]) -> None:
        said = self.tr("已导出 {0}").format(path.name)
        url = QUrl.fromLocalFile(str(path))

        def done(_count: int) -> None:
            self._message.show_text(said, "good", self.tr("打开"), lambda: QDesktopServices.openUrl(url))

        self._busy(title)
        self._context.works.start(
            self, "export", title, work, lambda _count: said, done, self._failed, lambda: self._busy("")
        )

    def _failed(self, trouble: Trouble) -> None:
        if isinstance(trouble, Cancelled):
            self._message.show_text(self.tr("已取消导出"))
        else:
            self._message.show_trouble(trouble)
