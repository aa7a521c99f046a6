"""The rules behind the flags of a queue (:mod:`cpd_core.flags`): what a machine can see, for a person to look at.

A flag is never a reason by itself. What can be known: an application has a year, a sponsor, a pathway, hours, words and
files, but no dates; days are known only where somebody has written them into the note (``noted_days.py``). Rule sets
cap what counts in a year, not what one unit gives ("4 a day" is words there). Flags compare what is asked for, whatever
was decided: that a refused application has the same file is worth knowing; only the hours over a pathway's cap leave
out what was refused. Hours are 学时 (45 minutes).
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from hashlib import blake2b

from msgspec import Struct

from cpd_core.doubles import TELLING, activity_of, plain
from cpd_core.entities import ApplicationKind, ApplicationState, MemberType
from cpd_core.flags import BIT, Flag
from cpd_core.noted_days import days_in
from cpd_core.requirements import RuleBook
from cpd_core.rule_files import CutOffForm, UnusualHoursForm

KEY_BITS = 60  # of the keys below: among a million, two that should differ are the same once in two million times
Places = defaultdict[object, list[int]]
Span = tuple[int, int, int]  # first and last day as ordinals, and the place of the case; in this order
FORM = 1  # another one with every change of the rules below: what was worked out by others is worked out anew
BEIJING = timezone(timedelta(hours=8))
OWN: tuple[Flag, ...] = ("same_activity", "overlapping_dates", "over_pathway", "no_attachment", "late")
"""Flags that a member's own applications are enough for; the others look at those of all members."""

_NORMAL = 1.4826  # a MAD times this is the standard deviation where figures are spread as most are (Gaussian)


class Paper(Struct, frozen=True, gc=False):
    """What flags know of an attachment."""

    sha256: str
    name: str = ""


class Case(Struct, frozen=True, gc=False):
    """What flags know of an application: decoded from its JSON, of which the rest is skipped."""

    id: str
    kind: ApplicationKind
    member_id: str
    member_type: MemberType
    province: str
    year: int
    state: ApplicationState
    sponsor: str = ""
    pathway: str = ""
    condition: str = ""
    hours: float = 0.0
    note: str = ""
    attachments: tuple[Paper, ...] = ()
    confirmed_hours: float | None = None
    filed_at: str = ""


class Over(Struct, frozen=True):
    """A cap that an application goes beyond: with ``used`` before it by what is confirmed or was filed before."""

    code: str  # cap.pathway, cap.output, cap.recorded
    max: float
    used: float


class Usual(Struct, frozen=True):
    """Hours as they are usual among ``count`` applications: from ``low`` to ``high``, around the ``median``.

    ``common`` are those outside that many ask for, too.
    """

    count: int
    median: float
    low: float
    high: float
    common: frozenset[float]

    def is_far(self, hours: float) -> bool:
        """Whether these hours are far from the others."""
        return not self.low <= hours <= self.high and hours not in self.common


class Figures(Struct, frozen=True):
    """What the rules of the flags need to know: the rule sets, and the figures of this system."""

    rules: RuleBook
    cut_off: CutOffForm
    unusual: UnusualHoursForm


def own_bits(cases: Sequence[Case], figures: Figures) -> list[int]:
    """The flags of all applications of one member that these applications alone tell (``OWN``), in their order."""
    bits = [0] * len(cases)
    for place in claimed_twice(cases):
        bits[place] |= BIT["same_activity"]
    for place in overlapping(cases):
        bits[place] |= BIT["overlapping_dates"]
    for place in over_caps(cases, figures.rules):
        bits[place] |= BIT["over_pathway"]
    for place, case in enumerate(cases):
        if not case.attachments:
            bits[place] |= BIT["no_attachment"]
        if case.filed_at >= cut_off(case.year, figures.cut_off):
            bits[place] |= BIT["late"]
    return bits


# --- keys: what large tables compare, numbers that differ where the words do -----------------------------------------


def file_key(sha256: str) -> int:
    """A file's."""
    return int(sha256[: KEY_BITS // 4], 16)


def member_key(member_id: str) -> int:
    """A member's."""
    return _key(member_id)


def circle_key(case: Case) -> int | None:
    """That of the applications with which hours are compared, of the same sponsor and pathway; None without sponsor."""
    return _key(f"{case.pathway} {plain(case.sponsor)}") if case.sponsor and case.kind != "exemption" else None


@lru_cache(maxsize=4096)
def _key(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> (64 - KEY_BITS)


# --- claimed twice ---------------------------------------------------------------------------------------------------


def claimed_twice(cases: Sequence[Case]) -> set[int]:
    """The places of applications of one member of which :func:`cpd_core.doubles.doubles_of` says something.

    By keys instead of pairs: a member who has a thousand is looked at as quickly as a thousand members.
    """
    if len(cases) < 2:
        return set()
    whole: Places = defaultdict(list)  # what is shared by itself: files, grounds
    activities: Places = defaultdict(list)
    notes: Places = defaultdict(list)
    for place, case in enumerate(cases):
        for paper in case.attachments:
            whole[paper.sha256].append(place)
        if case.kind == "exemption":
            whole[case.year, case.condition].append(place)
            continue
        if activity := activity_of(case):
            activities[activity].append(place)
        if case.note and len(note := plain(case.note)) >= TELLING:
            notes[note].append(place)
    found = {place for places in _shared(whole) for place in places}
    for places in _shared(activities):
        found |= _same_activity(cases, places)
    for places in _shared(notes):
        found |= _same_sponsor(cases, places)
    return found


def _shared(by_key: Places) -> Iterator[list[int]]:
    """The places that have a key in common."""
    return (places for places in by_key.values() if len(places) > 1 and len(set(places)) > 1)


def _same_activity(cases: Sequence[Case], places: Sequence[int]) -> set[int]:
    """Of those that are the same but for the note: two notes that differ tell them apart, an empty one does not."""
    notes = Counter(plain(cases[place].note) for place in places)
    return {place for place in places if notes[""] or notes[plain(cases[place].note)] > 1}


def _same_sponsor(cases: Sequence[Case], places: Sequence[int]) -> set[int]:
    """Of those that say the same: one that names no sponsor is compared with all, one that does with its sponsor's."""
    sponsors = Counter(plain(cases[place].sponsor) for place in places)
    return {n for n in places if not plain(cases[n].sponsor) or sponsors[plain(cases[n].sponsor)] > 1}


# --- days ------------------------------------------------------------------------------------------------------------


def overlapping(cases: Sequence[Case]) -> set[int]:
    """The places of applications whose notes name days that another one's note names, too.

    An exemption's days are no activity's. Half days are not told apart: two lectures of one day do overlap here.
    """
    spans = sorted(
        (first.toordinal(), last.toordinal(), place)
        for place, case in enumerate(cases)
        if case.kind != "exemption" and case.note
        for first, last in days_in(case.note, case.year)
    )
    return _begun_within(spans) | _with_one_begun_within(spans) if len(spans) > 1 else set()


def overlapping_days(cases: Sequence[Case], place: int) -> list[tuple[int, date, date]]:
    """What :func:`overlapping` says of one of them: the places of the others, and the days that both name."""
    if cases[place].kind == "exemption":
        return []
    mine = list(days_in(cases[place].note, cases[place].year))
    return [
        (other, max(first, since), min(last, until))
        for other, case in enumerate(cases)
        if other != place and case.kind != "exemption"
        for since, until in days_in(case.note, case.year)
        for first, last in mine
        if first <= until and since <= last
    ]


def _begun_within(spans: Sequence[Span]) -> set[int]:
    """The places of spans that begin before one that began earlier, of another case, has ended."""
    found: set[int] = set()
    furthest: dict[int, int] = {}  # place -> end, of the two cases that reach furthest
    for first, last, place in spans:
        if any(end >= first for other, end in furthest.items() if other != place):
            found.add(place)
        furthest[place] = max(last, furthest.get(place, last))
        if len(furthest) > 2:
            del furthest[min(furthest, key=lambda other: furthest[other])]
    return found


def _with_one_begun_within(spans: Sequence[Span]) -> set[int]:
    """The places of spans in which a later one, of another case, begins."""
    found: set[int] = set()
    nearest: dict[int, int] = {}  # place -> beginning, of the next two cases
    for first, last, place in reversed(spans):
        if any(begin <= last for other, begin in nearest.items() if other != place):
            found.add(place)
        nearest[place] = first
        if len(nearest) > 2:
            del nearest[max(nearest, key=lambda other: nearest[other])]
    return found


# --- hours -----------------------------------------------------------------------------------------------------------


def over_caps(cases: Sequence[Case], rules: RuleBook) -> dict[int, Over]:
    """The places of applications that ask for more than counts of their pathway, and the first cap in the way.

    Confirmed hours come first, then what waits as it was filed; what was refused uses nothing. Online courses, which
    count towards the cap of recorded study, are no applications and left out.
    """
    order = range(len(cases))
    if len(cases) > 1:
        order = sorted(order, key=lambda n: (cases[n].state != "confirmed", cases[n].filed_at, cases[n].id))
    used: defaultdict[tuple[object, ...], float] = defaultdict(float)
    found: dict[int, Over] = {}
    for place in order:
        case = cases[place]
        hours = case.hours if case.confirmed_hours is None else case.confirmed_hours
        for code, most, key in _caps(rules, case.member_type, case.province, case.year, case.pathway):
            before = 0.0 if case.state == "refused" else used[key]
            if before + hours > most:
                found.setdefault(place, Over(code, most, before))
            if case.state != "refused":
                used[key] += hours
    return found


@lru_cache(maxsize=1024)
def _caps(
    rules: RuleBook, member_type: MemberType, province: str, year: int, code: str
) -> tuple[tuple[str, float, tuple[object, ...]], ...]:
    """The caps over applications of a year and pathway: their code, their hours, and what shares them."""
    rule_set = rules.find(member_type, year, province)
    pathway = rule_set.pathway(code) if rule_set else None
    if rule_set is None or pathway is None:
        return ()
    cycle = rule_set.cycle_of(year)
    caps = (
        ("cap.pathway", pathway.year_cap, ("pathway", year, code)),
        ("cap.recorded", rule_set.recorded_cap if pathway.counts_as == "recorded" else None, ("recorded", cycle)),
        ("cap.output", rule_set.output_cap if pathway.kind == "output" else None, ("output", cycle)),
    )
    return tuple((name, most, key) for name, most, key in caps if most is not None)


def usual_hours(counted: Sequence[tuple[float, int]], figures: UnusualHoursForm) -> Usual | None:
    """What is usual among applications, given as (hours, how many) in rising order; None where they are too few to say.

    Median and median absolute deviation: a few that are far off do not move them (Iglewicz and Hoaglin, 1993).
    """
    count = sum(number for _, number in counted)
    if count < figures.cases:
        return None
    median = _median(counted, count)
    away: Counter[float] = Counter()
    for hours, number in counted:
        away[abs(hours - median)] += number
    reach = max(figures.least, figures.factor * _NORMAL * _median(sorted(away.items()), count))
    many = max(figures.common_cases, figures.common_share * count)
    common = frozenset(hours for hours, number in counted if number >= many)
    return Usual(count, median, median - reach, median + reach, common)


def _median(counted: Sequence[tuple[float, int]], count: int) -> float:
    ends: list[int] = []
    for _, number in counted:
        ends.append(number + (ends[-1] if ends else 0))
    lower, upper = (counted[bisect_left(ends, place)][0] for place in ((count + 1) // 2, count // 2 + 1))
    return (lower + upper) / 2


# --- the year's end --------------------------------------------------------------------------------------------------


@lru_cache
def cut_off(year: int, figure: CutOffForm) -> str:
    """The first moment that is too late for a year, as times are written (ISO 8601, UTC)."""
    day = date(year + 1, 1, 1) + timedelta(days=figure.days_after_year)
    return datetime.combine(day, time(), BEIJING).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
