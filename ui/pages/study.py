"""在线学习: before the yearly choice the three institutes side by side, after it the courses; 推荐学习 at any time."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from cpd_desktop.errors import Trouble
from cpd_desktop.study.views import Offer
from cpd_desktop.views import CourseRow, Named
from ui.pages.listing import furnish
from ui.pages.page import Context, Page
from ui.pages.study_choice import ChoiceView
from ui.pages.study_courses import CoursesView
from ui.pages.study_samples import SamplesView
from ui.tables import ListStates
from ui.tasks import Latest
from ui.widgets import Chips, EmptyState, FlowRow, label

if TYPE_CHECKING:
    from ui.player.room import LessonRoom

Found = tuple[int, str, tuple[Named, ...], tuple[CourseRow, ...], tuple[CourseRow, ...], dict[str, Offer]]


class StudyPage(Page):
    """Two parts: 在线学习 and 推荐学习."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "studyPage")
        session = context.workspace.session
        is_cpa = session is not None and session.user_type == "cpa"
        self._load = Latest(context.tasks, self)
        self._year = 0
        self._wanted = ""
        self._parts = Chips("studyParts")
        self._parts.set_choices([("study", self.tr("在线学习")), ("samples", self.tr("推荐学习"))], "study")
        self._parts.chosen.connect(self._leave_room)
        self._status = label("", "quiet", wrap=False, name="studyStatus")
        self._choice = ChoiceView(is_cpa)
        self._choice.chosen.connect(self._choose)
        self._courses = CoursesView(is_cpa, lambda: context.workspace.drafts.kept_words("rating"))
        self._courses.rated.connect(self._rate)
        self._courses.opened.connect(self._study)
        habits = furnish(context, self._courses.table, self.tr("课程"), lambda: [self._status.text()])
        self.add_act("coursesPrint", self.tr("打印课程列表(&P)…"), "Ctrl+P", habits.print_list)
        self._samples = SamplesView()
        self._samples.opened.connect(self._study)
        self._stack = QStackedWidget()
        for view in (self._choice, self._courses, self._samples):
            self._stack.addWidget(view)
        empty = EmptyState(
            "studyEmpty", "course", self.tr("本机还没有课程"), self.tr("联网同步后，三家国家会计学院的课程会列在这里")
        )
        self._content = ListStates(self._stack, empty)
        top = FlowRow()
        top.addWidget(self._parts)
        top.add_gap()
        top.addWidget(self._status)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(top)
        box.addWidget(self._content, 1)
        self._chosen = False
        self._room: LessonRoom | None = None
        self._in_room = False

    def refresh(self) -> None:
        """Read institutes, choice and courses of this year again."""
        workspace = self.context.workspace

        def work(_task: object) -> Found:
            year, desk = workspace.account.this_year(), workspace.study
            choice, courses = desk.choice(year), desk.courses(year)
            return year, choice, desk.institutes(), courses, desk.samples(year), desk.offers(year)

        self._content.expect()
        if self._room and self._in_room:
            self._room.refresh()
        self._load.run(work, lambda found: self._show(*found), self._not_read)

    def _not_read(self, trouble: Trouble) -> None:
        self._content.show_trouble(trouble, self.refresh, self.context.say_trouble)

    def _show(
        self,
        year: int,
        choice: str,
        institutes: tuple[Named, ...],
        courses: tuple[CourseRow, ...],
        samples: tuple[CourseRow, ...],
        offers: dict[str, Offer],
    ) -> None:
        self._year, self._chosen = year, bool(choice)
        self._content.show_content(bool(institutes))
        courses = tuple(course for course in courses if not course.sample)
        name = next((each.name for each in institutes if each.code == choice), choice)
        self._status.setText(
            self.tr("{0} 年度 · {1}").format(year, name) if choice else self.tr("{0} 年度").format(year)
        )
        if choice:
            self._courses.show_courses(courses)
        else:
            self._choice.show_institutes(year, institutes, courses, offers)
        self._samples.show_samples(institutes, samples, offers)
        self._show_part()
        if self._wanted:
            self._courses.go_to(self._wanted)
            self._wanted = ""

    def keep_drafts(self) -> None:
        """Keep the rating that is being written, and what was played."""
        if self._room:
            self._room.keep()
        self.context.workspace.drafts.keep_words("rating", self._courses.typed())

    def go_to(self, item: str) -> None:
        """Show a course of this year, e.g. one that is to be rated, once the list is there."""
        self._wanted = item
        self._leave_room()
        self._parts.press("study")

    def set_read_only(self, why: str) -> None:
        """Grey the choice of the year and the rating."""
        super().set_read_only(why)
        for view in (self._choice, self._courses, self._room):
            if view is not None:
                view.set_read_only(why)

    def _show_part(self) -> None:
        if self._in_room and self._room:
            self._stack.setCurrentWidget(self._room)
        elif self._parts.code == "samples":
            self._stack.setCurrentWidget(self._samples)
        else:
            self._stack.setCurrentWidget(self._courses if self._chosen else self._choice)

    # --- the room ----------------------------------------------------------------------------------------------

    def _study(self, course_id: str) -> None:
        if self._room is None:
            from ui.player.room import LessonRoom  # what is not opened costs no start

            self._room = LessonRoom(self.context)
            self._room.left.connect(self._back)
            self._room.to_rate.connect(self._finished)
            self._room.set_read_only(self.read_only)
            self._stack.addWidget(self._room)
        self._in_room = True
        self._room.open_course(course_id)
        self._show_part()

    def _leave_room(self) -> None:
        if self._room and self._in_room:
            self._room.leave()
        else:
            self._show_part()

    def _back(self) -> None:
        self._in_room = False
        self._show_part()
        self.refresh()

    def _finished(self, course_id: str) -> None:
        self.go_to(course_id)
        self.refresh()

    # --- the choice and the rating -----------------------------------------------------------------------------

    def _choose(self, institute_id: str) -> None:
        desk, year = self.context.workspace.study, self._year
        self.context.tasks.run(
            self, lambda _task: desk.choose(year, institute_id), lambda _none: self._stored(), self._failed
        )

    def _rate(self, completion_id: str, stars: int, comment: str) -> None:
        desk = self.context.workspace.study
        self.context.tasks.run(
            self,
            lambda _task: desk.rate(completion_id, stars, comment),
            lambda _none: self._was_rated(),
            self._courses.show_trouble,
        )

    def _was_rated(self) -> None:
        self._courses.forget_typed()
        self._stored()

    def _stored(self) -> None:
        self.context.say(self.tr("已保存"))
        self.context.stored()

    def _failed(self, trouble: Trouble) -> None:
        self.context.say_trouble(trouble)
        self.refresh()
