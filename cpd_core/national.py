"""What the national desk and the service say to each other under ``/v1/national``; online only, never queued."""

from typing import Literal

from cpd_core.entities import MemberType, Strict, Wire
from cpd_core.messages import FieldError, UserType

DirectoryKind = Literal["sponsor", "institute", "province"]
RehearsalState = Literal["running", "done", "cancelled", "failed"]
Standing = Literal["passed", "failed", "none"]
ImportMark = Literal["new", "changed", "unchanged", "wrong"]
KEY_HEADER = "Idempotency-Key"  # of what changes something: sent again after a time-out, it is not done again


class ProvinceQueue(Wire, frozen=True, kw_only=True):
    """How many applications wait in a province; ``oldest`` is when the first of them was filed."""

    province: str
    name: str
    waiting: int
    oldest: str = ""
    members: int = 0


class RuleInForce(Wire, frozen=True, kw_only=True):
    """A rule file in force: ``rule_id`` is the id within the file, ``id`` that of its record."""

    id: str
    rule_id: str
    rev: int
    kind: str
    member_type: str = ""
    first_year: int = 0
    last_year: int = 0
    published_at: str = ""
    published_by: str = ""


class AccountCount(Wire, frozen=True, kw_only=True):
    """How many accounts of a type there are, and how many of them are locked."""

    user_type: UserType
    count: int
    locked: int


class Overview(Wire, frozen=True, kw_only=True):
    """Answer to ``GET /v1/national/overview``: the first answers of the national office, as of ``at``."""

    at: str
    queues: tuple[ProvinceQueue, ...]
    accounts: tuple[AccountCount, ...]
    rules: tuple[RuleInForce, ...]


# --- directory --------------------------------------------------------------------------------------------------------


class DirectoryEntry(Wire, frozen=True, kw_only=True):
    """A sponsor, accounting institute or province; ``merged_into`` is the sponsor that stands for it now."""

    id: str
    rev: int
    name: str
    institute_name: str = ""
    retired: bool = False
    merged_into: str = ""
    merged_name: str = ""


class DirectoryPage(Wire, frozen=True, kw_only=True):
    """A page of a list by name; ``next`` goes into ``after`` for the following one, "" at the end."""

    entries: tuple[DirectoryEntry, ...]
    total: int
    next: str = ""


class DirectoryAdd(Strict, frozen=True, kw_only=True):
    """A new entry; ``id`` is the two-digit code of a province, chosen by the service for the others."""

    name: str
    id: str = ""
    institute_name: str = ""


class DirectoryChange(Strict, frozen=True, kw_only=True):
    """What an entry shall be; ``rev`` is the revision that was looked at."""

    rev: int
    name: str
    institute_name: str = ""
    retired: bool = False


class SponsorMerge(Strict, frozen=True, kw_only=True):
    """Sponsors that are one: ``ids`` go into ``into``. Their names stay readable and lead there."""

    ids: tuple[str, ...]
    into: str


# --- accounts ---------------------------------------------------------------------------------------------------------


class AccountEntry(Wire, frozen=True, kw_only=True):
    """An account as the national desk sees it; ``provinces`` are what provincial staff see, the home one first."""

    id: str
    user_type: UserType
    login: str
    name: str
    provinces: tuple[str, ...]
    locked: bool
    grant_version: int
    member_id: str = ""
    last_sign_in: str = ""


class AccountPage(Wire, frozen=True, kw_only=True):
    """A page of accounts by login; ``next`` goes into ``after`` for the following one, "" at the end."""

    entries: tuple[AccountEntry, ...]
    next: str = ""


class AccountAdd(Strict, frozen=True, kw_only=True):
    """A new account; ``member_id`` for a member's, ``provinces`` for provincial staff."""

    user_type: UserType
    login: str
    name: str
    provinces: tuple[str, ...] = ()
    member_id: str = ""


class AccountChange(Strict, frozen=True, kw_only=True):
    """What an account shall be; ``grant_version`` is the one that was looked at."""

    grant_version: int
    name: str
    provinces: tuple[str, ...] = ()
    locked: bool = False


class NoWords(Strict, frozen=True, kw_only=True):
    """The body of an act that needs no words."""


class AccountSecret(Wire, frozen=True, kw_only=True):
    """An account and its initial password, which is said once: a repeated request finds it empty."""

    account: AccountEntry
    password: str = ""


# --- rules ------------------------------------------------------------------------------------------------------------


class RuleVersion(Wire, frozen=True, kw_only=True):
    """A version of a rule file; ``removed`` where it was taken out of force."""

    id: str
    rev: int
    at: str
    by: str
    note: str = ""
    removed: bool = False
    in_force: bool = False


class RuleList(Wire, frozen=True, kw_only=True):
    """The rule files in force and all versions that were, the newest first."""

    rules: tuple[RuleInForce, ...]
    versions: tuple[RuleVersion, ...]


class RuleText(Strict, frozen=True, kw_only=True):
    """A rule file as it was uploaded."""

    toml: str


class RuleFile(Wire, frozen=True, kw_only=True):
    """The text of one version of a rule file."""

    id: str
    rev: int
    toml: str


class RuleFault(Wire, frozen=True, kw_only=True):
    """What is wrong with a rule file: the line (0: the file as a whole), the field, and why."""

    line: int
    error: FieldError


class RuleCheck(Wire, frozen=True, kw_only=True):
    """What a check found: ``id`` is the record that it would replace, "" for a new one; ``rev`` is that one's now."""

    faults: tuple[RuleFault, ...]
    rule_id: str = ""
    kind: str = ""
    id: str = ""
    rev: int = 0
    same: bool = False


class RulePublish(Strict, frozen=True, kw_only=True):
    """Put a rule file in force; ``rev`` is the revision that it replaces, 0 for a new one."""

    toml: str
    rev: int
    note: str = ""


class RuleBack(Strict, frozen=True, kw_only=True):
    """Take the version ``rev`` back out of force: the one before it holds again."""

    rev: int
    note: str = ""


class RehearsalRequest(Strict, frozen=True, kw_only=True):
    """Who would pass ``year`` by this rule file, who would not."""

    toml: str
    year: int


class RehearsalGroup(Wire, frozen=True, kw_only=True):
    """Members of a province and type: how many pass by the rules in force and by the changed ones."""

    province: str
    member_type: MemberType
    members: int
    passed_before: int
    passed_after: int
    gained: int
    lost: int


class Rehearsal(Wire, frozen=True, kw_only=True):
    """A rehearsal and how far it is. ``changed`` counts members whose result is another one."""

    id: str
    at: str
    by: str
    year: int
    rule_id: str
    state: RehearsalState
    done: int
    total: int
    changed: int = 0
    listed: int = 0
    seconds: float = 0.0
    groups: tuple[RehearsalGroup, ...] = ()


class RehearsalChange(Wire, frozen=True, kw_only=True):
    """A member whose result changes, and why."""

    number: int
    no: str
    name: str
    province: str
    member_type: MemberType
    before: Standing
    after: Standing
    why: tuple[FieldError, ...]


class RehearsalChanges(Wire, frozen=True, kw_only=True):
    """A page of those whose result changes; ``next`` goes into ``after``, 0 at the end."""

    entries: tuple[RehearsalChange, ...]
    next: int = 0


# --- members, imports -------------------------------------------------------------------------------------------------


class MemberEntry(Wire, frozen=True, kw_only=True):
    """A member; ``login`` is "" where there is no account yet."""

    id: str
    rev: int
    no: str
    name: str
    member_type: MemberType
    province: str
    joined_on: str
    id_number_masked: str = ""
    login: str = ""


class MemberPage(Wire, frozen=True, kw_only=True):
    """A page of members by number; ``next`` goes into ``after``, "" at the end."""

    entries: tuple[MemberEntry, ...]
    next: str = ""


class MemberMove(Strict, frozen=True, kw_only=True):
    """To which province a member moves."""

    province: str


class MoveDone(Wire, frozen=True, kw_only=True):
    """How many records went with the member."""

    records: int


class ImportRow(Wire, frozen=True, kw_only=True):
    """A row of a workbook as it was read: ``row`` is its number in the sheet; ``errors`` name the columns."""

    row: int
    mark: ImportMark
    key: str
    text: str
    changes: tuple[str, ...] = ()
    errors: tuple[FieldError, ...] = ()


class ImportReport(Wire, frozen=True, kw_only=True):
    """What a workbook comes to. Nothing is done while a row is wrong; ``token`` lets exactly this be done.

    ``rows`` has the wrong ones, the changed and the new ones, at most :data:`ROWS_SHOWN` of them.
    """

    new: int
    changed: int
    unchanged: int
    wrong: int
    rows: tuple[ImportRow, ...] = ()
    token: str = ""
    applied: bool = False


ROWS_SHOWN = 500


# --- audit ------------------------------------------------------------------------------------------------------------


class AuditEntry(Wire, frozen=True, kw_only=True):
    """Something that was done: by whom, on which device, to what. ``number`` and ``lane`` name its row."""

    id: int
    at: str
    lane: str
    number: int
    account_id: str
    who: str
    device_id: str
    what: str
    kind: str
    entity_id: str
    detail: str


class AuditPage(Wire, frozen=True, kw_only=True):
    """A page of the trail, the newest first; ``next`` goes into ``before``, 0 at the end."""

    entries: tuple[AuditEntry, ...]
    next: int = 0


class ExportNote(Strict, frozen=True, kw_only=True):
    """That somebody takes a list out of the desk: what, and how it was filtered."""

    what: Literal["audit", "accounts", "members", "rehearsal"]
    filter: str = ""


SPOKEN = (
    Overview, DirectoryPage, DirectoryAdd, DirectoryChange, SponsorMerge, AccountPage, AccountAdd, AccountChange,
    NoWords, AccountSecret, RuleList, RuleText, RuleFile, RuleCheck, RulePublish, RuleBack, RehearsalRequest, Rehearsal,
    RehearsalChanges, MemberPage, MemberMove, MoveDone, ImportReport, AuditPage, ExportNote,
)  # fmt: skip
"""What stands in bodies and answers, for the service's document."""
