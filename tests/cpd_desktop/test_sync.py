"""Sync against a real service process: what is typed offline takes effect once, whatever happens on the way."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from cpd_core.applications import draft_of
from cpd_core.commands import World
from cpd_core.entities import Application
from cpd_core.messages import Nothing
from cpd_desktop.errors import Invalid, Offline, SignInNeeded, Trouble
from cpd_desktop.store.outbox import Act
from cpd_desktop.store.overlay import Judge
from cpd_desktop.views import ApplicationQuery, Progress
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import rules_with
from tests.cpd_desktop.people import PDF, Desk, draft
from tests.support.demo import account
from tests.support.proxy import Fault, Proxy
from tests.support.service import ServiceProcess

HOURS_MAX = ("[hours_max]\nhours = 80", "[hours_max]\nhours = 1000")


def state(workspace: Workspace, application_id: str) -> tuple[str, str]:
    found = workspace.applications.detail(application_id)
    return found.application.state, found.sync


def contents(workspace: Workspace) -> dict[str, Application]:
    """All applications that a workspace shows."""
    found = workspace.review.matching(ApplicationQuery())
    return {id_: workspace.applications.detail(id_).application for id_ in found}


def test_filed_offline_edited_decided_and_settled(service: ServiceProcess, desk: Desk) -> None:
    member, staff = desk.member(service.url), desk.staff(service.url)
    service.stop()
    first = member.applications.file(draft(member, note="第一稿"))
    second = member.applications.file(draft(member))
    third = member.applications.file(draft(member))
    member.applications.delete(third)
    with pytest.raises(Offline):
        member.sync.run()
    assert member.applications.undo_delete(third), "an attempt without a network sends nothing"
    assert state(member, first) == ("pending", "unsent")
    service.restart()
    report = member.sync.run()
    assert (report.applied, report.blobs_up, member.sync.status().unsent) == (4 - 1, 1, 0)
    assert state(member, first) == ("pending", "")

    report = staff.sync.run()
    attachment = staff.applications.detail(first).application.attachments[0]
    kept = staff.applications.file_path(attachment.sha256)
    assert kept
    assert kept.read_bytes().startswith(PDF)

    edited = msgspec.structs.replace(draft(member), note="第二稿", hours=6.0)
    member.applications.edit(first, edited)
    member.sync.run()
    batch = staff.review.confirm([first, second], name="十二月第一批")
    refused = staff.review.refuse([third], "材料不全")
    assert (batch.stored, refused.stored, batch.skipped) == (2, 1, ())
    report = staff.sync.run()
    assert (report.applied, report.conflicts, report.blocked) == (2, 1, 0)

    (conflict,) = staff.conflicts.list()
    assert (conflict.entity_id, conflict.code, conflict.can_apply_again) == (first, "CHANGED_SINCE_REVIEW", True)
    assert {(d.field, d.mine, d.theirs) for d in conflict.differences} == {
        ("hours", "4", "6"),
        ("note", "第一稿", "第二稿"),
    }
    assert state(staff, first) == ("pending", "conflict")
    staff.conflicts.apply_again(conflict.command_id)
    staff.sync.run()
    assert staff.conflicts.list() == ()

    member.sync.run()
    assert (state(member, first), state(member, second)) == (("confirmed", ""), ("confirmed", ""))
    assert member.applications.detail(first).application.confirmed_hours == 4.0, "as the decision said"
    assert member.applications.detail(third).application.reason == "材料不全"
    with pytest.raises(Invalid, match="已确认"):
        member.applications.edit(first, draft(member))
    assert contents(member) == contents(desk.member(service.url, "another machine"))


def test_an_edit_against_an_edit_merges_or_asks(service: ServiceProcess, desk: Desk, tmp_path: Path) -> None:
    one, two = desk.member(service.url, "one"), desk.member(service.url, "two")
    mine = draft(one)
    application_id = one.applications.file(mine)
    one.sync.run()
    two.sync.run()
    one.applications.edit(application_id, msgspec.structs.replace(mine, note="from one", hours=2.0))
    two.applications.edit(application_id, msgspec.structs.replace(mine, note="from two", sponsor="别处"))
    one.sync.run()
    assert two.sync.run().conflicts == 1

    (conflict,) = two.conflicts.list()
    assert [(d.field, d.mine, d.theirs) for d in conflict.differences] == [
        ("sponsor", "别处", "江苏省注协"),
        ("note", "from two", "from one"),
    ]
    two.conflicts.export(tmp_path / "typed.json")
    assert "from two" in (tmp_path / "typed.json").read_text("utf-8")
    two.conflicts.apply_again(conflict.command_id)
    two.sync.run()
    one.sync.run()
    now = one.applications.detail(application_id).application
    assert (now.note, now.sponsor, now.hours) == ("from two", "别处", 2.0)

    one.applications.edit(application_id, msgspec.structs.replace(mine, sponsor="别处", note="from two", ethics=True))
    two.applications.delete(application_id)
    one.sync.run()
    two.sync.run()
    assert one.sync.run().conflicts + two.sync.status().conflicts == 0
    with pytest.raises(Trouble, match="已被删除"):
        one.applications.detail(application_id)


def test_two_reviewers_never_overwrite_each_other(service: ServiceProcess, desk: Desk) -> None:
    one, two = desk.staff(service.url, 0), desk.staff(service.url, 1)
    same, opposite = one.review.matching(ApplicationQuery(state="pending", kind="input"))[:2]
    one.review.confirm([same, opposite])
    two.review.confirm([same])
    two.review.refuse([opposite], "重复申报")
    one.sync.run()
    report = two.sync.run()
    assert (report.noop, report.conflicts) == (1, 1)
    (conflict,) = two.conflicts.list()
    assert (conflict.entity_id, conflict.code, conflict.mine) == (opposite, "DECIDED_BY_OTHER", "重复申报")
    two.conflicts.discard(conflict.command_id)
    assert (state(two, same), state(two, opposite)) == (("confirmed", ""), ("confirmed", ""))
    assert contents(one) == contents(two)


def test_a_dropped_reply_is_answered_from_the_receipt(service: ServiceProcess, desk: Desk) -> None:
    with Proxy(service.url) as proxy:
        member = desk.member(proxy.url)
        filed = [member.applications.file(draft(member, note=f"第 {n} 份")) for n in range(3)]
        proxy.fail_once(Fault.DROP_REPLY, "POST /v1/commands")
        with pytest.raises(Offline):
            member.sync.run()
        assert member.sync.status().unsent == 3
        member.applications.edit(filed[0], draft(member, note="其间改过"))
        report = member.sync.run()
        first, second = (e.content for e in proxy.exchanges if e.asks == "POST /v1/commands")
        assert second.startswith(first.removesuffix(b"]}") + b","), "the same bytes, and the new command after them"
        assert (report.applied, member.sync.status().unsent) == (4, 0)
        for application_id in filed:
            steps = [step.what for step in member.applications.detail(application_id).history]
            assert steps == (["filed", "edited"] if application_id == filed[0] else ["filed"])
        assert [entry.ok for entry in member.sync.activity(2)] == [True, False]


def test_after_a_restore_everything_is_loaded_anew_and_the_outbox_is_sent(
    service: ServiceProcess, desk: Desk, demo_copy: Path, tmp_path: Path
) -> None:
    member, staff = desk.member(service.url), desk.staff(service.url)
    service.stop()
    backup = tmp_path / "backup"
    shutil.copytree(demo_copy, backup)
    service.restart()
    lost = member.applications.file(draft(member, note="在备份之后"))
    member.sync.run()
    staff.sync.run()
    assert state(staff, lost) == ("pending", "")
    held = member.applications.file(draft(member, note="尚未发送"))
    decided = staff.review.matching(ApplicationQuery(state="pending", kind="input"))[0]
    staff.review.confirm([decided, lost])

    service.stop()
    for name in ("service.sqlite3", "service.sqlite3-wal", "service.sqlite3-shm"):
        (demo_copy / name).unlink(missing_ok=True)
    shutil.copy(backup / "service.sqlite3", demo_copy)
    with closing(sqlite3.connect(demo_copy / "service.sqlite3")) as database, database:
        database.execute("UPDATE scope SET epoch = 'restored'")
    service.restart()

    member.sync.run()
    staff.sync.run()
    assert (member.sync.status().unsent, staff.sync.status().unsent) == (0, 0)
    assert state(member, held) == ("pending", "")
    assert state(staff, decided) == ("confirmed", "")
    assert lost not in contents(member)
    assert [(c.entity_id, c.mine) for c in staff.conflicts.list()] == [(lost, "确认 4 学时")]
    staff.sync.run()
    assert contents(staff) == contents(desk.staff(service.url, name="fresh"))


def test_one_command_that_the_service_cannot_take_holds_up_no_other(service: ServiceProcess, desk: Desk) -> None:
    """A program with other limits than the service's: the whole chunk is refused, so it is halved."""
    member = desk.member(service.url)
    lenient = Judge(member.account.session.name, member.account.member(), World(rules_with(HOURS_MAX), 2026))
    good = [member.applications.file(draft(member)) for _ in range(3)]
    member.account.store.outbox.perform(lenient, [Act("application.file", "11111111-1111-4111-8111-111111111111",
                                                      draft(member, hours=900.0))])  # fmt: skip
    good += [member.applications.file(draft(member)) for _ in range(2)]
    report = member.sync.run()
    assert (report.applied, report.rejected) == (5, 1)
    (conflict,) = member.conflicts.list()
    assert "900" in conflict.mine
    assert {state(member, id_) for id_ in good} == {("pending", "")}


def test_attachments_that_the_service_misses_are_sent_again(service: ServiceProcess, desk: Desk) -> None:
    member = desk.member(service.url)
    filed = member.applications.file(draft(member))
    for sha256, _, _ in member.account.store.blobs.to_send():
        member.account.store.blobs.mark_here(sha256)  # as if the service had them, which it has lost
    report = member.sync.run()
    assert (report.pushed, member.sync.status().unsent) == (0, 1)
    assert state(member, filed) == ("pending", "unsent")
    report = member.sync.run()
    assert (report.applied, report.blobs_up) == (1, 1)
    assert state(member, filed) == ("pending", "")


@pytest.mark.parametrize("refused_with", ["", "another"])
def test_what_waits_for_one_that_is_to_be_sent_again_waits_with_it(
    service: ServiceProcess, desk: Desk, monkeypatch: pytest.MonkeyPatch, refused_with: str
) -> None:
    """In chunks of their own, and in halves of one that is refused: told blocked, they would never take effect."""
    member = desk.member(service.url)
    filed = member.applications.file(draft(member))
    before = member.applications.detail(filed).application
    member.applications.edit(filed, msgspec.structs.replace(draft_of(before), note="改一"))
    then = member.applications.detail(filed).application
    member.applications.edit(filed, msgspec.structs.replace(draft_of(then), note="改二"))
    if refused_with:
        lenient = Judge(member.account.session.name, member.account.member(), World(rules_with(HOURS_MAX), 2026))
        act = Act("application.file", "11111111-1111-4111-8111-111111111111", draft(member, hours=900.0))
        member.account.store.outbox.perform(lenient, [act])
    else:
        monkeypatch.setattr("cpd_desktop.store.outbox.CHUNK_BYTES", 1)
    for sha256, _, _ in member.account.store.blobs.to_send():
        member.account.store.blobs.mark_here(sha256)  # as if the service had them, which it has lost

    report = member.sync.run()
    assert (report.applied, report.blocked, member.sync.status().unsent) == (0, 0, 3)

    report = member.sync.run()
    assert (report.applied, report.blocked, member.sync.status().unsent) == (3, 0, 0)
    assert member.applications.detail(filed).application.note == "改二"


def test_what_builds_upon_one_that_the_service_cannot_take_is_blocked(
    service: ServiceProcess, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no receipt, in a chunk before or in the same one; what was typed is kept."""
    member = desk.member(service.url)
    lenient = Judge(member.account.session.name, member.account.member(), World(rules_with(HOURS_MAX), 2026))
    monkeypatch.setattr("cpd_desktop.store.outbox.CHUNK_BYTES", 1)
    for number in range(2):
        bad = f"11111111-1111-4111-8111-11111111111{number}"
        filing = draft(member, hours=900.0)
        member.account.store.outbox.perform(lenient, [Act("application.file", bad, filing)])
        member.account.store.outbox.perform(lenient, [Act("application.delete", bad, Nothing())])
        report = member.sync.run()
        assert (report.rejected, report.blocked) == (1, 1)
        assert member.sync.status().unsent == 0
        monkeypatch.undo()


def test_cancelled_in_the_middle_it_goes_on_from_there(
    service: ServiceProcess, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cpd_desktop.sync.pull.PAGE", 50)
    who = account(desk.demo, "province_staff", "32")
    workspace = Workspace(desk.folder / "cancelled", server=service.url)
    workspace.sign_in(who.user_type, who.login, who.password)  # type: ignore[arg-type]
    enough = threading.Event()
    seen: list[Progress] = []

    def watch(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) == 5:
            enough.set()

    report = workspace.sync.run(watch, enough)
    assert report.cancelled
    assert report.pulled == 250
    assert workspace.sync.status().last_sync == ""
    report = workspace.sync.run(seen.append)
    assert not report.cancelled
    assert workspace.sync.status().last_sync
    assert all(0 <= progress.done <= progress.total for progress in seen)
    assert seen[-1].done == seen[-1].total
    fresh = desk.staff(service.url)
    assert contents(workspace) == contents(fresh)
    workspace.close()


def test_one_sync_at_a_time(service: ServiceProcess, desk: Desk) -> None:
    member = desk.member(service.url)
    told: list[str] = []

    def again(_: Progress) -> None:
        with pytest.raises(Trouble) as caught:
            member.sync.run()
        told.append(caught.value.title)

    member.applications.file(draft(member))
    member.sync.run(again)
    assert set(told) == {"正在同步"}
    assert member.sync.run().pushed == 0


def test_a_token_that_the_service_does_not_know_asks_for_a_sign_in(service: ServiceProcess, desk: Desk) -> None:
    member = desk.member(service.url)
    filed = member.applications.file(draft(member))
    session = member.session
    assert session
    member.renew_session(msgspec.structs.replace(session, token="forged"))
    with pytest.raises(SignInNeeded):
        member.sync.run()
    assert state(member, filed) == ("pending", "unsent")
    who = account(desk.demo, "non_practising", "32")
    member.sign_in("non_practising", who.login, who.password)
    assert member.sync.run().applied == 1
    assert [check.name for check in member.doctor() if not check.ok] == []
    files = [p for p in member.profile.folder.rglob("*") if p.is_file()]
    assert not [p for p in files if who.password.encode() in p.read_bytes()], "the password is written somewhere"


def test_a_member_fetches_an_attachment_on_another_machine(service: ServiceProcess, desk: Desk) -> None:
    one, two = desk.member(service.url, "one"), desk.member(service.url, "two")
    filed = one.applications.file(draft(one))
    one.sync.run()
    two.sync.run()
    detail = two.applications.detail(filed)
    assert detail.attachments_here == frozenset()
    path = two.applications.fetch_file(detail.application.attachments[0])
    assert path.read_bytes().startswith(PDF)
    assert two.applications.detail(filed).attachments_here
    service.stop()
    assert two.applications.fetch_file(detail.application.attachments[0]) == path
