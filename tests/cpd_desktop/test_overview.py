"""The figures of a province are those that one gets by reading every application; each leads to its rows."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cpd_core.entities import Application, Member
from cpd_core.ledger import work_out
from cpd_core.overview import Decided, Period, Standing, Tally, weekly
from cpd_desktop.errors import Cancelled
from cpd_desktop.store.overview import Slice
from cpd_desktop.store.times import BEIJING
from cpd_desktop.workspace import Workspace
from tests.cpd_desktop.province import province_of

WINTER = Period(date(2026, 11, 3), date(2026, 12, 2))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A province in which some was decided just now, and not sent."""
    opened = province_of(tmp_path / "profile")
    waiting = [a.id for a in _all(opened) if a.state == "pending"]
    opened.review.confirm(waiting[:2], name="两条")
    opened.review.refuse(waiting[2:4], "缺少签到表")
    yield opened
    opened.close()


def _all(workspace: Workspace) -> list[Application]:
    return workspace.account.store.records.entities(Application)


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone(BEIJING).date()


def _sums(found: list[Application], key: Callable[[Application], str]) -> dict[str, tuple[int, float]]:
    counts, hours = Counter(key(a) for a in found), Counter[str]()
    for each in found:
        hours[key(each)] += each.hours  # type: ignore[assignment]
    return {code: (count, hours[code]) for code, count in counts.items()}


def test_what_waits_is_counted_as_by_hand_and_leads_to_its_rows(workspace: Workspace) -> None:
    pending = [a for a in _all(workspace) if a.state == "pending"]
    found = workspace.overview.waiting()
    assert (found.count, found.hours) == (len(pending), sum(a.hours for a in pending))
    assert found.oldest == min(_day(a.filed_at) for a in pending)
    keys: list[tuple[tuple[Tally, ...], Callable[[Application], str]]] = [
        (found.by_kind, lambda a: a.kind),
        (found.by_sponsor, lambda a: a.sponsor),
        (found.by_pathway, lambda a: a.pathway or a.condition),
    ]
    for tallies, key in keys:
        assert {t.code: (t.count, t.hours) for t in tallies} == _sums(pending, key)
    aspects = (("kind", found.by_kind), ("sponsor", found.by_sponsor), ("pathway", found.by_pathway))
    for aspect, tallies in aspects:
        for tally in tallies:
            rids = workspace.overview.rids(Slice("waiting", aspect=aspect, code=tally.code))  # type: ignore[arg-type]
            assert len(rids) == tally.count
    for band in found.ages:
        days = [(found.today - _day(a.filed_at)).days for a in pending]
        last = band.last if band.last is not None else 10_000
        assert band.count == sum(band.first <= max(0, days_) <= last for days_ in days)
        assert len(workspace.overview.rids(Slice("waiting", band.filed))) == band.count
    assert sum(band.count for band in found.ages) == len(pending)


def test_decisions_of_a_period_are_counted_in_every_aspect(workspace: Workspace) -> None:
    decided = [a for a in _all(workspace) if a.decided_at and WINTER.first <= _day(a.decided_at) <= WINTER.last]
    found = workspace.overview.decided(WINTER)
    confirmed = [a for a in decided if a.state == "confirmed"]
    assert (found.total.confirmed, found.total.count) == (len(confirmed), len(decided))
    assert found.total.confirmed_hours == sum(a.confirmed_hours or 0.0 for a in confirmed)
    assert found.total.asked == sum(a.hours for a in confirmed)
    assert [day.code for day in found.days] == [day.isoformat() for day in WINTER.days()]
    assert {d.code: d.count for d in found.days if d.count} == Counter(_day(a.decided_at).isoformat() for a in decided)
    assert {d.code: d.count for d in found.by_reviewer} == Counter(a.decided_by for a in decided)
    assert {d.code: d.count for d in found.by_kind} == Counter(a.kind for a in decided)
    assert {d.code: d.count for d in found.by_sponsor} == Counter(a.sponsor for a in decided)
    assert {d.code: d.refused for d in found.by_reason} == Counter(a.reason for a in decided if a.state == "refused")
    filed = [a for a in _all(workspace) if WINTER.first <= _day(a.filed_at) <= WINTER.last]
    assert {t.code: t.count for t in found.filed if t.count} == Counter(_day(a.filed_at).isoformat() for a in filed)
    assert found.filed_total.count == len(filed)
    for aspect, parts in (("reviewer", found.by_reviewer), ("day", found.days), ("reason", found.by_reason)):
        for part in parts:
            state = "refused" if aspect == "reason" else ""
            rids = workspace.overview.rids(Slice("decided", WINTER, aspect, part.code, state))  # type: ignore[arg-type]
            assert len(rids) == (part.refused if state else part.count)
    assert len(workspace.overview.rids(Slice("filed", WINTER))) == len(filed)


def test_what_was_just_decided_here_counts_at_once_and_no_more_after_an_undo(workspace: Workspace) -> None:
    today = datetime.now(BEIJING).date()
    period = Period(today, today + timedelta(days=1))  # midnight may come in between
    before = workspace.overview.decided(period)
    one = next(a for a in _all(workspace) if a.state == "pending")
    done = workspace.review.refuse([one.id], "一条新的理由")
    after = workspace.overview.decided(period)
    assert (after.total.refused, after.total.confirmed) == (before.total.refused + 1, before.total.confirmed)
    rids = workspace.overview.rids(Slice("decided", period, "reason", "一条新的理由"))
    assert [row.id for row in workspace.applications.rows(rids)] == [one.id]
    workspace.review.undo(done.batch_id)
    assert workspace.overview.decided(period) == before


def test_weeks_lose_nothing(workspace: Workspace) -> None:
    found = workspace.overview.decided(WINTER)
    decided, filed = weekly(found.days, found.filed)
    assert len(decided) == len(filed) == 5
    assert sum(each.count for each in decided) == found.total.count
    assert sum(each.count for each in filed) == found.filed_total.count
    assert decided[1].code == "2026-11-10"
    assert weekly((Decided("d"),), (Tally("d", 1, 2.0),)) == ((Decided("d"),), (Tally("d", 1, 2.0),))


# --- who still misses hours ----------------------------------------------------------------------------------------


def _plainly(workspace: Workspace, year: int) -> dict[str, tuple[float, float, bool]]:
    account = workspace.account
    found: dict[str, tuple[float, float, bool]] = {}
    for who in account.store.records.entities(Member):
        ledger = work_out(account.facts(who), account.reference.rules(), year)
        if ledger and int(who.joined_on[:4]) <= year:
            found[who.id] = (ledger.counted, ledger.missing, ledger.fulfilled)
    return found


def _of(standing: Standing) -> tuple[float, float, bool]:
    return standing.counted, standing.missing, standing.fulfilled


@pytest.mark.parametrize("year", [2025, 2026])
def test_who_misses_hours_is_what_each_ledger_says(workspace: Workspace, year: int) -> None:
    plain = _plainly(workspace, year)
    found = workspace.overview.shortfalls(year)
    assert {each.member_id: _of(each) for each in found.missing} == {k: v for k, v in plain.items() if not v[2]}
    assert (found.members, found.fulfilled) == (len(plain), sum(v[2] for v in plain.values()))
    assert [each.missing for each in found.missing] == sorted((v[1] for v in plain.values() if not v[2]), reverse=True)
    assert found.hours == sum(v[1] for v in plain.values() if not v[2])


def test_after_a_change_only_its_member_is_worked_out_anew(workspace: Workspace) -> None:
    told: list[tuple[int, int]] = []
    workspace.overview.shortfalls(2026, lambda *step: told.append(step))
    assert told[0] == (0, 12)
    told.clear()
    workspace.overview.shortfalls(2026, lambda *step: told.append(step))
    assert not told, "nothing has changed"
    one = next(a for a in _all(workspace) if a.state == "pending" and a.kind != "exemption")
    done = workspace.review.confirm([one.id])
    workspace.overview.shortfalls(2026, lambda *step: told.append(step))
    assert told == [(0, 1)]
    workspace.review.undo(done.batch_id)
    workspace.review.refuse([one.id], "缺少签到表")
    assert {each.member_id: _of(each) for each in workspace.overview.shortfalls(2026).missing} == {
        k: v for k, v in _plainly(workspace, 2026).items() if not v[2]
    }


def test_who_has_had_enough_stops_it_and_the_next_goes_on(workspace: Workspace) -> None:
    def enough(done: int, total: int) -> None:
        raise Cancelled("统计", "已取消")

    with pytest.raises(Cancelled):
        workspace.overview.shortfalls(2026, enough)
    assert workspace.overview.shortfalls(2026).members == len(_plainly(workspace, 2026))
