"""审计: who did what to what, when, on which device. Searched on the service, taken out as a workbook."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, cast

from PySide6.QtWidgets import QVBoxLayout

from cpd_core.national import AuditEntry, AuditPage
from cpd_desktop.deeds import DEEDS, deed
from cpd_desktop.desks.national import AuditQuery
from cpd_desktop.views import Named
from ui import theme
from ui.forms.calm import CalmChoice
from ui.language import words
from ui.pages.listing import furnish
from ui.pages.national import NationalPage, ask_place, side
from ui.pages.page import Context
from ui.tables import Column, ListedTable, ListStates, columns
from ui.widgets import Chips, EmptyState, FilterLine, FlowRow, SearchBox, Split, TallArea, button, card, heading, label

DAYS = ("1", "7", "30", "365")


class AuditPageView(NationalPage):
    """The trail, the newest first; beside it what an entry says in full."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "auditPage")
        self._entries: list[AuditEntry] = []
        self._next = 0
        self._where = Chips("auditWhere")
        self._where.set_choices((("office", self.tr("管理与登录")), ("decisions", self.tr("申请与确认"))), "office")
        self._where.chosen.connect(lambda: self._find())
        self._words = SearchBox("auditWords", self.tr("内容、编号或姓名"))
        self._who = FilterLine("auditWho", self.tr("人员"))
        self._device = FilterLine("auditDevice", self.tr("设备编号"))
        for line in (self._words, self._who, self._device):
            line.searched.connect(lambda: self._find())
        for line in (self._who, self._device):
            line.setMinimumWidth(theme.em(self, 7))
        self._what, self._when = CalmChoice("auditWhat", 12), CalmChoice("auditWhen", 8)
        self._what.setAccessibleName(self.tr("操作"))
        self._when.setAccessibleName(self.tr("时间"))
        self._what.offer([Named(code, words().say(deed(code))) for code in DEEDS], self.tr("全部操作"))
        spans = (self.tr("近 24 小时"), self.tr("近 7 天"), self.tr("近 30 天"), self.tr("近一年"))
        self._when.offer([Named(code, name) for code, name in zip(DAYS, spans, strict=True)], self.tr("全部时间"))
        for choice in (self._what, self._when):
            choice.currentIndexChanged.connect(lambda: self._find())
        self._table: ListedTable[AuditEntry] = ListedTable("auditTable", self._columns(), lambda row: str(row.id))
        self._table.setAccessibleName(self.tr("审计记录"))
        habits = furnish(context, self._table, self.tr("审计记录"))
        self.add_act("auditPrint", self.tr("打印列表(&P)…"), "Ctrl+P", habits.print_list)
        self._table.current_changed.connect(self._show_current)
        self._states = ListStates(
            self._table,
            EmptyState(
                "auditEmpty",
                "search",
                self.tr("没有符合条件的记录"),
                self.tr("可以放宽条件后再查"),
                self.tr("清除条件"),
                self._clear,
            ),
        )
        self._more = button("auditMore", self.tr("继续读取更早的记录"), self._read_more)
        self._count = label("", "quiet", wrap=False, name="auditCount")
        self._title = heading("", "auditTitle", 1.15)
        self._detail = label("", name="auditDetail")
        self._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "at",
                self.tr("时间"),
                lambda row: words().moment(row.at),
                words().moment("2025-12-30T15:59:00Z"),
                kind="date",
            ),
            Column("who", self.tr("人员"), lambda row: row.who or "–", "江苏审核"),
            Column("what", self.tr("操作"), lambda row: words().say(deed(row.what)), self.tr("合并主办方单位")),
            Column("detail", self.tr("内容"), lambda row: row.detail, "{}", stretch=True, spare=1),
            columns.plain("entity_id", self.tr("编号"), "320000000000"),
        )

    def _lay_out(self) -> None:
        self._export = button("auditExport", self.tr("导出 Excel…"), self._ask_where)
        self.add_act("auditExport", self.tr("导出 Excel(&E)…"), "Ctrl+E", self._ask_where, self._export)
        top = FlowRow()
        for part in (self._where, self._words, self._who, self._what, self._when, self._device, self._export):
            top.addWidget(part)
        below = FlowRow()
        below.addWidget(self._more)
        below.addWidget(self._count)
        split = Split("auditSplit")
        split.setHandleWidth(theme.em(self, 0.6))
        split.add(self._states, 7, self._table.arrangement.least_width)
        split.add(TallArea(side(card(self._title, self._detail))), 3)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.message)
        box.addWidget(split, 1)
        box.addLayout(below)
        self._show_entry(None)

    # --- reading -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the newest again."""
        self._find()

    def query(self) -> AuditQuery:
        """What the filters ask for."""
        days = self._when.code()
        since = datetime.now(UTC) - timedelta(days=int(days)) if days else None
        return AuditQuery(
            where=cast(Literal["office", "decisions"], self._where.code),
            who=self._who.text().strip(),
            what=self._what.code(),
            device=self._device.text().strip(),
            since=since.strftime("%Y-%m-%dT%H:%M:%SZ") if since else "",
            words=self._words.text().strip(),
        )

    def _find(self) -> None:
        query = self.query()
        self.read(lambda: self.desk.audit(query), self._show_first, self._states)

    def _read_more(self) -> None:
        query, before = self.query(), self._next
        self.read(lambda: self.desk.audit(query, before), self._show_more, self._states)

    def _show_first(self, page: AuditPage) -> None:
        self._entries = []
        self._show_more(page)

    def _show_more(self, page: AuditPage) -> None:
        self._entries += page.entries
        self._next = page.next
        self._table.set_rows(self._entries)
        self._states.show_content(bool(self._entries))
        self._more.setVisible(bool(page.next))
        self._count.setText(self.tr("已读取 {0} 条").format(len(self._entries)))

    def _clear(self) -> None:
        for line in (self._words, self._who, self._device):
            line.show_text("")
        for choice in (self._what, self._when):
            choice.blockSignals(True)
            choice.setCurrentIndex(0)
            choice.blockSignals(False)
        self._find()

    # --- one of them -------------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        self._show_entry(self._table.current())

    def _show_entry(self, entry: AuditEntry | None) -> None:
        self._title.setText(words().say(deed(entry.what)) if entry else self.tr("请选择一条记录"))
        self._detail.setVisible(entry is not None)
        if entry:
            facts = (
                (self.tr("时间"), words().moment(entry.at)),
                (self.tr("人员"), entry.who or "–"),
                (self.tr("账号"), entry.account_id or self.tr("服务器命令行")),
                (self.tr("设备"), entry.device_id or "–"),
                (self.tr("对象"), f"{entry.kind} {entry.entity_id}".strip() or "–"),
                (self.tr("链"), f"{entry.lane} {entry.number}" if entry.lane else self.tr("由所在省的链覆盖")),
                (self.tr("内容"), entry.detail),
            )
            self._detail.setText("\n".join(words().pair(name, value) for name, value in facts))

    # --- Excel -------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        if path := ask_place(self, self.tr("导出 Excel"), self.tr("审计记录.xlsx")):
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Save all that the filters find; that it was taken out is written down on the service, too."""
        desk, query, said = self.desk, self.query(), self.tr("已导出 {0} 条审计记录：{1}")
        chosen = words()
        self.context.works.start(
            self,
            "export",
            self.tr("正在导出审计记录"),
            lambda tell: desk.export_audit(query, path, tell, chosen),
            lambda count: said.format(count, path),
            lambda count: self.message.show_good(said.format(count, path)),
            self.message.show_trouble,
        )
