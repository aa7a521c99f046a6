"""导出 and 打印 of years of hours: asks where to, works in a worker, and says in the page's line what came of it."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cpd_desktop.errors import Cancelled, Trouble
from cpd_desktop.exports.files import readable_name
from ui import language
from ui.pages.page import Context
from ui.widgets import MessageLine
from ui.works import Tell

if TYPE_CHECKING:  # not needed before somebody prints
    from PySide6.QtPrintSupport import QPrinter

EXCEL, REPORT = ".xlsx", ".pdf"


class What(Struct, frozen=True):
    """Whose years; ``member_id`` is "" for one's own. ``name`` is a proposal for the file."""

    years: tuple[int, ...]
    member_id: str
    name: str


class HoursExport(QObject):
    """Exports of one page; ``busy`` is told with why another one has to wait, and with "" at the end."""

    def __init__(self, context: Context, message: MessageLine, busy: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._message = message
        self._busy = busy
        self._window = parent

    def ask(self, what: What, kind: str) -> None:
        """Ask where to and as which kind of file, then export; ``kind`` is proposed."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / f"{readable_name(what.name)}{kind}")
        kinds = {EXCEL: self.tr("Excel 工作簿 (*.xlsx)"), REPORT: self.tr("PDF 报告 (*.pdf)")}
        named, chosen = QFileDialog.getSaveFileName(
            self._window, self.tr("导出"), start, ";;".join(kinds.values()), kinds[kind]
        )
        if named:
            path, wanted = Path(named), next((each for each in kinds if kinds[each] == chosen), kind)
            typed = path.suffix.lower()
            self.export(what, path, typed if typed in kinds else wanted)

    def export(self, what: What, path: Path, kind: str) -> None:
        """Write a workbook or a report in a worker, with figures and a way to stop."""
        desk, words = self._context.workspace.exports, language.words()
        write = desk.hours if kind == EXCEL else desk.hours_report
        said = self.tr("已导出 {0} 到 {1}").format(self._years(what), path.name)

        def done() -> None:
            url = QUrl.fromLocalFile(str(path))
            self._message.show_text(said, "good", self.tr("打开"), lambda: QDesktopServices.openUrl(url))

        self._run(
            "export",
            self.tr("正在导出学时"),
            lambda tell: write(what.years, path, what.member_id, words, tell),
            lambda _count: said,
            done,
        )

    def ask_printer(self, what: What) -> None:
        """Ask for a printer, then print the report."""
        from ui import printing

        printing.ask(self._window.window(), what.name, lambda printer: self.print_to(what, printer))

    def print_to(self, what: What, printer: "QPrinter") -> None:
        """Make the report and print it, in a worker."""
        from ui import printing

        desk, words = self._context.workspace.exports, language.words()

        def work(tell: Tell) -> int:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "report.pdf"
                desk.hours_report(what.years, path, what.member_id, words, tell)
                return printing.print_files(printer, [path], tell)

        said = self.tr("已打印 {0}：{1} 页")
        years = self._years(what)
        self._run("print", self.tr("正在打印学时"), work, lambda pages: said.format(years, pages), None)

    def _run(
        self,
        kind: str,
        title: str,
        work: Callable[[Tell], int],
        said: Callable[[int], str],
        done: Callable[[], None] | None,
    ) -> None:
        def finished(count: int) -> None:
            done() if done else self._message.show_text(said(count), "good")

        self._busy(title)
        self._context.works.start(self, kind, title, work, said, finished, self._failed, lambda: self._busy(""))

    def _years(self, what: What) -> str:
        years = sorted(what.years)
        if len(years) == 1:
            return self.tr("{0} 年度学时").format(years[0])
        return self.tr("{0} 至 {1} 年度学时").format(years[0], years[-1])

    def _failed(self, trouble: Trouble) -> None:
        if isinstance(trouble, Cancelled):
            self._message.show_text(self.tr("已取消，没有留下文件"), "accent")
        else:
            self._message.show_trouble(trouble)
