"""学时查询: a year and why it counts what it counts, all years side by side, the finished courses, 导出 and 打印.

Staff choose a member first. All years are read at once: going from one to another reads nothing.
"""

from pathlib import Path

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from cpd_core.ledger import YearLedger
from cpd_desktop.errors import Trouble
from cpd_desktop.views import CourseRow, MemberRow
from ui import language, theme
from ui.pages.hours_courses import FinishedCourses
from ui.pages.hours_export import EXCEL, REPORT, HoursExport, What
from ui.pages.hours_members import MemberFinder
from ui.pages.listing import furnish
from ui.pages.page import Context, Page
from ui.pages.remedies import COURSES, SYNC, YEAR, Remedy
from ui.pages.study_courses import CoursesView
from ui.pages.year_view import YearView
from ui.pages.years_compare import CompareView
from ui.pages.years_strip import ALL, YearStrip
from ui.tables import ListStates
from ui.tables.habits import Habits
from ui.tasks import Latest
from ui.widgets import EmptyState, FlowRow, MessageLine, Split, button, heading

Found = tuple[int, dict[int, YearLedger | None]]
"""This year, and all years of the member."""


class HoursPage(Page):
    """Years of the signed-in member, or for staff of a member they look up."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "hoursPage")
        session = context.workspace.session
        self._user_type = session.user_type if session else ""
        self._own_name = session.name if session else ""
        self._staff = self._user_type not in ("cpa", "non_practising")
        self._member: MemberRow | None = None
        self._ledgers: dict[int, YearLedger | None] = {}
        self._this_year = 0
        self._wanted = ""  # a year to show once it is read
        self._courses_for = ""  # the year whose courses are asked for
        self._busy, self._nothing = "", ""  # why nothing can be exported now
        self._load = Latest(context.tasks, self)
        self._read_courses = Latest(context.tasks, self)
        self._years = YearStrip("yearChips")
        self._years.chosen.connect(lambda: self._show_chosen())
        self._who = heading("", name="hoursOf")
        if not self._staff:
            self._who.hide()
        self.message = MessageLine("hoursMessage")
        self._exporting = HoursExport(context, self.message, self._export_busy, self)
        self._year_view = YearView(own=not self._staff)
        self._year_view.courses_asked.connect(lambda: self._open_courses())
        self._year_view.why.asked.connect(self._go)
        self._habits = furnish(context, self._year_view.lines, self.tr("学时明细"), self._about_year)
        self._compare = CompareView()
        self._compare.year_asked.connect(self._open_year)
        self._course_habits: Habits | None = None
        self._courses = FinishedCourses(self._furnish_courses, own=not self._staff)
        self._courses.left.connect(lambda: self._show_chosen())
        self._courses.rated.connect(self._rate)
        self._stack = QStackedWidget()
        for view in (self._year_view, self._compare, self._courses):
            self._stack.addWidget(view)
        self._make_acts()
        self._empty = EmptyState("hoursEmpty", "search", "")
        self._content = ListStates(self._year_side(), self._empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._with_members() if self._staff else self._content)
        if self._staff:
            self._say_nothing_yet()

    def _make_acts(self) -> None:
        self._export = button("exportHours", self.tr("导出"), lambda: self._ask_where(EXCEL))
        excel = self.add_act(
            "exportHours", self.tr("导出学时(&X)…"), "Ctrl+E", lambda: self._ask_where(EXCEL), self._export
        )
        report = self.add_act(
            "exportReport", self.tr("导出 PDF 报告(&R)…"), "Ctrl+Shift+E", lambda: self._ask_where(REPORT)
        )
        self._print = button("printHours", self.tr("打印"), self._ask_printer)
        printing = self.add_act("hoursPrint", self.tr("打印(&P)…"), "Ctrl+P", self._ask_printer, self._print)
        self.add_act("hoursCompare", self.tr("各年度对比(&C)"), "", lambda: self.go_to(ALL))
        self._writing = (excel, report, printing)

    def _year_side(self) -> QWidget:
        side = QWidget()
        top = FlowRow()
        top.addWidget(self._who)
        self._years.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        top.addWidget(self._years)
        top.addWidget(self._export)
        top.addWidget(self._print)
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.message)
        box.addWidget(self._stack, 1)
        return side

    def _with_members(self) -> Split:
        self._finder = MemberFinder(self.context)
        self._finder.chosen.connect(self._member_chosen)
        split = Split("hoursSplit")
        split.setHandleWidth(theme.em(self, 0.6))
        split.add(self._finder, 3, self._finder.least_width)
        split.add(self._content, 10)
        return split

    # --- reading --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the members (staff) and the years again."""
        if self._staff:
            self._finder.look()
        if not self._staff or self._member:
            self._read()

    def go_to(self, item: str) -> None:
        """Show a year, or all of them (:data:`ALL`); for staff also ``@number`` or ``@number@year`` of a member."""
        if item.startswith("@"):
            number, _, item = item[1:].partition("@")
            self._wanted = item
            for member in self.context.workspace.hours.members(number, 1):
                self._member_chosen(member)
            return
        self._wanted = item
        if self._ledgers:
            self._years.press(item)
            self._show_chosen()

    def item(self) -> str:
        """The year that is shown, or :data:`ALL`."""
        return self._years.code

    def _open_year(self, year: int) -> None:
        self.go_to(str(year))

    def _member_chosen(self, member: MemberRow) -> None:
        if self._member and member.id == self._member.id:
            if self._wanted:
                self.go_to(self._wanted)
            return
        self._member = member
        kind = language.words().user_types.get(member.member_type, member.member_type)
        self._who.setText(self.tr("{0}（{1}）").format(member.name, kind))
        self._stack.setCurrentWidget(self._year_view)
        self._read()

    @property
    def _member_id(self) -> str:
        return self._member.id if self._member else ""

    def _read(self) -> None:
        self._content.expect()
        workspace, member_id = self.context.workspace, self._member_id

        def work(_task: object) -> Found:
            return workspace.account.this_year(), workspace.hours.ledgers(member_id)

        self._load.run(work, lambda found: self._show(*found), self._not_read)

    def _show(self, this_year: int, ledgers: dict[int, YearLedger | None]) -> None:
        self._this_year, self._ledgers = this_year, ledgers
        chosen = self._wanted or self._years.code
        if chosen not in {str(year) for year in ledgers} and not (chosen == ALL and len(ledgers) > 1):
            chosen = str(next(iter(ledgers), ""))
        self._years.set_years(ledgers, chosen)
        if self._stack.currentWidget() is self._courses and chosen != ALL:
            self._open_courses()
        else:
            self._show_chosen()

    def _not_read(self, trouble: Trouble) -> None:
        self._content.show_trouble(trouble, self.refresh, self.context.say_trouble)

    def _show_chosen(self) -> None:
        """Show the year that is pressed, or all."""
        self._wanted = ""
        self._courses_for = ""  # those that come now come too late
        if self._years.code == ALL:
            self._content.show_content(True)
            self._allow_writing("")
            self._compare.show_years([ledger for ledger in self._ledgers.values() if ledger])
            self._stack.setCurrentWidget(self._compare)
            return
        year = int(self._years.code or 0)
        ledger = self._ledgers.get(year)
        self._stack.setCurrentWidget(self._year_view)
        if ledger is None:
            self._say_nothing_yet()
            return
        self._content.show_content(True)
        self._allow_writing("")
        self._year_view.show_ledger(ledger, deadline=year == self._this_year)

    def _say_nothing_yet(self) -> None:
        self._content.show_content(False)
        self._allow_writing(self.tr("没有可导出的学时"))
        if self._staff and self._member is None:
            self._empty.say(self.tr("请在左侧选择会员"), self.tr("可按姓名或会员证书编号查找"))
        elif self._years.code:
            self._empty.say(self.tr("{0} 年度没有适用的学时要求").format(self._years.code))
        else:
            self._empty.say(self.tr("本机还没有学时数据"), self.tr("联网同步后显示"))

    # --- where a line leads ---------------------------------------------------------------------------------------

    def _go(self, remedy: Remedy) -> None:
        if remedy.page == SYNC:
            self.context.sync_now()
        elif remedy.page == COURSES:
            self._open_courses(remedy.item)
        elif remedy.page == YEAR:
            self.go_to(remedy.item)
        else:
            self.context.open_page(remedy.page, remedy.item)

    def _open_courses(self, completion_id: str = "") -> None:
        desk, member_id, year = self.context.workspace.hours, self._member_id, int(self._years.code)
        member_type = self._member.member_type if self._member else self._user_type

        self._courses_for = code = self._years.code

        def show(found: tuple[CourseRow, ...]) -> None:
            if code != self._courses_for:
                return
            self._courses.show_courses(year, found, member_type == "cpa", self.read_only, completion_id)
            self._stack.setCurrentWidget(self._courses)

        self._read_courses.run(lambda _task: desk.finished_courses(year, member_id), show)

    def _furnish_courses(self, view: CoursesView) -> None:
        self._course_habits = furnish(self.context, view.table, self.tr("已学完课程"), self._about)

    def _rate(self, completion_id: str, stars: int, comment: str) -> None:
        desk = self.context.workspace.study

        def stored() -> None:
            self._courses.forget_typed()
            self.context.say(self.tr("已保存"))
            self.context.stored()

        self.context.tasks.run(
            self,
            lambda _task: desk.rate(completion_id, stars, comment),
            lambda _none: stored(),
            self._courses.show_trouble,
        )

    # --- 导出 and 打印 ------------------------------------------------------------------------------------------

    def _what(self) -> What:
        """What is on screen: a year, or all of them."""
        years = tuple(self._ledgers) if self._years.code == ALL else (int(self._years.code),)
        told = self.tr("各年度") if self._years.code == ALL else self._years.code
        return What(years, self._member_id, self.tr("学时-{0}-{1}").format(told, self._owner_name()))

    def export_to(self, path: Path) -> None:
        """Write what is on screen to a workbook or, where the name ends so, to a PDF report."""
        self._exporting.export(self._what(), path, REPORT if path.suffix == REPORT else EXCEL)

    def _ask_where(self, kind: str) -> None:
        self._exporting.ask(self._what(), kind)

    def _ask_printer(self) -> None:
        if self._stack.currentWidget() is self._courses and self._course_habits:
            self._course_habits.print_list()
        else:
            self._exporting.ask_printer(self._what())

    def _export_busy(self, why: str) -> None:
        self._busy = why
        self._allow_writing(self._nothing)

    def _allow_writing(self, nothing: str) -> None:
        """Grey 导出 and 打印 where there is nothing to write, or one of them is under way."""
        self._nothing = nothing
        for act in self._writing:
            act.allow(not (nothing or self._busy), nothing or self._busy)

    def _about(self) -> list[str]:
        return [f"{self._owner_name()} · {self._years.code}"]

    def _about_year(self) -> list[str]:
        return [*self._about(), *self._year_view.in_words()]

    def _owner_name(self) -> str:
        return self._member.name if self._member else self._own_name
