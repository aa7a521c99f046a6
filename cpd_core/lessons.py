"""What a course consists of (lessons, chapters, media, a quiz) and how far a member has come in it.

All times within a lesson are milliseconds from its start, as players count them; a stretch is ``(from, to)`` with
``from`` < ``to``.
"""

from typing import Literal

from cpd_core.wire import Wire

QuestionKind = Literal["single", "multiple", "true_false"]
Stretches = tuple[tuple[int, int], ...]
"""Stretches of a lesson that lie apart, in their order."""


class Chapter(Wire, frozen=True, kw_only=True):
    """Where a part of a lesson begins."""

    title: str
    at: int


class Media(Wire, frozen=True, kw_only=True):
    """A video or a sound: bytes of the service, addressed by their SHA-256 (hex), or an address of the institute's.

    ``size`` is in bytes, 0 where nobody knows.
    """

    sha256: str = ""
    size: int = 0
    media_type: str = ""
    address: str = ""


class Lesson(Wire, frozen=True, kw_only=True):
    """One video or sound of a course; ``length`` in milliseconds."""

    id: str
    title: str
    length: int
    media: Media
    chapters: tuple[Chapter, ...] = ()


class Question(Wire, frozen=True, kw_only=True):
    """One question of a quiz; ``right`` are the places of the right options, counted from 0.

    Of ``true_false`` the options are 正确 and 错误, and not sent.
    """

    kind: QuestionKind
    text: str
    options: tuple[str, ...] = ()
    right: tuple[int, ...]


class Quiz(Wire, frozen=True, kw_only=True):
    """Asked at the end of a course. ``pass_share`` of the questions must be right, from 0 to 1."""

    questions: tuple[Question, ...]
    pass_share: float


class LessonProgress(Wire, frozen=True, kw_only=True):
    """What was played of a lesson, each moment once, and where it was left."""

    lesson_id: str
    length: int
    played: Stretches = ()
    position: int = 0


class Doubt(Wire, frozen=True, kw_only=True):
    """A report of one device of which not all was counted: nobody can have played ``reported`` in the time it had.

    Milliseconds of the lesson; ``at`` is when the service was told.
    """

    at: str
    lesson_id: str
    reported: int
    counted: int


class Progress(Wire, frozen=True, kw_only=True):
    """How far a member has come in a course in a year, over all devices. Its id is :func:`cpd_core.study.study_id`.

    Only the member sees it. ``doubted`` is the sum in milliseconds of what was not counted, ``doubts`` the last times.
    """

    id: str
    rev: int
    member_id: str
    year: int
    institute_id: str
    course_id: str
    title: str
    hours: float
    minutes: int
    sample: bool = False
    lessons: tuple[LessonProgress, ...] = ()
    doubted: int = 0
    doubts: tuple[Doubt, ...] = ()


class Note(Wire, frozen=True, kw_only=True):
    """What a member noted at a moment of a lesson. Only the member sees it."""

    id: str
    rev: int
    member_id: str
    year: int
    course_id: str
    lesson_id: str
    at: int
    text: str
