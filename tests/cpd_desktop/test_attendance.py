"""An attendance list: filled in as people do, looked over row by row, entered once, taken back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec import structs
from openpyxl.worksheet.worksheet import Worksheet

from cpd_core.entries import entered_by, entry_id
from cpd_core.messages import Result
from cpd_desktop.desks.attendance import Roll
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.exports.attendance_workbook import HEAD
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.words import CHINESE, ENGLISH, Words
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application
from tests.cpd_desktop.material import count, pull, shown, staff, upsert
from tests.cpd_desktop.queues import member, province, reviewer
from tests.support.office import needs_office, resaved

PEOPLE = 5
TRAINING = ("江苏省注协", "面授培训班", 2026, "税务专题培训", "2026-06-12", "否")
Change = Callable[[Worksheet, Worksheet], object]


def filled(
    workspace: Workspace, folder: Path, change: Change | None = None, people: int = PEOPLE, words: Words = CHINESE
) -> Path:
    """The template as somebody filled it in: everybody with 4 hours."""
    path = folder / "签到表.xlsx"
    workspace.attendance.template(path, words)
    book = openpyxl.load_workbook(path)
    head, listed = book.worksheets[:2]
    for row, value in enumerate(TRAINING, start=2):
        head[f"B{row}"] = value
    for n in range(1, people + 1):
        for place, value in enumerate((f"3200{n:08}", f"会员{n}", 4), start=1):
            listed.cell(n + 1, place).value = value
    if change:
        change(head, listed)
    book.save(path)
    return path


def told(roll: Roll) -> list[tuple[str, str]]:
    return [
        (f"{issue.sheet}!{issue.cell}", CHINESE.say(issue.said.source, **issue.said.params))
        for issue in (*roll.issues, *roll.doubts, *roll.over_cap)
    ]


def people(number: int = PEOPLE) -> list[Any]:
    return [member(n) for n in range(1, number + 1)]


def test_a_list_becomes_confirmed_hours_that_can_be_taken_back(tmp_path: Path) -> None:
    with reviewer(tmp_path, *people()) as workspace:
        path = filled(workspace, tmp_path, lambda head, listed: listed.__setitem__("D3", "讲师"))
        roll = workspace.attendance.read(path)
        assert (told(roll), len(roll.entries), roll.hours, roll.already) == ([], PEOPLE, 20.0, 0)
        assert workspace.applications.total(ApplicationQuery()).count == 0
        batch = workspace.attendance.enter(roll)
        assert (batch.stored, batch.skipped) == (PEOPLE, ())
        rids = workspace.applications.ids(ApplicationQuery(state="confirmed", batch_id=batch.batch_id))
        rows = workspace.applications.rows(rids)
        assert [(row.confirmed_hours, row.sync, row.sponsor) for row in rows] == [
            (4.0, "unsent", "江苏省注协")
        ] * PEOPLE
        one = next(row for row in rows if row.member_name == "会员2")
        entered = shown(workspace.account.store, one.id)
        assert entered
        assert (entered.note, entered.pathway, entered_by(entered)) == (
            "税务专题培训（2026-06-12）讲师", "face_to_face", "王审核",
        )  # fmt: skip
        assert [a.name for a in entered.attachments] == ["签到表.xlsx"]
        kept = workspace.applications.file_path(entered.attachments[0].sha256)
        assert kept
        assert kept.read_bytes() == path.read_bytes()
        assert count(workspace.account.store, "blob", "state = 'queued'") == 1  # sent once, before what refers to it
        again = workspace.attendance.read(path)
        assert (again.already, again.entries, again.issues) == (PEOPLE, (), ())
        assert workspace.review.undo(batch.batch_id) == PEOPLE
        assert workspace.applications.total(ApplicationQuery()).count == 0
        assert workspace.attendance.enter(workspace.attendance.read(path)).stored == PEOPLE


def test_the_template_offers_what_there_is(tmp_path: Path) -> None:
    with reviewer(tmp_path) as workspace:
        workspace.attendance.template(tmp_path / "a.xlsx")
        pathways = [each.name for each in workspace.applications.pathways("input", 2026)]
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["培训", "签到表", "填写说明", "途径列表"]
    assert [cell.value for cell in book["培训"]["A"][1:]] == list(HEAD.values())
    rules = {str(rule.sqref): rule.formula1 for rule in book["培训"].data_validations.dataValidation}
    assert rules == {"B3": f"'途径列表'!$A$2:$A${len(pathways) + 1}", "B7": '"是,否"'}
    assert [cell.value for cell in book["途径列表"]["A"][1:]] == pathways
    assert book["签到表"]["A2"].number_format == "@"  # a number that begins with 0 keeps it
    assert not book["签到表"].protection.sheet


def test_it_is_the_same_in_english_and_with_dates_and_columns_as_people_make_them(tmp_path: Path) -> None:
    def change(head: Worksheet, listed: Worksheet) -> None:
        head["B3"], head["B6"], head["B4"], head["B7"] = "face-to-face COURSE", datetime(2026, 6, 12), "2026", "yes"
        listed.insert_cols(1)  # numbers move to B
        listed.insert_rows(1, 2)
        listed["B4"] = 320000000001
        listed["D4"] = " 4.0 "

    with reviewer(tmp_path, *people()) as workspace:
        roll = workspace.attendance.read(filled(workspace, tmp_path, change, words=ENGLISH))
        assert told(roll) == []
        assert {(e.pathway, e.year, e.held_on, e.ethics, e.hours) for e in roll.entries} == {
            ("face_to_face", 2026, "2026-06-12", True, 4.0)
        }


def both(*changes: Change) -> Change:
    return lambda head, listed: [change(head, listed) for change in changes]


def on_list(cell: str, value: object) -> Change:
    return lambda _head, listed: setattr(listed[cell], "value", value)


def on_head(cell: str, value: object) -> Change:
    return lambda head, _listed: setattr(head[cell], "value", value)


MISTAKES: dict[str, tuple[Change, str, str]] = {
    "an unknown number": (on_list("A3", "32009999"), "签到表!A3", "没有编号为 32009999 的会员"),
    "a number of another province": (on_list("A3", "310000000001"), "签到表!A3", "上海的会员"),
    "another name": (on_list("B3", "张三"), "签到表!B3", "是 会员2，与表中的“张三”不符"),
    "no number": (on_list("A3", None), "签到表!A3", "请填写会员证书编号"),
    "no name": (on_list("B3", "  "), "签到表!B3", "请填写会员姓名"),
    "no hours": (on_list("C3", None), "签到表!C3", "请填写学时数"),
    "hours as words": (on_list("C3", "半天"), "签到表!C3", "“半天”不是数字"),
    "no half": (on_list("C3", 4.2), "签到表!C3", "0.5"),
    "negative": (on_list("C3", -1), "签到表!C3", "大于 0"),
    "beyond all use": (on_list("C3", 4000), "签到表!C3", "不超过"),
    "a date": (on_list("C3", datetime(2026, 4, 5)), "签到表!C3", "日期"),
    "the same member twice": (
        both(on_list("A7", "320000000001"), on_list("B7", "会员1"), on_list("C7", 2)),
        "签到表!A7",
        "与第 2 行是同一位会员",
    ),
    "too long a note": (on_list("D3", "长" * 500), "签到表!D3", "最多 500 个字"),
    "no sponsor": (on_head("B2", None), "培训!B2", "请填写主办方单位"),
    "no pathway": (on_head("B3", None), "培训!B3", "请选择学时途径"),
    "a pathway of the other kind": (on_head("B3", "授课、演讲"), "培训!B3", "请选择学时途径"),
    "a year that is none": (on_head("B4", "今年"), "培训!B4", "四位年份"),
    "a year to come": (on_head("B4", 2090), "培训!B4", "年度"),
    "no title": (on_head("B5", None), "培训!B5", "请填写培训名称"),
    "a day that is none": (on_head("B6", "六月十二日"), "培训!B6", "请填写日期"),
    "a line that is missing": (lambda head, _: head.delete_rows(5), "培训!1", "缺少“培训名称”一行"),
    "a pathway that this member has not": (on_head("B3", "事务所内部培训"), "签到表!A2", "请选择学时途径"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_named_and_nobody_is_entered(tmp_path: Path, what: str) -> None:
    change, cell, text = MISTAKES[what]
    with reviewer(tmp_path, *people()) as workspace:
        pull(workspace.account.store, upsert(1, province("31", "上海"), "province"), scope="ref", by=staff())
        roll = workspace.attendance.read(filled(workspace, tmp_path, change))
        assert told(roll)[0][0] == cell
        assert text in told(roll)[0][1]
        assert len(roll.issues) == (PEOPLE if what.startswith("a pathway that") else 1)
        with pytest.raises(Refused, match="处错误"):
            workspace.attendance.enter(roll)
        assert count(workspace.account.store, "outbox") == 0
        assert count(workspace.account.store, "blob") == 0


def test_who_has_claimed_it_already_and_who_is_over_a_cap_is_told(tmp_path: Path) -> None:
    claimed = application(
        "own", state="pending", member_id="m1", year=2026, pathway="face_to_face", hours=4.0, sponsor="江苏省注协"
    )
    with reviewer(tmp_path, *people(), claimed) as workspace:
        path = filled(workspace, tmp_path)
        roll = workspace.attendance.read(path)
        assert told(roll) == [("签到表!A2", "会员1似已自行申报同一活动（未确认，4 学时）")]
        assert (len(roll.entries), len(roll.doubtful)) == (PEOPLE - 1, 1)
        batch = workspace.attendance.enter(roll)
        assert batch.stored == PEOPLE - 1
        assert workspace.review.undo(batch.batch_id) == PEOPLE - 1
        assert workspace.attendance.enter(roll, doubtful=True).stored == PEOPLE


def test_hours_over_a_cap_are_entered_and_told(tmp_path: Path) -> None:
    everybody = [member(1, member_type="cpa") if n == 1 else member(n) for n in (1, 2)]
    recorded = application(
        "much", member_id="m1", member_type="cpa", year=2026, pathway="recorded", hours=22.0, sponsor="别处"
    )
    with reviewer(tmp_path, *everybody, recorded) as workspace:
        change = both(on_head("B3", "网络录播"))
        roll = workspace.attendance.read(filled(workspace, tmp_path, change, people=2))
        assert told(roll) == [("签到表!C2", "会员1超过上限：4 学时中计入 2 学时")]
        assert workspace.attendance.enter(roll).stored == 2


def test_other_hours_than_those_entered_before_are_a_mistake(tmp_path: Path) -> None:
    with reviewer(tmp_path, *people()) as workspace:
        workspace.attendance.enter(workspace.attendance.read(filled(workspace, tmp_path)))
        one = workspace.attendance.read(filled(workspace, tmp_path, on_list("C3", 2)))
        assert [cell for cell, _ in told(one)] == ["签到表!C3"]
        assert "已录入 4 学时" in told(one)[0][1]
        assert one.already == PEOPLE - 1
        added = workspace.attendance.read(filled(workspace, tmp_path, people=PEOPLE))
        assert added.already == PEOPLE
        entered = workspace.applications.rows(workspace.applications.ids(ApplicationQuery(text="会员3")))[0]
        workspace.review.revoke([entered.id], "录错了")
        assert "后来撤销了" in told(workspace.attendance.read(filled(workspace, tmp_path)))[0][1]


def test_what_a_colleague_entered_otherwise_meanwhile_is_shown_beside_it(tmp_path: Path) -> None:
    with reviewer(tmp_path, *people()) as workspace:
        roll = workspace.attendance.read(filled(workspace, tmp_path))
        workspace.attendance.enter(roll)
        store = workspace.account.store
        ids = [entry_id(entry) for entry in roll.entries]
        mine = shown(store, ids[0])
        assert mine
        theirs = structs.replace(mine, confirmed_hours=2.0, hours=2.0, decided_by="赵先审")
        statuses = ("conflict", "rejected", "applied", "applied", "applied")
        codes = ("EXISTS", "OUT_OF_REACH", "", "", "")
        sent = zip(store.outbox.next_chunk(), statuses, codes, strict=True)
        results = [
            Result(command_id=one.command_id, status=status, code=code, rev=1, ack_scope="p:32", ack_seq=90)
            for one, status, code in sent
        ]
        store.answers.take(workspace.account.judge(), results)
        pull(store, upsert(90, theirs), scope="p:32", by=staff())
        exists, moved = workspace.conflicts.list()
        assert exists.title == "2026 年度 投入式 会员1 江苏省注协"
        assert [(each.field, each.mine, each.theirs) for each in exists.differences] == [("confirmed_hours", "4", "2")]
        assert (exists.can_apply_again, exists.why_not) == (False, "该申请已存在")
        assert (moved.title, moved.is_there) == ("2026 年度 江苏省注协 税务专题培训", False)
        assert moved.reason == "该记录不在您的管理范围内"
        for each in (exists, moved):
            workspace.conflicts.discard(each.command_id)
        assert shown(store, ids[0]) == theirs
        assert shown(store, ids[1]) is None


def test_a_thousand_members(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    with reviewer(tmp_path, *people(1000)) as workspace:
        roll = workspace.attendance.read(filled(workspace, tmp_path, people=1000), lambda *step: steps.append(step))
        assert (told(roll), len(roll.entries)) == ([], 1000)
        assert workspace.attendance.enter(roll).stored == 1000
    assert (steps[0], steps[-1]) == ((0, 1000), (950, 1000))


def test_an_empty_list_one_too_large_and_a_queue_are_refused(tmp_path: Path) -> None:
    with reviewer(tmp_path, *people()) as workspace:
        assert told(workspace.attendance.read(filled(workspace, tmp_path, people=0))) == [
            ("签到表!2", "名单是空的，请每人填写一行")
        ]
        workspace.workbooks.export(ApplicationQuery(), tmp_path / "queue.xlsx")
        with pytest.raises(Trouble, match="没有一张表有这些列"):
            workspace.attendance.read(tmp_path / "queue.xlsx")


@needs_office
def test_libreoffice_between(tmp_path: Path) -> None:
    with reviewer(tmp_path, *people()) as workspace:
        path = filled(workspace, tmp_path)
        book = resaved(path, tmp_path / "office")
        assert len(book["培训"].data_validations.dataValidation) == 2
        roll = workspace.attendance.read(tmp_path / "office" / path.name)
        assert (told(roll), len(roll.entries)) == ([], PEOPLE)
        assert workspace.attendance.enter(roll).stored == PEOPLE
