"""The wire: what client and service say to each other, as typed structs, version 1.

JSON in UTF-8. Hours (学时, 45 minutes each) are multiples of 0.5 and so exact as floats. Times are ISO 8601 in UTC and
are information only: nothing on the wire is decided by a clock. Unknown fields are ignored when read, so that an older
client lives with a newer service; the store keeps them.
"""

from typing import Literal

import msgspec

from cpd_core.entities import ApplicationKind, Attachment, EntityKind, SigningKey
from cpd_core.lessons import Stretches
from cpd_core.wire import Strict, Wire

PROTOCOL_MIN = 1
PROTOCOL_MAX = 1
PROTOCOL_HEADER = "Cpd-Protocol"

UserType = Literal["cpa", "non_practising", "province_staff", "national_staff"]
CommandKind = Literal[
    "application.file",
    "application.edit",
    "application.delete",
    "application.confirm",
    "application.refuse",
    "application.revoke",
    "application.enter",
    "claim.take",
    "claim.drop",
    "study.choose",
    "study.rate",
    "study.progress",
    "study.note",
    "study.finish",
]
Status = Literal["applied", "noop", "conflict", "rejected", "blocked", "retry"]


# --- session ---------------------------------------------------------------------------------------------------------


class SignIn(Strict, frozen=True, kw_only=True):
    """Body of ``POST /v1/session``. ``picture`` and ``code`` (of a second factor) only where they were asked for."""

    user_type: UserType
    login: str
    password: str
    device_id: str
    device_name: str = ""
    picture_id: str = ""
    picture: str = ""
    code: str = ""


class Session(Wire, frozen=True, kw_only=True):
    """Who is signed in and what this device may see. ``token`` is empty except in the answer to a sign-in.

    ``must_change``: the password is an initial one, and nothing but another one is accepted before it is changed.
    """

    account_id: str
    user_type: UserType
    login: str
    name: str
    member_id: str
    province: str
    scopes: tuple[str, ...]
    grant_version: int
    protocol_min: int
    protocol_max: int
    service_date: str
    token: str = ""
    must_change: bool = False


# --- commands --------------------------------------------------------------------------------------------------------


class Draft(Strict, frozen=True, kw_only=True):
    """What a member types into an application: the payload of ``application.file``."""

    kind: ApplicationKind
    year: int
    sponsor: str = ""
    pathway: str = ""
    condition: str = ""
    hours: float = 0.0
    ethics: bool = False
    note: str = ""
    attachments: tuple[Attachment, ...] = ()


class EditFields(Strict, frozen=True, kw_only=True):
    """Fields of an edit; what is UNSET is not touched. The kind of an application never changes."""

    year: int | msgspec.UnsetType = msgspec.UNSET
    sponsor: str | msgspec.UnsetType = msgspec.UNSET
    pathway: str | msgspec.UnsetType = msgspec.UNSET
    condition: str | msgspec.UnsetType = msgspec.UNSET
    hours: float | msgspec.UnsetType = msgspec.UNSET
    ethics: bool | msgspec.UnsetType = msgspec.UNSET
    note: str | msgspec.UnsetType = msgspec.UNSET
    attachments: tuple[Attachment, ...] | msgspec.UnsetType = msgspec.UNSET


class Edit(Strict, frozen=True, kw_only=True):
    """Payload of ``application.edit``: ``was`` is what the member saw, ``to`` what they want, for the same fields."""

    was: EditFields
    to: EditFields


class Nothing(Strict, frozen=True, kw_only=True):
    """Payload of ``application.delete``, ``claim.take`` and ``claim.drop``."""


class Confirm(Strict, frozen=True, kw_only=True):
    """Payload of ``application.confirm``: the hours that staff confirm, 0 for an exemption."""

    hours: float


class Reason(Strict, frozen=True, kw_only=True):
    """Payload of ``application.refuse`` and ``application.revoke``."""

    reason: str


class Enter(Strict, frozen=True, kw_only=True):
    """Payload of ``application.enter``: hours of a member from an attendance list, which is the attachment.

    ``title`` and ``held_on`` (ISO date) tell the activity from others of the same sponsor.
    """

    member_id: str
    year: int
    sponsor: str
    pathway: str
    title: str
    held_on: str
    hours: float
    ethics: bool = False
    note: str = ""
    attachments: tuple[Attachment, ...] = ()


class Choose(Strict, frozen=True, kw_only=True):
    """Payload of ``study.choose``."""

    year: int
    institute_id: str


class Rate(Strict, frozen=True, kw_only=True):
    """Payload of ``study.rate``: stars from 1 to 5 and words."""

    rating: int
    comment: str = ""


class Played(Strict, frozen=True, kw_only=True):
    """Payload of ``study.progress``: what one device played of a lesson since its last report.

    ``stretches``, ``position`` and ``elapsed`` are milliseconds: of the lesson the first two, of time that passed on
    the device while they were played the third. ``speed`` is the highest at which anything of it was played.
    """

    year: int
    course_id: str
    lesson_id: str
    stretches: Stretches
    position: int
    elapsed: int
    speed: float = 1.0


class Noted(Strict, frozen=True, kw_only=True):
    """Payload of ``study.note``: a note at a moment of a lesson (milliseconds); an empty text takes it away."""

    year: int
    course_id: str
    lesson_id: str
    at: int
    text: str


class Finish(Strict, frozen=True, kw_only=True):
    """Payload of ``study.finish``: for each question of the quiz the places of the options chosen."""

    year: int
    course_id: str
    answers: tuple[tuple[int, ...], ...] = ()


Payload = Draft | Edit | Nothing | Confirm | Reason | Enter | Choose | Rate | Played | Noted | Finish

PAYLOAD_TYPES: dict[CommandKind, type[Payload]] = {
    "application.file": Draft,
    "application.edit": Edit,
    "application.delete": Nothing,
    "application.confirm": Confirm,
    "application.refuse": Reason,
    "application.revoke": Reason,
    "application.enter": Enter,
    "claim.take": Nothing,
    "claim.drop": Nothing,
    "study.choose": Choose,
    "study.rate": Rate,
    "study.progress": Played,
    "study.note": Noted,
    "study.finish": Finish,
}


class Base(Strict, frozen=True, kw_only=True):
    """What the command was made upon: a revision (0: nothing there yet) or the command before it on this device."""

    rev: int | msgspec.UnsetType = msgspec.UNSET
    after: str | msgspec.UnsetType = msgspec.UNSET


class Command(Strict, frozen=True, kw_only=True):
    """One act of one person. ``payload`` is decoded by ``kind``; ``client_time`` is information only."""

    command_id: str
    device_seq: int
    kind: CommandKind
    entity_id: str
    base: Base
    payload: msgspec.Raw
    payload_version: int = 1
    client_time: str = ""
    batch_id: str = ""


class CommandChunk(Strict, frozen=True, kw_only=True):
    """Body of ``POST /v1/commands``: at most ``MAX_CHUNK`` commands, in the order of ``device_seq``.

    ``epoch`` is that of the copy the commands were made upon, "" where there is none. To another one the answer is 410
    RESYNC, with nothing decided: the database was restored, and what they build upon may have to be sent again first.
    """

    commands: tuple[msgspec.Raw, ...]
    epoch: str = ""


MAX_CHUNK = 1000


class FieldError(Wire, frozen=True, kw_only=True):
    """Something wrong with one field. ``code`` is a key of :mod:`cpd_core.wording`, ``params`` fill its text."""

    field: str
    code: str
    params: dict[str, str | int | float] = {}  # noqa: RUF012 - msgspec makes a new one each, and omits an empty one


class Result(Wire, frozen=True, kw_only=True):
    """What became of one command. ``ack_scope``/``ack_seq``: once that scope is pulled so far, its effect is there."""

    command_id: str
    status: Status
    rev: int = 0
    code: str = ""
    errors: tuple[FieldError, ...] = ()
    params: dict[str, str | int | float] = {}  # noqa: RUF012 - msgspec makes a new one each, and omits an empty one
    ack_scope: str = ""
    ack_seq: int = 0
    snapshot: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class ResultChunk(Wire, frozen=True, kw_only=True):
    """Answer to ``POST /v1/commands``: one result per command, in the order sent."""

    results: tuple[Result, ...]


# --- feed ------------------------------------------------------------------------------------------------------------


class Change(Wire, frozen=True, kw_only=True):
    """The latest change of one entity in a scope. ``data`` is its JSON, absent for a tombstone or a leave."""

    seq: int
    op: Literal["upsert", "tombstone", "leave"]
    kind: EntityKind
    id: str
    rev: int
    data: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class Page(Wire, frozen=True, kw_only=True):
    """A page of a scope's changes after ``since``, up to the seq ``next``; ``more`` says whether to go on."""

    epoch: str
    floor: int
    high: int
    items: tuple[Change, ...]
    next: int
    more: bool


class ScopeNews(Wire, frozen=True, kw_only=True):
    """Where a scope stands: a copy with the same ``epoch`` and a cursor at ``high`` has all there is."""

    scope: str
    epoch: str
    high: int


class News(Wire, frozen=True, kw_only=True):
    """Answer to ``GET /v1/news``: what a client must know before it pulls, for all of its scopes at once.

    ``time`` is the service's clock, information only. A ``grant_version`` other than the session's says that
    scopes have changed: ask for the session anew. Answered whatever version of the protocol the client speaks.
    """

    time: str
    grant_version: int
    protocol_min: int
    protocol_max: int
    scopes: tuple[ScopeNews, ...]


class Digests(Wire, frozen=True, kw_only=True):
    """What a scope holds as of ``high``, summed up by :mod:`cpd_core.digests`: 256 buckets of 16 hex digits."""

    epoch: str
    high: int
    buckets: tuple[str, ...]


class Bucket(Wire, frozen=True, kw_only=True):
    """All that a scope holds in one bucket as of ``high``, in order of seq; every item is an upsert."""

    epoch: str
    high: int
    items: tuple[Change, ...]


class CertificateRequest(Strict, frozen=True, kw_only=True):
    """Body of ``POST /v1/certificates``: asks for the certificate of one year; the same facts give the same one."""

    year: int


class MediaAddress(Wire, frozen=True, kw_only=True):
    """Answer to ``GET /v1/media/{sha256}/address``: where a player finds it without signing in, for so many seconds."""

    path: str
    seconds: int


class KeyList(Wire, frozen=True, kw_only=True):
    """The public keys of a service, in the order in which they came into use; certificates of all of them are valid."""

    keys: tuple[SigningKey, ...]


# --- problems (RFC 9457) ---------------------------------------------------------------------------------------------


class Problem(Wire, frozen=True, kw_only=True):
    """Every 4xx/5xx body, ``application/problem+json``. ``title`` is Chinese text that says what to do.

    ``params`` fill the text of ``code`` in another language.
    """

    status: int
    code: str
    title: str
    errors: tuple[FieldError, ...] = ()
    params: dict[str, str | int | float] = {}  # noqa: RUF012 - as above


def encode(value: object) -> bytes:
    """Encode a struct as compact JSON."""
    return msgspec.json.encode(value)
