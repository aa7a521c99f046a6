"""From a command to its outcome: one table, used by the client's overlay and by the service alike."""

from collections.abc import Callable, Collection

import msgspec
from msgspec import Struct

from cpd_core import applications, claims, entries, study, studying
from cpd_core.entities import Application, Choice, Claim, Completion, EntityKind, Member
from cpd_core.lessons import Note, Progress
from cpd_core.messages import (
    PAYLOAD_TYPES,
    Choose,
    CommandKind,
    Confirm,
    Draft,
    Edit,
    Enter,
    Finish,
    Noted,
    Nothing,
    Payload,
    Played,
    Rate,
    Reason,
)
from cpd_core.outcomes import Actor, Conflict, Outcome, Owned, Rejected
from cpd_core.requirements import RuleBook, StudyLimits
from cpd_core.studying import NO_STUDIES, Studies

ENTITY_OF: dict[CommandKind, EntityKind] = {
    "application.file": "application",
    "application.edit": "application",
    "application.delete": "application",
    "application.confirm": "application",
    "application.refuse": "application",
    "application.revoke": "application",
    "application.enter": "application",
    "claim.take": "claim",
    "claim.drop": "claim",
    "study.choose": "choice",
    "study.rate": "completion",
    "study.progress": "progress",
    "study.note": "note",
    "study.finish": "completion",
}
STUDIED: frozenset[EntityKind] = frozenset(("choice", "completion", "progress", "note"))
DECISIONS: frozenset[CommandKind] = frozenset(("application.confirm", "application.refuse", "application.revoke"))
STAFF_COMMANDS = DECISIONS | frozenset[CommandKind](("application.enter", "claim.take", "claim.drop"))

_PAYLOADS = {kind: msgspec.json.Decoder(PAYLOAD_TYPES[kind]) for kind in PAYLOAD_TYPES}


def _nobody(_member_id: str) -> Member | None:
    return None


class World(Struct, frozen=True):
    """What the rules need to know beside the entity: the rule book, the year in Beijing, the accounting institutes.

    ``member_of`` finds a member by id, None for one who is none of the actor's; ``studies`` what there is to study.
    """

    rules: RuleBook
    this_year: int
    institutes: Collection[str] = ()
    member_of: "Callable[[str], Member | None]" = _nobody
    studies: Studies = NO_STUDIES

    @property
    def limits(self) -> StudyLimits:
        """What one device can have played, and when a lesson was watched."""
        return self.rules.study


def decode_payload(kind: CommandKind, raw: bytes | msgspec.Raw) -> Payload:
    """Decode a payload by its command's kind; raises msgspec.ValidationError, whose text names the field."""
    try:
        return _PAYLOADS[kind].decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:  # a Raw payload has not been looked into before
        raise msgspec.ValidationError(str(problem)) from problem


def decide(
    kind: CommandKind,
    entity_id: str,
    payload: Payload,
    base_rev: int,
    current: Owned | None,
    actor: Actor,
    world: World,
) -> Outcome:
    """Work out what one command comes to. ``base_rev`` is the revision it was made upon; nothing is changed here.

    Whether the actor may touch the entity at all is the caller's business: the service's repositories have a scope.
    """
    if (kind in STAFF_COMMANDS) == (actor.member is not None):
        return Rejected("NOT_YOURS")
    if ENTITY_OF[kind] in STUDIED:
        return _studied(entity_id, payload, current, actor, world)
    if ENTITY_OF[kind] == "claim":
        return _claimed(kind, entity_id, payload, current, actor)
    match kind, payload, current:
        case "application.file", Draft(), None if actor.member:
            return applications.file(entity_id, payload, actor.member, actor, world.rules, world.this_year)
        case "application.file", Draft(), _:
            return Conflict("EXISTS")
        case "application.edit", Edit(), Application() | None if actor.member:
            return applications.edit(current, payload, actor.member, actor, world.rules, world.this_year)
        case "application.delete", Nothing(), Application() | None:
            return applications.delete(current)
        case "application.confirm", Confirm(), Application() | None:
            return applications.confirm(current, base_rev, payload, actor)
        case "application.refuse", Reason(), Application() | None:
            return applications.refuse(current, base_rev, payload, actor)
        case "application.revoke", Reason(), Application() | None:
            return applications.revoke(current, base_rev, payload, actor)
        case "application.enter", Enter(), Application() | None:
            member = world.member_of(payload.member_id)
            return entries.enter(entity_id, current, payload, member, actor, world.rules, world.this_year)
        case _:
            return Rejected("MISMATCH")


def _claimed(kind: CommandKind, entity_id: str, payload: Payload, current: Owned | None, actor: Actor) -> Outcome:
    """Taking an application to look at, and letting it go."""
    if not isinstance(payload, Nothing) or not isinstance(current, Claim | None):
        return Rejected("MISMATCH")
    return claims.take(entity_id, current, actor) if kind == "claim.take" else claims.drop(current, actor)


def _studied(entity_id: str, payload: Payload, current: Owned | None, actor: Actor, world: World) -> Outcome:
    """What a member does to study: the other half of the table of :func:`decide`."""
    member = actor.member
    if member is None:
        return Rejected("NOT_YOURS")
    if isinstance(payload, Choose) and isinstance(current, Choice | None):
        if entity_id != study.choice_id(member.id, payload.year):
            return Rejected("NOT_YOURS")
        return study.choose(current, payload, member, world.institutes, world.this_year)
    if isinstance(payload, Rate) and isinstance(current, Completion | None):
        return study.rate(current, payload)
    if isinstance(payload, Noted) and isinstance(current, Note | None):
        return studying.note(entity_id, current, payload, member.id, world)
    if isinstance(payload, Played | Finish) and entity_id != study.study_id(member.id, payload.year, payload.course_id):
        return Rejected("NOT_YOURS")
    if isinstance(payload, Played) and isinstance(current, Progress | None):
        return studying.watch(current, payload, member.id, actor, world)
    if isinstance(payload, Finish) and isinstance(current, Completion | None):
        return studying.finish(current, payload, member, actor.at, world)
    return Rejected("MISMATCH")
