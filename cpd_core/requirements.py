"""The yearly requirement as data: rule sets read from TOML text, found by member type, year and province.

Every figure stands in ``resources/rules/*.toml`` with its source; none stands here. Hours are 学时 (45 minutes).
The form of the files is in :mod:`cpd_core.rule_files`.
"""

from collections.abc import Iterable, Mapping
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from cpd_core.entities import ApplicationKind, MemberType
from cpd_core.rule_files import (
    CountsAs,
    FigureForm,
    FigureKey,
    HouseFile,
    OverrideForm,
    OverridesFile,
    ReviewForm,
    RulesError,
    RuleSetFile,
    StudyForm,
    read,
)

__all__ = ["Condition", "Figure", "Pathway", "RuleBook", "RuleSet", "RulesError", "StudyLimits"]


class Pathway(Struct, frozen=True):
    """A way to earn hours (学时途径). ``counts_as`` is "face_to_face", "recorded" or "" for minima and caps."""

    code: str
    name: str
    kind: ApplicationKind
    counts_as: CountsAs = ""
    year_cap: float | None = None
    note: str = ""
    source: str = ""
    confidence: str = "?"


class Condition(Struct, frozen=True):
    """A ground for exemption (豁免学时条件) and what it waives: hours of the year's total, None for all of it."""

    code: str
    name: str
    waives: float | None = None
    note: str = ""
    source: str = ""
    confidence: str = "?"


class Figure(Struct, frozen=True):
    """Where a figure of a rule set comes from; ``key`` is the field of :class:`RuleSet`."""

    key: FigureKey
    hours: float
    source: str
    confidence: str


class RuleSet(Struct, frozen=True):
    """What one kind of member has to reach in one cycle. ``None`` means: no such rule.

    ``cycle_years`` 1 or 2; a two-year cycle begins in ``cycle_begins`` + 2n. ``year_min`` is owed in each year.
    ``carry_over_above``/``carry_over_max``: input hours above the first go to the next year, at most the second.
    """

    id: str
    member_type: MemberType
    first_year: int
    last_year: int | None
    cycle_years: int
    cycle_begins: int
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
    figures: tuple[Figure, ...] = ()

    def covers(self, year: int) -> bool:
        """Whether this rule set holds in a year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def pathways_of(self, kind: ApplicationKind) -> tuple[Pathway, ...]:
        """The pathways that an application of this kind may name."""
        return tuple(p for p in self.pathways if p.kind == kind)

    def pathway(self, code: str) -> Pathway | None:
        """The pathway with this code."""
        return next((p for p in self.pathways if p.code == code), None)

    def condition(self, code: str) -> Condition | None:
        """The ground for exemption with this code."""
        return next((c for c in self.conditions if c.code == code), None)

    def name_of(self, code: str) -> str:
        """The Chinese name of a pathway or condition; a code of other years is shown as it is."""
        found = self.pathway(code) or self.condition(code)
        return found.name if found else code

    def cycle_of(self, year: int) -> tuple[int, ...]:
        """The years of the cycle that a year lies in, without those in which other rules hold."""
        begin = year - (year - self.cycle_begins) % self.cycle_years
        return tuple(y for y in range(begin, begin + self.cycle_years) if self.covers(y))


class StudyLimits(Struct, frozen=True):
    """When a lesson was watched, and what one device can have played; given by the house's rule file.

    ``tolerance`` in milliseconds. What stands here holds for rule files that were written before there was a player.
    """

    speed_max: float = 2.0
    finished_share: float = 0.98
    tolerance: int = 60_000


class RuleBook:
    """All rule sets with the provincial overrides laid over them, and the house limits."""

    hours_max: float  # the most that one application can ask for
    ethics_topics: frozenset[str]  # topics of courses that count towards the ethics minimum
    study: StudyLimits
    review: ReviewForm | None  # for the flags of a queue; None in rule files that were written before there were any

    def __init__(self, texts: Iterable[str]) -> None:
        """Parse the TOML texts of all rule files, in any order; raises :class:`RulesError`."""
        files = [read(text, number) for number, text in enumerate(texts, start=1)]
        ids = [file.id for file in files]
        if twice := {i for i in ids if ids.count(i) > 1}:
            raise RulesError(f"{min(twice)}: two rule files have this id", min(twice), ("id",), "rules.id_twice")
        houses = [file for file in files if isinstance(file, HouseFile)]
        if len(houses) != 1:
            message = f"there must be one file of kind house; there are {len(houses)}"
            raise RulesError(message, "", ("kind",), "rules.house", count=len(houses))
        self.hours_max = houses[0].hours_max.hours
        self.ethics_topics = frozenset(houses[0].ethics_topics)
        self.study = _study_limits(houses[0].study)
        self.review = houses[0].review
        self._rule_sets = _rule_sets([file for file in files if isinstance(file, RuleSetFile)])
        self._overrides = _overrides([file for file in files if isinstance(file, OverridesFile)], self._rule_sets)
        self._found: dict[tuple[str, str, int], RuleSet] = {}

    def find(self, member_type: MemberType, year: int, province: str) -> RuleSet | None:
        """The rule set that holds for a member of this type and province in this year, overrides applied."""
        for rule_set in self._rule_sets.values():
            if rule_set.member_type == member_type and rule_set.covers(year):
                return self._with_overrides(rule_set, year, province)
        return None

    def first_year(self, member_type: MemberType) -> int:
        """The earliest year for which there is a rule set."""
        return min(r.first_year for r in self._rule_sets.values() if r.member_type == member_type)

    def _with_overrides(self, rule_set: RuleSet, year: int, province: str) -> RuleSet:
        for override in self._overrides:
            if (override.rule_set, override.province) == (rule_set.id, province) and _covers(override, year):
                key = (rule_set.id, province, override.first_year)
                if key not in self._found:
                    self._found[key] = _overridden(rule_set, override.figures.given())
                return self._found[key]
        return rule_set


def _study_limits(form: StudyForm | None) -> StudyLimits:
    if form is None:
        return StudyLimits()
    return StudyLimits(form.speed_max, form.finished_share, form.tolerance_seconds * 1000)


def _covers(override: OverrideForm, year: int) -> bool:
    return override.first_year <= year <= override.last_year


def _rule_sets(files: list[RuleSetFile]) -> dict[str, RuleSet]:
    """Build the rule sets by id; every kind of member has one, and no year has two."""
    found: dict[str, RuleSet] = {}
    for file in files:
        for other in found.values():
            last, other_last = file.last_year or 9999, other.last_year or 9999
            if other.member_type == file.member_type and file.first_year <= other_last and other.first_year <= last:
                message = f"{file.id}: first_year..last_year overlaps with {other.id}"
                raise RulesError(message, file.id, ("first_year",), "rules.overlap", other=other.id)
        found[file.id] = _rule_set(file)
    for member_type in get_args(MemberType):
        if member_type not in {r.member_type for r in found.values()}:
            message = f"no rule set for member_type {member_type}"
            raise RulesError(message, "", ("member_type",), "rules.nobodys")
    return found


def _rule_set(file: RuleSetFile) -> RuleSet:
    figures = file.figures.given()

    def hours(key: FigureKey) -> float | None:
        return figures[key].hours if key in figures else None

    return RuleSet(
        id=file.id,
        member_type=file.member_type,
        first_year=file.first_year,
        last_year=file.last_year,
        cycle_years=file.cycle_years,
        cycle_begins=file.cycle_begins or file.first_year,
        total=figures["total"].hours,
        year_min=hours("year_min"),
        input_min=hours("input_min"),
        output_cap=hours("output_cap"),
        ethics_min=hours("ethics_min"),
        face_to_face_min=hours("face_to_face_min"),
        recorded_cap=hours("recorded_cap"),
        carry_over_above=hours("carry_over_above"),
        carry_over_max=hours("carry_over_max"),
        pathways=tuple(
            Pathway(p.code, p.name, p.kind, p.counts_as, p.year_cap, p.note, p.source, p.confidence)
            for p in file.pathways
        ),
        conditions=tuple(
            Condition(c.code, c.name, None if c.waives == "year" else c.waives, c.note, c.source, c.confidence)
            for c in file.conditions
        ),
        source=file.source,
        confidence=file.confidence,
        figures=_figures(figures),
    )


def _figures(forms: Mapping[FigureKey, FigureForm]) -> tuple[Figure, ...]:
    return tuple(Figure(key, form.hours, form.source, form.confidence) for key, form in forms.items())


def _overrides(files: list[OverridesFile], rule_sets: Mapping[str, RuleSet]) -> tuple[OverrideForm, ...]:
    """Check that each override changes a rule set that exists, in its years, and that no two say different things."""
    found: list[OverrideForm] = []
    for file in files:
        for number, override in enumerate(file.overrides):
            _check_override(file.id, number, override, rule_sets.get(override.rule_set), found)
            found.append(override)
    return tuple(found)


def _check_override(
    file: str, number: int, override: OverrideForm, rule_set: RuleSet | None, before: Iterable[OverrideForm]
) -> None:
    where = f"{file}: overrides[{number}]"

    def wrong(key: str, says: str, code: str, **params: str) -> RulesError:
        path = ("overrides", number, *key.split("..")[0].split("."))
        return RulesError(f"{where}.{key}{says}", file, path, code, **params)

    if rule_set is None:
        says = f": there is no rule set {override.rule_set}"
        raise wrong("rule_set", says, "rules.no_set", rule_set=override.rule_set)
    if override.last_year < override.first_year:
        raise wrong("last_year", " lies before first_year", "rules.years")
    if not (rule_set.covers(override.first_year) and rule_set.covers(override.last_year)):
        raise wrong("first_year..last_year", f" lie outside {rule_set.id}", "rules.outside", rule_set=rule_set.id)
    for key in override.figures.given():
        if getattr(rule_set, key) is None:
            says = f": {rule_set.id} has no such figure to change"
            raise wrong(f"figures.{key}", says, "rules.no_figure", rule_set=rule_set.id)
    for other in before:
        same = (other.rule_set, other.province) == (override.rule_set, override.province)
        if same and other.first_year <= override.last_year and override.first_year <= other.last_year:
            raise wrong("first_year..last_year", " overlaps with another override", "rules.overlap", other=file)


def _overridden(rule_set: RuleSet, forms: Mapping[FigureKey, FigureForm]) -> RuleSet:
    kept = tuple(figure for figure in rule_set.figures if figure.key not in forms)
    changes = {key: form.hours for key, form in forms.items()}
    return replace(rule_set, figures=(*kept, *_figures(forms)), **changes)
