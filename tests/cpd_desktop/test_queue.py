"""The reviewer's queue: what filters find, what groups come to, what is kept and put aside, and why a flag is there."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from cpd_core.claims import take
from cpd_core.entities import Application, Attachment
from cpd_core.flags import FLAGS
from cpd_core.outcomes import Actor, Applied
from cpd_core.wording import say_error
from cpd_desktop.cli import main
from cpd_desktop.errors import Invalid, Refused
from cpd_desktop.store import Store, filters
from cpd_desktop.store.filters import statement_of
from cpd_desktop.views import ApplicationQuery, GroupKey, GroupRow, SortKey
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import PROOF, application, exemption
from tests.cpd_desktop.material import STAFF_SCOPE, count, offline_profile, pull, staff, upsert

OTHER = Attachment(sha256="b" * 64, name="签到表.pdf", size=9, media_type="application/pdf")
PENDING = {"state": "pending", "member_type": "cpa"}


def paper(letter: str) -> tuple[Attachment, ...]:
    return (msgspec.structs.replace(PROOF, sha256=letter * 64),)


ROWS: tuple[Application, ...] = (
    application("a1", filed_at="2026-12-01T15:59:59Z", attachments=(OTHER,), **PENDING),
    application(
        "a2", filed_at="2026-12-01T16:00:00Z", attachments=(OTHER,), member_id="m2", member_no="320099", **PENDING
    ),
    application(
        "a3", filed_at="2026-12-10T02:00:00Z", pathway="live", sponsor="上海国家会计学院", member_id="m3",
        member_name="王芳", note="3月5日至7日 年会", attachments=(), **PENDING,
    ),
    application(
        "a4", filed_at="2026-12-31T16:00:00Z", hours=4.0, member_id="m3", note="3月7日 讲座", attachments=paper("c"),
        **PENDING,
    ),
    application(
        "a5", 2026, "teaching", 30.0, member_id="m4", attachments=paper("d"), filed_at="2026-11-01T00:00:00Z", **PENDING
    ),
    exemption("a6", member_id="m5", attachments=paper("e"), state="confirmed", confirmed_hours=0.0),
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    profile = offline_profile(
        tmp_path / "profile", user_type="province_staff", name="王审核", member_id="", scopes=(STAFF_SCOPE, "ref")
    )
    with closing(Workspace(profile)) as opened:
        store = opened.account.store
        pull(store, *(upsert(n, row) for n, row in enumerate(ROWS, 1)), scope=STAFF_SCOPE, by=staff())
        claim(store, 50, "a1", "acc-1")
        claim(store, 51, "a2", "acc-2")
        yield opened


def claim(store: Store, seq: int, application_id: str, account_id: str) -> None:
    """Someone has taken an application, and the service says so."""
    outcome = take(
        application_id, None, Actor(name="某人", at="2026-12-11T00:00:00Z", account_id=account_id, province="32")
    )
    assert isinstance(outcome, Applied)
    assert outcome.entity
    pull(store, upsert(seq, outcome.entity, "claim"), scope=STAFF_SCOPE, by=staff())


def look(workspace: Workspace) -> bool:
    return workspace.queue.check(lambda _: None, lambda: False)


def ids(workspace: Workspace, **query: object) -> list[str]:
    desk = workspace.applications
    asked = ApplicationQuery(descending=False, sort="member_no") if not query else ApplicationQuery(**query)  # type: ignore[arg-type]
    found = [row.id for row in desk.rows(desk.ids(asked))]
    assert desk.total(asked).count == len(found)
    assert sorted(workspace.review.matching(asked)) == sorted(found)
    return sorted(found)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sponsorless": True}, ["a5", "a6"]),
        ({"member": "王芳"}, ["a3"]),
        ({"member": " 3200 "}, ["a1", "a2", "a3", "a4", "a5", "a6"]),
        ({"member": "2009"}, ["a2"]),
        ({"filed_from": "2026-12-02"}, ["a2", "a3", "a4"]),
        ({"filed_to": "2026-12-01"}, ["a1", "a5", "a6"]),
        ({"filed_from": "2026-12-02", "filed_to": "2026-12-10"}, ["a2", "a3"]),
        ({"age_min": 2, "filed_from": "2026-12-01"}, ["a1", "a2"]),
        ({"age_max": 0}, ["a3", "a4"]),
        ({"age_max": 9, "age_min": 8}, ["a1", "a2"]),
        ({"flags": ("same_file",)}, ["a1", "a2"]),
        ({"flags": ("late", "no_attachment")}, ["a3", "a4"]),
        ({"flags": ("overlapping_dates",), "hours_max": 4.0}, ["a4"]),
        ({"flagged": True}, ["a1", "a2", "a3", "a4", "a5"]),
        ({"flagged": False}, ["a6"]),
        ({"aside": True}, ["a5"]),
        ({"aside": False, "state": "pending"}, ["a1", "a2", "a3", "a4"]),
        ({"claim": "mine"}, ["a1"]),
        ({"claim": "others"}, ["a2"]),
        ({"claim": "none", "state": "pending"}, ["a3", "a4", "a5"]),
        ({"claim": "mine", "flags": ("late",)}, []),
    ],
)
def test_a_filter_finds(
    workspace: Workspace, query: dict[str, object], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    today = filters.datetime.fromisoformat("2026-12-10T15:00:00+00:00")  # 23:00 in Beijing
    monkeypatch.setattr(filters, "now", lambda: today)
    look(workspace)
    workspace.queue.put_aside(["a5"], "等会员补材料")
    assert ids(workspace, **query) == expected


@pytest.mark.parametrize("sort", ["kind", "attachments", "flags"])
def test_a_list_is_sorted_by_what_its_columns_show(workspace: Workspace, sort: SortKey) -> None:
    look(workspace)
    desk = workspace.applications
    rows = desk.rows(desk.ids(ApplicationQuery(sort=sort, descending=False)))
    shown = [
        sum(1 << FLAGS.index(flag) for flag in row.flags) if sort == "flags" else getattr(row, sort) for row in rows
    ]
    assert shown == sorted(shown)
    assert len(set(shown)) > 1


@pytest.mark.parametrize(
    "query",
    [
        ApplicationQuery(state="pending", flags=("late",)),
        ApplicationQuery(state="pending", flagged=False, aside=False, claim="none"),
        ApplicationQuery(state="pending", claim="mine", age_min=3, member="王"),
        ApplicationQuery(state="pending", sort="flags"),
    ],
)
def test_the_queue_is_read_from_its_index_whatever_narrows_it(workspace: Workspace, query: ApplicationQuery) -> None:
    sql, values = statement_of(query, own_id="acc-1")
    with workspace.account.store.database.read() as db:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert "COVERING INDEX ix_record_queue" in plan[0], plan


def test_what_was_taken_and_let_go_here_is_nobodys(workspace: Workspace) -> None:
    with workspace.account.store.database.write() as tx:
        tx.execute("UPDATE record SET local = '' WHERE kind = 'claim' AND id = 'a1'")
    assert ids(workspace, claim="mine") == []
    assert "a1" in ids(workspace, claim="none")


def test_rows_say_what_they_are_flagged_for_and_whether_they_are_aside(workspace: Workspace) -> None:
    look(workspace)
    workspace.queue.put_aside(["a3"], "")
    desk = workspace.applications
    told = {row.id: (row.flags, row.aside) for row in desk.rows(desk.ids(ApplicationQuery()))}
    assert told == {
        "a1": (("same_file",), False),
        "a2": (("same_file",), False),
        "a3": (("overlapping_dates", "no_attachment"), True),
        "a4": (("overlapping_dates", "late"), False),
        "a5": (("over_pathway",), False),
        "a6": ((), False),
    }


# --- groups ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("sponsor", {"江苏省注协": (3, 20.0), "上海国家会计学院": (1, 8.0), "": (1, 30.0)}),
        ("pathway", {"面授培训班": (3, 20.0), "网络直播": (1, 8.0), "授课、演讲": (1, 30.0)}),
        ("sponsor+pathway", {"江苏省注协面授培训班": (3, 20.0), "上海国家会计学院网络直播": (1, 8.0),
                             "授课、演讲": (1, 30.0)}),
        ("kind", {"input": (4, 28.0), "output": (1, 30.0)}),
        ("flag", {"same_file": (2, 16.0), "overlapping_dates": (2, 12.0), "over_pathway": (1, 30.0),
                  "no_attachment": (1, 8.0), "late": (1, 4.0)}),
    ],
)  # fmt: skip
def test_groups_count_and_sum_and_lead_to_their_rows(
    workspace: Workspace, by: GroupKey, expected: dict[str, tuple[int, float]]
) -> None:
    look(workspace)
    groups = workspace.queue.groups(ApplicationQuery(state="pending"), by)
    assert {named(group): (group.count, group.hours) for group in groups} == expected
    for group in groups:
        total = workspace.applications.total(group.query)
        assert (total.count, total.hours) == (group.count, group.hours), group
        assert group.query.state == "pending"
    if by != "flag":
        assert [group.count for group in groups] == sorted((group.count for group in groups), reverse=True)


def named(group: GroupRow) -> str:
    return group.flag or group.kind or group.sponsor + group.pathway_name


def test_the_last_group_of_flags_is_what_has_none(workspace: Workspace) -> None:
    look(workspace)
    last = workspace.queue.groups(ApplicationQuery(), "flag")[-1]
    assert (last.flag, last.count, ids(workspace, flagged=last.query.flagged)) == (None, 1, ["a6"])


# --- filters with a name ---------------------------------------------------------------------------------------------


def test_filters_are_kept_renamed_put_in_order_and_deleted(workspace: Workspace) -> None:
    desk = workspace.queue
    one, other = (
        ApplicationQuery(year=2026, flags=("late",), age_min=3),
        ApplicationQuery(sponsor="江苏省注协", aside=False),
    )
    desk.save_filter(" 逾期 ", one)
    desk.save_filter("省注协", other)
    desk.save_filter("第三", one)
    desk.choose_default_filter("省注协")
    assert [(each.name, each.query, each.is_default) for each in desk.filters()] == [
        ("逾期", one, False), ("省注协", other, True), ("第三", one, False)
    ]  # fmt: skip
    desk.order_filters(["第三", "省注协"])
    desk.save_filter("逾期", other)
    desk.rename_filter("逾期", "其他")
    desk.rename_filter("其他", "其他")
    assert [each.name for each in desk.filters()] == ["第三", "省注协", "其他"]
    assert desk.filters()[2].query == other
    default = desk.default_filter()
    assert default
    assert default.name == "省注协"
    desk.choose_default_filter("")
    assert desk.default_filter() is None
    desk.delete_filter("省注协")
    assert [each.name for each in desk.filters()] == ["第三", "其他"]


def test_a_filters_name_is_there_is_short_and_is_nobody_elses(workspace: Workspace) -> None:
    desk = workspace.queue
    desk.save_filter("甲", ApplicationQuery())
    desk.save_filter("乙", ApplicationQuery())
    for name in (" ", "名" * 41):
        with pytest.raises(Invalid) as caught:
            desk.save_filter(name, ApplicationQuery())
        assert [error.field for error in caught.value.errors] == ["name"]
    with pytest.raises(Refused, match="同名"):
        desk.rename_filter("甲", "乙")
    with pytest.raises(Refused, match="已删除"):
        desk.rename_filter("丙", "丁")
    assert [each.name for each in desk.filters()] == ["甲", "乙"]


# --- put aside -------------------------------------------------------------------------------------------------------


def test_what_is_put_aside_is_taken_back_and_that_is_undone(workspace: Workspace) -> None:
    desk = workspace.queue
    desk.put_aside(["a1", "a2"], "等会员补材料")
    desk.put_aside(["a2"], "已去电")
    assert [(desk.aside(id_) or desk).note for id_ in ("a1", "a2")] == ["等会员补材料", "已去电"]  # type: ignore[union-attr]
    gone = desk.take_back(["a1", "a2", "a3"])
    assert {one.application_id for one in gone} == {"a1", "a2"}
    assert desk.aside("a1") is None
    desk.put_back(gone)
    assert {desk.aside(one.application_id) for one in gone} == set(gone)
    with pytest.raises(Invalid) as caught:
        desk.put_aside(["a1"], "字" * 501)
    assert [error.field for error in caught.value.errors] == ["note"]


def test_a_load_from_scratch_and_a_rescue_leave_what_staff_keep_for_themselves(workspace: Workspace) -> None:
    desk = workspace.queue
    look(workspace)
    desk.put_aside(["a3"], "等会员补材料")
    desk.save_filter("逾期", ApplicationQuery(flags=("late",)))
    kept = desk.aside("a3"), desk.filters()
    store = workspace.account.store
    store.mirror.begin_resync(STAFF_SCOPE)
    pull(store, *(upsert(n, row) for n, row in enumerate(ROWS[2:], 60)), scope=STAFF_SCOPE, by=staff())
    look(workspace)
    assert ids(workspace, aside=True) == ["a3"]
    assert ids(workspace, flags=("same_file",)) == []

    store.database.damaged = True
    assert (workspace.queue.aside("a3"), workspace.queue.filters()) == kept
    mended = workspace.account.store
    assert mended is not store
    pull(mended, *(upsert(n, row) for n, row in enumerate(ROWS, 90)), scope=STAFF_SCOPE, by=staff())
    assert workspace.queue.unchecked() == len(ROWS)
    look(workspace)
    assert ids(workspace, aside=True) == ["a3"]
    assert ids(workspace, flags=("same_file",)) == ["a1", "a2"]


# --- flags -----------------------------------------------------------------------------------------------------------


def test_each_flag_says_why_and_names_the_others(workspace: Workspace) -> None:
    store = workspace.account.store
    alike = {"sponsor": "上海国家会计学院", "pathway": "live", **PENDING}
    many = [application(f"b{n}", member_id=f"x{n}", hours=8.0, attachments=(), **alike) for n in range(8)]
    odd = application("c1", hours=20.0, attachments=(OTHER,), note="企业会计准则专题培训", **alike)
    again = msgspec.structs.replace(odd, id="c2", hours=8.0, year=2025, attachments=())
    pull(store, *(upsert(n, one) for n, one in enumerate([*many, odd, again], 100)), scope=STAFF_SCOPE, by=staff())
    look(workspace)

    def told(id_: str) -> list[tuple[str, str, tuple[str, ...]]]:
        return [(reason.flag, say_error(reason.said), reason.others) for reason in workspace.queue.reasons(id_)]

    assert told("a6") == told("nobody") == []
    assert told("a1") == [
        ("same_file", "附件“签到表.pdf”与其他 1 位会员的附件相同（1 条申请）", ("a2",)),
        ("same_activity", "该会员另有 1 条申请使用同一附件“签到表.pdf”", ("c1",)),
    ]
    assert told("a4") == [
        ("overlapping_dates", "备注中的日期与该会员另外 1 条申请的重叠：2026-03-07", ("a3",)),
        ("late", "2027-01-01 提交，晚于 2026 年度的截止时间（2026-12-31 24:00，北京时间）", ()),
    ]
    assert told("a5") == [("over_pathway", "“授课、演讲”每年最多计 24 学时：已确认和先提交的 0 学时，本条 30 学时", ())]
    assert [(flag, others) for flag, _, others in told("c1")] == [
        ("same_file", ("a2",)), ("same_activity", ("a1",)), ("same_activity", ("c2",)), ("unusual_hours", ())
    ]  # fmt: skip
    assert told("c1")[3][1] == ("申请 20 学时；同一主办方、同一途径的 11 条申请中位数为 8 学时，通常为 4 至 12 学时")
    desk = workspace.applications
    for row in desk.rows(desk.ids(ApplicationQuery())):
        assert row.flags == tuple(dict.fromkeys(reason.flag for reason in workspace.queue.reasons(row.id))), row.id


def test_checking_is_for_staff_goes_on_alone_and_costs_nothing_when_all_is_done(workspace: Workspace) -> None:
    desk = workspace.queue
    assert desk.unchecked() == len(ROWS)

    def meanwhile(_checked: object) -> None:
        assert not desk.check(lambda _: None, lambda: False), "one at a time"

    assert desk.check(meanwhile, lambda: False)
    assert desk.unchecked() == 0
    assert not desk.check(pytest.fail, lambda: False)
    workspace.review.confirm(["a1"])
    assert desk.unchecked() == 1
    assert look(workspace)
    assert ids(workspace, flags=("same_file",)) == ["a1", "a2"], "a decision does not take a file away"


def test_a_members_own_applications_are_not_checked(tmp_path: Path) -> None:
    with closing(Workspace(offline_profile(tmp_path / "member"))) as workspace:
        pull(workspace.account.store, upsert(1, application()))
        assert not look(workspace)
        assert count(workspace.account.store, "flag") == 0


# --- on the command line ---------------------------------------------------------------------------------------------


def test_the_command_line_lists_the_queue_by_flags_groups_and_kept_filters(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace.queue.save_filter("江苏", ApplicationQuery(sponsor="江苏省注协", claim="mine"))
    folder = str(workspace.profile.folder)
    workspace.close()

    def told(*words: str) -> str:
        assert main(["--profile", folder, *words]) == 0
        return capsys.readouterr().out

    def listed(*words: str) -> list[str]:
        return sorted(item["id"] for item in json.loads(told("--json", "review", "list", *words))["items"])

    assert listed("--flag", "附件与他人相同", "--flag", "late") == ["a1", "a2", "a4"]
    assert listed("--no-flags", "--state", "confirmed") == ["a6"]
    assert listed("--saved", "江苏") == ["a1"]
    assert listed("--saved", "江苏", "--claim", "others", "--member", "3200") == ["a2"]
    assert listed("--hours-min", "8.5") == listed("--sort", "flags", "--pathway", "授课、演讲") == ["a5"]
    assert listed("--no-aside", "--older-than", "0", "--member", "王芳", "--sponsor", "没有") == []
    groups = json.loads(told("--json", "review", "list", "--group-by", "sponsor"))["groups"]
    assert [(group["sponsor"], group["count"], group["hours"]) for group in groups] == [
        ("江苏省注协", 3, 20.0), ("", 1, 30.0), ("上海国家会计学院", 1, 8.0)
    ]  # fmt: skip
    table = told("review", "list", "--group-by", "flag")
    assert "附件与他人相同" in table
    assert "无提示" not in table, "of what waits"
    assert "豁免" in told("review", "list", "--state", "confirmed", "--group-by", "kind")
    with pytest.raises(SystemExit):
        main(["--profile", folder, "review", "list", "--saved", "没有"])
    assert "已保存：江苏" in capsys.readouterr().err
