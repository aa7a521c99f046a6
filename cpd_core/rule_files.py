"""The form of a rule file: TOML text, read strictly, so that a slip of the pen is named and never guessed at.

Three kinds of file: ``rule_set`` (what one kind of member owes in some years), ``overrides`` (what single provinces
change of a rule set) and ``house`` (limits of this system). Every figure carries its own source and confidence:
A an official site, B a reprint of an official notice, C commentary, ? inferred by us.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from cpd_core.entities import MemberType

Path = tuple[str | int, ...]


class RulesError(ValueError):
    """A rule file that cannot be used; the message names the file's id and the key.

    ``file`` is that id, ``path`` leads to the key, ``code`` and ``params`` say it in the words of
    :mod:`cpd_core.wording`; "" where only the message does.
    """

    def __init__(
        self, message: str, file: str = "", path: Path = (), code: str = "", /, **params: str | int | float
    ) -> None:
        super().__init__(message)
        self.file = file
        self.path = path
        self.code = code
        self.params = params


Hours = Annotated[float, Meta(gt=0, multiple_of=0.5)]
Text = Annotated[str, Meta(min_length=1)]
Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
Year = Annotated[int, Meta(ge=1990, le=2200)]
ProvinceCode = Annotated[str, Meta(pattern=r"^[0-9]{2}$")]
Confidence = Literal["A", "A/B", "B", "C", "?"]
CountsAs = Literal["face_to_face", "recorded", ""]
FigureKey = Literal[
    "total",
    "year_min",
    "input_min",
    "output_cap",
    "ethics_min",
    "face_to_face_min",
    "recorded_cap",
    "carry_over_above",
    "carry_over_max",
]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what stands in a rule file: a key that we do not know would be a rule that nobody applies."""


class FigureForm(Part, frozen=True, kw_only=True):
    """One figure of a requirement, in hours."""

    hours: Hours
    source: Text
    confidence: Confidence


class FiguresForm(Part, frozen=True, kw_only=True):
    """The figures of a requirement or of an override; what is absent is no rule, or is not changed."""

    total: FigureForm | None = None
    year_min: FigureForm | None = None
    input_min: FigureForm | None = None
    output_cap: FigureForm | None = None
    ethics_min: FigureForm | None = None
    face_to_face_min: FigureForm | None = None
    recorded_cap: FigureForm | None = None
    carry_over_above: FigureForm | None = None
    carry_over_max: FigureForm | None = None

    def given(self) -> dict[FigureKey, FigureForm]:
        """The figures that are there, by key."""
        pairs = ((key, getattr(self, key)) for key in get_args(FigureKey))
        return {key: form for key, form in pairs if form is not None}


class PathwayForm(Part, frozen=True, kw_only=True):
    """A way to earn hours; ``note`` is shown beside the choice, ``year_cap`` is the most that counts in a year."""

    code: Code
    name: Text
    kind: Literal["input", "output"]
    source: Text
    confidence: Confidence
    counts_as: CountsAs = ""
    year_cap: Hours | None = None
    note: str = ""


class ConditionForm(Part, frozen=True, kw_only=True):
    """A ground for exemption and what it waives: ``"year"`` for all of it, or hours."""

    code: Code
    name: Text
    waives: Literal["year"] | Hours
    source: Text
    confidence: Confidence
    note: str = ""


class RuleSetFile(Part, frozen=True, kw_only=True, tag_field="kind", tag="rule_set"):
    """What one kind of member owes from ``first_year`` to ``last_year`` (open where it is absent).

    ``cycle_begins`` is any year in which a cycle of several years begins.
    """

    id: Text
    member_type: MemberType
    first_year: Year
    source: Text
    confidence: Confidence
    figures: FiguresForm
    pathways: Annotated[list[PathwayForm], Meta(min_length=1)]
    conditions: Annotated[list[ConditionForm], Meta(min_length=1)]
    last_year: Year | None = None
    cycle_years: Literal[1, 2] = 1
    cycle_begins: Year | None = None


class OverrideForm(Part, frozen=True, kw_only=True):
    """What one province changes of a rule set in some years."""

    province: ProvinceCode
    rule_set: Text
    first_year: Year
    last_year: Year
    figures: FiguresForm


class OverridesFile(Part, frozen=True, kw_only=True, tag_field="kind", tag="overrides"):
    """The changes of provinces and cities."""

    id: Text
    overrides: list[OverrideForm]


class StudyForm(Part, frozen=True, kw_only=True):
    """When a lesson was watched, and what one device can have played; see ``house.toml``."""

    speed_max: Annotated[float, Meta(gt=0)]
    finished_share: Annotated[float, Meta(gt=0, le=1)]
    tolerance_seconds: Annotated[int, Meta(ge=0)]
    source: Text
    confidence: Confidence


class CutOffForm(Part, frozen=True, kw_only=True):
    """Until when a year's applications are filed: so many days after 31 December, 24:00 in Beijing."""

    days_after_year: Annotated[int, Meta(ge=0, le=366)]
    source: Text
    confidence: Confidence


class UnusualHoursForm(Part, frozen=True, kw_only=True):
    """When hours are far from the others of the same sponsor and pathway, of which there are at least ``cases``.

    Far is more than ``factor`` times their spread away from their median, and more than ``least`` hours; but not what
    ``common_cases`` and a ``common_share`` of them ask for.
    """

    cases: Annotated[int, Meta(ge=2)]
    factor: Annotated[float, Meta(gt=0)]
    least: Hours
    common_cases: Annotated[int, Meta(ge=2)]
    common_share: Annotated[float, Meta(gt=0, le=1)]
    source: Text
    confidence: Confidence


class ReviewForm(Part, frozen=True, kw_only=True):
    """What the flags of a queue need to know; see ``house.toml``."""

    cut_off: CutOffForm
    unusual_hours: UnusualHoursForm


class HouseFile(Part, frozen=True, kw_only=True, tag_field="kind", tag="house"):
    """Limits and lists that no regulation gives and this system needs. ``hours_max`` is for one application."""

    id: Text
    hours_max: FigureForm
    ethics_topics: Annotated[list[Text], Meta(min_length=1)]
    study: StudyForm | None = None
    review: ReviewForm | None = None


RuleFile = RuleSetFile | OverridesFile | HouseFile
_LEARNT = msgspec.json.Decoder(
    RuleFile
)  # by one thread: two that let msgspec learn a type at once crash the interpreter


def read(text: str, number: int) -> RuleFile:
    """Read one rule file; ``number`` names it where it has no id. Raises :class:`RulesError`."""
    import tomllib  # 6 ms that a start saves while the rules are not asked for

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise RulesError(f"rule file {number} is not TOML: {problem}") from problem
    try:
        rule_file = msgspec.convert(content, RuleFile)
    except msgspec.ValidationError as problem:
        raise RulesError(f"rule file {content.get('id', number)}: {problem}") from problem
    for mistake in mistakes(rule_file):
        raise mistake
    return rule_file


def mistakes(file: RuleFile) -> Iterator[RulesError]:
    """What types cannot say: years in order, codes once, figures that belong together."""
    if not isinstance(file, RuleSetFile):
        return
    if file.last_year is not None and file.last_year < file.first_year:
        yield RulesError(f"{file.id}: last_year lies before first_year", file.id, ("last_year",), "rules.years")
    for key, items in (("pathways", file.pathways), ("conditions", file.conditions)):
        seen: set[str] = set()
        for place, item in enumerate(items):
            if item.code in seen:
                path = (key, place, "code")
                yield RulesError(
                    f"{file.id}: {key} has the code {item.code!r} twice", file.id, path, "rules.twice", code=item.code
                )
            seen.add(item.code)
    for place, pathway in enumerate(file.pathways):
        if pathway.kind == "output" and pathway.counts_as:
            path = ("pathways", place, "counts_as")
            message = f"{file.id}: pathways.{pathway.code}.counts_as is for input only"
            yield RulesError(message, file.id, path, "rules.input_only")
    yield from _mistakes_in_figures(file)


def _mistakes_in_figures(file: RuleSetFile) -> Iterator[RulesError]:
    figures = file.figures.given()
    if "total" not in figures:
        yield RulesError(f"{file.id}: figures.total is missing", file.id, ("figures", "total"), "field.missing")
    if ("carry_over_above" in figures) != ("carry_over_max" in figures):
        message = f"{file.id}: figures.carry_over_above and figures.carry_over_max go together"
        yield RulesError(message, file.id, ("figures", "carry_over_above"), "rules.together")
    if file.cycle_years == 2 and "carry_over_max" in figures:
        message = f"{file.id}: figures.carry_over_max belongs to cycles of one year"
        yield RulesError(message, file.id, ("figures", "carry_over_max"), "rules.one_year")
    if (file.cycle_years == 2) != ("year_min" in figures):
        message = f"{file.id}: figures.year_min belongs to cycles of two years, and only there"
        yield RulesError(message, file.id, ("figures", "year_min"), "rules.two_years")
    if (file.cycle_years == 2) != (file.cycle_begins is not None):
        message = f"{file.id}: cycle_begins belongs to cycles of two years, and only there"
        yield RulesError(message, file.id, ("cycle_begins",), "rules.two_years")
