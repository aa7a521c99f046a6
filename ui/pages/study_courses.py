"""The courses of the chosen institute: state of each, and 课程评价 in place, which makes its hours count."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cpd_core.outcomes import error
from cpd_core.wording import hours_text
from cpd_desktop.desks.drafts import KeptWords
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.views import CourseRow
from ui import marks, theme
from ui.language import words
from ui.tables import Column, ListedTable, columns
from ui.widgets import (
    Chips,
    EmptyOr,
    EmptyState,
    FlowRow,
    Form,
    SearchBox,
    Split,
    Stars,
    TallArea,
    button,
    card,
    heading,
    label,
)

STATES = ("to_rate", "watched", "learning", "open", "counted")
DONE = ("to_rate", "counted")
ALWAYS = ("to_rate", "open", "counted")  # chips that are there though nothing is in that state


class CoursesView(QWidget):
    """A list with a filter row; beside it the course, with its rating where one is due."""

    rated = Signal(str, int, str)
    """(completion id, stars, words): to be stored."""
    opened = Signal(str)
    """A course to be studied."""

    def __init__(
        self, is_cpa: bool, recall: Callable[[], KeptWords | None], finished: bool = False, rates: bool = True
    ) -> None:
        """``recall`` gives the rating that was not submitted the last time. ``finished``: there are no open courses.

        ``rates``: whoever looks at them is the member.
        """
        super().__init__()
        self._rates = rates
        self._states = tuple(state for state in STATES if not finished or state in DONE)
        self.setObjectName("coursesView")
        self._is_cpa = is_cpa
        self._courses: tuple[CourseRow, ...] = ()
        self._shown_id = ""
        self._recall = recall
        self._filter = Chips("courseFilter")
        self._filter.chosen.connect(lambda: self._apply())
        self._search = SearchBox("courseSearch", self.tr("课程名称、主题"))
        self._search.searched.connect(lambda: self._apply())
        self.table: ListedTable[CourseRow] = ListedTable("courseTable", self._columns(), lambda row: row.id)
        self.table.setAccessibleName(self.tr("课程"))
        self.table.current_changed.connect(self._show_course)
        self.table.opened.connect(self._open)
        self._list = EmptyOr(self.table, EmptyState("coursesEmpty", "search", self.tr("没有符合条件的课程")))
        self._count = label("", "quiet", wrap=False, name="courseCount")
        self._lay_out()

    def _columns(self) -> tuple[Column, ...]:
        kind = Column("required", self.tr("类别"), self._kind, self.tr("必修"), "required")
        return (
            columns.plain("title", self.tr("课程"), "企业会计准则最新变化解读", stretch=True),
            *((kind,) if self._is_cpa else ()),
            Column("topic", self.tr("主题"), _topic, words().topics["ethics"], "topic", spare=1),
            Column(
                "delivery",
                self.tr("方式"),
                lambda row: words().deliveries[row.delivery],
                words().deliveries["recorded"],
                "delivery",
                spare=2,
            ),
            Column(
                "minutes",
                self.tr("分钟"),
                lambda row: str(row.minutes),
                "1200",
                "minutes",
                align_right=True,
                kind="number",
                spare=1,
            ),
            columns.hours("hours", self.tr("学时")),
            Column(
                "state",
                self.tr("状态"),
                marks.course_word,
                f"{words().course_states['learning']} 99%",
                "state",
                mark=marks.of_course,
            ),
        )

    def _kind(self, row: CourseRow) -> str:
        return self.tr("必修") if row.required else self.tr("选修")

    def _lay_out(self) -> None:
        top = FlowRow()
        top.addWidget(self._filter)
        top.add_gap()
        top.addWidget(self._count)
        top.addWidget(self._search)
        split = Split("coursesSplit")
        split.setHandleWidth(theme.em(self, 0.6))
        split.add(self._list, 2, self.table.arrangement.least_width)
        split.add(self._detail(), 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme.em(self, 0.4), 0, 0)
        box.addLayout(top)
        box.addWidget(split, 1)

    def _detail(self) -> QWidget:
        self._title = heading("", name="courseTitle")
        self._title.setWordWrap(True)
        self._facts = label("", "quiet", name="courseFacts")
        self._what_now = label("", name="courseWhatNow")
        self._stars = Stars("ratingStars")
        self._comment = QPlainTextEdit()
        self._comment.setObjectName("ratingComment")
        self._comment.setTabChangesFocus(True)
        self._comment.setFixedHeight(theme.em(self, 5))
        self._form = Form("ratingForm")
        self._form.add("rating", self.tr("评分"), self._stars)
        self._form.add("comment", self.tr("评价"), self._comment, self.tr("可不填，最多 500 个字"))
        self._stars.changed.connect(lambda: self._form.fields["rating"].clear_error())
        self._submit = button("submitRating", self.tr("提交评价"), self._rate, primary=True)
        self._rating = QWidget()
        inner = QVBoxLayout(self._rating)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(heading(self.tr("课程评价"), factor=1.1))
        inner.addWidget(self._form)
        inner.addWidget(self._submit, 0, Qt.AlignmentFlag.AlignLeft)
        self._learn = button("courseLearn", self.tr("学习"), self._open, primary=True)
        learn = QHBoxLayout()
        learn.addWidget(self._learn)
        learn.addStretch(1)
        made = card(self._title, self._facts, self._what_now, learn, self._rating)
        box = made.layout()
        if isinstance(box, QVBoxLayout):
            box.addStretch(1)
        made.setMinimumWidth(theme.em(self, 16))
        return TallArea(made)

    # --- showing -----------------------------------------------------------------------------------------------

    def show_courses(self, courses: Sequence[CourseRow]) -> None:
        """Show the year's courses, those to be rated first."""
        self._courses = tuple(sorted(courses, key=lambda course: STATES.index(course.state)))
        words = {
            "to_rate": self.tr("待评价"),
            "watched": self.tr("待完成"),
            "learning": self.tr("学习中"),
            "open": self.tr("可学习"),
            "counted": self.tr("已计学时"),
        }
        choices = [("", self.tr("全部 {0}").format(len(self._courses)))]
        for state in self._states:
            count = sum(course.state == state for course in self._courses)
            if count or state in ALWAYS:
                choices.append((state, f"{words[state]} {count}"))
        self._filter.set_choices(choices, self._filter.code)
        self._apply()

    def go_to(self, course_id: str) -> None:
        """Put the cursor on a course, whatever the filter was."""
        if not self.table.go_to(course_id):
            self._filter.press("")
            self._search.clear()
            self._apply()
            self.table.go_to(course_id)

    def set_read_only(self, why: str) -> None:
        """Grey the rating and say why; "" allows it again."""
        self._submit.setEnabled(not why)
        self._submit.setToolTip(why)

    def _apply(self) -> None:
        state, text = self._filter.code, self._search.text().strip()
        found = [c for c in self._courses if state in ("", c.state) and text in f"{c.title}{_topic(c)}"]
        self.table.set_rows(found)
        self._list.show_content(bool(found))
        hours = sum(course.hours for course in found)
        self._count.setText(self.tr("{0} 门 · {1} 学时").format(len(found), hours_text(hours)))
        if found and self.table.current() is None:
            self.table.step(1)
        self._show_course()

    def _show_course(self) -> None:
        course = self.table.current()
        self._title.setText(course.title if course else self.tr("请选择课程"))
        self._facts.setVisible(course is not None)
        self._what_now.setVisible(course is not None)
        rates = self._rates and course is not None and course.state == "to_rate"
        self._rating.setVisible(rates)
        self._learn.setVisible(self._rates and course is not None and bool(course.lessons))
        self._learn.set_primary(not rates)
        if course is None:
            return
        facts = (
            course.institute_name,
            words().deliveries[course.delivery],
            self.tr("{0} 分钟，{1} 学时").format(course.minutes, hours_text(course.hours)),
            self.tr("{0} 学完").format(words().day(course.finished_on)) if course.finished_on else "",
        )
        self._facts.setText(" · ".join(fact for fact in facts if fact))
        self._what_now.setText(self._next_step(course))
        if course.id != self._shown_id:
            self._shown_id = course.id
            self.forget_typed()
            self._put_back(course)

    def _next_step(self, course: CourseRow) -> str:
        if course.state == "open":
            if course.lessons:
                return self.tr("学完并评价后计入 {0} 学时").format(hours_text(course.hours))
            return self.tr("在国家会计学院的平台学习；学完后完成记录会同步到本机，评价后计入学时")
        if course.state == "learning":
            return self.tr("已学 {0}%，学完并评价后计入 {1} 学时").format(course.percent, hours_text(course.hours))
        if course.state == "watched":
            return self.tr("已看完，打开课程完成学习，评价后计入 {0} 学时").format(hours_text(course.hours))
        if course.state == "to_rate":
            return self.tr("已学完。评价后计入 {0} 学时").format(hours_text(course.hours))
        return self.tr("已评价，{0} 学时自动确认").format(hours_text(course.hours))

    def _put_back(self, course: CourseRow) -> None:
        kept = self._recall() if course.state == "to_rate" else None
        if kept and kept.about == course.completion_id:
            if kept.stars:
                self._stars.set_value(kept.stars)
            self._comment.setPlainText(kept.text)

    def typed(self) -> KeptWords | None:
        """The rating that is being written."""
        course, text, stars = self.table.current(), self._comment.toPlainText().strip(), self._stars.value()
        rates = course is not None and course.state == "to_rate" and bool(text or stars)
        return KeptWords(course.completion_id, text, stars) if course and rates else None

    def _open(self) -> None:
        course = self.table.current()
        if course is not None and course.lessons and self._rates:
            self.opened.emit(course.id)

    # --- rating -------------------------------------------------------------------------------------------------

    def _rate(self) -> None:
        course = self.table.current()
        if course is None:
            return
        if not self._stars.value():
            self._form.show_errors([error("rating", "rating.range")])
            return
        self.rated.emit(course.completion_id, self._stars.value(), self._comment.toPlainText().strip())

    def show_trouble(self, trouble: Trouble) -> None:
        """Show what is wrong with the rating at its field; what was typed stays."""
        if isinstance(trouble, Refused) and trouble.errors:
            self._form.show_errors(trouble.errors)
        else:
            self._form.rest.setText(words().trouble(trouble))
            self._form.rest.show()

    def forget_typed(self) -> None:
        """Start the next rating empty."""
        self._stars.clear()
        self._comment.clear()
        self._form.clear_errors()


def _topic(course: CourseRow) -> str:
    return words().topics.get(course.topic, course.topic)
