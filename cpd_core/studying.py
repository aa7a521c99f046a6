"""Working at a course: what is played is merged, notes, the quiz, and the completion that comes of it.

The same functions decide on the client, before queueing, and on the service, for real. Times within a lesson are ms.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from cpd_core import played
from cpd_core.applications import check_text
from cpd_core.entities import Choice, Completion, Course, Member
from cpd_core.ledger_lines import year_of
from cpd_core.lessons import Doubt, Lesson, LessonProgress, Note, Progress, Question, Quiz
from cpd_core.messages import FieldError, Finish, Noted, Played
from cpd_core.outcomes import Actor, Applied, Noop, Outcome, Rejected, error, invalid
from cpd_core.requirements import StudyLimits
from cpd_core.study import choice_id, study_id

NOTE_MAX = 2000  # characters
STRETCHES_MAX = 500  # of one report
DOUBTS_KEPT = 20


class Studies(Protocol):
    """What the rules ask for beside the entity itself: of the course, and of the same member."""

    def course(self, course_id: str) -> Course | None:
        """A course, None where there is none."""
        ...

    def choice(self, choice_id: str) -> Choice | None:
        """The member's choice of a year."""
        ...

    def progress(self, progress_id: str) -> Progress | None:
        """How far the member has come in a course."""
        ...


class NoStudies:
    """For those who do not study."""

    def course(self, course_id: str) -> Course | None:
        """None."""

    def choice(self, choice_id: str) -> Choice | None:
        """None."""

    def progress(self, progress_id: str) -> Progress | None:
        """None."""


NO_STUDIES = NoStudies()


class Learner(Protocol):
    """The part of the world that these rules look at."""

    @property
    def studies(self) -> Studies:
        """Courses, choices, progress."""
        ...

    @property
    def limits(self) -> StudyLimits:
        """The figures."""
        ...

    @property
    def this_year(self) -> int:
        """The year in Beijing."""
        ...


def watch(current: Progress | None, report: Played, member_id: str, actor: Actor, world: Learner) -> Outcome:
    """Merge what one device played into what is known: it only ever grows, whatever order reports come in.

    What nobody can have played in the time the device had is not counted and noted as a doubt.
    """
    limits = world.limits
    if wrong := _check_report(report, limits, world.this_year):
        return invalid(*wrong)
    course = world.studies.course(report.course_id)
    lesson = lesson_of(course, report.lesson_id)
    if course is None or lesson is None:
        return Rejected("COURSE_GONE")
    merging = current or _begun(course, report.year, member_id)
    before = of_lesson(merging, lesson)
    found = played.plausible(report.stretches, report.speed, report.elapsed, actor.device_left)
    after = replace(
        before,
        length=lesson.length,
        played=played.merged(before.played, found.stretches, length=lesson.length),
        position=min(report.position, lesson.length),
    )
    others = tuple(each for each in merging.lessons if each.lesson_id != lesson.id)
    doubts = merging.doubts
    if found.doubted:
        doubt = Doubt(at=actor.at, lesson_id=lesson.id, reported=found.reported, counted=found.counted)
        doubts = (*doubts, doubt)[-DOUBTS_KEPT:]
    new = replace(merging, lessons=(*others, after), doubts=doubts, doubted=merging.doubted + found.doubted)
    if new == current:
        return Noop("SAME")
    return Applied(replace(new, rev=merging.rev + 1))


def note(note_id: str, current: Note | None, asked: Noted, member_id: str, world: Learner) -> Outcome:
    """Write, change or (by an empty text) take away a note."""
    if errors := check_text("text", asked.text, NOTE_MAX):
        return invalid(*errors)
    if not asked.text.strip():
        return Noop("SAME") if current is None else Applied(None)
    lesson = lesson_of(world.studies.course(asked.course_id), asked.lesson_id)
    if lesson is None:
        return Rejected("COURSE_GONE")
    if not 0 <= asked.at <= lesson.length:
        return invalid(error("at", "lesson.time"))
    new = Note(
        id=note_id,
        rev=current.rev if current else 0,
        member_id=member_id,
        year=asked.year,
        course_id=asked.course_id,
        lesson_id=asked.lesson_id,
        at=asked.at,
        text=asked.text.strip(),
    )
    return Noop("SAME") if new == current else Applied(replace(new, rev=new.rev + 1))


def finish(current: Completion | None, asked: Finish, member: Member, at: str, world: Learner) -> Outcome:
    """End a course: all of it was played, its quiz is passed, its institute is the year's; then it can be rated."""
    if current is not None:
        return Noop("SAME")
    course = world.studies.course(asked.course_id)
    if course is None or course.sample or not course.lessons:
        return Rejected("COURSE_GONE")
    choice = world.studies.choice(choice_id(member.id, asked.year))
    if choice is None or choice.institute_id != course.institute_id:
        return Rejected("OTHER_INSTITUTE")
    progress = world.studies.progress(study_id(member.id, asked.year, asked.course_id))
    if not is_watched(course, progress, world.limits):
        done = counted(course, progress)
        return Rejected("NOT_WATCHED", (error("course_id", "course.not_watched", minutes=played.minutes(done)),))
    if course.quiz and not is_passed(course.quiz, asked.answers):
        right = len(right_answers(course.quiz, asked.answers))
        return Rejected("NOT_PASSED", (error("answers", "quiz.not_passed", right=right),))
    return Applied(completion_of(course, asked.year, member, at))


def completion_of(course: Course, year: int, member: Member, at: str) -> Completion:
    """The completion of a course, to be rated; what arrives after the year's end was done on its last day."""
    day = day_of(at) if year_of(at) == year else f"{year}-12-31"
    return Completion(
        id=study_id(member.id, year, course.id),
        rev=1,
        member_id=member.id,
        province=member.province,
        year=year,
        institute_id=course.institute_id,
        course_id=course.id,
        title=course.title,
        topic=course.topic,
        required=course.required,
        delivery=course.delivery,
        minutes=course.minutes,
        hours=course.hours,
        finished_on=day,
    )


def day_of(at: str) -> str:
    """The day in Beijing of a moment in UTC."""
    return (datetime.fromisoformat(at.replace("Z", "+00:00")) + timedelta(hours=8)).date().isoformat()


# --- how far one has come ---------------------------------------------------------------------------------------------


def lesson_of(course: Course | None, lesson_id: str) -> Lesson | None:
    """A lesson of a course, None where it has none of this id."""
    lessons = course.lessons if course else ()
    return next((lesson for lesson in lessons if lesson.id == lesson_id), None)


def of_lesson(progress: Progress | None, lesson: Lesson) -> LessonProgress:
    """What was played of a lesson."""
    lessons = progress.lessons if progress else ()
    begun = (each for each in lessons if each.lesson_id == lesson.id)
    return next(begun, LessonProgress(lesson_id=lesson.id, length=lesson.length))


def counted(course: Course, progress: Progress | None) -> int:
    """Milliseconds of a course that were played, each moment once, at most its length."""
    return sum(_counted_of(lesson, progress) for lesson in course.lessons)


def length(course: Course) -> int:
    """Milliseconds that a course's lessons have together."""
    return sum(lesson.length for lesson in course.lessons)


def is_watched(course: Course, progress: Progress | None, limits: StudyLimits) -> bool:
    """Whether every lesson was played as far as is asked for."""
    return bool(course.lessons) and all(is_lesson_watched(lesson, progress, limits) for lesson in course.lessons)


def is_lesson_watched(lesson: Lesson, progress: Progress | None, limits: StudyLimits) -> bool:
    """Whether a lesson was played as far as is asked for."""
    return _counted_of(lesson, progress) >= lesson.length * limits.finished_share


def _counted_of(lesson: Lesson, progress: Progress | None) -> int:
    return played.total(played.merged(of_lesson(progress, lesson).played, length=lesson.length))


# --- the quiz ---------------------------------------------------------------------------------------------------------


def right_answers(quiz: Quiz, answers: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The places of the questions that were answered rightly."""
    given = (*answers, *(() for _ in quiz.questions))
    return tuple(n for n, question in enumerate(quiz.questions) if _is_right(question, given[n]))


def is_passed(quiz: Quiz, answers: Sequence[Sequence[int]]) -> bool:
    """Whether enough was answered rightly."""
    return len(right_answers(quiz, answers)) >= quiz.pass_share * len(quiz.questions)


def _is_right(question: Question, chosen: Sequence[int]) -> bool:
    return set(chosen) == set(question.right)


# --- checks -----------------------------------------------------------------------------------------------------------


def _begun(course: Course, year: int, member_id: str) -> Progress:
    return Progress(
        id=study_id(member_id, year, course.id),
        rev=0,
        member_id=member_id,
        year=year,
        institute_id=course.institute_id,
        course_id=course.id,
        title=course.title,
        hours=course.hours,
        minutes=course.minutes,
        sample=course.sample,
    )


def _check_report(report: Played, limits: StudyLimits, this_year: int) -> tuple[FieldError, ...]:
    errors: list[FieldError] = []
    if report.year not in (this_year, this_year - 1):  # what was watched on New Year's Eve may come after it
        errors.append(error("year", "year.only", year=this_year))
    if not 0 < report.speed <= limits.speed_max:
        errors.append(error("speed", "speed.range", max=limits.speed_max))
    if len(report.stretches) > STRETCHES_MAX:
        errors.append(error("stretches", "stretches.many", max=STRETCHES_MAX))
    if any(not 0 <= begin < end for begin, end in report.stretches):
        errors.append(error("stretches", "stretches.order"))
    if report.position < 0 or report.elapsed < 0:
        errors.append(error("position" if report.position < 0 else "elapsed", "time.negative"))
    return tuple(errors)
