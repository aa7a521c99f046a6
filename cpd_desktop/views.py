"""What the desks hand out, ready to be shown: frozen structs, cheap to define, as the window starts with them.

Hours are 学时 (45 minutes).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from cpd_core.entities import Application, ApplicationKind, ApplicationState, HistoryEntry
from cpd_core.flags import Flag
from cpd_core.messages import FieldError

if TYPE_CHECKING:  # loaded when a form is open, or a certificate checked
    from array import array

    from cpd_core.doubles import Double
    from cpd_core.proofs import Proof
    from cpd_core.prospect import Prospect
    from cpd_core.verification import State

SyncMark = Literal["", "unsent", "sent", "conflict"]
"""Of a row: nothing outstanding, saved here and not yet sent, sent and awaiting the pull, or in conflict."""

SortKey = Literal[
    "filed_at", "year", "kind", "sponsor", "pathway", "hours", "confirmed_hours", "state", "member_name", "member_no",
    "attachments", "flags", "claim",
]  # fmt: skip

ClaimedBy = Literal["", "mine", "others", "none"]
"""Whose share of the queue (认领): anybody's, of the signed-in account, of a colleague, of nobody."""


class ApplicationQuery(Struct, frozen=True):
    """A filter of applications; empty fields do not filter. ``text`` looks in member, number, sponsor and note.

    ``sponsor`` is the whole name, ``sponsor_part`` any part of it; ``sponsorless`` finds what has none. With ``text``,
    what has one of the codes of ``text_pathways`` is found, too: their names are not stored with the applications.
    ``member`` is a part of the name or the number. ``filed_from`` and ``filed_to`` are Beijing dates (2026-12-01), both
    included; ``age_min`` and ``age_max`` are whole days between the Beijing date of filing and today's, 0 is today, so
    that a kept filter goes with the calendar. ``flags``: any of these; ``flagged``: any at all, or none. ``aside``: put
    aside here with a note, or not. ``ids``: these applications and no others.
    """

    kind: ApplicationKind | None = None
    year: int | None = None
    state: ApplicationState | None = None
    sync: SyncMark | None = None
    pathway: str = ""
    sponsor: str = ""
    sponsor_part: str = ""
    member_id: str = ""
    text: str = ""
    text_pathways: tuple[str, ...] = ()
    hours_min: float | None = None
    hours_max: float | None = None
    batch_id: str = ""
    sort: SortKey = "filed_at"
    descending: bool = True
    sponsorless: bool = False
    member: str = ""
    filed_from: str = ""
    filed_to: str = ""
    age_min: int | None = None
    age_max: int | None = None
    flags: tuple[Flag, ...] = ()
    flagged: bool | None = None
    aside: bool | None = None
    claim: ClaimedBy = ""
    ids: tuple[str, ...] = ()


class ApplicationRow(Struct, frozen=True):
    """One line of a list. ``confirmed_hours`` is None until confirmed; ``aside``: put aside here, with a note.

    ``claim`` names who has taken it to look at (认领).
    """

    rid: int
    id: str
    kind: ApplicationKind
    year: int
    member_no: str
    member_name: str
    sponsor: str
    pathway: str
    pathway_name: str
    hours: float
    confirmed_hours: float | None
    attachments: int
    state: ApplicationState
    sync: SyncMark
    filed_at: str
    reason: str
    note: str = ""
    flags: tuple[Flag, ...] = ()
    aside: bool = False
    claim: str = ""


class Total(Struct, frozen=True):
    """How many rows a query has and their hours."""

    count: int
    hours: float


class Listing(Struct, frozen=True):
    """A whole list: its row ids in their order, 8 bytes a row, and what it comes to."""

    ids: "array[int]"
    total: Total


GroupKey = Literal["sponsor", "pathway", "sponsor+pathway", "kind", "flag"]


class GroupRow(Struct, frozen=True):
    """The part of a list that has something in common. ``query`` is the list's, narrowed to it.

    Set are those of ``sponsor``, ``pathway``, ``kind`` and ``flag`` by which it is grouped. A group by flag holds what
    has that flag, so that an application may stand in several, or (``flag`` None) what has none.
    """

    count: int
    hours: float
    query: ApplicationQuery
    sponsor: str = ""
    pathway: str = ""
    pathway_name: str = ""
    kind: ApplicationKind | None = None
    flag: Flag | None = None


class FlagReason(Struct, frozen=True):
    """Why an application has a flag: ``said`` in words (:meth:`cpd_desktop.words.Words.error`).

    ``others`` are ids of applications that it has to do with, at most 20; ``said`` counts all.
    """

    flag: Flag
    said: FieldError
    others: tuple[str, ...] = ()


class Checked(Struct, frozen=True):
    """How far the flags are worked out: ``done`` of ``total`` applications; equal where nothing is left to do."""

    done: int
    total: int


class SavedFilter(Struct, frozen=True):
    """A filter with a name, kept for this account on this machine; the queue opens with the one ``is_default``."""

    name: str
    query: ApplicationQuery
    is_default: bool = False


class Aside(Struct, frozen=True):
    """What somebody put aside to come back to it: never sent. ``at`` is UTC."""

    application_id: str
    note: str
    at: str


class ApplicationDetail(Struct, frozen=True):
    """One application with everything to show beside the list; ``application`` has the overlay applied."""

    application: Application
    pathway_name: str
    condition_name: str
    sync: SyncMark
    history: tuple[HistoryEntry, ...]
    attachments_here: frozenset[str]  # sha256 of those whose bytes are on this machine


class Outlook(Struct, frozen=True):
    """What the form says of what is typed; ``prospect`` is None while year, pathway or ground are not chosen."""

    prospect: "Prospect | None"
    doubles: "tuple[Double, ...]"


class Named(Struct, frozen=True):
    """A code and its name, for choices."""

    code: str
    name: str


class Batch(Struct, frozen=True):
    """What a decision over many applications did: stored here, to be sent."""

    batch_id: str
    stored: int
    skipped: tuple[tuple[str, FieldError], ...] = ()  # (application id, why), e.g. already decided


class Difference(Struct, frozen=True):
    """One field that differs: as I saw or typed it, and as it is now. Texts ready to show."""

    field: str
    mine: str
    theirs: str


class ConflictView(Struct, frozen=True):
    """An act that did not take effect, kept until the person chooses what to do.

    ``what`` is the command's kind; ``reason`` is text that says what happened; ``mine`` is what was typed or decided.
    ``why_not`` says why it cannot be applied again upon what is there now. ``is_there``: what it is about still is.
    """

    command_id: str
    entity_id: str
    what: str
    code: str
    reason: str
    title: str
    mine: str
    differences: tuple[Difference, ...]
    can_apply_again: bool
    at: str
    why_not: str = ""
    is_there: bool = True


class Progress(Struct, frozen=True):
    """How far a sync is. ``stage`` is blobs-up, push, pull or blobs-down; ``total`` is 0 while unknown."""

    stage: Literal["blobs-up", "push", "pull", "blobs-down"]
    done: int
    total: int
    unit: Literal["records", "bytes"] = "records"


ProgressCallback = Callable[[Progress], None]


class SyncReport(Struct, frozen=True):
    """What a sync did: a result to be read later, too."""

    pushed: int = 0
    applied: int = 0
    noop: int = 0
    conflicts: int = 0
    rejected: int = 0
    blocked: int = 0
    pulled: int = 0
    mended: int = 0  # buckets of a scope that differed from the service's
    blobs_up: int = 0
    blobs_down: int = 0
    bytes_up: int = 0  # of attachments
    bytes_down: int = 0  # of attachments fetched ahead, of ``bytes_ahead`` that were to be
    bytes_ahead: int = 0
    collected: int = 0  # attachments that nothing referred to any more
    seconds: float = 0.0
    cancelled: bool = False


class AttachmentUse(Struct, frozen=True):
    """What attachments take of the disk, in files and bytes."""

    count: int
    bytes: int
    wanted: int  # of what waits for a decision, still to be fetched
    wanted_bytes: int
    unreferenced: int  # nothing refers to these; they go after some days
    unreferenced_bytes: int
    missing: int  # known and not there: fetched again when they are looked at


class Status(Struct, frozen=True):
    """The state of the local store; counts of commands and conflicts, and when the last sync ended well.

    ``read_only``: this program is too old for the service; it shows and sends what is queued, but takes no new act.
    """

    unsent: int
    conflicts: int
    last_sync: str
    signed_in: bool
    signed_in_name: str
    server: str
    read_only: bool = False


class ActivityEntry(Struct, frozen=True):
    """One line of the activity list."""

    at: str
    kind: str
    ok: bool
    text: str


class CourseRow(Struct, frozen=True):
    """A course with this member's state in it. A sample (推荐学习) is open to all and gives no hours."""

    id: str
    title: str
    topic: str
    required: bool
    delivery: str
    hours: float
    minutes: int
    institute_id: str
    institute_name: str
    state: Literal["open", "learning", "watched", "to_rate", "counted"]
    completion_id: str = ""
    finished_on: str = ""
    sample: bool = False
    lessons: int = 0  # 0: it is studied on the institute's own platform
    percent: int = 0  # of its length that was played


class CertificateRow(Struct, frozen=True):
    """A year for which a certificate exists or can be asked for. ``number`` is empty until issued.

    ``superseded``: it does not hold any more. ``withdrawn``: as hours were taken back; else there is a newer one.
    ``obtainable``: there is one, or the service would issue one: hours count, or the year is waived altogether.
    ``counts_now``: the hours that count now, where that is no longer what a certificate that holds states.
    """

    id: str
    year: int
    number: str
    member_no: str
    member_name: str
    hours: float
    required_hours: float
    fulfilled: bool
    issued_on: str
    superseded: bool
    file_here: bool
    withdrawn: bool = False
    waived_hours: float = 0.0
    obtainable: bool = True
    counts_now: float | None = None


class Verdict(Struct, frozen=True):
    """What the check of a certificate found. ``proof`` is what it states, None where that is in doubt.

    ``on_record`` says whether the certificate's record is on this machine; without one nobody here knows whether it has
    been superseded since, which the service's own page tells.
    """

    state: "State"
    why: FieldError
    proof: "Proof | None"
    on_record: bool


class MemberRow(Struct, frozen=True):
    """A member in a list for staff."""

    id: str
    no: str
    name: str
    member_type: str


class Check(Struct, frozen=True):
    """One line of ``doctor``: what was looked at, whether it is well, and what to do if not."""

    name: str
    ok: bool
    text: str
    details: dict[str, str] = field(default_factory=dict[str, str])
