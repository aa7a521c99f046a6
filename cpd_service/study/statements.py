"""xAPI 1.0.3: an institute's platform reports that a member completed or passed a course; a statement counts once.

The part of a learning record store that this takes (Statements, part two of the specification): any sound statement
is kept under its id, and those with the verbs ``completed`` and ``passed`` about a course make its completion. The
actor is an account whose name is the certificate number (会员证书编号); the object is the course's ``activity``.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType
from sqlalchemy import Connection, text

from cpd_core.entities import Choice, Completion, Course, Member
from cpd_core.ledger_lines import year_of
from cpd_core.outcomes import error
from cpd_core.study import choice_id
from cpd_core.studying import completion_of
from cpd_service import clock
from cpd_service.problems import ProblemError
from cpd_service.store import sets
from cpd_service.store.revisions import rev_floor
from cpd_service.store.writer import Writer

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
PASSED = "http://adlnet.gov/expapi/verbs/passed"
Iri = Annotated[str, Meta(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$", max_length=2000)]
Uuid = Annotated[str, Meta(pattern=r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")]


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the parts of a statement; the specification has a statement with other properties refused."""


class Account(Form, frozen=True, kw_only=True):
    """Somebody on a system: ``homePage`` says which."""

    homePage: Iri  # noqa: N815 -- the specification's name
    name: Annotated[str, Meta(min_length=1)]


class Verb(Form, frozen=True, kw_only=True):
    """What was done."""

    id: Iri
    display: dict[str, str] = {}


class Score(Form, frozen=True, kw_only=True):
    """``scaled`` goes from -1 to 1."""

    scaled: Annotated[float, Meta(ge=-1, le=1)] | UnsetType = UNSET
    raw: float | UnsetType = UNSET
    min: float | UnsetType = UNSET
    max: float | UnsetType = UNSET


class Outcome(Form, frozen=True, kw_only=True):
    """What came of it."""

    score: Score | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    completion: bool | UnsetType = UNSET
    response: str | UnsetType = UNSET
    duration: Annotated[str, Meta(pattern=r"^P\S+$")] | UnsetType = UNSET
    extensions: dict[str, Any] | UnsetType = UNSET


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who; of its kinds of identifier only the account can name a member."""

    objectType: str = "Agent"  # noqa: N815
    name: str = ""
    account: Account | None = None
    mbox: str = ""
    mbox_sha1sum: str = ""
    openid: str = ""
    member: list[dict[str, Any]] = []


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """What it was done to; ``id`` is the IRI of an activity, "" where it is none."""

    objectType: str = "Activity"  # noqa: N815
    id: str = ""


class Statement(Form, frozen=True, kw_only=True):
    """One statement; what is not looked at here is kept as it came."""

    actor: Actor
    verb: Verb
    object: Thing
    id: Uuid | UnsetType = UNSET
    result: Outcome | UnsetType = UNSET
    context: dict[str, Any] | UnsetType = UNSET
    timestamp: datetime | UnsetType = UNSET
    stored: str | UnsetType = UNSET
    authority: dict[str, Any] | UnsetType = UNSET
    version: Annotated[str, Meta(pattern=r"^1\.0(\.\d+)?$")] | UnsetType = UNSET
    attachments: list[dict[str, Any]] | UnsetType = UNSET


_one = msgspec.json.Decoder(Statement)
_many = msgspec.json.Decoder(list[msgspec.Raw])


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as it came: ``sha256`` covers what it says, not how it was spaced, and not its id."""

    id: str
    statement: Statement
    body: str
    sha256: str


def read(body: bytes, statement_id: str = "") -> list[Told]:
    """A statement, or several; raises :class:`ProblemError` 400 naming the property. ``statement_id`` comes by PUT."""
    several = body.lstrip()[:1] == b"["
    try:
        raws = _many.decode(body) if several and not statement_id else [msgspec.Raw(body)]
    except (msgspec.DecodeError, UnicodeDecodeError) as failure:
        raise _malformed(str(failure)) from failure
    told = [_read(raw, f"[{number}]" if several else "", statement_id) for number, raw in enumerate(raws)]
    if len({one.id for one in told}) < len(told):
        raise _malformed("two statements of a batch have the same id")
    return told


def _read(raw: msgspec.Raw, where: str, statement_id: str) -> Told:
    try:
        statement = _one.decode(raw)
        plain: dict[str, Any] = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as failure:
        raise _malformed(f"{where} {failure}".strip()) from failure
    given = statement.id.lower() if isinstance(statement.id, str) else ""
    if statement_id and given not in ("", statement_id.lower()):
        raise _malformed("the statement has another id than its address")
    identity = given or statement_id.lower() or str(uuid.uuid4())
    said = msgspec.json.encode(
        {key: plain[key] for key in plain if key not in ("id", "stored", "authority")}, order="sorted"
    )
    body = msgspec.json.encode(plain | {"id": identity}).decode()
    return Told(identity, statement, body, hashlib.sha256(said).hexdigest())


def take(connection: Connection, institute_id: str, told: Sequence[Told]) -> int:
    """Keep statements with their effect, all or none; returns how many courses they completed.

    Raises :class:`ProblemError`: 400 where one names nobody or nothing known, 409 where its id says something else
    already.
    """
    known = _known(connection, told)
    fresh = [one for one in told if one.id not in known]
    for one in told:
        if one.id in known and known[one.id] != (institute_id, one.sha256):
            raise ProblemError(409, "STATEMENT_DIFFERS", error("id", "STATEMENT_DIFFERS"))
    writer, lowest, at = Writer(connection), rev_floor(connection), clock.now()
    rows: list[tuple[object, ...]] = []
    made: dict[str, Completion] = {}
    history: list[tuple[object, ...]] = []
    for one in fresh:
        completion = _effect(connection, institute_id, one.statement, at)
        rows.append((one.id, institute_id, one.sha256, at, completion.id if completion else "", one.body))
        if completion is None or completion.id in made or _is_there(connection, completion.id):
            continue
        completion = msgspec.structs.replace(completion, rev=max(1, lowest))
        made[completion.id] = completion
        writer.put("completion", completion)
        detail = msgspec.json.encode({"institute": institute_id, "statement": one.id}).decode()
        history.append(("completion", completion.id, completion.rev, at, detail))
    writer.flush()
    sets.run(connection, _SAVE, sorted(rows, key=lambda row: str(row[0])))
    sets.run(connection, _SAVE_HISTORY, history)
    return len(made)


def find(connection: Connection, institute_id: str, statement_id: str) -> str | None:
    """A statement of an institute's, as JSON."""
    return connection.scalar(_FIND, {"id": statement_id.lower(), "institute": institute_id})


def _effect(connection: Connection, institute_id: str, statement: Statement, at: str) -> Completion | None:
    """The completion that a statement makes, None where it makes none."""
    if statement.verb.id not in (COMPLETED, PASSED):
        return None
    course = _course(connection, institute_id, statement.object.id)
    member = _member(connection, statement.actor)
    if not _is_done(statement, course):
        return None
    moment = statement.timestamp.astimezone(UTC) if isinstance(statement.timestamp, datetime) else None
    said = min(clock.as_written(moment), at) if moment else at  # no course was finished in the future
    year = year_of(said)
    if year not in (clock.today().year, clock.today().year - 1):
        raise _malformed(f"timestamp: courses of {year} are closed")
    choice = _entity(connection, "choice", choice_id(member.id, year), Choice)
    if choice is None or choice.institute_id != institute_id:
        raise _malformed(f"actor: {member.no} does not study with this institute in {year}")
    return completion_of(course, year, member, said)


def _is_done(statement: Statement, course: Course) -> bool:
    """Whether the course is at its end: completed, and passed where it says from which score on."""
    result = statement.result if isinstance(statement.result, Outcome) else Outcome()
    scaled = result.score.scaled if isinstance(result.score, Score) else UNSET
    if result.success is False or (statement.verb.id == COMPLETED and result.completion is False):
        return False
    if course.mastery is None:
        return True
    if isinstance(scaled, float | int):
        return scaled >= course.mastery
    return statement.verb.id == PASSED or result.success is True


def _course(connection: Connection, institute_id: str, activity: str) -> Course:
    pattern = f'%"activity":{msgspec.json.encode(activity).decode()}%'  # it only narrows the search
    for body in connection.execute(_COURSES, {"pattern": pattern}).scalars():
        course = msgspec.json.decode(body, type=Course)
        if activity and course.activity == activity and course.institute_id == institute_id and not course.sample:
            return course
    raise _malformed(f"object: no course of this institute has the activity {activity}")


def _member(connection: Connection, actor: Actor) -> Member:
    if actor.account is None or actor.objectType != "Agent":
        raise _malformed("actor: an Agent with an account is needed, whose name is the certificate number")
    found = connection.execute(_MEMBERS, {"login": actor.account.name}).scalars().all()
    if len(found) != 1:
        raise _malformed(f"actor: no member has the certificate number {actor.account.name}")
    if connection.dialect.name == "postgresql":  # as a command of the member's would; SQLite has one writer anyway
        connection.execute(
            text("SELECT id FROM account WHERE member_id = :id ORDER BY id FOR UPDATE"), {"id": found[0]}
        )
    member = _entity(connection, "member", found[0], Member)
    if member is None:
        raise _malformed(f"actor: no member has the certificate number {actor.account.name}")
    return member


def _entity(connection: Connection, kind: str, entity_id: str, type_: type[Any]) -> Any:
    body = connection.scalar(_ENTITY, {"kind": kind, "id": entity_id})
    return None if body is None else msgspec.json.decode(body, type=type_)


def _is_there(connection: Connection, completion_id: str) -> bool:
    return connection.scalar(_ENTITY, {"kind": "completion", "id": completion_id}) is not None


def _known(connection: Connection, told: Sequence[Told]) -> Mapping[str, tuple[str, str]]:
    rows = sets.fetch(connection, _KNOWN, [(one.id,) for one in told])
    return {statement_id: (institute, sha256) for statement_id, institute, sha256 in rows}


def _malformed(detail: str) -> ProblemError:
    return ProblemError(400, "MALFORMED", error("statement", "field.type", detail=detail[:500]))


_KNOWN = f"SELECT id, institute_id, sha256 FROM statement WHERE id IN (SELECT {sets.columns('TEXT')} FROM {{rows}})"
_FIND = text("SELECT body FROM statement WHERE id = :id AND institute_id = :institute")
_COURSES = text("SELECT body FROM record WHERE kind = 'course' AND body LIKE :pattern")
_MEMBERS = text("SELECT member_id FROM account WHERE login = :login AND user_type IN ('cpa', 'non_practising')")
_ENTITY = text("SELECT body FROM record WHERE kind = :kind AND id = :id")
_SAVE = f"""
INSERT INTO statement (id, institute_id, sha256, at, completion_id, body)
SELECT {sets.columns(*["TEXT"] * 6)} FROM {{rows}}
"""
# No command did this: its names are empty.
_SAVE_HISTORY = f"""
INSERT INTO history (kind, entity_id, rev, at, account_id, device_id, command_id, what, detail)
SELECT {sets.columns("TEXT", "TEXT", "BIGINT", "TEXT")}, '', '', '', 'reported', CAST(each.column5 AS TEXT)
FROM {{rows}}
"""
