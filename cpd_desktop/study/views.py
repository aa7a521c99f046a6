"""What is shown of a course while it is studied. Times within a lesson are milliseconds, sizes are bytes."""

from msgspec import Struct

from cpd_core.lessons import Chapter, Media, Note, Quiz, Stretches


class LessonView(Struct, frozen=True):
    """One lesson: ``counted`` of its ``length`` were played, ``left_at`` is where it was left."""

    id: str
    title: str
    length: int
    counted: int
    played: Stretches
    left_at: int
    watched: bool
    media: Media
    chapters: tuple[Chapter, ...]


class CourseView(Struct, frozen=True):
    """A course as it is studied. ``why_not`` says why it gives no hours, "" where it does.

    ``watched``: all of it was played; ``finished``: there is a completion, ``completion_id``, ``rated`` or not.
    """

    id: str
    year: int
    title: str
    institute_name: str
    hours: float
    sample: bool
    lessons: tuple[LessonView, ...]
    counted: int
    length: int
    watched: bool
    finished: bool
    rated: bool
    completion_id: str
    quiz: Quiz | None
    doubted: int
    why_not: str = ""

    @property
    def minutes(self) -> tuple[int, int]:
        """Minutes counted and minutes in all, as they are shown: a course that was watched has all of them."""
        total = -(-self.length // 60_000)
        return (total if self.watched else self.counted // 60_000), total

    def lesson(self, lesson_id: str) -> LessonView | None:
        """A lesson by its id."""
        return next((lesson for lesson in self.lessons if lesson.id == lesson_id), None)


class NoteView(Struct, frozen=True):
    """A note and the title of the lesson that it belongs to."""

    note: Note
    lesson: str


class Stock(Struct, frozen=True):
    """What of a course's media is on this machine; ``total`` is 0 where nobody has said how much there is."""

    here: int
    total: int
    complete: bool
    all_courses: int


class Offer(Struct, frozen=True):
    """What an institute offers in a year: courses, their hours, and how many there are of each topic."""

    institute_id: str
    courses: int
    hours: float
    required: int
    topics: tuple[tuple[str, int], ...]
