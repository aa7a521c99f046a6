"""统计: what waits in the province, what was decided, who still misses hours; a report of it. Every figure leads on."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from cpd_core.overview import Decisions, Period, Shortfalls, Standing, Waiting
from cpd_desktop.errors import Cancelled, Trouble
from cpd_desktop.store.overview import Slice
from ui.pages.overview_decided import DecidedView
from ui.pages.overview_export import OverviewExport
from ui.pages.overview_members import MembersView
from ui.pages.overview_rows import RowsView
from ui.pages.overview_waiting import WaitingView
from ui.pages.page import Context, Page
from ui.tasks import Latest
from ui.widgets import Chips, FlowRow, MessageLine, button

WAITING, DECIDED, MISSING = "waiting", "decided", "missing"


class _Figures(Struct, frozen=True):
    """What was read for a view."""

    waiting: Waiting | None = None
    decisions: Decisions | None = None
    pathways: dict[str, str] = {}


class OverviewPage(Page):
    """The tab 统计 of provincial staff."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "overviewPage")
        self._desk = context.workspace.overview
        self._reading = Latest(context.tasks, self)
        self._rows_reading = Latest(context.tasks, self)
        self._working = False
        self._slice: tuple[Slice, str] | None = None
        self.views = Chips("overviewViews")
        self.views.set_choices(
            [(WAITING, self.tr("待确认")), (DECIDED, self.tr("处理情况")), (MISSING, self.tr("未完成学时"))], WAITING
        )
        self.views.chosen.connect(lambda: self._show_view())
        self.message = MessageLine("overviewMessage")
        self.waiting = WaitingView(context)
        self.decided = DecidedView(context, self._desk.today())
        self.members = MembersView(context)
        self.rows = RowsView(context)
        self._exporting = OverviewExport(context, self.message, self._export_busy, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._export = button("exportOverview", self.tr("导出报告"), self._ask_where)
        self._export_act = self.add_act(
            "exportOverview", self.tr("导出统计报告(&X)…"), "Ctrl+E", self._ask_where, self._export
        )
        self.add_act("overviewBack", self.tr("返回统计(&B)"), "Alt+Left", self._leave_rows, self.rows.back)
        top = FlowRow()
        top.addWidget(self.views)
        top.addWidget(self._export)
        self._stack = QStackedWidget()
        for view in (self.waiting, self.decided, self.members, self.rows):
            self._stack.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.message)
        box.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.waiting.asked.connect(self._open_rows)
        self.waiting.decide.connect(lambda: self.context.open_page("review"))
        self.decided.asked.connect(self._open_rows)
        self.decided.period_chosen.connect(self.refresh)
        self.members.year_chosen.connect(self.refresh)
        self.members.again.connect(self.refresh)
        self.members.asked.connect(self._open_member)
        self.members.export_asked.connect(self._ask_where_members)
        self.rows.left.connect(self._leave_rows)
        self.rows.asked.connect(self._open_application)

    # --- what is shown ------------------------------------------------------------------------------------------

    def item(self) -> str:
        """Which figures are shown."""
        return self.views.code

    def go_to(self, item: str) -> None:
        """Show waiting, decided or missing."""
        if item in (WAITING, DECIDED, MISSING):
            self.views.press(item)
            self._show_view()

    def refresh(self) -> None:
        """Read again what is shown."""
        self.decided.keep_up(self._desk.today())
        if self._stack.currentWidget() is self.rows and self._slice:
            self._read_rows(*self._slice)
        elif self.views.code == MISSING:
            self._read_members()
        else:
            code, period = self.views.code, self.decided.period
            self._reading.run(lambda _task: self._read(code, period), self._show)

    def _show_view(self) -> None:
        self._slice = None
        self._stack.setCurrentWidget(
            {WAITING: self.waiting, DECIDED: self.decided, MISSING: self.members}[self.views.code]
        )
        self.refresh()

    def _read(self, code: str, period: Period) -> _Figures:
        if code == WAITING:
            waiting = self._desk.waiting()
            return _Figures(waiting=waiting, pathways=self._desk.names(each.code for each in waiting.by_pathway))
        decided = self._desk.decided(period)
        return _Figures(decisions=decided, pathways=self._desk.names(each.code for each in decided.by_pathway))

    def _show(self, found: _Figures) -> None:
        if found.waiting:
            self.waiting.show_waiting(found.waiting, found.pathways)
        if found.decisions:
            self.decided.show_decisions(found.decisions, found.pathways)

    # --- who still misses hours ---------------------------------------------------------------------------------

    def _read_members(self) -> None:
        """The first time with figures and a way to stop; later only what has changed is worked out anew."""
        self.members.offer_years(self._desk.years())
        year, shown = self.members.chosen_year, self.members.shown()
        if shown and shown.year == year:
            self._reading.run(lambda _task: self._desk.shortfalls(year), self._show_members)
        elif not self._working:
            self._working = True
            self.members.content.expect(year)
            self.context.works.start(
                self,
                "overview",
                self.tr("正在统计 {0} 年度未完成学时").format(year),
                lambda tell: self._desk.shortfalls(year, tell),
                lambda found: self.tr("{0} 年度未完成学时：{1} 位会员").format(found.year, f"{len(found.missing):,}"),
                self._show_members,
                self._members_failed,
                self._members_ended,
            )

    def _show_members(self, found: Shortfalls) -> None:
        self.members.show_shortfalls(found)

    def _members_failed(self, trouble: Trouble) -> None:
        if isinstance(trouble, Cancelled):
            self.members.say_stopped()
        else:
            self.members.content.show_trouble(trouble, self.refresh, self.context.say_trouble)

    def _members_ended(self) -> None:
        self._working = False
        shown = self.members.shown()
        if shown and shown.year != self.members.chosen_year:
            self.refresh()  # somebody has chosen another year meanwhile

    def _open_member(self, standing: Standing) -> None:
        self.context.open_page("hours", f"@{standing.no}@{self.members.chosen_year}")

    # --- the rows behind a figure -------------------------------------------------------------------------------

    def _open_rows(self, wanted: Slice, title: str) -> None:
        self._slice = (wanted, title)
        self._stack.setCurrentWidget(self.rows)
        self.rows.content.expect(wanted)
        self._read_rows(wanted, title)

    def _read_rows(self, wanted: Slice, title: str) -> None:
        self._rows_reading.run(lambda _task: self._desk.rids(wanted), lambda rids: self.rows.show_rows(rids, title))

    def _leave_rows(self) -> None:
        if self._stack.currentWidget() is self.rows:
            self._show_view()

    def _open_application(self, application_id: str) -> None:
        self.context.open_page("review", application_id)

    # --- reports ------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        self._exporting.ask_report(self.decided.period, self.members.chosen_year or self._desk.years()[0])

    def _ask_where_members(self) -> None:
        self._exporting.ask_members(self.members.chosen_year, self.members.ids())

    def export_to(self, path: Path) -> None:
        """Write the report: a workbook, or where the name ends so a PDF."""
        self._exporting.report(self.decided.period, self.members.chosen_year or self._desk.years()[0], path)

    def export_members_to(self, path: Path) -> None:
        """Write the members who still miss hours, as far as the filter shows them."""
        self._exporting.members(self.members.chosen_year, path, self.members.ids())

    def _export_busy(self, why: str) -> None:
        self._export_act.allow(not why, why)
