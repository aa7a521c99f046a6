"""学时证明: the years with ticks, the page itself beside them, and 学时证明下载 into a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cpd_core.entities import Attachment
from cpd_core.wording import hours_text
from cpd_desktop.errors import Cancelled, Refused, Trouble
from cpd_desktop.views import CertificateRow
from ui import theme
from ui.attachments.viewer import AttachmentViewer
from ui.language import words
from ui.pages.certificate_words import YearNote, verdict_words
from ui.pages.listing import furnish
from ui.pages.page import Context, Page
from ui.tables import Column, ListedTable, ListStates, Mark, columns
from ui.tasks import Latest
from ui.widgets import EmptyState, FlowRow, MessageLine, SearchBox, Split, button, label
from ui.works import Tell, Work

if TYPE_CHECKING:  # not before somebody prints
    from PySide6.QtPrintSupport import QPrinter

PDF = "application/pdf"


class CertificatesPage(Page):
    """Members ask for their own certificates; staff see which of their members have one."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "certificatesPage")
        session = context.workspace.session
        self._member = session is not None and session.user_type in ("cpa", "non_practising")
        self._load = Latest(context.tasks, self)
        self._preview = Latest(context.tasks, self)
        self._work: Work | None = None
        self._text = ""
        self._search = SearchBox("certificateSearch", self.tr("姓名、会员证书编号或证明编号"))
        self._search.setMinimumWidth(theme.em(self, 18))
        self._search.searched.connect(self._search_for)
        if self._member:
            self._search.hide()
        self._download = button("downloadCertificates", self.tr("学时证明下载"), self._ask_where, primary=True)
        self._print = button("printCertificates", self.tr("打印"), self._ask_printer)
        if not self._member:
            self._download.hide()
            self._print.hide()
        else:
            words = self.tr("学时证明下载(&D)…")
            self._act = self.add_act("downloadCertificates", words, "Ctrl+D", self._ask_where, self._download)
        self._cancel = button("cancelDownload", self.tr("取消"), self._stop)
        self._cancel.hide()
        self._state = label("", "quiet", wrap=False, name="certificatesState")
        self._table: ListedTable[CertificateRow] = ListedTable(
            "certificateTable", self._columns(), lambda row: row.id, ticks=self._member
        )
        self._table.setAccessibleName(self.tr("学时证明"))
        habits = furnish(context, self._table, self.tr("学时证明"), lambda: [self._text])
        if self._member:
            said = self.tr("打印学时证明(&P)…")
            self._print_act = self.add_act("printCertificates", said, "Ctrl+P", self._ask_printer, self._print)
        self.add_act(
            "certificatesPrint",
            self.tr("打印列表(&L)…"),
            "Ctrl+Shift+P" if self._member else "Ctrl+P",
            habits.print_list,
        )
        self._table.current_changed.connect(self._show_preview)
        self._table.chosen_changed.connect(self._count)
        self.message = MessageLine("certificatesMessage")
        self.add_act("verifyCertificate", self.tr("验证学时证明(&V)…"), "Ctrl+Shift+V", self._ask_what_to_verify)
        self._note = YearNote()
        self._note.hours_asked.connect(self._open_hours)
        self._viewer = AttachmentViewer()
        empty = self.tr("有计入的学时后，即可下载当年的学时证明") if self._member else self.tr("会员下载后，会列在这里")
        self._empty = EmptyState("certificatesEmpty", "certificate", self.tr("还没有学时证明"), empty)
        self._list = ListStates(self._split(), self._empty)
        self._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        whose = (
            columns.plain("member_name", self.tr("姓名"), "欧阳建国"),
            columns.plain("member_no", self.tr("会员证书编号"), "320000000000"),
        )
        longest = max(self.tr("已失效：学时已撤销"), self.tr("已出具，学时有变化"), key=len)
        return (
            columns.plain("year", self.tr("年度"), "2026", kind="number"),
            *(() if self._member else whose),
            columns.hours("hours", self.tr("学时")),
            columns.hours("required_hours", self.tr("应完成"), spare=2),
            Column("state", self.tr("状态"), self._state_word, longest, "number", mark=self._mark),
            Column("number", self.tr("证明编号"), _number, "CPD-2026-000000", "number", stretch=True),
            columns.day("issued_on", self.tr("出具日期"), "–", spare=1),
        )

    def _mark(self, row: CertificateRow) -> Mark:
        if row.superseded:
            why = self.tr("已失效：学时已撤销") if row.withdrawn else self.tr("已失效：已有新证明")
            return Mark("refused", why, "bad" if row.withdrawn else "quiet")
        if row.counts_now is not None:
            return Mark("sync", self.tr("已出具，学时有变化"), "warning")
        if row.number:
            return Mark("confirmed", self.tr("已出具"), "good")
        if row.obtainable:
            return Mark("download", self.tr("可下载"), "accent")
        return Mark("info", self.tr("暂不能出具"), "quiet")

    def _state_word(self, row: CertificateRow) -> str:
        return self._mark(row).text

    def _lay_out(self) -> None:
        top = FlowRow()
        top.addWidget(self._search)
        top.addWidget(self._download)
        top.addWidget(self._print)
        top.addWidget(self._cancel)
        top.addWidget(self._state)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.message)
        box.addWidget(self._list, 1)
        box.addWidget(
            label(self.tr("收到证明的单位可凭证明编号向省注协核对；学时有变化时可重新下载，旧证明随即失效"), "quiet")
        )

    def _split(self) -> QWidget:
        if not self._member:
            return self._table
        split = Split("certificatesSplit")
        split.setHandleWidth(theme.em(self, 0.6))
        split.add(self._table, 9, self._table.arrangement.least_width)
        split.add(self._beside(), 7)
        return split

    def _beside(self) -> QWidget:
        """The page of the year, and over it that it does not hold any more."""
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._note)
        box.addWidget(self._viewer, 1)
        return made

    # --- reading -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the list again."""
        desk, text = self.context.workspace.certificates, self._text
        self._list.expect()
        self._load.run(lambda _task: desk.list(text), self._show, self._not_read)

    def _not_read(self, trouble: Trouble) -> None:
        self._list.show_trouble(trouble, self.refresh, self.context.say_trouble)

    def _search_for(self, text: str) -> None:
        self._text = text
        self.refresh()

    def _show(self, rows: tuple[CertificateRow, ...]) -> None:
        self._table.set_rows(rows)
        self._list.show_content(bool(rows) or bool(self._text))
        if rows and self._table.current() is None:
            self._table.step(1)
        self._count()
        self._show_preview()

    def _count(self) -> None:
        chosen = self._chosen()
        if self._member:
            self._act.allow(bool(self._years_to_fetch()) and self._work is None, self._why_not(chosen))
            here = [row for row in chosen if row.file_here]
            self._print_act.allow(bool(here) and self._work is None, self.tr("请先下载学时证明"))
        count = self._table.chosen_count()
        self._state.setText(self.tr("已选 {0} 个年度").format(count) if self._member and count else "")

    def _chosen(self) -> list[CertificateRow]:
        """The ticked years, or the one under the cursor."""
        current = self._table.current()
        return self._table.chosen() or ([current] if current else [])

    def _years_to_fetch(self) -> list[int]:
        """The chosen years for which there can be a certificate, whatever ended before."""
        there = {row.year for row in self._table.all_rows() if row.obtainable and not row.superseded}
        return sorted(there.intersection(row.year for row in self._chosen()))

    def _why_not(self, chosen: Sequence[CertificateRow]) -> str:
        """Why nothing can be downloaded, before anybody asks the service."""
        if not chosen:
            return self.tr("请先选择年度")
        return words().say("year.no_hours", year=chosen[0].year) if not self._years_to_fetch() else ""

    def _show_preview(self) -> None:
        row = self._table.current()
        self._count()
        if not self._member:
            return
        self._note.show_about(row)
        if row is None:
            self._viewer.say(self.tr("请选择一个年度"))
        elif not row.obtainable:
            self._viewer.say(self.tr("{0} 年度暂不能出具学时证明").format(row.year))
        elif not row.file_here:
            text = self.tr("{0} 年度：{1} 学时，下载后在此显示")
            self._viewer.say(text.format(row.year, hours_text(row.hours)))
        else:
            desk, number = self.context.workspace.certificates, row.number
            name = self.tr("学时证明-{0}-{1}.pdf").format(row.member_name, row.year)
            self._preview.run(lambda _task: desk.pdf(number), lambda path: self._show_file(name, path))

    def _open_hours(self, year: str) -> None:
        self.context.open_page("hours", year)

    def _show_file(self, name: str, path: Path | None) -> None:
        size = path.stat().st_size if path else 0
        self._viewer.show_file(Attachment(sha256="", name=name, size=size, media_type=PDF), path)

    # --- 验证学时证明 ------------------------------------------------------------------------------------------

    def _ask_what_to_verify(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _filter = QFileDialog.getOpenFileName(self, self.tr("验证学时证明"), usual, self.tr("PDF (*.pdf)"))
        if chosen:
            self.verify(Path(chosen))

    def verify(self, path: Path) -> None:
        """Check a certificate's file in a worker, without the service, and say in words what was found."""
        desk = self.context.workspace.certificates
        self.context.tasks.run(
            self,
            lambda _task: desk.verify(path),
            lambda verdict: self.message.show_text(*verdict_words(path.name, verdict)),
            self.message.show_trouble,
        )

    # --- 学时证明下载 ----------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self, self.tr("保存到文件夹"), usual)
        if chosen:
            self.download_to(Path(chosen))

    def download_to(self, folder: Path) -> None:
        """Fetch the certificates of the chosen years into a folder, one after the other."""
        years = self._years_to_fetch()
        desk = self.context.workspace.certificates

        self._cancel.show()
        self._work = self.context.works.start(
            self,
            "certificate",
            self.tr("正在下载学时证明"),
            lambda tell: _download_all(tell, years, lambda year: desk.download(year, folder)),
            lambda result: self.tr("已保存 {0} 份学时证明：{1}").format(len(result[0]), folder),
            self._downloaded,
            self.context.say_trouble,
            self._ended,
        )
        self._count()

    # --- 打印 --------------------------------------------------------------------------------------------------

    def _ask_printer(self) -> None:
        from ui import printing

        printing.ask(self.window(), self.tr("学时证明"), self.print_to)

    def print_to(self, printer: "QPrinter") -> None:
        """Print the chosen certificates that are on this machine, in a worker."""
        from ui import printing

        desk = self.context.workspace.certificates
        found = (desk.pdf(row.number) for row in self._chosen() if row.file_here)
        files = [path for path in found if path]
        said = self.tr("已打印 {0} 份学时证明").format(len(files))
        self.context.works.start(
            self,
            "print",
            self.tr("正在打印学时证明"),
            lambda tell: printing.print_files(printer, files, tell),
            lambda _pages: said,
            lambda _pages: self.context.say(said),
            lambda trouble: None if isinstance(trouble, Cancelled) else self.context.say_trouble(trouble),
        )

    def _downloaded(self, result: tuple[list[Path], list[str]]) -> None:
        files, refusals = result
        if files:
            where = files[0] if len(files) == 1 else files[0].parent
            self.context.say(self.tr("已保存 {0} 份学时证明：{1}").format(len(files), where))
        if refusals:
            self.context.say_trouble(Trouble(self.tr("部分年度没有下载"), "；".join(refusals)))

    def _ended(self) -> None:
        self._work = None
        self._cancel.hide()
        self.refresh()

    def _stop(self) -> None:
        if self._work:
            self._work.cancel()


def _download_all(tell: Tell, years: Sequence[int], download: Callable[[int], Path]) -> tuple[list[Path], list[str]]:
    """In a worker: a year that the service refuses does not hold up the others; being offline ends it at once.

    What was saved before somebody cancelled is there and is said.
    """
    files: list[Path] = []
    refusals: list[str] = []
    for number, year in enumerate(years):
        try:
            tell(number, len(years))
        except Cancelled:
            break
        try:
            files.append(download(year))
        except Refused as refused:
            refusals.append(words().pair(str(year), words().advice(refused)))
    return files, refusals


def _number(row: CertificateRow) -> str:
    return row.number or "–"
