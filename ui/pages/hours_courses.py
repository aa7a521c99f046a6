"""已学完课程 of a year, behind its online hours: the list of 在线学习, where what is not rated yet can be rated."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpd_core.wording import hours_text
from cpd_desktop.errors import Trouble
from cpd_desktop.views import CourseRow
from ui.pages.study_courses import CoursesView
from ui.widgets import button, heading, label


class FinishedCourses(QWidget):
    """In the place of a year's lines. 必修 and 选修 are told apart for practising members only."""

    left = Signal()
    rated = Signal(str, int, str)
    """(completion id, stars, words): to be stored."""

    def __init__(self, furnish: Callable[[CoursesView], object], own: bool) -> None:
        """``furnish`` gives a list its habits; ``own``: the reader is the member, and may rate."""
        super().__init__()
        self._own = own
        self.setObjectName("finishedCoursesView")
        self._furnish = furnish
        self._views: dict[bool, CoursesView] = {}
        self._title = heading("", factor=1.1, name="coursesTitle")
        self._sums = label("", "quiet", wrap=False, name="coursesSums")
        self._back = button("coursesBack", self.tr("返回学时明细"), self.left.emit, quiet=True)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addWidget(self._sums)
        top.addStretch(1)
        top.addWidget(self._back)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(top)

    def show_courses(self, year: int, rows: Sequence[CourseRow], is_cpa: bool, why_not: str, go_to: str = "") -> None:
        """Show a year's courses; ``why_not``: why nothing can be rated now, "" if it can; ``go_to``: a completion."""
        self._title.setText(self.tr("{0} 年度已学完课程（{1} 门）").format(year, len(rows)))
        self._sums.setText(self._kinds(rows) if is_cpa else "")
        for kind, view in self._views.items():
            view.setVisible(kind is is_cpa)
        view = self._view(is_cpa)
        view.set_read_only(why_not)
        view.show_courses(rows)
        wanted = next((row.id for row in rows if row.completion_id == go_to), "")
        if wanted:
            view.go_to(wanted)

    def _view(self, is_cpa: bool) -> CoursesView:
        if is_cpa not in self._views:
            made = CoursesView(is_cpa, lambda: None, finished=True, rates=self._own)
            made.rated.connect(self.rated)
            self._furnish(made)
            self._views[is_cpa] = made
            self._box.addWidget(made, 1)
        return self._views[is_cpa]

    def _kinds(self, rows: Sequence[CourseRow]) -> str:
        """Hours of 必修 and 选修 courses."""
        required = hours_text(sum(row.hours for row in rows if row.required))
        chosen = hours_text(sum(row.hours for row in rows if not row.required))
        return self.tr("必修 {0} 学时，选修 {1} 学时").format(required, chosen)

    def show_trouble(self, trouble: Trouble) -> None:
        """A rating that was not stored: say why at its field."""
        for view in self._views.values():
            if view.isVisible():
                view.show_trouble(trouble)

    def forget_typed(self) -> None:
        """The rating was stored."""
        for view in self._views.values():
            view.forget_typed()
