"""Why an application has a flag, with whom or what it was compared: worked out when somebody looks at it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import ceil, floor

from cpd_core.applications import draft_of
from cpd_core.doubles import doubles_of
from cpd_core.entities import Application
from cpd_core.flag_rules import (
    BEIJING,
    Case,
    Figures,
    cut_off,
    over_caps,
    overlapping_days,
    usual_hours,
)
from cpd_core.flags import Flag
from cpd_core.messages import FieldError
from cpd_desktop.account import Account
from cpd_desktop.store.times import beijing_date
from cpd_desktop.views import FlagReason

NAMED = 20  # applications that a reason names; it counts all
_OVER = {"cap.pathway": "flag.over_pathway", "cap.recorded": "flag.over_recorded", "cap.output": "flag.over_output"}


def reasons_of(account: Account, application_id: str) -> tuple[FlagReason, ...]:
    """The reasons of all flags of an application, in the order of flags."""
    application = account.store.records.entity(Application, application_id)
    if application is None:
        return ()
    applications = account.store.records.entities(Application, member_id=application.member_id)
    cases = account.store.flags.cases_of(application.member_id)
    place = next((n for n, case in enumerate(cases) if case.id == application_id), None)
    if place is None:
        return ()
    figures, _ = account.reference.flag_figures()
    case = cases[place]
    return (
        *_same_file(account, case),
        *_claimed_twice(application, [each for each in applications if each.id != application_id]),
        *_overlapping(cases, place),
        *_over(account, cases, place, figures),
        *_unusual(account, case, figures),
        *_alone(case, figures),
    )


def _reason(flag: Flag, code: str, others: Sequence[str] = (), /, **params: str | float) -> FlagReason:
    return FlagReason(flag, FieldError(field="", code=code, params=params), tuple(others)[:NAMED])


def _same_file(account: Account, case: Case) -> Iterator[FlagReason]:
    for paper in case.attachments:
        shared = account.store.flags.sharing(paper.sha256, case.member_id, NAMED)
        if shared.members:
            members, count = shared.members, shared.applications
            yield _reason("same_file", "flag.same_file", shared.ids, name=paper.name, members=members, count=count)


def _claimed_twice(application: Application, others: Sequence[Application]) -> Iterator[FlagReason]:
    """By what is shared; of files each by itself."""
    by_what: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for double in doubles_of(draft_of(application), others):
        by_what[double.code, double.name].append(double.other.id)
    for (code, name), ids in by_what.items():
        yield _reason("same_activity", f"flag.twice.{code}", ids, count=len(ids), name=name)


def _overlapping(cases: Sequence[Case], place: int) -> Iterator[FlagReason]:
    found = overlapping_days(cases, place)
    if found:
        others = [cases[n].id for n in sorted({n for n, _, _ in found})]
        spans = sorted({(first, last) for _, first, last in found})
        days = "; ".join(f"{first}" if first == last else f"{first} – {last}" for first, last in spans)
        yield _reason("overlapping_dates", "flag.overlapping_dates", others, count=len(others), days=days)


def _over(account: Account, cases: Sequence[Case], place: int, figures: Figures) -> Iterator[FlagReason]:
    over = over_caps(cases, figures.rules).get(place)
    if over:
        case = cases[place]
        hours = case.hours if case.confirmed_hours is None else case.confirmed_hours
        name = account.pathway_name(case.pathway, case.year)
        pathway = case.pathway
        yield _reason(
            "over_pathway", _OVER[over.code], (), name=name, pathway=pathway, max=over.max, used=over.used, hours=hours
        )


def _unusual(account: Account, case: Case, figures: Figures) -> Iterator[FlagReason]:
    usual = usual_hours(account.store.flags.hours_around(case), figures.unusual)
    if usual and usual.is_far(case.hours):
        median = usual.median
        low, high = max(ceil(usual.low * 2) / 2, 0.0), floor(usual.high * 2) / 2  # hours go in halves
        yield _reason(
            "unusual_hours", "flag.unusual_hours", (),
            hours=case.hours, count=usual.count, median=median, low=low, high=high,
        )  # fmt: skip


def _alone(case: Case, figures: Figures) -> Iterator[FlagReason]:
    """What an application tells by itself."""
    if not case.attachments:
        yield _reason("no_attachment", "flag.no_attachment")
    end = cut_off(case.year, figures.cut_off)
    if case.filed_at >= end:
        last = (datetime.fromisoformat(end).astimezone(BEIJING) - timedelta(days=1)).date().isoformat()
        yield _reason("late", "flag.late", (), year=case.year, filed=beijing_date(case.filed_at), last=last)
