"""The yearly requirement as data: rule sets read from TOML text, found by member type, year and province.

Every figure stands in ``resources/rules/*.toml`` with its source; none stands here. Hours are 学时 (45 minutes).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cpd_core.messages import ApplicationKind, MemberType


class RulesError(ValueError):
    """A rule file that cannot be used; the message names the file's id and the key."""


@dataclass(frozen=True, slots=True)
class Pathway:
    """A way to earn hours (学时途径). ``counts_as`` is "face_to_face", "recorded" or "" for minima and caps."""

    code: str
    name: str
    kind: ApplicationKind
    counts_as: str = ""
    year_cap: float | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A ground for exemption (豁免学时条件) and what it waives: hours of the year's total, None for all of it."""

    code: str
    name: str
    waives: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What one kind of member has to reach in one cycle. ``None`` means: no such rule.

    ``cycle_years`` 1 or 2; a two-year cycle begins in ``first_year`` + 2n. ``year_min`` is owed in each year.
    ``carry_over_above``/``carry_over_max``: input hours above the first go to the next year, at most the second.
    """

    id: str
    member_type: MemberType
    first_year: int
    last_year: int | None
    cycle_years: int
    total: float
    year_min: float | None
    input_min: float | None
    output_cap: float | None
    ethics_min: float | None
    face_to_face_min: float | None
    recorded_cap: float | None
    carry_over_above: float | None
    carry_over_max: float | None
    pathways: tuple[Pathway, ...]
    conditions: tuple[Condition, ...]
    source: str
    confidence: str

    def pathways_of(self, kind: ApplicationKind) -> tuple[Pathway, ...]:
        """The pathways that an application of this kind may name."""
        return tuple(p for p in self.pathways if p.kind == kind)


class RuleBook:
    """All rule sets with the provincial overrides laid over them, and the house limits."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Parse the TOML texts of all rule files; raises :class:`RulesError`."""
        raise NotImplementedError

    hours_max: float  # the most that one application can ask for

    def find(self, member_type: MemberType, year: int, province: str) -> RuleSet | None:
        """The rule set that holds for a member of this type and province in this year, overrides applied."""
        raise NotImplementedError

    def first_year(self, member_type: MemberType) -> int:
        """The earliest year for which there is a rule set."""
        raise NotImplementedError
