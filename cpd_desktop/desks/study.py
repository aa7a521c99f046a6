"""在线学习: the yearly choice of an accounting institute, its courses, and the rating that makes hours count."""

from collections import Counter
from typing import TYPE_CHECKING

from cpd_core.entities import Choice, Completion, Course
from cpd_core.lessons import Progress
from cpd_core.messages import Choose, Rate
from cpd_core.study import choice_id
from cpd_desktop.desks.hours import course_row
from cpd_desktop.errors import Refused
from cpd_desktop.study.views import Offer
from cpd_desktop.views import CourseRow, Named

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace


class StudyDesk:
    """The signed-in member's study; what the member does goes through the outbox like everything else."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def institutes(self) -> tuple[Named, ...]:
        """The national accounting institutes that can be chosen."""
        found = self._workspace.account.reference.choosable()
        return tuple(Named(code=code, name=name) for code, name in sorted(found.items()))

    def choice(self, year: int) -> str:
        """The id of the institute chosen for a year, "" before the choice."""
        choice = self._workspace.account.store.records.entity(Choice, choice_id(self._member_id(), year))
        return choice.institute_id if choice else ""

    def choose(self, year: int, institute_id: str) -> None:
        """Choose the year's institute, once and for all; raises Invalid."""
        entity_id = choice_id(self._member_id(), year)
        self._workspace.account.act("study.choose", entity_id, Choose(year=year, institute_id=institute_id))

    def courses(self, year: int) -> tuple[CourseRow, ...]:
        """A year's courses of the chosen institute, before the choice of all; finished ones are there in any case."""
        account = self._workspace.account
        chosen = self.choice(year)
        done = {
            completion.course_id: completion
            for completion in account.store.records.entities(Completion, member_id=self._member_id(), year=year)
        }
        offered = [
            course
            for course in account.store.records.entities(Course)
            if year in course.years and (not chosen or course.institute_id == chosen)
        ]
        institutes, limits = account.reference.institutes(), account.reference.rules().study
        begun = self._begun(year)
        rows = [course_row(c, institutes, done.pop(c.id, None), begun.get(c.id), limits) for c in offered]
        return (*(course_row(completion, institutes) for completion in done.values()), *rows)

    def offers(self, year: int) -> dict[str, Offer]:
        """What each institute offers in a year, by its code, whatever was chosen."""
        offered: dict[str, list[Course]] = {institute.code: [] for institute in self.institutes()}
        for course in self._workspace.account.store.records.entities(Course):
            if year in course.years and not course.sample:
                offered.setdefault(course.institute_id, []).append(course)
        return {code: _offer(code, courses) for code, courses in offered.items()}

    def samples(self, year: int) -> tuple[CourseRow, ...]:
        """推荐学习: the sample lessons of every institute, whatever was chosen."""
        account = self._workspace.account
        institutes = account.reference.institutes()
        offered = (course for course in account.store.records.entities(Course) if course.sample)
        begun = self._begun(year)
        rows = (course_row(c, institutes, None, begun.get(c.id)) for c in offered if year in c.years)
        return tuple(rows)

    def _begun(self, year: int) -> dict[str, Progress]:
        found = self._workspace.account.store.records.entities(Progress, member_id=self._member_id(), year=year)
        return {progress.course_id: progress for progress in found}

    def rate(self, completion_id: str, stars: int, comment: str = "") -> None:
        """Rate a finished course (课程评价) with 1 to 5 stars; raises Invalid."""
        self._workspace.account.act("study.rate", completion_id, Rate(rating=stars, comment=comment))

    def _member_id(self) -> str:
        """The signed-in member's id; staff do not study."""
        member = self._workspace.account.member()
        if member is None:
            raise Refused("无法学习", "在线学习只对会员开放，请以会员身份登录")
        return member.id


def _offer(code: str, courses: list[Course]) -> Offer:
    return Offer(
        institute_id=code,
        courses=len(courses),
        hours=sum(course.hours for course in courses),
        required=sum(course.required for course in courses),
        topics=tuple(Counter(course.topic for course in courses).most_common()),
    )
