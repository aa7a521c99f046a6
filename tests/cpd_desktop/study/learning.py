"""A member of the demo at a course of the demo, on a real service."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from cpd_core.entities import Course
from cpd_desktop.study.tracker import Heard
from cpd_desktop.study.views import CourseView
from cpd_desktop.workspace import Workspace
from cpd_service.store.database import Database
from cpd_service.study.clock import now

HOUR = 3_600_000


def believe(directory: Path, milliseconds: int = 24 * HOUR) -> None:
    """Let so much time have gone by for all devices, as the service sees it."""
    url = f"sqlite:///{(directory / 'service.sqlite3').as_posix()}"
    with closing(Database(url)) as database, database.writing() as connection:
        connection.execute(text("UPDATE study_clock SET at = :at"), {"at": now() - milliseconds})


def open_course(workspace: Workspace, quiz: bool = False, sample: bool = False) -> Course:
    """A course with lessons that the member has not begun: of the chosen institute, or a sample of any."""
    year = workspace.account.this_year()
    chosen = workspace.study.choice(year)
    known = {course.id: course for course in workspace.account.store.records.entities(Course)}
    rows = workspace.study.samples(year) if sample else workspace.study.courses(year)
    return next(
        known[row.id]
        for row in rows
        if row.lessons
        and row.state == "open"
        and (sample or (row.institute_id == chosen and not row.sample and bool(known[row.id].quiz) is quiz))
    )


def heard(begin: int, end: int, speed: float = 1.0) -> Heard:
    return Heard(((begin, end),), end, int((end - begin) / speed), speed)


def watch_all(workspace: Workspace, view: CourseView) -> None:
    """Play every lesson to its end."""
    for lesson in view.lessons:
        workspace.lessons.report(view.id, lesson.id, heard(0, lesson.length))
