"""The figures of a province: what waits and since when, what was decided, who still misses hours. Sums only, no I/O.

Days are days in Beijing, hours 学时 (45 minutes). The store counts (``cpd_desktop/store/overview.py``); here counts
become what one reads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import fsum
from typing import Literal

from msgspec import Struct

from cpd_core.entities import MemberType
from cpd_core.ledger import Facts, PartCode, work_out
from cpd_core.requirements import RuleBook

AGES = (0, 4, 8, 15, 31)  # days that one has waited, at which a band begins; the last one has no end

Aspect = Literal["day", "reviewer", "kind", "sponsor", "pathway", "reason"]
"""By what decisions are counted."""


class Period(Struct, frozen=True, order=True):
    """From a day to a day, both within."""

    first: date
    last: date

    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


class Tally(Struct, frozen=True):
    """How many applications have something in common, and the hours that they ask for."""

    code: str
    count: int
    hours: float


class AgeBand(Struct, frozen=True):
    """What has waited from ``first`` to ``last`` days, None without an end; it was filed within ``filed``."""

    first: int
    last: int | None
    filed: Period
    count: int
    hours: float


class Waiting(Struct, frozen=True):
    """What waits for a decision, as of ``today``; ``oldest`` is the day when the first of them was filed."""

    today: date
    count: int
    hours: float
    oldest: date | None
    ages: tuple[AgeBand, ...]
    by_kind: tuple[Tally, ...]
    by_sponsor: tuple[Tally, ...]
    by_pathway: tuple[Tally, ...]


class Counted(Struct, frozen=True):
    """One count of the store: some decisions that have an aspect and their outcome in common."""

    aspect: Aspect
    code: str
    state: str
    count: int
    asked: float
    confirmed_hours: float


class Decided(Struct, frozen=True):
    """Decisions with something in common: ``asked`` and ``confirmed_hours`` are those of the confirmed ones."""

    code: str
    confirmed: int = 0
    refused: int = 0
    asked: float = 0.0
    confirmed_hours: float = 0.0

    @property
    def count(self) -> int:
        """How many decisions."""
        return self.confirmed + self.refused


class Decisions(Struct, frozen=True):
    """The decisions of a period that hold; ``filed`` says what came in meanwhile, for each day, in its order."""

    period: Period
    total: Decided
    days: tuple[Decided, ...]
    filed: tuple[Tally, ...]
    by_reviewer: tuple[Decided, ...]
    by_kind: tuple[Decided, ...]
    by_sponsor: tuple[Decided, ...]
    by_pathway: tuple[Decided, ...]
    by_reason: tuple[Decided, ...]

    @property
    def filed_total(self) -> Tally:
        """What came in within the period."""
        return Tally("", sum(day.count for day in self.filed), fsum(day.hours for day in self.filed))


class Standing(Struct, frozen=True):
    """How a member's year stands; ``waiting`` hours are asked for and not decided. ``parts`` are minima with what they
    miss, by code.
    """

    member_id: str
    no: str
    name: str
    member_type: MemberType
    required: float
    counted: float
    missing: float
    fulfilled: bool
    waived: float
    waiting: float
    parts: tuple[tuple[PartCode, float], ...] = ()


class Shortfalls(Struct, frozen=True):
    """A year of all members: how many have what is required, and those who still miss something."""

    year: int
    members: int
    fulfilled: int
    missing: tuple[Standing, ...]

    @property
    def hours(self) -> float:
        """The hours that are missing altogether."""
        return fsum(each.missing for each in self.missing)


def waiting(
    today: date,
    by_day: Mapping[date, Tally],
    by_kind: Iterable[Tally],
    by_sponsor: Iterable[Tally],
    by_pathway: Iterable[Tally],
) -> Waiting:
    """Put together what waits; ``by_day`` is by the day of filing."""
    return Waiting(
        today=today,
        count=sum(each.count for each in by_day.values()),
        hours=fsum(each.hours for each in by_day.values()),
        oldest=min(by_day, default=None),
        ages=_ages(today, by_day),
        by_kind=_largest(by_kind),
        by_sponsor=_largest(by_sponsor),
        by_pathway=_largest(by_pathway),
    )


def _ages(today: date, by_day: Mapping[date, Tally]) -> tuple[AgeBand, ...]:
    """The bands from the newest on. What is filed in the future, by a clock that is wrong, waits since today."""
    found: list[AgeBand] = []
    for first, after in zip(AGES, (*AGES[1:], None), strict=True):
        newest = max((today, *by_day)) if first == 0 else today - timedelta(days=first)
        oldest = min((today, *by_day)) if after is None else today - timedelta(days=after - 1)
        filed = Period(min(oldest, newest), newest)
        within = [each for day, each in by_day.items() if filed.first <= day <= filed.last]
        last = None if after is None else after - 1
        found.append(AgeBand(first, last, filed, sum(x.count for x in within), fsum(x.hours for x in within)))
    return tuple(found)


def _largest(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    return tuple(sorted(tallies, key=lambda each: (-each.count, each.code)))


def decisions(period: Period, counts: Iterable[Counted], filed: Mapping[date, Tally]) -> Decisions:
    """Put together what was decided in a period; each decision is counted once in every aspect."""
    by: dict[Aspect, dict[str, Decided]] = {}
    for count in counts:
        of_aspect = by.setdefault(count.aspect, {})
        of_aspect[count.code] = _plus(of_aspect.get(count.code, Decided(count.code)), count)
    days = by.get("day", {})
    reasons = {code: each for code, each in by.get("reason", {}).items() if each.refused}
    return Decisions(
        period=period,
        total=summed("", days.values()),
        days=tuple(days.get(day.isoformat(), Decided(day.isoformat())) for day in period.days()),
        filed=tuple(filed.get(day, Tally(day.isoformat(), 0, 0.0)) for day in period.days()),
        by_reviewer=_most(by.get("reviewer", {}).values()),
        by_kind=_most(by.get("kind", {}).values()),
        by_sponsor=_most(by.get("sponsor", {}).values()),
        by_pathway=_most(by.get("pathway", {}).values()),
        by_reason=_most(reasons.values()),
    )


def _plus(so_far: Decided, count: Counted) -> Decided:
    if count.state == "refused":
        return Decided(
            so_far.code, so_far.confirmed, so_far.refused + count.count, so_far.asked, so_far.confirmed_hours
        )
    return Decided(
        so_far.code,
        so_far.confirmed + count.count,
        so_far.refused,
        so_far.asked + count.asked,
        so_far.confirmed_hours + count.confirmed_hours,
    )


def summed(code: str, parts: Iterable[Decided]) -> Decided:
    """Several counts as one."""
    parts = tuple(parts)
    return Decided(
        code,
        sum(each.confirmed for each in parts),
        sum(each.refused for each in parts),
        fsum(each.asked for each in parts),
        fsum(each.confirmed_hours for each in parts),
    )


def _most(found: Iterable[Decided]) -> tuple[Decided, ...]:
    return tuple(sorted(found, key=lambda each: (-each.count, each.code)))


def weekly(days: Sequence[Decided], filed: Sequence[Tally]) -> tuple[tuple[Decided, ...], tuple[Tally, ...]]:
    """Days put together by seven, for a picture of a long period; the code is each group's first day."""
    groups = range(0, len(days), 7)
    decided = tuple(summed(days[n].code, days[n : n + 7]) for n in groups)
    came = tuple(
        Tally(filed[n].code, sum(x.count for x in filed[n : n + 7]), fsum(x.hours for x in filed[n : n + 7]))
        for n in groups
    )
    return decided, came


def standing_of(facts: Facts, rules: RuleBook, year: int) -> Standing | None:
    """How a member's year stands by the ledger; None where no rules hold, or before the member joined."""
    member = facts.member
    if member.joined_on[:4] > str(year):
        return None
    ledger = work_out(facts, rules, year)
    if ledger is None:
        return None
    owed = year == ledger.cycle[-1]
    waiting_hours = fsum(a.hours for a in facts.applications if a.year == year and a.state == "pending")
    return Standing(
        member_id=member.id,
        no=member.no,
        name=member.name,
        member_type=member.member_type,
        required=ledger.required,
        counted=ledger.counted,
        missing=ledger.missing,
        fulfilled=ledger.fulfilled,
        waived=ledger.waived,
        waiting=waiting_hours,
        parts=tuple((part.code, part.missing) for part in ledger.parts if owed and part.missing),
    )


def shortfalls(year: int, standings: Iterable[Standing]) -> Shortfalls:
    """Those who still miss something, most hours first."""
    everyone = tuple(standings)
    missing = [each for each in everyone if not each.fulfilled]
    order: Callable[[Standing], tuple[float, str]] = lambda each: (-each.missing, each.no)  # noqa: E731
    return Shortfalls(year, len(everyone), len(everyone) - len(missing), tuple(sorted(missing, key=order)))


def steps(most: float) -> tuple[float, ...]:
    """The marks of an axis from 0 up to at least ``most``: whole and round, four or five of them."""
    if most <= 4:
        return tuple(map(float, range(max(1, int(-(-most // 1))) + 1)))
    size = 1.0
    while True:
        for factor in (1, 2, 5):
            if most / (size * factor) <= 5:
                return tuple(n * size * factor for n in range(int(-(-most // (size * factor))) + 1))
        size *= 10
