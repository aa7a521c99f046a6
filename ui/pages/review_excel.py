"""Excel in the review page: the queue goes out and comes back, attendance lists come in; also by dropping a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from cpd_desktop.errors import Cancelled, Trouble
from cpd_desktop.exports.files import readable_name
from cpd_desktop.views import Batch
from ui import language
from ui.attachments.strip import local_files
from ui.pages.review_excel_panel import ImportPanel
from ui.works import Tell

if TYPE_CHECKING:
    from cpd_desktop.desks.attendance import Roll
    from cpd_desktop.desks.workbooks import Preview
    from ui.pages.review import ReviewPage

SUFFIX = ".xlsx"


class ReviewExcel(QObject):
    """Asks for files, works through ``works``, shows what a workbook would do in ``panel``."""

    def __init__(self, page: "ReviewPage") -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._workspace = page.context.workspace
        self._what: Preview | Roll | None = None
        self._path = Path()
        self.panel = ImportPanel(page.context)
        self.panel.go_asked.connect(self._go)
        self.panel.left.connect(page.table.setFocus)
        self.panel.file_asked.connect(lambda: _open(self._path))
        self.panel.again_asked.connect(lambda: self.read(self._path))
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    # --- out -----------------------------------------------------------------------------------------------------

    def ask_export(self) -> None:
        """Ask where to, then export what the filter shows, to be decided in Excel."""
        if path := self._ask_where(self.tr("导出到 Excel 处理"), self.tr("待处理的申请")):
            self.export(path)

    def export(self, path: Path) -> None:
        """Write the queue in a worker, with figures and a way to stop."""
        desk, query, words = self._workspace.workbooks, self._page.query(), language.words()
        said = self.tr("已导出 {0} 条到 {1}，在 Excel 中填写后再导入")

        def work(tell: Tell) -> int:
            return desk.export(query, path, progress=tell, words=words)

        def result(count: int) -> str:
            return said.format(f"{count:,}", path.name)

        self._context.works.start(
            self,
            "export",
            self.tr("正在导出待处理的申请"),
            work,
            result,
            lambda count: self._written(result(count), path),
            self._failed,
        )

    def ask_template(self) -> None:
        """Ask where to, then write an empty attendance list."""
        if path := self._ask_where(self.tr("培训签到表模板"), self.tr("培训签到表")):
            self.write_template(path)

    def write_template(self, path: Path) -> None:
        """Write an empty attendance list."""
        desk, words = self._workspace.attendance, language.words()
        said = self.tr("已写出模板 {0}，填写后再导入").format(path.name)
        self._context.tasks.run(
            self, lambda _task: desk.template(path, words), lambda _room: self._written(said, path), self._failed
        )

    # --- in ------------------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Ask for a workbook, then read it."""
        kinds = self.tr("Excel 工作簿 (*.xlsx)")
        chosen, _filter = QFileDialog.getOpenFileName(self._page, self.tr("从 Excel 导入"), _documents(), kinds)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Look a workbook over in a worker and show what it would do: decisions, or an attendance list."""
        from ui.pages.review_excel_words import read_in_words  # with the desks of workbooks: not by the start

        desk = self._workspace.workbooks
        self._path = path
        self._context.works.start(
            self,
            "import",
            self.tr("正在检查 {0}").format(path.name),
            lambda tell: desk.read_any(path, tell),
            read_in_words,
            self._show,
            self._failed,
        )

    def _show(self, what: "Preview | Roll") -> None:
        from cpd_desktop.desks.workbooks import Preview
        from ui.pages.review_excel_words import of_preview, of_roll

        self._what = what
        self._page.message.hide()
        self.panel.show_offer(of_preview(what) if isinstance(what, Preview) else of_roll(what))

    def _go(self, doubtful: bool) -> None:
        what, self._what = self._what, None
        if what is None:
            return
        words, space = language.words(), self._workspace
        said = self.tr("{0}：已导入 {1} 条，可以撤销，发送前有效")

        def work() -> Batch:
            from cpd_desktop.desks.workbooks import Preview

            if isinstance(what, Preview):
                batch = space.workbooks.apply(what, words)
            else:
                batch = space.attendance.enter(what, doubtful, words)
            space.sync.note("import", True, said.format(what.name, f"{batch.stored:,}"))
            return batch

        self._page.decisions.decide(work, self.tr("已导入"))

    # --- dropping ------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: a workbook dropped anywhere on the page is read."""
        if isinstance(event, QDragEnterEvent | QDropEvent) and event.type() in (
            QEvent.Type.DragEnter,
            QEvent.Type.Drop,
        ):
            found = [path for path in local_files(event.mimeData()) if path.suffix.lower() == SUFFIX]
            if len(found) == 1 and not self._page.read_only:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.read(found[0])
                return True
        return super().eventFilter(watched, event)

    # --- results -------------------------------------------------------------------------------------------------

    def _ask_where(self, title: str, name: str) -> Path | None:
        start = str(Path(_documents()) / f"{readable_name(name)}{SUFFIX}")
        kinds = self.tr("Excel 工作簿 (*.xlsx)")
        chosen, _filter = QFileDialog.getSaveFileName(self._page, title, start, kinds)
        return Path(chosen) if chosen else None

    def _written(self, words: str, path: Path) -> None:
        self._page.message.show_text(words, "good", self.tr("打开"), lambda: _open(path))

    def _failed(self, trouble: Trouble) -> None:
        if not isinstance(trouble, Cancelled):
            self._page.message.show_trouble(trouble)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
