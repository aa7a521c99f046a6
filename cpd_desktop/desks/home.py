"""首页: what a person needs first. A member: what is missing this year and the next steps. A reviewer: what waits and
what came back. The national office: what is known here. Everything from the store, no network.
"""

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from cpd_core.entities import Application, Certificate, Choice, Completion

if TYPE_CHECKING:
    from cpd_core.ledger import YearLedger
    from cpd_desktop.account import Account
    from cpd_desktop.store.counts import Waiting
    from cpd_desktop.workspace import Workspace

DECISIONS = ("application.confirm", "application.refuse", "application.revoke")
SHOWN = 3  # steps of one kind; more are behind the page that they lead to

StepCode = Literal["settle", "mend", "finish", "rate", "choose", "file", "study", "certify"]


class Step(Struct, frozen=True):
    """One thing to do next. ``item`` is what to open on the page ``page``; ``count`` how many of it there are."""

    code: StepCode
    page: str
    item: str = ""
    subject: str = ""  # a sponsor, a course
    pathway: str = ""  # its code, where the subject is the name of one
    reason: str = ""  # why an application was refused
    hours: float = 0.0
    count: int = 1


class MemberHome(Struct, frozen=True):
    """A member's year. ``waiting`` applications count for nothing yet; ``waiting_hours`` is what they ask for."""

    year: int
    ledger: "YearLedger | None"
    waiting: int
    waiting_hours: float
    unsent: int
    refused: tuple[str, ...]  # ids
    steps: tuple[Step, ...]


class ReviewHome(Struct, frozen=True):
    """A province's queue, and what came back of what was decided here."""

    waiting: "tuple[Waiting, ...]"
    oldest: str  # when the first of them was filed, "" where none waits
    changed: int
    by_others: int
    other: int
    unsent: int
    members: int

    @property
    def count(self) -> int:
        """How many applications wait."""
        return sum(each.count for each in self.waiting)

    @property
    def hours(self) -> float:
        """The hours that they ask for."""
        return sum(each.hours for each in self.waiting)

    @property
    def came_back(self) -> int:
        """How many decisions did not take effect."""
        return self.changed + self.by_others + self.other


class NationalHome(Struct, frozen=True):
    """What this machine knows of the country: counts of the records of the national directory."""

    provinces: int
    institutes: int
    courses: int
    sponsors: int
    rule_sets: int
    last_sync: str


class HomeDesk:
    """Reads the first page of each kind of account."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def of_member(self) -> MemberHome:
        """The signed-in member's year."""
        from cpd_core.ledger import work_out  # the rules are loaded after the window is painted

        account = self._workspace.account
        year, member = account.this_year(), account.member()
        facts = account.facts(member) if member else None
        ledger = work_out(facts, account.reference.rules(), year) if facts else None
        own = [a for a in facts.applications if a.year == year] if facts else []
        waiting = [a for a in own if a.state == "pending"]
        refused = [a for a in own if a.state == "refused"]
        done = [c for c in facts.completions if c.year == year] if facts else []
        return MemberHome(
            year=year,
            ledger=ledger,
            waiting=len(waiting),
            waiting_hours=sum(a.hours for a in waiting),
            unsent=account.store.outbox.unsent(),
            refused=tuple(a.id for a in refused),
            steps=(*self._to_mend(refused), *self._to_finish(), *_to_rate(done), *self._to_earn(account, ledger)),
        )

    def of_review(self) -> ReviewHome:
        """The queue of the signed-in staff's province."""
        store = self._workspace.account.store
        codes = store.counts.came_back(DECISIONS)
        changed, by_others = codes.get("CHANGED_SINCE_REVIEW", 0), codes.get("DECIDED_BY_OTHER", 0)
        return ReviewHome(
            waiting=store.counts.waiting(),
            oldest=store.counts.oldest_waiting(),
            changed=changed,
            by_others=by_others,
            other=sum(codes.values()) - changed - by_others,
            unsent=store.outbox.unsent(),
            members=store.counts.of_kinds("member")[0],
        )

    def of_nation(self) -> NationalHome:
        """What this machine knows of the country."""
        provinces, institutes, courses, sponsors, rule_sets = self._workspace.account.store.counts.of_kinds(
            "province", "institute", "course", "sponsor", "ruleset"
        )
        last_sync = self._workspace.sync.status().last_sync
        return NationalHome(provinces, institutes, courses, sponsors, rule_sets, last_sync)

    def refused(self) -> frozenset[str]:
        """The ids of a member's refused applications of this year: to notice new ones after a sync."""
        account = self._workspace.account
        return frozenset(self.of_member().refused) if account.is_member else frozenset()

    # --- the next steps of a member -------------------------------------------------------------------------------

    def _to_mend(self, refused: list[Application]) -> list[Step]:
        """What came back comes first: it was thought to be done."""
        conflicts = self._workspace.account.store.conflicts.count()
        steps = [Step("settle", "conflicts", count=conflicts)] if conflicts else []
        for application in sorted(refused, key=lambda a: a.decided_at, reverse=True)[:SHOWN]:
            steps.append(
                Step(
                    "mend",
                    "applications",
                    application.id,
                    subject=application.sponsor or self._named(application),
                    pathway="" if application.sponsor else application.pathway or application.condition,
                    reason=application.reason,
                    hours=application.hours,
                )
            )
        return steps

    def _named(self, application: Application) -> str:
        return self._workspace.account.pathway_name(application.pathway or application.condition, application.year)

    def _to_finish(self) -> list[Step]:
        return [Step("finish", "applications")] if self._workspace.drafts.kept() else []

    def _to_earn(self, account: "Account", ledger: "YearLedger | None") -> list[Step]:
        """How the rest of the year's hours are come by, or the proof that it is done."""
        records = account.store.records
        if ledger is None:
            return []
        if not ledger.fulfilled:
            chosen = any(choice.year == ledger.year for choice in records.entities(Choice))
            study = Step("study" if chosen else "choose", "study")
            return [study, Step("file", "applications", "new")]
        issued = any(c.year == ledger.year and not c.superseded_by for c in records.entities(Certificate))
        return [] if issued or not ledger.counted else [Step("certify", "certificates")]


def _to_rate(done: list[Completion]) -> list[Step]:
    """A finished course counts once it is rated: the cheapest hours there are."""
    unrated = sorted((c for c in done if c.rating is None), key=lambda c: c.finished_on)
    return [Step("rate", "study", c.course_id, subject=c.title, hours=c.hours) for c in unrated[:SHOWN]]
