"""Two reviewers with overlapping shares of the queue, on a real service: who has what, and who was first."""

import random

from cpd_desktop.desks.dry_run import sample_of
from cpd_desktop.desks.reports import Report
from cpd_desktop.store import Store
from cpd_desktop.store.reasons import FREE_KEPT, USUAL
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_desktop.people import Desk, draft
from tests.support.demo import account
from tests.support.service import ServiceProcess

WAITING = ApplicationQuery(state="pending", descending=False)


def waiting(workspace: Workspace, count: int) -> tuple[str, ...]:
    found = workspace.review.matching(WAITING)
    assert len(found) >= count
    return found[:count]


def last_report(workspace: Workspace) -> Report:
    desk = workspace.review.reports
    return desk.report(desk.made()[0])


def counts(report: Report) -> dict[str, int]:
    return {each.code: len(each.ids) for each in report.lists}


def claimed(workspace: Workspace, whose: str) -> set[str]:
    return set(workspace.review.matching(ApplicationQuery(claim=whose)))  # type: ignore[arg-type]


def test_shares_of_the_queue(service: ServiceProcess, desk: Desk) -> None:
    first, second = desk.staff(service.url, 0), desk.staff(service.url, 1)
    ids = waiting(first, 30)
    batch = first.review.claim(ids[:20], "出差前认领")
    assert (batch.stored, batch.skipped, claimed(first, "mine")) == (20, (), set(ids[:20]))
    assert second.review.claim(ids[15:]).stored == 15  # offline, too: neither knows of the other
    first.sync.run()
    assert counts(last_report(first)) == {"taken": 20}

    second.sync.run()
    report = last_report(second)
    assert counts(report) == {"taken": 10, "claimed": 5}
    lost = report.lists[-1]
    name = account(desk.demo, "province_staff", "32").name
    assert (set(lost.ids), lost.by) == (set(ids[15:20]), ((name, 5),))
    assert second.review.reports.items(report, "claimed")[0].reason == f"{name} 已认领"
    assert second.sync.status().conflicts == 0  # nobody has to choose
    assert (claimed(second, "mine"), claimed(second, "others")) == (set(ids[20:]), set(ids[:20]))

    skipped = second.review.claim(ids[18:21]).skipped
    assert [(id_, why.code) for id_, why in skipped] == [
        *((id_, "CLAIMED_BY_OTHER") for id_ in ids[18:20]),
        (ids[20], "ALREADY_CLAIMED"),
    ]
    undone = second.review.release(ids[10:25])
    assert (undone.stored, len(undone.skipped)) == (5, 10)
    assert claimed(second, "mine") == set(ids[25:])
    assert second.review.undo(undone.batch_id) == 5
    assert claimed(second, "mine") == set(ids[20:])
    second.review.release(ids[25:])
    second.sync.run()
    assert counts(last_report(second)) == {"let_go": 5}
    first.sync.run()
    assert claimed(first, "others") == set(ids[20:25])


def test_overlapping_batches_never_overwrite_each_other(service: ServiceProcess, desk: Desk) -> None:
    first, second, member = desk.staff(service.url, 0), desk.staff(service.url, 1), desk.member(service.url)
    filed = member.applications.file(draft(member, hours=6.0))
    gone = member.applications.file(draft(member, hours=3.0))
    for each in (member, first, second):
        each.sync.run()
    ids = [id_ for id_ in waiting(first, 44) if id_ not in (filed, gone)][:40]
    assert first.review.confirm(ids[:25], name="第一批").stored == 25
    assert first.review.refuse(ids[25:28], "附件不清").stored == 3
    mine = [*ids[15:], filed, gone]
    assert second.review.confirm(mine, name="第二批").stored == len(mine)
    member.applications.edit(filed, draft(member, hours=5.0))
    member.applications.delete(gone)
    member.sync.run()
    first.sync.run()
    second.sync.run()

    assert counts(last_report(first)) == {"applied": 28}
    report = last_report(second)
    assert counts(report) == {"applied": 12, "already": 10, "otherwise": 3, "changed": 1, "gone": 1}
    of = {each.code: each for each in report.lists}
    name = account(desk.demo, "province_staff", "32").name
    assert of["already"].by == ((name, 10),)
    assert set(of["already"].ids) == set(ids[15:25])
    assert of["changed"].ids == (filed,)
    (item,) = second.review.reports.items(report, "changed")
    assert {(each.field, each.mine, each.theirs) for each in item.differences if each.field == "hours"} == {
        ("hours", "6", "5")
    }
    rows = ApplicationQuery(ids=of["otherwise"].ids)
    assert second.applications.total(rows).count == 3  # back to the rows
    first.sync.run()
    for workspace in (first, second):  # what was first stands, on every machine
        rows_now = [workspace.applications.detail(id_).application for id_ in ids]
        assert [each.state for each in rows_now] == [*["confirmed"] * 25, *["refused"] * 3, *["confirmed"] * 12]
        assert {each.decided_by for each in rows_now[:28]} == {name}

    second.review.confirm([filed])
    second.sync.run()
    assert counts(last_report(second)) == {"applied": 1}  # what was told is not told again
    assert second.review.reports.items(report, "changed")[0].differences  # the old one can still be read
    assert len(second.review.reports.made()) == 2


def test_a_dry_run_splits_off_what_somebody_should_look_at(service: ServiceProcess, desk: Desk) -> None:
    first, second, member = desk.staff(service.url, 0), desk.staff(service.url, 1), desk.member(service.url)
    filed = member.applications.file(draft(member, hours=6.0))
    member.sync.run()
    first.sync.run()
    second.sync.run()
    ids = waiting(first, 60)
    second.review.claim(ids[:10])
    second.review.confirm(ids[10:15])
    second.sync.run()
    first.sync.run()
    seen = first.review.dry_run("confirm", (*ids, filed))
    split = {each.code: each for each in seen.splits}
    assert set(split["decided"].ids) == set(ids[10:15])
    name = account(desk.demo, "province_staff", "32", 1).name
    assert (split["decided"].parts, split["claimed"].parts[0][0]) == (((name, 5),), name)
    assert {id_ for each in (*seen.splits,) for id_ in each.ids} | set(seen.clean) == {*ids, filed}
    assert len(seen.clean) + sum(len(each.ids) for each in seen.splits) == len({*ids, filed})
    assert set(seen.included(("decided", "claimed"))) == set(seen.clean) | set(split["claimed"].ids)
    assert filed in seen.included()
    assert filed not in seen.included(dropped=frozenset((filed,)))
    rows = [first.applications.detail(id_).application.hours for id_ in seen.included()]
    assert seen.hours_of(seen.included()) == sum(rows)

    member.applications.edit(filed, draft(member, hours=5.0))  # the panel is open, and a sync comes in between
    member.sync.run()
    first.sync.run()
    again = first.review.dry_run("confirm", (*ids, filed), seen.revs)
    assert {each.code: each.ids for each in again.splits}["changed"] == (filed,)
    stored = first.review.confirm(seen.included(), name="面授", seen=seen.revs)
    assert [(id_, why.code) for id_, why in stored.skipped] == [(filed, "CHANGED_SINCE_REVIEW")]
    state = first.review.batches()[0]
    assert (state.name, state.stored, state.waiting, state.away) == ("面授", stored.stored, stored.stored, 0)

    back = first.review.dry_run("revoke", ids[8:15])
    assert (set(back.clean), {each.code: set(each.ids) for each in back.splits}) == (
        set(ids[10:15]),
        {"waiting": set(ids[8:10])},
    )
    for deed in ("confirm", "refuse", "revoke"):
        nothing = first.review.dry_run(deed, ())  # type: ignore[arg-type]
        assert (nothing.clean, nothing.splits, nothing.included()) == ((), (), ())


def test_hours_that_would_not_count_are_split_off(service: ServiceProcess, desk: Desk) -> None:
    staff, member = desk.staff(service.url), desk.member(service.url)
    pathways = {named.code for named in member.applications.pathways("output", 2026)}
    code = "teaching" if "teaching" in pathways else sorted(pathways)[0]
    filed = [
        member.applications.file(draft(member, kind="output", sponsor="", pathway=code, hours=20.0, note=f"第{n}次"))
        for n in range(3)
    ]
    member.sync.run()
    staff.sync.run()
    told: list[tuple[int, int]] = []
    seen = staff.review.dry_run("confirm", filed, tell=lambda done, total: told.append((done, total)))
    short = next(each for each in seen.splits if each.code == "short")
    assert told == [(0, 1)]
    assert len(short.ids) >= 2
    assert short.lost == sum(seen.shorts[id_].asked - seen.shorts[id_].counts for id_ in short.ids) > 0
    assert not [each for each in staff.review.dry_run("refuse", filed).splits if each.code == "short"]


def test_a_sample_is_some_of_them_in_their_order() -> None:
    ids = [f"a{n:03}" for n in range(100)]
    drawn = sample_of(ids, chance=random.Random(7))
    assert len(set(drawn)) == 10
    assert list(drawn) == sorted(drawn)
    assert set(drawn) <= set(ids)
    assert sample_of(ids[:4]) == tuple(ids[:4])


def test_a_batch_that_is_partly_on_its_way(service: ServiceProcess, desk: Desk) -> None:
    staff = desk.staff(service.url)
    batch = staff.review.confirm(waiting(staff, 20), name="两半")
    sent = staff.account.store.outbox.next_chunk(most=8)
    state = staff.review.batches()[0]
    assert (state.waiting, state.away, len(sent)) == (12, 8, 8)
    assert staff.review.undo(batch.batch_id) == 12
    assert staff.applications.total(ApplicationQuery(batch_id=batch.batch_id)).count == 8
    staff.sync.run()
    assert counts(last_report(staff)) == {"applied": 8}


def test_reasons_of_ones_own(store: Store) -> None:
    reasons = store.reasons
    assert reasons.list() == reasons.offered() == USUAL
    reasons.used("只此一次")
    reasons.used(USUAL[3])
    assert reasons.offered()[:3] == (USUAL[3], "只此一次", USUAL[0])
    assert reasons.list() == USUAL
    reasons.put((USUAL[2], "  新的理由 ", "", USUAL[3], USUAL[2]))
    assert reasons.list() == (USUAL[2], "新的理由", USUAL[3])
    assert reasons.offered() == (USUAL[3], "只此一次", USUAL[2], "新的理由")
    reasons.put(())
    assert (reasons.list(), reasons.offered()) == ((), ("只此一次",))
    for number in range(FREE_KEPT + 5):
        reasons.used(f"理由 {number}")
    assert len(reasons.offered()) == FREE_KEPT
