"""What the rules of studying ask for beside the entity itself, out of the store."""

from cpd_core.entities import Choice, Course
from cpd_core.lessons import Progress
from cpd_desktop.store import Store


class Shelf:
    """:class:`cpd_core.studying.Studies` of the account that is open, with what was done here and not sent yet."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def course(self, course_id: str) -> Course | None:
        """A course of any institute."""
        return self._store.records.entity(Course, course_id)

    def choice(self, choice_id: str) -> Choice | None:
        """The member's choice of a year."""
        return self._store.records.entity(Choice, choice_id)

    def progress(self, progress_id: str) -> Progress | None:
        """How far the member has come in a course."""
        return self._store.records.entity(Progress, progress_id)
