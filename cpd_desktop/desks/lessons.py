"""One course while it is studied: what is played of it, notes, the quiz, its files on this machine.

Local and instant, but for :meth:`LessonDesk.address` and :meth:`LessonDesk.download`.
"""

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cpd_core import played, studying
from cpd_core.entities import Choice, Completion, Course
from cpd_core.lessons import Lesson, Media, Note, Progress
from cpd_core.messages import Finish, Noted, Played
from cpd_core.requirements import StudyLimits
from cpd_core.study import choice_id, study_id
from cpd_desktop.account import Account
from cpd_desktop.errors import Refused
from cpd_desktop.study.tracker import Heard
from cpd_desktop.study.views import CourseView, LessonView, NoteView, Stock

if TYPE_CHECKING:
    from cpd_desktop.study.files import MediaFiles
    from cpd_desktop.workspace import Workspace

Tell = Callable[[int, int], None]


class LessonDesk:
    """The signed-in member at a course; what the member does goes through the outbox like everything else."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    @property
    def _account(self) -> Account:
        return self._workspace.account

    # --- reading -----------------------------------------------------------------------------------------------

    def course(self, course_id: str, year: int = 0) -> CourseView:
        """A course with what was done in it, in this year unless another is named; raises Refused where it is gone."""
        account, course = self._account, self._course(course_id)
        year, member_id = year or account.this_year(), self._member_id()
        records, own = account.store.records, study_id(member_id, year, course_id)
        progress, choice = records.entity(Progress, own), records.entity(Choice, choice_id(member_id, year))
        done = next(
            (c for c in records.entities(Completion, member_id=member_id, year=year) if c.course_id == course_id), None
        )
        limits = account.reference.rules().study
        return CourseView(
            id=course.id,
            year=year,
            title=course.title,
            institute_name=account.reference.institutes().get(course.institute_id, course.institute_id),
            hours=course.hours,
            sample=course.sample,
            lessons=tuple(_lesson_view(lesson, progress, limits) for lesson in course.lessons),
            counted=studying.counted(course, progress),
            length=studying.length(course),
            watched=studying.is_watched(course, progress, limits),
            finished=done is not None,
            rated=done is not None and done.rating is not None,
            completion_id=done.id if done else "",
            quiz=course.quiz,
            doubted=progress.doubted if progress else 0,
            why_not=_why_not(course, choice),
        )

    def notes(self, course_id: str) -> tuple[NoteView, ...]:
        """The member's notes on a course, in the order of its lessons."""
        course = self._course(course_id)
        places = {lesson.id: (place, lesson.title) for place, lesson in enumerate(course.lessons)}
        found = self._account.store.records.entities(Note, member_id=self._member_id())
        mine = [note for note in found if note.course_id == course_id and note.lesson_id in places]
        mine.sort(key=lambda note: (places[note.lesson_id][0], note.at, note.id))
        return tuple(NoteView(note, places[note.lesson_id][1]) for note in mine)

    # --- acts --------------------------------------------------------------------------------------------------

    def report(self, course_id: str, lesson_id: str, heard: Heard, year: int = 0) -> bool:
        """Store what was played, to be sent; False where it adds nothing. Raises Invalid, StoreTrouble."""
        year = year or self._account.this_year()
        view = self.course(course_id, year).lesson(lesson_id)
        if view and played.merged(view.played, heard.stretches) == view.played and view.left_at == heard.position:
            return False
        report = Played(
            year=year,
            course_id=course_id,
            lesson_id=lesson_id,
            stretches=heard.stretches,
            position=heard.position,
            elapsed=heard.elapsed,
            speed=heard.speed,
        )
        self._account.act("study.progress", study_id(self._member_id(), year, course_id), report)
        return True

    def note(self, course_id: str, lesson_id: str, at: int, text: str, note_id: str = "") -> str:
        """Write a note at a moment of a lesson, or change one; an empty text takes it away. Returns its id."""
        note_id = note_id or str(uuid.uuid4())
        asked = Noted(year=self._account.this_year(), course_id=course_id, lesson_id=lesson_id, at=at, text=text)
        self._account.act("study.note", note_id, asked)
        return note_id

    def finish(self, course_id: str, answers: Sequence[Sequence[int]] = (), year: int = 0) -> str:
        """End a course that was watched, its quiz answered; returns the id of what is to be rated. Raises Invalid."""
        year = year or self._account.this_year()
        entity_id = study_id(self._member_id(), year, course_id)
        chosen = tuple(tuple(each) for each in answers)
        self._account.act("study.finish", entity_id, Finish(year=year, course_id=course_id, answers=chosen))
        return entity_id

    def right_answers(self, course_id: str, answers: Sequence[Sequence[int]]) -> tuple[int, ...]:
        """The places of the questions that were answered rightly."""
        quiz = self._course(course_id).quiz
        return studying.right_answers(quiz, answers) if quiz else ()

    # --- where it is played from -------------------------------------------------------------------------------

    def file(self, media: Media) -> Path | None:
        """The file of a medium on this machine."""
        return self._files.path(media)

    def address(self, media: Media) -> str:
        """Where a player finds a medium in the network. Raises Offline, Refused."""
        if media.address:
            return media.address
        with self._workspace.client() as client:
            return self._workspace.server + client.media_address(media.sha256).path

    # --- files on this machine ---------------------------------------------------------------------------------

    def stock(self, course_id: str) -> Stock:
        """What of a course's media is on this machine."""
        media, files = self._media(course_id), self._files
        return Stock(
            here=sum(files.here(each) for each in media),
            total=sum(each.size for each in media) if all(each.size for each in media) else 0,
            complete=bool(media) and all(files.path(each) for each in media),
            all_courses=files.all_bytes(),
        )

    def download(self, course_id: str, tell: Tell) -> int:
        """Have a course's media here, going on where it was left; returns how many bytes they are.

        ``tell`` is told how many bytes are here, and of how many; what it raises stops it. Raises Offline, Refused.
        """
        media, files, before = self._media(course_id), self._files, 0
        total = self.stock(course_id).total
        for each in media:
            if files.path(each) is None:
                self._fetch(each, lambda here, before=before: tell(before + here, max(total, before + here)))
            before += files.here(each)
        return before

    def delete(self, course_id: str) -> None:
        """Delete a course's media from this machine; what was played stays. Raises StoreTrouble."""
        for media in self._media(course_id):
            self._files.delete(media)

    def _fetch(self, media: Media, tell: Callable[[int], None]) -> None:
        from cpd_desktop.sync.client import ServiceClient

        files = self._files
        address = urlsplit(self.address(media))
        origin = f"{address.scheme}://{address.netloc}"
        path = f"{address.path}?{address.query}" if address.query else address.path
        with (
            ServiceClient(origin, proxy=self._workspace.profile.remembered.proxy) as client,
            client.download(path, files.part(media).stat().st_size if files.part(media).exists() else 0) as file,
        ):
            files.take(media, file, tell)

    # --- small things ------------------------------------------------------------------------------------------

    @property
    def _files(self) -> "MediaFiles":
        from cpd_desktop.study.files import MediaFiles

        return MediaFiles(self._account.store.folder / "media")

    def _course(self, course_id: str) -> Course:
        course = self._account.store.records.entity(Course, course_id)
        if course is None:
            raise Refused("没有这门课程", "该课程已下架，或不在本机的课程目录中，请同步后再试")
        return course

    def _media(self, course_id: str) -> tuple[Media, ...]:
        return tuple(dict.fromkeys(lesson.media for lesson in self._course(course_id).lessons))

    def _member_id(self) -> str:
        member = self._account.member()
        if member is None:
            raise Refused("无法学习", "在线学习只对会员开放，请以会员身份登录")
        return member.id


def _lesson_view(lesson: Lesson, progress: Progress | None, limits: StudyLimits) -> LessonView:
    begun = studying.of_lesson(progress, lesson)
    stretches = played.merged(begun.played, length=lesson.length)
    return LessonView(
        id=lesson.id,
        title=lesson.title,
        length=lesson.length,
        counted=played.total(stretches),
        played=stretches,
        left_at=begun.position,
        watched=studying.is_lesson_watched(lesson, progress, limits),
        media=lesson.media,
        chapters=lesson.chapters,
    )


def _why_not(course: Course, choice: Choice | None) -> str:
    """Why a course gives no hours, as a code of :mod:`cpd_core.wording`."""
    if course.sample:
        return "course.sample"
    return "" if choice and choice.institute_id == course.institute_id else "OTHER_INSTITUTE"
