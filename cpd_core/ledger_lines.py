"""From facts to lines: what each application, finished course and grant asks for, and how much of it is eligible.

Caps come after (:mod:`cpd_core.ledger`). Hours are 学时 (45 minutes) in steps of 0.5.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from cpd_core.entities import Application, Choice, Completion, Grant, Member
from cpd_core.lessons import Progress
from cpd_core.messages import FieldError
from cpd_core.outcomes import error
from cpd_core.requirements import RuleBook, RuleSet
from cpd_core.rule_files import CountsAs
from cpd_core.wording import say

LineSource = Literal["online", "input", "output", "exemption", "carried_over", "special"]

MINUTE = 60_000  # ms
MINUTES_PER_HOUR = 45  # 1 学时; source: domain, Study


class Facts(Struct, frozen=True):
    """All that is known of a member: over all years, in any order."""

    member: Member
    applications: tuple[Application, ...] = ()
    completions: tuple[Completion, ...] = ()
    grants: tuple[Grant, ...] = ()
    unsent: frozenset[str] = frozenset()  # ids of applications that are saved on this device and not sent
    progresses: tuple[Progress, ...] = ()
    choices: tuple[Choice, ...] = ()

    def by_nearness(self) -> "dict[int, Facts]":
        """For each year the facts that can bear on it: of the year and its neighbours, for hours are carried over and
        cycles have two years, and what was done or filed in it.
        """
        found: dict[int, Facts] = {}
        applications = _near((a.year, year_of(a.filed_at), a) for a in self.applications)
        completions = _near((c.year, year_of(c.finished_on), c) for c in self.completions)
        grants = _near((g.year, g.year, g) for g in self.grants)
        progresses = _near((p.year, p.year, p) for p in self.progresses)
        for year in applications.keys() | completions.keys() | grants.keys() | progresses.keys():
            found[year] = Facts(
                member=self.member,
                applications=tuple(applications.get(year, ())),
                completions=tuple(completions.get(year, ())),
                grants=tuple(grants.get(year, ())),
                progresses=tuple(progresses.get(year, ())),
                choices=self.choices,
                unsent=self.unsent,
            )
        return found


Fact = TypeVar("Fact", Application, Completion, Grant, Progress)


def _near(dated: Iterable[tuple[int, int, Fact]]) -> dict[int, list[Fact]]:
    """Facts by the years that they are near to; each comes with its year and the year in which it was done."""
    found: dict[int, list[Fact]] = {}
    for year, done, fact in dated:
        for near in {year - 1, year, year + 1, done}:
            found.setdefault(near, []).append(fact)
    return found


class Line(Struct, frozen=True):
    """One fact's way into the year: hours asked for, eligible (confirmed, rated), counted (after caps).

    ``reasons`` explain every step where hours were lost or granted, as codes of :mod:`cpd_core.wording`
    (``field`` is the rule's id). An exemption asks for no hours: it lowers what is required by ``waived``.
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
    waived: float = 0.0
    ethics: bool = False
    counts_as: CountsAs = ""


def own_lines(facts: Facts, rules: RuleBook, rule_set: RuleSet, year: int) -> list[Line]:
    """The lines of what a member did in one year, in the order in which they count: by date, then id."""
    lines = [_of_completion(c, rules, rule_set) for c in facts.completions if c.year == year]
    applied = [a for a in facts.applications if a.year == year]
    lines += [_of_application(a, facts, rule_set) for a in applied if a.kind != "exemption"]
    lines += _of_exemptions([a for a in applied if a.kind == "exemption"], facts, rule_set)
    lines += [_of_special(g) for g in facts.grants if g.year == year and g.source == "special"]
    lines += _of_progresses(facts, rule_set, year)
    return sorted(lines, key=lambda line: (line.date, line.ref_id))


def elsewhere(facts: Facts, rules: RuleBook, rule_set: RuleSet, year: int) -> list[Line]:
    """What was done or filed in a year and is of another one: it counts there, and here somebody looks for it."""
    lines = [
        (c.year, _of_completion(c, rules, rule_set))
        for c in facts.completions
        if c.year != year and year_of(c.finished_on) == year
    ]
    lines += [
        (a.year, _of_application(a, facts, rule_set))
        for a in facts.applications
        if a.year != year and a.kind != "exemption" and year_of(a.filed_at) == year
    ]
    found = [
        replace(line, eligible=0.0, counted=0.0, reasons=(error(rule_set.id, "line.other_year", year=other),))
        for other, line in lines
    ]
    return sorted(found, key=lambda line: (line.date, line.ref_id))


def year_of(at: str) -> int:
    """The year in Beijing (8 hours ahead) of a day or a moment of the wire, 0 for none."""
    return int(at[:4] or 0) + (at[5:13] >= "12-31T16")


def course_hours(minutes: int) -> float:
    """The full half hours (学时) in a course's minutes: credit ends at the length of the course."""
    return minutes * 2 // MINUTES_PER_HOUR / 2


def _of_completion(completion: Completion, rules: RuleBook, rule_set: RuleSet) -> Line:
    """A finished course counts once it is rated (课程评价); no staff need confirm it."""
    reasons: list[FieldError] = []
    credited = min(completion.hours, course_hours(completion.minutes))
    if credited < completion.hours:
        reasons.append(error(rule_set.id, "line.course_length", hours=credited, minutes=completion.minutes))
    if completion.rating is None:
        reasons.append(error(rule_set.id, "line.unrated", hours=credited))
    eligible = 0.0 if completion.rating is None else credited
    return Line(
        source="online",
        ref_id=completion.id,
        title=completion.title,
        pathway=completion.delivery,
        date=completion.finished_on,
        asked=completion.hours,
        eligible=eligible,
        counted=eligible,
        reasons=tuple(reasons),
        ethics=completion.topic in rules.ethics_topics,
        counts_as="face_to_face" if completion.delivery == "live" else "recorded",
    )


def _of_application(application: Application, facts: Facts, rule_set: RuleSet) -> Line:
    pathway = rule_set.pathway(application.pathway)
    name = pathway.name if pathway else application.pathway
    reasons = _standing(application, facts, rule_set)
    eligible = 0.0
    if not reasons:
        eligible = application.confirmed_hours or 0.0
        if eligible < application.hours:
            reasons = (error(rule_set.id, "line.confirmed_fewer", asked=application.hours, hours=eligible),)
    return Line(
        source="output" if application.kind == "output" else "input",
        ref_id=application.id,
        title=application.sponsor or name,
        pathway=application.pathway,
        date=application.filed_at,
        asked=application.hours,
        eligible=eligible,
        counted=eligible,
        reasons=reasons,
        ethics=application.ethics,
        counts_as=pathway.counts_as if pathway else "",
    )


def _of_exemptions(exemptions: list[Application], facts: Facts, rule_set: RuleSet) -> Iterator[Line]:
    """Exemptions in order of date and id; together they waive no more than the year's share of the total."""
    left = rule_set.total / rule_set.cycle_years
    for application in sorted(exemptions, key=lambda a: (a.filed_at, a.id)):
        condition = rule_set.condition(application.condition)
        reasons = _standing(application, facts, rule_set)
        waived = 0.0
        if not reasons and condition is None:
            reasons = (error(rule_set.id, "exemption.unknown"),)
        elif not reasons and condition is not None:
            waived = left if condition.waives is None else min(left, condition.waives)
            left -= waived
            code = "exemption.waives" if waived else "exemption.nothing_left"
            reasons = (error(rule_set.id, code, hours=waived),)
        yield Line(
            source="exemption",
            ref_id=application.id,
            title=rule_set.name_of(application.condition),
            pathway=application.condition,
            date=application.filed_at,
            asked=0.0,
            eligible=0.0,
            counted=0.0,
            reasons=reasons,
            waived=waived,
        )


def _standing(application: Application, facts: Facts, rule_set: RuleSet) -> tuple[FieldError, ...]:
    """Why an application does not count as it stands; empty when it is confirmed and known to the service."""
    if application.id in facts.unsent:
        return (error(rule_set.id, "line.unsent"),)
    if application.state == "pending":
        return (error(rule_set.id, "line.pending"),)
    if application.state == "refused":
        return (error(rule_set.id, "line.refused", reason=application.reason.rstrip("。.")),)
    return ()


def _of_progresses(facts: Facts, rule_set: RuleSet, year: int) -> Iterator[Line]:
    """Courses that were begun and give no hours as they stand, where there is more to say of it than: go on."""
    finished = {completion.course_id for completion in facts.completions if completion.year == year}
    chosen = next((choice.institute_id for choice in facts.choices if choice.year == year), "")
    for progress in facts.progresses:
        if progress.year != year or progress.sample or progress.course_id in finished:
            continue
        counted = sum(end - begin for lesson in progress.lessons for begin, end in lesson.played)
        if reasons := _of_begun(progress, counted, chosen, rule_set):
            asked = min(progress.hours, course_hours((counted + progress.doubted) // MINUTE))
            yield Line("online", progress.id, progress.title, "recorded", "", asked, 0.0, 0.0, reasons)


def _of_begun(progress: Progress, counted: int, chosen: str, rule_set: RuleSet) -> tuple[FieldError, ...]:
    minutes, reasons = counted // MINUTE, list[FieldError]()
    if progress.institute_id != chosen and minutes:
        reasons.append(error(rule_set.id, "line.other_institute", minutes=minutes))
    elif minutes >= progress.minutes:
        reasons.append(error(rule_set.id, "line.watched", hours=progress.hours))
    if doubted := progress.doubted // MINUTE:
        reasons.append(error(rule_set.id, "line.implausible", minutes=doubted))
        if progress.institute_id == chosen and minutes < progress.minutes:
            total, hours = progress.minutes, progress.hours
            reasons.append(error(rule_set.id, "line.learning", minutes=minutes, total=total, hours=hours))
    return tuple(reasons)


def _of_special(grant: Grant) -> Line:
    return Line("special", grant.id, grant.title, "", "", grant.hours, grant.hours, grant.hours, ())


def carried_lines(facts: Facts, rule_set: RuleSet, year: int, input_before: float | None) -> list[Line]:
    """What is carried over from the year before: worked out from ``input_before``, then grants by id.

    ``input_before`` is what counted as input in the year before, None where that year's rules carry nothing here.
    """
    lines: list[Line] = []
    above, at_most = rule_set.carry_over_above, rule_set.carry_over_max
    if above is not None and input_before is not None and input_before > above:
        hours = input_before - above
        reason = error(rule_set.id, "carry.from", year=year - 1, above=above, hours=hours)
        title = say("carry.title", {"year": year - 1})
        lines.append(Line("carried_over", f"carried_over:{year}", title, "", "", hours, hours, hours, (reason,)))
    for grant in sorted(facts.grants, key=lambda g: g.id):
        if grant.year == year and grant.source == "carried_over":
            hours = grant.hours
            lines.append(Line("carried_over", grant.id, grant.title, "", "", hours, hours, hours, ()))
    if at_most is None:
        return [_lowered(line, 0.0, error(rule_set.id, "carry.none")) for line in lines]
    return list(_at_most(lines, at_most, rule_set))


def _at_most(lines: list[Line], at_most: float, rule_set: RuleSet) -> Iterator[Line]:
    left = at_most
    for line in lines:
        if line.eligible > left:
            line = _lowered(line, left, error(rule_set.id, "carry.cap", max=at_most))
        left -= line.eligible
        yield line


def _lowered(line: Line, hours: float, reason: FieldError) -> Line:
    return replace(line, eligible=hours, counted=hours, reasons=(*line.reasons, reason))
