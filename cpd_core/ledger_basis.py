"""The rule behind a figure: what it says, in which rule set, where that is written down, and how sure we are of it.

Everything comes from the rule files (docs/decisions/0001); nothing is known here that does not stand there.
"""

from collections.abc import Iterator

from msgspec import Struct

from cpd_core.ledger_lines import Line
from cpd_core.messages import FieldError
from cpd_core.outcomes import error
from cpd_core.requirements import RuleSet
from cpd_core.rule_files import FigureKey

FIGURE_OF_PART: dict[str, FigureKey] = {
    "input": "input_min",
    "output": "output_cap",
    "ethics": "ethics_min",
    "face_to_face": "face_to_face_min",
    "recorded": "recorded_cap",
}


class Basis(Struct, frozen=True):
    """``what`` is a code of :mod:`cpd_core.wording`, its field the rule set's id.

    ``source`` is text of the rule file, "" where no file says it; ``confidence`` as there: A, A/B, B, C or ?.
    """

    what: FieldError
    source: str = ""
    confidence: str = ""


def of_requirement(rule_set: RuleSet) -> tuple[Basis, ...]:
    """What the year owes: the total, and in a cycle each year's own minimum."""
    keys: tuple[FigureKey, ...] = ("total", "year_min")
    return tuple(found for key in keys if (found := of_figure(rule_set, key)))


def of_figure(rule_set: RuleSet, key: FigureKey) -> Basis | None:
    """A figure of a rule set; None where it has no such rule."""
    figure = next((figure for figure in rule_set.figures if figure.key == key), None)
    if figure is None:
        return None
    cycle = "_cycle" if rule_set.cycle_years > 1 and key != "year_min" else ""
    what = error(rule_set.id, f"basis.{key}{cycle}", hours=figure.hours)
    return Basis(what, figure.source, figure.confidence)


def of_line(rule_set: RuleSet, line: Line) -> tuple[Basis, ...]:
    """By what a line counts, then the minima and caps of the year that it comes under."""
    keys: list[FigureKey] = []
    if line.source == "output":
        keys.append("output_cap")
    if line.ethics:
        keys.append("ethics_min")
    if line.counts_as == "face_to_face":
        keys.append("face_to_face_min")
    if line.counts_as == "recorded":
        keys.append("recorded_cap")
    return (*_by_what(rule_set, line), *(found for key in keys if (found := of_figure(rule_set, key))))


def _by_what(rule_set: RuleSet, line: Line) -> Iterator[Basis]:
    match line.source:
        case "online":
            yield _of_rule_set(rule_set, "basis.online")
        case "input" | "output":
            yield _of_pathway(rule_set, line.pathway)
        case "exemption":
            yield _of_condition(rule_set, line.pathway)
        case "special":
            yield Basis(error(rule_set.id, "basis.special"))
        case "carried_over":
            yield _of_carry_over(rule_set)


def _of_pathway(rule_set: RuleSet, code: str) -> Basis:
    pathway = rule_set.pathway(code)
    if pathway is None:
        return _of_rule_set(rule_set, "basis.unlisted")
    said = "basis.pathway" if pathway.year_cap is None else "basis.pathway_cap"
    what = _named(rule_set, said, code, pathway.name, pathway.year_cap)
    return Basis(what, pathway.source, pathway.confidence)


def _of_condition(rule_set: RuleSet, code: str) -> Basis:
    condition = rule_set.condition(code)
    if condition is None:
        return _of_rule_set(rule_set, "basis.unlisted_ground")
    said = "basis.waives_year" if condition.waives is None else "basis.waives"
    what = _named(rule_set, said, code, condition.name, condition.waives)
    return Basis(what, condition.source, condition.confidence)


def _named(rule_set: RuleSet, said: str, code: str, name: str, hours: float | None) -> FieldError:
    """``pathway`` is for who reads another language than the rule file's."""
    figure = {} if hours is None else {"hours": hours}
    return error(rule_set.id, said, name=name, pathway=code, **figure)


def _of_carry_over(rule_set: RuleSet) -> Basis:
    figures = {figure.key: figure for figure in rule_set.figures}
    most = figures.get("carry_over_max")
    if most is None:
        return _of_rule_set(rule_set, "basis.no_carry_over")
    what = error(rule_set.id, "basis.carry_over", above=figures["carry_over_above"].hours, hours=most.hours)
    return Basis(what, most.source, most.confidence)


def _of_rule_set(rule_set: RuleSet, code: str) -> Basis:
    return Basis(error(rule_set.id, code), rule_set.source, rule_set.confidence)
