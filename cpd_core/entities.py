"""The entities that the feed carries, as typed structs: members, applications, courses, certificates and the rest.

Hours (学时, 45 minutes each) are multiples of 0.5 and so exact as floats. Times are ISO 8601 in UTC. Unknown fields are
ignored when read, so that an older client lives with a newer service; the store keeps them.
"""

from typing import Literal

from cpd_core.lessons import Lesson, Note, Progress, Quiz
from cpd_core.wire import Strict, Wire

MemberType = Literal["cpa", "non_practising"]
ApplicationKind = Literal["input", "output", "exemption"]
ApplicationState = Literal["pending", "confirmed", "refused"]
EntityKind = Literal[
    "member", "application", "completion", "grant", "choice", "certificate", "claim",
    "province", "institute", "sponsor", "course", "ruleset", "signing_key", "progress", "note",
]  # fmt: skip
Step = Literal["filed", "edited", "confirmed", "refused", "revoked", "entered"]


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
    """An issued 学时证明: a statement of one member's hours of one year.

    ``proof`` is the signed text of its QR code (:mod:`cpd_core.proofs`). ``withdrawn_on`` is the day when hours that it
    states were taken back, ``superseded_by`` the number of a later one: either way it does not hold any more.
    """

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
    waived_hours: float = 0.0
    superseded_by: str = ""
    withdrawn_on: str = ""
    proof: str = ""

    @property
    def holds(self) -> bool:
        """Whether this is what the service states of the year, as far as is known here."""
        return not self.superseded_by and not self.withdrawn_on


class Claim(Wire, frozen=True, kw_only=True):
    """认领: a reviewer has taken an application to look at; its id is the application's.

    Staff of the province see it, the member does not. It forbids nobody to decide.
    """

    id: str
    rev: int
    application_id: str
    province: str
    account_id: str
    by: str
    at: str


class Province(Wire, frozen=True, kw_only=True):
    """A provincial institute (省注协); ``id`` is its two-digit code. A retired one is offered no more."""

    id: str
    rev: int
    name: str
    institute_name: str
    retired: bool = False


class Institute(Wire, frozen=True, kw_only=True):
    """One of the national accounting institutes (国家会计学院). Nobody chooses a retired one any more."""

    id: str
    rev: int
    name: str
    retired: bool = False


class Sponsor(Wire, frozen=True, kw_only=True):
    """An organiser of training (主办方单位). Applications keep the name that was written.

    A retired one is offered no more; one that was merged leads to the sponsor ``merged_into``, which stands for both.
    """

    id: str
    rev: int
    name: str
    retired: bool = False
    merged_into: str = ""


class Course(Wire, frozen=True, kw_only=True):
    """An online course of an accounting institute.

    Without ``lessons`` it is studied on the institute's own platform, which reports by ``activity``, the course's IRI
    there (xAPI); ``mastery`` is the score from 0 to 1 that such a report must reach. ``minutes`` is its length: credit
    ends there.
    """

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
    lessons: tuple[Lesson, ...] = ()
    quiz: Quiz | None = None
    activity: str = ""
    mastery: float | None = None


class RuleSetRecord(Wire, frozen=True, kw_only=True):
    """One rule file as served: ``toml`` is its text, so that the central office changes rules without a release."""

    id: str
    rev: int
    toml: str


class SigningKey(Wire, frozen=True, kw_only=True):
    """The public half of a key that signs certificates; it stays for as long as there are certificates of it.

    ``proof_key`` is an Ed25519 key (hex) for QR codes, ``certificate`` an X.509 one (DER in base64) for PDFs; ``id`` is
    the first 8 hex digits of the SHA-256 of the former.
    """

    id: str
    rev: int
    made_at: str
    proof_key: str
    certificate: str


Entity = (
    Member | Application | Completion | Grant | Choice | Certificate | Claim | Province | Institute | Sponsor | Course
    | RuleSetRecord | SigningKey | Progress | Note
)  # fmt: skip

ENTITY_TYPES: dict[EntityKind, type[Entity]] = {
    "member": Member,
    "application": Application,
    "completion": Completion,
    "grant": Grant,
    "choice": Choice,
    "certificate": Certificate,
    "claim": Claim,
    "province": Province,
    "institute": Institute,
    "sponsor": Sponsor,
    "course": Course,
    "ruleset": RuleSetRecord,
    "signing_key": SigningKey,
    "progress": Progress,
    "note": Note,
}
