"""学时查询: choose a year (staff: a member first), read what counted and why, see finished courses, export."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cpd_core.ledger import YearLedger
from cpd_desktop.errors import Trouble
from cpd_desktop.labels import BEIJING
from cpd_desktop.views import CourseRow, MemberRow
from ui import language, marks, theme
from ui.pages.listing import furnish
from ui.pages.page import Context, Page
from ui.pages.year_view import YearView
from ui.tables import Column, ListedTable, ListStates, columns
from ui.tasks import Latest
from ui.widgets import Chips, EmptyState, SearchBox, button, heading, label

MEMBERS_SHOWN = 200


class HoursPage(Page):
    """A year of the signed-in member, or for staff of a member they look up."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "hoursPage")
        session = context.workspace.session
        self._staff = session is None or session.user_type not in ("cpa", "non_practising")
        self._national = session is not None and session.user_type == "national_staff"
        self._member: MemberRow | None = None
        self._load = Latest(context.tasks, self)
        self._search = Latest(context.tasks, self)
        self._years = Chips("yearChips")
        self._years.chosen.connect(lambda: self._read_year())
        self._who = heading("", name="hoursOf")
        if not self._staff:
            self._who.hide()
        self._export = button("exportHours", self.tr("导出"), self._ask_where)
        self._export_act = self.add_act(
            "exportHours", self.tr("导出学时(&X)…"), "Ctrl+E", self._ask_where, self._export
        )
        self._year_view = YearView()
        self._year_view.courses_asked.connect(self._open_courses)
        self._courses = FinishedCourses()
        self._courses.back.clicked.connect(lambda: self._stack.setCurrentIndex(0))
        self._habits = furnish(context, self._year_view.lines, self.tr("学时明细"), self._about_year)
        self._course_habits = furnish(context, self._courses.table, self.tr("已学完课程"), self._about_courses)
        self.add_act("hoursPrint", self.tr("打印学时明细(&P)…"), "Ctrl+P", self._print)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._year_view)
        self._stack.addWidget(self._courses)
        self._empty = EmptyState("hoursEmpty", "search", "")
        self._content = ListStates(self._year_side(), self._empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._with_members() if self._staff else self._content)
        if self._staff:
            self._say_nothing_yet()

    def _year_side(self) -> QWidget:
        side = QWidget()
        top = QHBoxLayout()
        top.addWidget(self._who)
        top.addWidget(self._years, 1)
        top.addWidget(self._export)
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self._stack, 1)
        return side

    def _with_members(self) -> QSplitter:
        self._finder = SearchBox("memberSearch", self.tr("姓名或会员证书编号"))
        self._finder.searched.connect(lambda: self._find())
        shown = (
            columns.plain("name", self.tr("姓名"), "欧阳建国"),
            columns.plain("no", self.tr("证书编号"), "320000000000", stretch=True),
        )
        self._members: ListedTable[MemberRow] = ListedTable("memberTable", shown, lambda row: row.id)
        furnish(self.context, self._members, self.tr("会员"))
        self._members.setAccessibleName(self.tr("会员"))
        self._members.current_changed.connect(self._member_chosen)
        self._found = label("", "quiet", name="membersFound")
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        for part in (self._finder, self._members, self._found):
            box.addWidget(part)
        splitter = QSplitter()
        splitter.setObjectName("hoursSplit")
        splitter.addWidget(side)
        splitter.addWidget(self._content)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.em(self, 15), theme.em(self, 50)])
        splitter.setHandleWidth(theme.em(self, 0.6))
        splitter.setChildrenCollapsible(False)
        return splitter

    # --- reading --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the members (staff) and the year again."""
        if self._staff:
            self._find()
        if not self._staff or self._member:
            self._read_years()

    def _find(self) -> None:
        text = self._finder.text().strip()
        desk = self.context.workspace.hours
        self._search.run(lambda _task: desk.members(text, MEMBERS_SHOWN), self._show_members)

    def _show_members(self, found: tuple[MemberRow, ...]) -> None:
        self._members.set_rows(found)
        more = len(found) >= MEMBERS_SHOWN
        words = self.tr("前 {0} 位会员，请输入姓名或编号查找") if more else self.tr("{0} 位会员")
        self._found.setText(words.format(len(found)))

    def _member_chosen(self) -> None:
        member = self._members.current()
        if member is None or (self._member and member.id == self._member.id):
            return
        self._member = member
        kind = language.words().user_types.get(member.member_type, member.member_type)
        self._who.setText(self.tr("{0}（{1}）").format(member.name, kind))
        self._stack.setCurrentIndex(0)
        self._read_years()

    @property
    def _member_id(self) -> str:
        return self._member.id if self._member else ""

    def _read_years(self) -> None:
        self._content.expect()
        desk, member_id, chosen = self.context.workspace.hours, self._member_id, self._years.code

        def work(_task: object) -> tuple[tuple[int, ...], int, YearLedger | None]:
            years = desk.years(member_id)
            year = int(chosen) if chosen and int(chosen) in years else years[0] if years else 0
            return years, year, desk.ledger(year, member_id) if year else None

        self._load.run(work, lambda found: self._show_years(*found), self._not_read)

    def _show_years(self, years: tuple[int, ...], year: int, ledger: YearLedger | None) -> None:
        self._years.set_choices([(str(each), str(each)) for each in years], str(year))
        self._show_year(ledger)

    def _read_year(self) -> None:
        desk, member_id, year = self.context.workspace.hours, self._member_id, int(self._years.code)
        self._stack.setCurrentIndex(0)
        self._load.run(lambda _task: desk.ledger(year, member_id), self._show_year, self._not_read)

    def _not_read(self, trouble: Trouble) -> None:
        self._content.show_trouble(trouble, self.refresh, self.context.say_trouble)

    def _show_year(self, ledger: YearLedger | None) -> None:
        if ledger is None:
            self._say_nothing_yet()
            return
        self._content.show_content(True)
        self._year_view.show_ledger(ledger, deadline=ledger.year == datetime.now(BEIJING).year)

    def _say_nothing_yet(self) -> None:
        self._content.show_content(False)
        if self._national and self._member is None:
            text = self.tr("会员名单由各省注协管理；需要查询时请联系会员所在地的省注协")
            self._empty.say(self.tr("没有可查询的会员"), text)
        elif self._staff and self._member is None:
            self._empty.say(self.tr("请在左侧选择会员"), self.tr("可按姓名或会员证书编号查找"))
        elif self._years.code:
            self._empty.say(self.tr("{0} 年度没有适用的学时要求").format(self._years.code))
        else:
            self._empty.say(self.tr("本机还没有学时数据"), self.tr("联网同步后显示"))

    # --- finished courses, export -----------------------------------------------------------------------------

    def _open_courses(self) -> None:
        desk, member_id, year = self.context.workspace.hours, self._member_id, int(self._years.code)

        def show(found: tuple[CourseRow, ...]) -> None:
            self._courses.show_courses(year, found)
            self._stack.setCurrentIndex(1)

        self.context.tasks.run(self, lambda _task: desk.finished_courses(year, member_id), show)

    def _about_year(self) -> list[str]:
        return [f"{self._owner_name()} · {self._years.code}", *self._year_view.in_words()]

    def _about_courses(self) -> list[str]:
        return [f"{self._owner_name()} · {self._years.code}"]

    def _print(self) -> None:
        habits = self._habits if self._stack.currentWidget() is self._year_view else self._course_habits
        habits.print_list()

    def _ask_where(self) -> None:
        name = self.tr("学时-{0}-{1}.xlsx").format(self._years.code, self._owner_name())
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("导出"), name, self.tr("Excel 工作簿 (*.xlsx)"))
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Write the chosen year to a workbook."""
        desk, member_id, year = self.context.workspace.exports, self._member_id, int(self._years.code)
        words = self.tr("已导出 {0} 年度学时：{1}").format(year, path)
        self._export_act.allow(False, self.tr("正在导出"))
        self.context.works.start(
            self,
            "export",
            self.tr("正在导出学时"),
            lambda _tell: desk.hours((year,), path, member_id),
            lambda _count: words,
            lambda _count: self.context.say(words),
            self.context.say_trouble,
            ended=lambda: self._export_act.allow(True),
        )

    def _owner_name(self) -> str:
        session = self.context.workspace.session
        return self._member.name if self._member else session.name if session else ""


class FinishedCourses(QWidget):
    """已学完课程 of a year, in the place of the lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("finishedCoursesView")
        self._title = heading("", factor=1.1)
        self.back = button("coursesBack", self.tr("返回学时明细"), lambda: None, quiet=True)
        shown = (
            columns.plain("title", self.tr("课程"), "企业会计准则最新变化解读", stretch=True),
            columns.plain("institute_name", self.tr("国家会计学院"), "北京国家会计学院"),
            columns.day("finished_on", self.tr("学完日期")),
            Column(
                "minutes",
                self.tr("分钟"),
                lambda row: str(row.minutes),
                "1200",
                "minutes",
                align_right=True,
                kind="number",
            ),
            columns.hours("hours", self.tr("学时")),
            Column(
                "state",
                self.tr("状态"),
                marks.course_word,
                language.words().course_states["counted"],
                "state",
                mark=marks.of_course,
            ),
        )
        self.table: ListedTable[CourseRow] = ListedTable("finishedTable", shown, lambda row: row.completion_id)
        self.table.setAccessibleName(self.tr("已学完课程"))
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self.back)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self.table, 1)

    def show_courses(self, year: int, rows: tuple[CourseRow, ...]) -> None:
        """Show the courses of a year."""
        self._title.setText(self.tr("{0} 年度已学完课程（{1} 门）").format(year, len(rows)))
        self.table.set_rows(rows)
