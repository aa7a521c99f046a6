"""Excel 导入: choose or drop a workbook, see what it comes to row by row, then all of it or nothing."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpd_core.national import ImportReport, ImportRow
from cpd_desktop.desks.national import ImportKind
from ui import theme
from ui.language import tr, words
from ui.pages.listing import furnish
from ui.pages.national import EXCEL, NationalPage, ask_file, ask_place
from ui.tables import Column, ListedTable, Mark, columns
from ui.widgets import FlowRow, button, heading, label


class ReportRow(Struct, frozen=True):
    """A row of the workbook as the list shows it."""

    row: int
    key: str
    text: str
    mark: str


class ImportPanel(QWidget):
    """Stands where the form stood, until the workbook is done with."""

    def __init__(
        self, page: NationalPage, kind: ImportKind, done: Callable[[], None], closed: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setObjectName("importPanel")
        self._page, self._done, self._closed = page, done, closed
        self._kind: ImportKind = kind
        self._path: Path | None = None
        self._token = ""
        self._said = label(
            self.tr("选择或拖入按模板填写的 Excel 工作簿；确认之前不会更改任何内容"), "quiet", name="importSaid"
        )
        self._table: ListedTable[ReportRow] = ListedTable(
            "importTable", self._columns(), lambda row: f"{row.row}/{row.key}/{row.text}"
        )
        self._table.setAccessibleName(self.tr("工作簿各行"))
        self._table.setMinimumHeight(theme.em(self, 12))
        furnish(page.context, self._table, self.tr("导入结果"))
        self._table.hide()
        self._take = button("importTake", self.tr("导入"), self._take_in, primary=True)
        self._take.hide()
        row = FlowRow()
        row.addWidget(button("importChoose", self.tr("选择文件…"), self._choose))
        row.addWidget(button("importTemplate", self.tr("下载模板…"), self._save_template))
        row.addWidget(self._take)
        row.addWidget(button("importClose", self.tr("关闭"), self._close))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(heading(self.tr("从 Excel 导入"), "importTitle", 1.15))
        box.addWidget(self._said)
        box.addLayout(row)
        self._blank = QWidget()
        box.addWidget(self._table, 1)
        box.addWidget(self._blank, 1)

    def _columns(self) -> tuple[Column, ...]:
        return (
            columns.plain("row", self.tr("行"), "20000", kind="number"),
            Column("mark", self.tr("结果"), lambda row: _mark(row).text, self.tr("有变化"), "mark", mark=_mark),
            columns.plain("key", self.tr("编号或名称"), "320000000000"),
            Column("text", self.tr("说明"), _text, self.tr("身份证号不正确"), stretch=True, tip=_text),
        )

    def look_at(self, path: Path) -> None:
        """Ask the service what a workbook comes to."""
        desk, kind = self._page.desk, self._kind
        self._page.act(lambda: desk.look(kind, path), lambda report: self._show(path, report))

    def _choose(self) -> None:
        if path := ask_file(self, self.tr("从 Excel 导入"), EXCEL):
            self.look_at(path)

    def _show(self, path: Path, report: ImportReport) -> None:
        self._path, self._token = path, report.token
        figures = self.tr("{0}：新增 {1}，有变化 {2}，无变化 {3}，有错误 {4}").format(
            path.name, report.new, report.changed, report.unchanged, report.wrong
        )
        if report.wrong:
            figures = words().pair(figures, self.tr("请改正后重新选择文件，未导入任何内容"))
        elif not report.token:
            figures = words().pair(figures, self.tr("没有需要导入的内容"))
        theme.wear(self._said, "bad" if report.wrong else "normal")
        self._said.setText(figures)
        self._table.set_rows([row for each in report.rows for row in _rows(each)])
        self._table.setVisible(bool(report.rows))
        self._blank.setVisible(not report.rows)
        self._take.setVisible(bool(report.token))
        self._take.setText(self.tr("导入 {0} 条").format(report.new + report.changed))

    def _take_in(self) -> None:
        desk, kind, path, token = self._page.desk, self._kind, self._path, self._token
        if path is not None:
            self._page.act(lambda: desk.take_in(kind, path, token), self._taken)

    def _taken(self, report: ImportReport) -> None:
        self.reset()
        self._closed()
        self._done()
        self._page.message.show_good(self.tr("已导入：新增 {0}，更新 {1}").format(report.new, report.changed))

    def _save_template(self) -> None:
        desk, kind = self._page.desk, self._kind
        name = self.tr("会员导入模板.xlsx") if kind == "members" else self.tr("主办方单位导入模板.xlsx")
        if path := ask_place(self, self.tr("下载模板"), name):
            said = self.tr("模板已保存：{0}").format(path)
            self._page.act(lambda: desk.template(kind, path), lambda _none: self._page.message.show_good(said))

    def _close(self) -> None:
        self.reset()
        self._closed()

    def reset(self) -> None:
        """Forget the workbook."""
        self._path, self._token = None, ""
        self._table.set_rows([])
        self._table.hide()
        self._blank.show()
        self._take.hide()
        theme.wear(self._said, "quiet")
        self._said.setText(self.tr("选择或拖入按模板填写的 Excel 工作簿；确认之前不会更改任何内容"))


def _rows(row: ImportRow) -> list[ReportRow]:
    """A line for each mistake, one line for a row without any."""
    if not row.errors:
        said = "、".join(_titles().get(name, name) for name in row.changes)
        told = row.text if row.mark != "changed" else words().pair(row.text or row.key, said)
        return [ReportRow(row.row, row.key, told, row.mark)]
    return [
        ReportRow(row.row, row.key, words().pair(_titles().get(one.field, one.field), words().error(one)), row.mark)
        for one in row.errors
    ]


def _titles() -> dict[str, str]:
    """The columns of the workbooks as their titles say."""
    return {
        "no": tr("会员证书编号"),
        "name": tr("名称"),
        "member_type": tr("会员类型"),
        "province": tr("省级注协"),
        "joined_on": tr("入会日期"),
        "id_number": tr("身份证号"),
        "id_number_masked": tr("身份证号"),
        "state": tr("状态"),
    }


def _text(row: ReportRow) -> str:
    return row.text


def _mark(row: ReportRow) -> Mark:
    match row.mark:
        case "new":
            return Mark("add", tr("新增"), "good")
        case "changed":
            return Mark("edit", tr("有变化"), "accent")
        case _:
            return Mark("trouble", tr("有错误"), "bad")


def dropped(event: QDragEnterEvent | QDropEvent, suffix: str) -> Path | None:
    """The one file of this kind that is being dropped."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    if len(paths) != 1 or paths[0].suffix.lower() != f".{suffix}":
        return None
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return paths[0]
