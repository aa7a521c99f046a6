"""The wire: what client and service say to each other, as typed structs, version 1.

JSON in UTF-8. Hours (学时, 45 minutes each) are multiples of 0.5 and so exact as floats. Times are ISO 8601 in UTC and
are information only: nothing on the wire is decided by a clock. Unknown fields are ignored when read, so that an older
client lives with a newer service; the store keeps them.
"""

from typing import Literal

import msgspec

PROTOCOL_MIN = 1
PROTOCOL_MAX = 1
PROTOCOL_HEADER = "Cpd-Protocol"

MemberType = Literal["cpa", "non_practising"]
UserType = Literal["cpa", "non_practising", "province_staff", "national_staff"]
ApplicationKind = Literal["input", "output", "exemption"]
ApplicationState = Literal["pending", "confirmed", "refused"]
EntityKind = Literal[
    "member", "application", "completion", "grant", "choice", "certificate",
    "province", "institute", "sponsor", "course", "ruleset",
]  # fmt: skip
CommandKind = Literal[
    "application.file",
    "application.edit",
    "application.delete",
    "application.confirm",
    "application.refuse",
    "application.revoke",
    "study.choose",
    "study.rate",
]
Step = Literal["filed", "edited", "confirmed", "refused", "revoked"]
Status = Literal["applied", "noop", "conflict", "rejected", "blocked", "retry"]


class Wire(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of everything that is sent."""


class Strict(Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what a client sends: a field that the service does not know is a mistake worth naming."""


# --- entities: what the feed carries -------------------------------------------------------------------------------


class Attachment(Strict, frozen=True, kw_only=True):
    """A file that proves an application; its bytes travel apart, addressed by their SHA-256 (hex)."""

    sha256: str
    name: str
    size: int
    media_type: str


class HistoryEntry(Wire, frozen=True, kw_only=True):
    """One step in an application's life; the list only ever grows."""

    rev: int
    at: str
    by: str
    what: Step
    reason: str = ""
    hours: float | None = None


class Application(Wire, frozen=True, kw_only=True):
    """A member's application for hours or exemption, with who decided what."""

    id: str
    rev: int
    kind: ApplicationKind
    member_id: str
    member_no: str
    member_name: str
    member_type: MemberType
    province: str
    year: int
    state: ApplicationState
    sponsor: str = ""
    pathway: str = ""
    condition: str = ""
    hours: float = 0.0
    ethics: bool = False
    note: str = ""
    attachments: tuple[Attachment, ...] = ()
    confirmed_hours: float | None = None
    reason: str = ""
    filed_at: str = ""
    decided_at: str = ""
    decided_by: str = ""
    history: tuple[HistoryEntry, ...] = ()


class Member(Wire, frozen=True, kw_only=True):
    """A member as the own province and the member see them; the identity number is masked."""

    id: str
    rev: int
    no: str
    name: str
    member_type: MemberType
    province: str
    joined_on: str
    id_number_masked: str = ""


class Completion(Wire, frozen=True, kw_only=True):
    """A finished online course. It gives hours only once it is rated (课程评价)."""

    id: str
    rev: int
    member_id: str
    province: str
    year: int
    institute_id: str
    course_id: str
    title: str
    topic: str
    required: bool
    delivery: Literal["recorded", "live"]
    minutes: int
    hours: float
    finished_on: str
    rating: int | None = None
    comment: str = ""


class Grant(Wire, frozen=True, kw_only=True):
    """Hours that staff put on a member's account: carried over or a special grant."""

    id: str
    rev: int
    member_id: str
    province: str
    year: int
    source: Literal["carried_over", "special"]
    hours: float
    title: str


class Choice(Wire, frozen=True, kw_only=True):
    """The accounting institute a member studies with in a year; made once. Its id is ``<member id>:<year>``."""

    id: str
    rev: int
    member_id: str
    province: str
    year: int
    institute_id: str


class SourceHours(Wire, frozen=True, kw_only=True):
    """Counted hours of one source on a certificate."""

    source: str
    hours: float


class Certificate(Wire, frozen=True, kw_only=True):
    """An issued 学时证明: a statement of one member's hours of one year."""

    id: str
    rev: int
    number: str
    member_id: str
    member_no: str
    member_name: str
    member_type: MemberType
    province: str
    year: int
    hours: float
    required_hours: float
    fulfilled: bool
    by_source: tuple[SourceHours, ...]
    issued_on: str
    issuer: str
    superseded_by: str = ""


class Province(Wire, frozen=True, kw_only=True):
    """A provincial institute (省注协); ``id`` is its two-digit code."""

    id: str
    rev: int
    name: str
    institute_name: str


class Institute(Wire, frozen=True, kw_only=True):
    """One of the national accounting institutes (国家会计学院)."""

    id: str
    rev: int
    name: str


class Sponsor(Wire, frozen=True, kw_only=True):
    """An organiser of training (主办方单位)."""

    id: str
    rev: int
    name: str


class Course(Wire, frozen=True, kw_only=True):
    """An online course of an accounting institute."""

    id: str
    rev: int
    institute_id: str
    title: str
    topic: str
    required: bool
    delivery: Literal["recorded", "live"]
    minutes: int
    hours: float
    years: tuple[int, ...]
    sample: bool = False


class RuleSetRecord(Wire, frozen=True, kw_only=True):
    """One rule file as served: ``toml`` is its text, so that the central office changes rules without a release."""

    id: str
    rev: int
    toml: str


Entity = (
    Member | Application | Completion | Grant | Choice | Certificate | Province | Institute | Sponsor | Course
    | RuleSetRecord
)  # fmt: skip

ENTITY_TYPES: dict[EntityKind, type[Entity]] = {
    "member": Member,
    "application": Application,
    "completion": Completion,
    "grant": Grant,
    "choice": Choice,
    "certificate": Certificate,
    "province": Province,
    "institute": Institute,
    "sponsor": Sponsor,
    "course": Course,
    "ruleset": RuleSetRecord,
}


# --- session ---------------------------------------------------------------------------------------------------------


class SignIn(Strict, frozen=True, kw_only=True):
    """Body of ``POST /v1/session``."""

    user_type: UserType
    login: str
    password: str
    device_id: str
    device_name: str = ""


class Session(Wire, frozen=True, kw_only=True):
    """Who is signed in and what this device may see. ``token`` is empty except in the answer to a sign-in."""

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
    """Payload of ``application.delete``."""


class Confirm(Strict, frozen=True, kw_only=True):
    """Payload of ``application.confirm``: the hours that staff confirm, 0 for an exemption."""

    hours: float


class Reason(Strict, frozen=True, kw_only=True):
    """Payload of ``application.refuse`` and ``application.revoke``."""

    reason: str


class Choose(Strict, frozen=True, kw_only=True):
    """Payload of ``study.choose``."""

    year: int
    institute_id: str


class Rate(Strict, frozen=True, kw_only=True):
    """Payload of ``study.rate``: stars from 1 to 5 and words."""

    rating: int
    comment: str = ""


Payload = Draft | Edit | Nothing | Confirm | Reason | Choose | Rate

PAYLOAD_TYPES: dict[CommandKind, type[Payload]] = {
    "application.file": Draft,
    "application.edit": Edit,
    "application.delete": Nothing,
    "application.confirm": Confirm,
    "application.refuse": Reason,
    "application.revoke": Reason,
    "study.choose": Choose,
    "study.rate": Rate,
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
    params: dict[str, str | int | float] = {}


class Result(Wire, frozen=True, kw_only=True):
    """What became of one command. ``ack_scope``/``ack_seq``: once that scope is pulled so far, its effect is there."""

    command_id: str
    status: Status
    rev: int = 0
    code: str = ""
    errors: tuple[FieldError, ...] = ()
    params: dict[str, str | int | float] = {}
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


# --- problems (RFC 9457) ---------------------------------------------------------------------------------------------


class Problem(Wire, frozen=True, kw_only=True):
    """Every 4xx/5xx body, ``application/problem+json``. ``title`` is Chinese text that says what to do."""

    status: int
    code: str
    title: str
    errors: tuple[FieldError, ...] = ()


def encode(value: object) -> bytes:
    """Encode a struct as compact JSON."""
    return msgspec.json.encode(value)
