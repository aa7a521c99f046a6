"""The desks without a network: the form's help, decisions, and every kind of conflict in words."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from cpd_core.applications import draft_of
from cpd_core.entities import Choice, Institute
from cpd_core.messages import Choose, CommandKind, FieldError, Payload, Rate, Result
from cpd_core.study import choice_id
from cpd_desktop.errors import Invalid, Refused
from cpd_desktop.store.outbox import Act
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application, completion, draft, exemption, member
from tests.cpd_desktop.material import OWN_SCOPE, STAFF_SCOPE, judge, offline_profile, pull, staff, upsert

WAITING = application(state="pending", rev=4)


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Workspace]:
    """A member's workspace, offline."""
    workspace = Workspace(offline_profile(tmp_path / "member"))
    institutes = [upsert(n, Institute(id=i, rev=1, name=i.upper()), "institute") for n, i in enumerate(("bj", "sh"), 1)]
    pull(workspace.account.store, *institutes, scope="ref")
    pull(workspace.account.store, upsert(1, WAITING), upsert(2, completion(rating=None), "completion"))
    yield workspace
    workspace.close()


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[Workspace]:
    """A reviewer's workspace, offline."""
    profile = offline_profile(
        tmp_path / "staff", user_type="province_staff", member_id="", name="王审核", scopes=(STAFF_SCOPE, "ref")
    )
    workspace = Workspace(profile)
    rows = [WAITING, application("a2"), exemption("e1", state="pending"), application("a3", state="pending", hours=2.0)]
    pull(workspace.account.store, *(upsert(n, row) for n, row in enumerate(rows, 1)), scope=STAFF_SCOPE, by=staff())
    yield workspace
    workspace.close()


def answer(workspace: Workspace, status: str, code: str, **fields: object) -> None:
    """The service's answer to all that waits."""
    store = workspace.account.store
    results = [Result(command_id=c[1], status=status, code=code, **fields) for c in store.outbox.next_chunk()]  # type: ignore[arg-type]
    store.answers.take(workspace.account.judge(), results)


# --- the form ------------------------------------------------------------------------------------------------------


def test_the_form_is_checked_as_one_types(mine: Workspace) -> None:
    assert mine.applications.check(draft()) == ()
    found = {(e.field, e.code) for e in mine.applications.check(draft(hours=0.3, sponsor="", year=1899))}
    assert {("hours", "hours.step"), ("sponsor", "sponsor.empty"), ("year", "year.outside")} <= found


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"hours": -1.0}, "hours"),
        ({"hours": 0.3}, "hours"),
        ({"hours": 999.0}, "hours"),
        ({"year": 1899}, "year"),
        ({"sponsor": "长" * 10_000}, "sponsor"),
        ({"pathway": "none"}, "pathway"),
        ({"attachments": ()}, "attachments"),
    ],
)
def test_what_does_not_fit_is_not_stored(mine: Workspace, fields: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        mine.applications.file(draft(**fields))
    assert field in {error.field for error in caught.value.errors}
    assert mine.sync.status().unsent == 0
    assert mine.applications.total(ApplicationQuery()).count == 1


def test_what_would_count_is_said_before_saving(mine: Workspace) -> None:
    looked = mine.applications.outlook(draft(hours=4.0, attachments=(), sponsor=""))
    assert looked.prospect
    assert (looked.prospect.line.asked, looked.prospect.line.counted) == (4.0, 4.0)
    assert mine.applications.outlook(draft(pathway="")).prospect is None


def test_what_looks_claimed_twice_is_told_but_never_of_the_application_itself(mine: Workspace) -> None:
    typed = draft_of(WAITING)
    assert {d.code for d in mine.applications.outlook(typed).doubles} == {"file", "activity"}
    assert mine.applications.outlook(typed, WAITING.id).doubles == ()


def test_choices_have_names(mine: Workspace, theirs: Workspace) -> None:
    for workspace in (mine, theirs):
        assert all(named.name for named in workspace.applications.pathways("input", 2026))
        assert workspace.applications.conditions(2026)
    assert mine.applications.pathways("input", 1899) == ()
    assert len(theirs.applications.pathways("input", 2026)) > len(mine.applications.pathways("input", 2026))
    assert theirs.applications.check(draft(hours=-1.0)) == ()
    assert theirs.applications.outlook(draft()).prospect is None


def test_an_edit_says_when_there_is_nothing_to_save_and_keeps_the_kind(mine: Workspace) -> None:
    with pytest.raises(Invalid, match="没有可保存的修改"):
        mine.applications.edit("a1", draft())
    with pytest.raises(Refused, match="类别不能更改"):
        mine.applications.edit("a1", draft(kind="output", sponsor=""))
    with pytest.raises(Refused, match="已被删除"):
        mine.applications.edit("unknown", draft())


def test_an_exemption_shows_its_ground_by_name(theirs: Workspace) -> None:
    detail = theirs.applications.detail("e1")
    assert detail.condition_name
    assert detail.condition_name != detail.application.condition
    assert detail.pathway_name == ""
    row = theirs.applications.rows(theirs.applications.ids(ApplicationQuery(kind="input", state="pending")))[0]
    assert row.pathway_name == "面授培训班"


# --- decisions -----------------------------------------------------------------------------------------------------


def test_a_batch_confirms_as_asked_and_an_exemption_without_hours(theirs: Workspace) -> None:
    batch = theirs.review.confirm(["a1", "a2", "e1", "a1", "gone"], name="十二月")
    assert batch.stored == 2
    assert batch.skipped == (
        ("a2", FieldError(field="", code="ALREADY_CONFIRMED", params={"by": ""})),
        ("gone", FieldError(field="", code="GONE")),
    )
    hours = {i: theirs.applications.detail(i).application.confirmed_hours for i in ("a1", "e1")}
    assert hours == {"a1": 8.0, "e1": 0.0}
    assert set(theirs.review.matching(ApplicationQuery(batch_id=batch.batch_id))) == {"a1", "e1"}


def test_fewer_hours_than_asked_but_not_more(theirs: Workspace) -> None:
    batch = theirs.review.confirm(["a1", "a3"], hours=4.0)
    assert (batch.stored, batch.skipped[0][0], batch.skipped[0][1].field) == (1, "a3", "hours")
    assert theirs.applications.detail("a1").application.confirmed_hours == 4.0


def test_what_a_sync_changed_under_the_eyes_is_not_decided(theirs: Workspace) -> None:
    seen = {id_: theirs.applications.detail(id_).application.rev for id_ in ("a1", "a3")}
    newer = application(state="pending", rev=5, hours=40.0)
    pull(theirs.account.store, upsert(9, newer), scope=STAFF_SCOPE, by=staff())
    for decide in (
        theirs.review.confirm(["a1"], seen=seen),
        theirs.review.refuse(["a1"], "材料不全", seen=seen),
    ):
        assert [why.code for _, why in decide.skipped] == ["CHANGED_SINCE_REVIEW"]
    assert theirs.review.confirm(["a3"], seen=seen).stored == 1
    assert theirs.review.revoke(["a3"], "误确认", seen=seen).skipped[0][1].code == "CHANGED_SINCE_REVIEW"


def test_an_open_form_does_not_overwrite_what_a_sync_has_brought(mine: Workspace) -> None:
    opened = draft()
    pull(mine.account.store, upsert(3, application(state="pending", rev=5, note="从另一台机器")), by=judge())
    mine.applications.edit("a1", draft(hours=6.0), seen=opened)
    now = mine.applications.detail("a1").application
    assert (now.note, now.hours) == ("从另一台机器", 6.0)
    pull(mine.account.store, upsert(4, application(state="pending", rev=6, sponsor="别处")), by=judge())
    with pytest.raises(Invalid, match="已在别处修改"):
        mine.applications.edit("a1", draft(hours=6.0, sponsor="此处"), seen=opened)


@pytest.mark.parametrize("reason", ["", "  \n", "长" * 501])
def test_a_refusal_needs_words_and_not_too_many(theirs: Workspace, reason: str) -> None:
    for act in (theirs.review.refuse, theirs.review.revoke):
        with pytest.raises(Invalid) as caught:
            act(["a1"], reason)
        assert [error.field for error in caught.value.errors] == ["reason"]
    assert theirs.sync.status().unsent == 0


def test_a_decision_taken_back_is_a_new_entry_of_the_history(theirs: Workspace) -> None:
    theirs.review.revoke(["a2"], "误确认")
    found = theirs.applications.detail("a2")
    assert (found.application.state, found.application.reason) == ("pending", "误确认")
    assert [(step.what, step.by) for step in found.history] == [("revoked", "王审核")]


def test_what_is_not_sent_of_a_batch_can_be_undone(theirs: Workspace) -> None:
    before = {i: theirs.applications.detail(i).application for i in ("a1", "a3", "e1")}
    first = theirs.review.confirm(["a1", "a3"], name="十二月")
    single = theirs.review.confirm(["e1"])
    theirs.review.revoke(["a3"], "误确认")
    assert theirs.review.undo(first.batch_id) == 1, "a3 has a later decision upon it"
    assert theirs.applications.detail("a1").application == before["a1"]
    assert theirs.applications.detail("a1").sync == ""
    assert theirs.review.matching(ApplicationQuery(batch_id=first.batch_id)) == ()
    assert theirs.review.undo(single.batch_id) == 1
    assert theirs.applications.detail("e1").application == before["e1"]
    assert theirs.sync.status().unsent == 2


def test_what_may_have_been_sent_is_not_undone(theirs: Workspace) -> None:
    batch = theirs.review.confirm(["a1"])
    theirs.account.store.outbox.next_chunk()
    assert theirs.review.undo(batch.batch_id) == 0
    assert theirs.applications.detail("a1").application.state == "confirmed"


def test_a_member_cannot_decide_and_staff_cannot_file(mine: Workspace, theirs: Workspace) -> None:
    assert [why.code for _, why in mine.review.confirm(["a1"]).skipped] == ["NOT_YOURS"]
    with pytest.raises(Invalid, match="无权"):
        theirs.applications.file(draft())


# --- conflicts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "entity_id", "payload", "mine_text", "title"),
    [
        ("study.rate", "c1", Rate(rating=5, comment="很好"), "5 星　很好", "5 星　很好"),
        ("study.choose", choice_id("m1", 2026), Choose(year=2026, institute_id="bj"), "2026 年度选择 BJ", "已不在本机"),
    ],
)
def test_conflicts_of_study_are_said_in_words(
    mine: Workspace, kind: CommandKind, entity_id: str, payload: Payload, mine_text: str, title: str
) -> None:
    mine.account.act(kind, entity_id, payload)
    answer(mine, "conflict", "ALREADY_RATED" if kind == "study.rate" else "INSTITUTE_CHOSEN")
    (view,) = mine.conflicts.list()
    assert view.mine == mine_text
    assert title in view.title
    assert view.reason
    rated = upsert(3, completion(rating=2, comment="一般"), "completion")
    choice = Choice(id=entity_id, rev=1, member_id="m1", province="32", year=2026, institute_id="sh")
    pull(mine.account.store, rated if kind == "study.rate" else upsert(3, choice, "choice"), by=mine.account.judge())
    (view,) = mine.conflicts.list()
    expected = {"study.rate": [("5", "2"), ("很好", "一般")], "study.choose": [("BJ", "SH")]}
    assert [(d.mine, d.theirs) for d in view.differences] == expected[kind]


def test_a_rejected_filing_names_its_fields_and_can_be_filed_again(mine: Workspace) -> None:
    filed = mine.applications.file(draft(note="写了很久", year=2025, ethics=True))
    wrong = FieldError(field="attachments[0]", code="attachment.content", params={"name": "证明.pdf"})
    answer(mine, "rejected", "INVALID", errors=(wrong,))
    (view,) = mine.conflicts.list()
    assert view.reason.startswith("附件 1：")
    assert view.title == "2025 年度 投入式 江苏省注协"
    assert "备注：写了很久" in view.mine
    assert "职业道德：是" in view.mine
    mine.conflicts.apply_again(view.command_id)
    assert mine.applications.detail(filed).sync == "unsent"
    assert mine.conflicts.list() == ()


def test_an_edit_that_changes_nothing_any_more_need_not_be_sent(mine: Workspace) -> None:
    mine.applications.edit("a1", draft(note="同样的话"))
    answer(mine, "conflict", "CHANGED_BY_OTHER")
    pull(mine.account.store, upsert(3, application(state="pending", rev=5, note="同样的话")), by=judge())
    (view,) = mine.conflicts.list()
    assert view.differences == ()
    with pytest.raises(Invalid, match="无需再次提交"):
        mine.conflicts.apply_again(view.command_id)
    mine.conflicts.discard(view.command_id)
    with pytest.raises(Refused, match="已经处理"):
        mine.conflicts.discard(view.command_id)


def test_a_decision_that_had_no_effect_is_kept_until_there_is_a_new_one(theirs: Workspace) -> None:
    theirs.review.refuse(["a1"], "材料不全")
    answer(theirs, "conflict", "CHANGED_SINCE_REVIEW")
    assert theirs.review.confirm(["a1"], hours=99.0).stored == 0
    assert [view.mine for view in theirs.conflicts.list()] == ["材料不全"], "nothing was decided yet"
    assert theirs.review.confirm(["a1"]).stored == 1
    assert theirs.conflicts.list() == ()
    assert theirs.applications.detail("a1").sync == "unsent"


def test_undoing_a_decision_brings_back_the_conflict_that_it_settled(theirs: Workspace) -> None:
    theirs.review.refuse(["a1"], "材料不全")
    answer(theirs, "conflict", "CHANGED_SINCE_REVIEW")
    before = theirs.conflicts.list()
    decided = theirs.review.confirm(["a1", "a3"])
    assert theirs.conflicts.list() == ()
    assert theirs.review.undo(decided.batch_id) == 2
    assert theirs.conflicts.list() == before
    assert theirs.applications.detail("a1").sync == "conflict"
    assert theirs.applications.detail("a3").sync == ""
    again = theirs.review.confirm(["a1"])
    theirs.account.store.outbox.next_chunk()
    assert theirs.review.undo(again.batch_id) == 0, "it may have been sent"
    assert theirs.conflicts.list() == ()


def test_what_the_rules_forbid_now_stays_a_conflict(theirs: Workspace) -> None:
    theirs.review.refuse(["a1"], "材料不全")
    answer(theirs, "conflict", "CHANGED_SINCE_REVIEW")
    pull(theirs.account.store, upsert(9, application(rev=6, decided_by="同事")), scope=STAFF_SCOPE, by=staff())
    (view,) = theirs.conflicts.list()
    assert {(d.field, d.mine, d.theirs) for d in view.differences} == {
        ("state", "未确认", "已确认"),
        ("confirmed_hours", "（空）", "8"),
    }
    with pytest.raises(Invalid, match="他人已作出不同的处理"):
        theirs.conflicts.apply_again(view.command_id)
    assert len(theirs.conflicts.list()) == 1


def test_what_is_gone_cannot_be_applied_again_but_exported(mine: Workspace, tmp_path: Path) -> None:
    mine.account.store.outbox.perform(judge(), [Act("study.rate", "c1", Rate(rating=1, comment="失望"))])
    mine.applications.delete("a1")
    answer(mine, "conflict", "GONE")
    gone = msgspec.structs.replace(upsert(9, WAITING), op="tombstone", data=msgspec.UNSET)
    pull(mine.account.store, gone, by=judge(member()), scope=OWN_SCOPE)
    assert [view.can_apply_again for view in mine.conflicts.list()] == [False, False]
    mine.conflicts.export(tmp_path / "typed.json")
    written = msgspec.json.decode((tmp_path / "typed.json").read_bytes())
    assert [act["what"] for act in written] == ["课程评价", "删除申请"]
    assert written[0]["typed"] == {"rating": 1, "comment": "失望"}
    assert written[1]["there_now"] is None
