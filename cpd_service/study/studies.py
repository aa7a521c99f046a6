"""What the rules of studying ask for in one chunk of commands: courses, and the member's own choice and progress."""

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import Connection

from cpd_core.entities import Choice, Course
from cpd_core.lessons import Progress
from cpd_core.messages import Finish, Noted, Payload, Played
from cpd_core.outcomes import Actor
from cpd_core.played import plausible
from cpd_core.study import choice_id, study_id
from cpd_service.store import sets
from cpd_service.store.records import Held
from cpd_service.store.writer import Key
from cpd_service.study.clock import DeviceClock


class ChunkStudies:
    """:class:`cpd_core.studying.Studies` as one transaction sees it; ``held`` changes with each command."""

    def __init__(self, courses: Mapping[str, Course], held: Mapping[Key, Held]) -> None:
        self._courses = courses
        self._held = held

    def course(self, course_id: str) -> Course | None:
        """A course of any institute."""
        return self._courses.get(course_id)

    def choice(self, choice_id: str) -> Choice | None:
        """The member's choice of a year."""
        held = self._held.get(("choice", choice_id))
        return held.entity if held and isinstance(held.entity, Choice) else None

    def progress(self, progress_id: str) -> Progress | None:
        """How far the member has come in a course."""
        held = self._held.get(("progress", progress_id))
        return held.entity if held and isinstance(held.entity, Progress) else None


def needed(payloads: Iterable[Payload], member_id: str) -> set[Key]:
    """The records beside their own entities that these payloads are judged by."""
    keys = set[Key]()
    for payload in payloads:
        if isinstance(payload, Finish):
            keys.add(("choice", choice_id(member_id, payload.year)))
            keys.add(("progress", study_id(member_id, payload.year, payload.course_id)))
    return keys


def is_elsewhere(payload: Payload, entity_id: str, member_id: str) -> bool:
    """Whether this is about another member's course, by its id: whether there is such a thing is nobody's business."""
    return isinstance(payload, Played | Finish) and not entity_id.startswith(f"{member_id}:")


def courses(connection: Connection, payloads: Iterable[Payload]) -> dict[str, Course]:
    """The courses that these payloads are about."""
    wanted = {payload.course_id for payload in payloads if isinstance(payload, Played | Noted | Finish)}
    rows = sets.fetch(connection, _COURSES, [(course_id,) for course_id in sorted(wanted)])
    return {course_id: msgspec.json.decode(body, type=Course) for course_id, body in rows}


def acting(actor: Actor, payload: Payload, clock: DeviceClock) -> Actor:
    """The actor, who for a report of what was played has only so much time."""
    if not isinstance(payload, Played):
        return actor
    return msgspec.structs.replace(actor, device_left=clock.left)


def took_effect(payload: Payload, clock: DeviceClock) -> None:
    """A report was counted: the time that it took is used up."""
    if isinstance(payload, Played):
        found = plausible(payload.stretches, payload.speed, payload.elapsed, clock.left)
        clock.use(int(found.counted / payload.speed))


_COURSES = f"SELECT id, body FROM record WHERE kind = 'course' AND id IN (SELECT {sets.columns('TEXT')} FROM {{rows}})"
