"""From a command to its outcome: one table, used by the client's overlay and by the service alike."""

from collections.abc import Collection

import msgspec
from msgspec import Struct

from cpd_core import applications, study
from cpd_core.entities import Application, Choice, Completion, EntityKind
from cpd_core.messages import PAYLOAD_TYPES, Choose, CommandKind, Confirm, Draft, Edit, Nothing, Payload, Rate, Reason
from cpd_core.outcomes import Actor, Conflict, Outcome, Owned, Rejected
from cpd_core.requirements import RuleBook

ENTITY_OF: dict[CommandKind, EntityKind] = {
    "application.file": "application",
    "application.edit": "application",
    "application.delete": "application",
    "application.confirm": "application",
    "application.refuse": "application",
    "application.revoke": "application",
    "study.choose": "choice",
    "study.rate": "completion",
}
STAFF_COMMANDS: frozenset[CommandKind] = frozenset(("application.confirm", "application.refuse", "application.revoke"))

_PAYLOADS = {kind: msgspec.json.Decoder(PAYLOAD_TYPES[kind]) for kind in PAYLOAD_TYPES}


class World(Struct, frozen=True):
    """What the rules need to know beside the entity: the rule book, the year in Beijing, the accounting institutes."""

    rules: RuleBook
    this_year: int
    institutes: Collection[str] = ()


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
        case "study.choose", Choose(), Choice() | None if actor.member:
            if entity_id != study.choice_id(actor.member.id, payload.year):
                return Rejected("NOT_YOURS")
            return study.choose(current, payload, actor.member, world.institutes, world.this_year)
        case "study.rate", Rate(), Completion() | None:
            return study.rate(current, payload)
        case _:
            return Rejected("MISMATCH")
