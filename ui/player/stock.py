"""The line that brings a course's files to this machine, and lets them go: 下载后离线学习."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from cpd_desktop.errors import Cancelled, Trouble
from cpd_desktop.study.views import Stock
from ui.pages.page import Context
from ui.widgets import FlowRow, button, label
from ui.works import Work


class StockLine(QWidget):
    """Download, pause, go on, delete; how much of the disk it takes."""

    said = Signal(object)
    """A Trouble."""
    emptied = Signal()
    """The files are about to go: let them go, too."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._course_id, self._title = "", ""
        self._work: Work | None = None
        self._stock = Stock(0, 0, False, 0)
        self._text = label("", "quiet", wrap=False, name="stockText")
        self.get = button("stockGet", "", self._get, icon="download")
        self.pause = button("stockPause", self.tr("暂停下载"), self._pause)
        self.drop = button("stockDelete", self.tr("删除已下载的文件"), self._drop, quiet=True)
        row = FlowRow(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self._text, self.get, self.pause, self.drop):
            row.addWidget(part)

    def show_course(self, course_id: str, title: str) -> None:
        """Say what of a course is here."""
        if course_id != self._course_id:
            self._course_id, self._title, self._work = course_id, title, None
        desk = self._context.workspace.lessons
        self._context.tasks.run(self, lambda _task: desk.stock(course_id), self._show)

    def _show(self, stock: Stock) -> None:
        self._stock = stock
        here, total = self._size(stock.here), self._size(stock.total)
        running = self._work is not None
        if stock.complete:
            said = self.tr("已下载（{0}），没有网络也能学习；本机课程文件共 {1}").format(
                here, self._size(stock.all_courses)
            )
        elif running:
            said = self.tr("正在下载 {0} / {1}").format(here, total)
        elif stock.here:
            said = (
                self.tr("已下载 {0} / {1}").format(here, total) if stock.total else self.tr("已下载 {0}").format(here)
            )
        else:
            said = self.tr("下载后可离线学习（{0}）").format(total) if stock.total else self.tr("下载后可离线学习")
        self._text.setText(said)
        self.get.setText(self.tr("继续下载") if stock.here else self.tr("下载"))
        self.get.setVisible(not stock.complete and not running)
        self.pause.setVisible(running)
        self.drop.setVisible(bool(stock.here) and not running)

    def _size(self, count: int) -> str:
        return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)

    def _get(self) -> None:
        desk, course_id, title = self._context.workspace.lessons, self._course_id, self._title
        self._work = self._context.works.start(
            self,
            "download",
            self.tr("下载课程“{0}”").format(title),
            lambda tell: desk.download(course_id, tell),
            lambda size: self.tr("课程“{0}”已下载（{1}）").format(title, self._size(size)),
            failed=self._failed,
            ended=self._ended,
        )
        self._context.works.changed.connect(self._progressed)
        self._show(self._stock)

    def _progressed(self) -> None:
        if self._work and self._work.total:
            self._text.setText(
                self.tr("正在下载 {0} / {1}").format(self._size(self._work.done), self._size(self._work.total))
            )

    def _pause(self) -> None:
        if self._work:
            self._work.cancel()

    def _failed(self, trouble: Trouble) -> None:
        if not isinstance(trouble, Cancelled):
            self.said.emit(trouble)

    def _ended(self) -> None:
        self._work = None
        self._context.works.changed.disconnect(self._progressed)
        self.show_course(self._course_id, self._title)

    def _drop(self) -> None:
        self.emptied.emit()
        desk, course_id = self._context.workspace.lessons, self._course_id
        self._context.tasks.run(
            self,
            lambda _task: desk.delete(course_id),
            lambda _none: self.show_course(course_id, self._title),
            self.said.emit,
        )
