"""From facts to hours: applications, finished courses and grants become lines, asked -> eligible -> counted, each with
the rule that did it. No figure on any screen is computed elsewhere.

How caps and minima work (docs/decisions/0005): caps are filled in one fixed order (by year, date, id), so that the
order in which facts arrive changes nothing; minima look at eligible hours, because a cap limits what counts towards
the total and not what was learnt.
"""

from collections.abc import Iterable
from math import fsum
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cpd_core.entities import Application, SourceHours
from cpd_core.ledger_lines import Facts, Line, LineSource, carried_lines, elsewhere, own_lines
from cpd_core.messages import FieldError
from cpd_core.outcomes import error
from cpd_core.requirements import RuleBook, RuleSet

__all__ = [
    "Facts",
    "Line",
    "LineSource",
    "Part",
    "PartCode",
    "SourceTotal",
    "YearLedger",
    "work_out",
    "work_out_all",
    "would_count",
]

PartCode = Literal["input", "output", "ethics", "face_to_face", "recorded"]

SOURCES: tuple[LineSource, ...] = ("online", "input", "output", "carried_over", "special", "exemption")
INPUT_SOURCES: tuple[LineSource, ...] = ("online", "input", "carried_over")  # online study is input-based, too
LAST = "9999-12-31"  # a draft without a date counts after everything that is there


class Part(Struct, frozen=True):
    """A sub-requirement or cap of the year or cycle: e.g. ethics at least 4, recorded at most 24."""

    code: PartCode
    have: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def missing(self) -> float:
        """Hours still missing to a minimum, 0 for a cap."""
        return max(0.0, (self.at_least or 0.0) - self.have)


class SourceTotal(Struct, frozen=True):
    """What the lines of one source add up to."""

    source: LineSource
    asked: float
    eligible: float
    counted: float
    waived: float


class YearLedger(Struct, frozen=True):
    """A member's year: what is required after exemptions, what counted, what is still missing, and why.

    In a two-year cycle ``cycle`` holds both years' figures: required and counted cover this year's own minimum. The
    cycle's total and minima are owed at the end of its last year; ``missing`` and ``fulfilled`` ask for them then.
    ``missing`` is about totals; each part has its own. ``elsewhere`` are lines of other years that one may look for
    here, as they were done or filed in this one; nothing of them counts here.
    """

    year: int
    rule_set: RuleSet
    required: float
    counted: float
    missing: float
    fulfilled: bool
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    cycle: tuple[int, ...]
    cycle_required: float
    cycle_counted: float
    elsewhere: tuple[Line, ...] = ()

    @property
    def waived(self) -> float:
        """Hours that exemptions took off this year."""
        return fsum(line.waived for line in self.lines)

    def by_source(self) -> tuple[SourceHours, ...]:
        """Counted hours of each source that has any; they add up to ``counted``."""
        sums = ((source, fsum(x.counted for x in self.lines if x.source == source)) for source in SOURCES)
        return tuple(SourceHours(source=source, hours=hours) for source, hours in sums if hours)

    def totals(self) -> tuple[SourceTotal, ...]:
        """What the lines of each source add up to, for sources that have any."""
        return tuple(_total(source, lines) for source in SOURCES if (lines := self.of_source(source)))

    def of_source(self, source: LineSource) -> tuple[Line, ...]:
        """The lines of one source."""
        return tuple(line for line in self.lines if line.source == source)


def _total(source: LineSource, lines: tuple[Line, ...]) -> SourceTotal:
    asked, eligible = fsum(line.asked for line in lines), fsum(line.eligible for line in lines)
    return SourceTotal(source, asked, eligible, fsum(x.counted for x in lines), fsum(x.waived for x in lines))


def work_out(facts: Facts, rules: RuleBook, year: int) -> YearLedger | None:
    """Work out one year of a member; None where no rule set covers the year."""
    rule_set = rules.find(facts.member.member_type, year, facts.member.province)
    if rule_set is None:
        return None
    cycle = rule_set.cycle_of(year)
    by_year = _count({y: _lines(facts, rules, rule_set, y) for y in cycle}, rule_set)
    everything = [line for lines in by_year.values() for line in lines]
    cycle_required = max(0.0, rule_set.total * _share(rule_set, cycle) - fsum(line.waived for line in everything))
    cycle_counted = fsum(line.counted for line in everything)
    counted = fsum(line.counted for line in by_year[year])
    waived = fsum(line.waived for line in by_year[year])
    required = max(0.0, (rule_set.total if rule_set.year_min is None else rule_set.year_min) - waived)
    parts = _parts(rule_set, cycle, cycle_required, everything)
    missing, parts_owed = max(0.0, required - counted), False
    if year == cycle[-1]:
        missing = max(missing, cycle_required - cycle_counted)
        parts_owed = any(part.missing for part in parts)
    return YearLedger(
        year=year,
        rule_set=rule_set,
        required=required,
        counted=counted,
        missing=missing,
        fulfilled=not missing and not parts_owed,
        lines=tuple(by_year[year]),
        parts=parts,
        cycle=cycle,
        cycle_required=cycle_required,
        cycle_counted=cycle_counted,
        elsewhere=tuple(elsewhere(facts, rules, rule_set, year)),
    )


def work_out_all(facts: Facts, rules: RuleBook, years: Iterable[int]) -> dict[int, YearLedger | None]:
    """Work out several years; each looks only at the facts that can bear on it, which are found once for all."""
    near = facts.by_nearness()
    nothing = replace(facts, applications=(), completions=(), grants=(), progresses=())
    return {year: work_out(near.get(year, nothing), rules, year) for year in years}


def would_count(facts: Facts, rules: RuleBook, draft_application: Application) -> Line | None:
    """The line that this application would become if it were confirmed as asked; None where no rules cover its year.

    What else is pending is left out, as it is in the year's figures.
    """
    supposed = msgspec.structs.replace(
        draft_application,
        state="confirmed",
        confirmed_hours=draft_application.hours,
        filed_at=draft_application.filed_at or LAST,
    )
    others = tuple(a for a in facts.applications if a.id != supposed.id)
    ledger = work_out(
        replace(facts, applications=(*others, supposed), unsent=facts.unsent - {supposed.id}), rules, supposed.year
    )
    if ledger is None:
        return None
    line = next(line for line in ledger.lines if line.ref_id == supposed.id)
    return replace(line, date=draft_application.filed_at)


# --- lines, with what is carried over ------------------------------------------------------------------------------


def _lines(facts: Facts, rules: RuleBook, rule_set: RuleSet, year: int) -> list[Line]:
    """All lines of a year before caps: carried over first, then by date and id."""
    before = _input_before(facts, rules, year)
    return carried_lines(facts, rule_set, year, before) + own_lines(facts, rules, rule_set, year)


def _input_before(facts: Facts, rules: RuleBook, year: int) -> float | None:
    """What counted as input in the year before, None where its rules carry nothing on.

    Hours count as earned in that very year: what was carried into it goes no further.
    """
    before = rules.find(facts.member.member_type, year - 1, facts.member.province)
    if before is None or before.carry_over_above is None:
        return None
    counted = _count({year - 1: own_lines(facts, rules, before, year - 1)}, before)[year - 1]
    return fsum(line.counted for line in counted if line.source in INPUT_SOURCES)


# --- caps -----------------------------------------------------------------------------------------------------------


class _Cap:
    """Hours that are left under one cap, and what to say to a line that does not fit any more."""

    __slots__ = ("_at_most", "_reason", "left")

    def __init__(self, at_most: float, reason: FieldError) -> None:
        self.left = self._at_most = at_most
        self._reason = reason

    def reason(self) -> FieldError:
        """Why a line goes short, with the hours that others have ``used`` before it."""
        return replace(self._reason, params={**self._reason.params, "used": self._at_most - self.left})


class _Caps:
    """The caps of one cycle. Any two are apart or one lies within the other, so filling them in any order of lines
    counts equally many hours; the order decides only which line goes short.
    """

    def __init__(self, rule_set: RuleSet, cycle: tuple[int, ...]) -> None:
        self._rule_set = rule_set
        self._cycle = cycle
        self._open: dict[str, _Cap] = {}

    def over(self, line: Line, year: int) -> list[_Cap]:
        """The caps that a line has to pass."""
        rule_set, found = self._rule_set, list[_Cap]()
        pathway = None if line.source == "online" else rule_set.pathway(line.pathway)
        if pathway and pathway.year_cap is not None:
            key, named = f"{year}:{pathway.code}", {"name": pathway.name, "pathway": pathway.code}
            found.append(self._cap(key, pathway.year_cap, "cap.pathway", **named))
        if line.source == "output" and rule_set.output_cap is not None:
            found.append(self._cap("output", rule_set.output_cap * _share(rule_set, self._cycle), "cap.output"))
        if line.counts_as == "recorded" and rule_set.recorded_cap is not None:
            code = "cap.recorded" if rule_set.cycle_years == 1 else "cap.recorded_cycle"
            years = {} if rule_set.cycle_years == 1 else {"first": self._cycle[0], "last": self._cycle[-1]}
            at_most = rule_set.recorded_cap * _share(rule_set, self._cycle)
            found.append(self._cap("recorded", at_most, code, **years))
        return found

    def _cap(self, key: str, at_most: float, code: str, **params: str | int) -> _Cap:
        if key not in self._open:
            self._open[key] = _Cap(at_most, error(self._rule_set.id, code, max=at_most, **params))
        return self._open[key]


def _count(by_year: dict[int, list[Line]], rule_set: RuleSet) -> dict[int, list[Line]]:
    """Fill the caps of a cycle line by line, its years in order: a later year never changes an earlier one."""
    caps = _Caps(rule_set, tuple(by_year))
    counted: dict[int, list[Line]] = {}
    for year, lines in by_year.items():
        counted[year] = [_fit(line, caps.over(line, year)) for line in lines]
    return counted


def _fit(line: Line, caps: list[_Cap]) -> Line:
    """Count as much of a line as every cap has left; a cap that takes hours away says so."""
    fits = min([line.eligible, *(cap.left for cap in caps)])
    reasons = tuple(cap.reason() for cap in caps if cap.left < line.eligible)
    for cap in caps:
        cap.left -= fits
    return replace(line, counted=fits, reasons=(*line.reasons, *reasons))


def _share(rule_set: RuleSet, cycle: tuple[int, ...]) -> float:
    """The part of a cycle that lies under these rules: 1, or one half where other rules hold in its other year."""
    return len(cycle) / rule_set.cycle_years


# --- minima and caps as parts -----------------------------------------------------------------------------------------


def _parts(rule_set: RuleSet, cycle: tuple[int, ...], required: float, lines: Iterable[Line]) -> tuple[Part, ...]:
    """The minima and caps of the cycle; a minimum never asks for more than what is still required after exemptions."""
    lines, share = tuple(lines), _share(rule_set, cycle)
    parts: list[Part] = []
    minima: tuple[tuple[PartCode, float | None, float], ...] = (
        ("input", rule_set.input_min, fsum(x.eligible for x in lines if x.source in INPUT_SOURCES)),
        ("ethics", rule_set.ethics_min, fsum(x.eligible for x in lines if x.ethics)),
        ("face_to_face", rule_set.face_to_face_min, fsum(x.eligible for x in lines if x.counts_as == "face_to_face")),
    )
    caps: tuple[tuple[PartCode, float | None, float], ...] = (
        ("output", rule_set.output_cap, fsum(x.counted for x in lines if x.source == "output")),
        ("recorded", rule_set.recorded_cap, fsum(x.counted for x in lines if x.counts_as == "recorded")),
    )
    parts += [Part(code, have, at_least=min(h * share, required)) for code, h, have in minima if h is not None]
    parts += [Part(code, have, at_most=h * share) for code, h, have in caps if h is not None]
    return tuple(parts)
