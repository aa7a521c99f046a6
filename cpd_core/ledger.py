"""From facts to hours: applications, finished courses and grants become lines, asked -> eligible -> counted, each with
the rule that did it. No figure on any screen is computed elsewhere.
"""

from dataclasses import dataclass
from typing import Literal

from cpd_core.messages import Application, Completion, FieldError, Grant, Member
from cpd_core.requirements import RuleBook, RuleSet

LineSource = Literal["online", "input", "output", "exemption", "carried_over", "special"]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a member: over all years, in any order."""

    member: Member
    applications: tuple[Application, ...] = ()
    completions: tuple[Completion, ...] = ()
    grants: tuple[Grant, ...] = ()
    unsent: frozenset[str] = frozenset()  # ids of applications that are saved on this device and not sent


@dataclass(frozen=True, slots=True)
class Line:
    """One fact's way into the year: hours asked for, eligible (confirmed, rated), counted (after minima and caps).

    ``reasons`` explain every step where hours were lost or granted, as codes of :mod:`cpd_core.wording`
    (``field`` is the rule's id).
    """

    source: LineSource
    ref_id: str
    title: str
    pathway: str
    date: str
    asked: float
    eligible: float
    counted: float
    reasons: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-requirement or cap of the year: e.g. ethics at least 4, recorded at most 24."""

    code: str
    have: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def missing(self) -> float:
        """Hours still missing to a minimum, 0 for a cap."""
        return max(0.0, (self.at_least or 0.0) - self.have)


@dataclass(frozen=True, slots=True)
class YearLedger:
    """A member's year: what is required after exemptions, what counted, what is still missing, and why.

    In a two-year cycle ``cycle`` holds both years' figures: required and counted cover this year's own minimum.
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


def work_out(facts: Facts, rules: RuleBook, year: int) -> YearLedger | None:
    """Work out one year of a member; None where no rule set covers the year."""
    raise NotImplementedError


def would_count(facts: Facts, rules: RuleBook, draft_application: Application) -> Line | None:
    """The line that this application would become if it were confirmed as asked."""
    raise NotImplementedError
