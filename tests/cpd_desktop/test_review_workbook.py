"""A queue to Excel and back: what a person does to the workbook, and what becomes of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec import structs
from openpyxl.worksheet.worksheet import Worksheet

from cpd_desktop.desks.workbooks import Preview
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.exports.review_layout import TITLES
from cpd_desktop.views import ApplicationQuery, Total
from cpd_desktop.words import CHINESE, ENGLISH
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import exemption
from tests.cpd_desktop.material import shown, taken
from tests.cpd_desktop.queues import SHEET, edited, fill, pending, pulled, reviewer
from tests.support.office import needs_office, resaved

QUEUE = ApplicationQuery(state="pending", descending=False)
REASONS = ("附件不清", "=1+1")


def exported(workspace: Workspace, folder: Path, **about: Any) -> Path:
    path = folder / "学时确认.xlsx"
    workspace.workbooks.export(QUEUE, path, REASONS, **about)
    return path


def five(sheet: Worksheet) -> None:
    """One of each, the fifth left blank."""
    fill(sheet, 2, "确认")
    fill(sheet, 3, "减少学时后确认", 4.5)
    fill(sheet, 4, "不予确认", None, "附件不清")
    fill(sheet, 5, "暂不处理")


def state(workspace: Workspace, id_: str) -> tuple[str, float | None, str]:
    found = shown(workspace.account.store, id_)
    assert found
    return found.state, found.confirmed_hours, found.reason


def said(preview: Preview) -> list[tuple[str, str]]:
    return [(issue.cell, CHINESE.say(issue.said.source, **issue.said.params)) for issue in preview.issues]


def test_decisions_come_back_as_one_batch_that_can_be_undone(tmp_path: Path) -> None:
    with reviewer(tmp_path, *[pending(n) for n in range(1, 6)]) as workspace:
        path = edited(exported(workspace, tmp_path), five)
        preview = workspace.workbooks.read(path)
        assert (preview.issues, preview.left_out, preview.remarks) == ((), (), ())
        assert (preview.confirm, preview.fewer, preview.fewer_asked) == (Total(1, 8.0), Total(1, 4.5), 8.0)
        assert (preview.refuse, preview.later, preview.blank, preview.by) == (1, 1, 1, "王审核")
        assert state(workspace, "a1")[0] == "pending"  # nothing before it is applied
        batch = workspace.workbooks.apply(preview)
        assert (batch.stored, batch.skipped) == (3, ())
        assert [state(workspace, f"a{n}") for n in (1, 2, 3, 4)] == [
            ("confirmed", 8.0, ""), ("confirmed", 4.5, ""), ("refused", None, "附件不清"), ("pending", None, ""),
        ]  # fmt: skip
        with workspace.account.store.database.read() as db:
            assert db.execute("SELECT name FROM batch").fetchall() == [("Excel 导入：填好.xlsx",)]
        again = workspace.workbooks.read(path)  # it is all so already
        assert (again.already, again.decisions, again.left_out) == (3, (), ())
        assert workspace.review.undo(batch.batch_id) == 3
        assert state(workspace, "a3") == ("pending", None, "")


def test_what_is_exported_are_texts_lists_and_locks(tmp_path: Path) -> None:
    rows = [
        pending(1, member_no="=320000", sponsor="+86 公司"),
        exemption("e1", state="pending", filed_at="2027-01-01T00:00:00Z"),
    ]
    with reviewer(tmp_path, *rows) as workspace:
        book = openpyxl.load_workbook(exported(workspace, tmp_path, words=ENGLISH))
    sheet = book.worksheets[0]
    titles = {cell.value: cell.column_letter for cell in sheet[1]}
    assert (sheet.freeze_panes, sheet.protection.sheet) == ("A2", True)
    assert [sheet[f"{titles[name]}2"].data_type for name in ("Certificate number", "Organiser")] == ["s", "s"]
    assert sheet[f"{titles['Hours asked for']}3"].value is None  # an exemption asks for none
    assert [c.protection.locked for c in sheet[2]] == [False] * 3 + [True] * (len(TITLES) - 3)
    assert [sheet.column_dimensions[letter].hidden for letter in "CDNOPQ"] == [False, False, False, True, True, True]
    assert [cell.value for cell in book["Reason"]["A"][:3]] == ["Reason", *REASONS]
    assert book.worksheets[-1].sheet_state == "hidden"
    rules = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert rules[0].startswith('"Confirm,')
    assert titles["Hours asked for"] == "J"
    assert rules[1:] == ["AND(ISNUMBER(B2),B2>0,B2<=J2,MOD(B2*2,1)=0)", "'Reason'!$A$2:$A$201"]


def test_an_english_workbook_is_read_as_well(tmp_path: Path) -> None:
    with reviewer(tmp_path, pending(1), pending(2)) as workspace:
        path = exported(workspace, tmp_path, words=ENGLISH)
        choices = openpyxl.load_workbook(path).worksheets[0].data_validations.dataValidation[0].formula1.strip('"')
        confirm, fewer, refuse, _later = choices.split(",")

        def change(sheet: Worksheet) -> None:
            fill(sheet, 2, fewer.upper(), "４")
            fill(sheet, 3, refuse, None, "无章")

        preview = workspace.workbooks.read(edited(path, change))
        assert (preview.issues, preview.fewer, preview.refuse) == ((), Total(1, 4.0), 1)
        assert confirm == "Confirm"


def sort_by_name(sheet: Worksheet) -> None:
    rows = sorted(
        ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2)), key=lambda row: row[4], reverse=True
    )
    for at, values in enumerate(rows, start=2):
        for place, value in enumerate(values, start=1):
            sheet.cell(at, place).value = value


def move_columns(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        moved = [(cell.value, cell.number_format) for cell in (*row[3:], *row[:3])]
        for cell, (value, form) in zip(row, moved, strict=True):
            cell.value, cell.number_format = value, form


def numbers_as_numbers(sheet: Worksheet) -> None:
    for row in range(2, 7):
        sheet[f"D{row}"] = int(sheet[f"D{row}"].value)
        if sheet[f"B{row}"].value:
            sheet[f"B{row}"] = f" {sheet[f'B{row}'].value} "


HARMLESS: dict[str, Callable[[Worksheet], object]] = {
    "sorted rows": sort_by_name,
    "columns in another order": move_columns,
    "lines above the header": lambda sheet: sheet.insert_rows(1, 3),
    "an empty column before": lambda sheet: sheet.insert_cols(1, 2),
    "empty rows between": lambda sheet: sheet.insert_rows(4),
    "another name of the sheet": lambda sheet: setattr(sheet, "title", "十二月"),
    "numbers that were texts, texts that were numbers": numbers_as_numbers,
    "a sum below": lambda sheet: sheet.cell(9, 10, 40),
    "a wide space and capitals": lambda sheet: setattr(sheet["A2"], "value", "　确 认 "),
    "no filter": lambda sheet: setattr(sheet.auto_filter, "ref", None),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_does_no_harm_is_taken(tmp_path: Path, what: str) -> None:
    def change(sheet: Worksheet) -> None:
        five(sheet)
        HARMLESS[what](sheet)

    with reviewer(tmp_path, *[pending(n) for n in range(1, 6)]) as workspace:
        preview = workspace.workbooks.read(edited(exported(workspace, tmp_path), change))
        assert said(preview) == []
        decided = {each.id: (each.hours, each.reason) for each in preview.decisions}
        assert decided == {"a1": (8.0, ""), "a2": (4.5, ""), "a3": (8.0, "附件不清")}


def test_rows_that_were_deleted_are_not_decided(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        five(sheet)
        sheet.delete_rows(3, 2)

    with reviewer(tmp_path, *[pending(n) for n in range(1, 6)]) as workspace:
        preview = workspace.workbooks.read(edited(exported(workspace, tmp_path), change))
        assert ([each.id for each in preview.decisions], preview.issues) == (["a1"], ())


def test_a_sheet_of_which_only_some_columns_were_sorted_decides_nothing(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for row in range(2, 7):
            fill(sheet, row, "确认")
        seen = [[sheet.cell(row, place).value for place in range(1, 15)] for row in range(2, 7)]
        for row, values in enumerate(reversed(seen), start=2):  # the hidden columns stay where they were
            for place, value in enumerate(values, start=1):
                sheet.cell(row, place).value = value

    with reviewer(tmp_path, *[pending(n) for n in range(1, 6)]) as workspace:
        preview = workspace.workbooks.read(edited(exported(workspace, tmp_path), change))
        assert [cell for cell, _ in said(preview)] == ["D2", "D3", "D5", "D6"]  # the one in the middle is where it was
        assert "只排序了部分列" in said(preview)[0][1]
        with pytest.raises(Refused, match="4 处错误"):
            workspace.workbooks.apply(preview)
        assert state(workspace, "a3")[0] == "pending"


def put(cell: str, value: object) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet[cell], "value", value)


def twice(sheet: Worksheet) -> None:
    for place in range(1, 18):
        sheet.cell(8, place).value = sheet.cell(2, place).value


MISTAKES: dict[str, tuple[Callable[[Worksheet], object], str, str]] = {
    "a word that is not in the list": (put("A2", "同意"), "A2", "“同意”不在列表中"),
    "hours without a decision": (put("B6", 4), "A6", "没有选择处理"),
    "a reason without a decision": (put("C6", "附件不清"), "A6", "没有选择处理"),
    "no reason": (put("C4", None), "C4", "请填写理由"),
    "a reason of blanks": (put("C4", "   "), "C4", "请填写理由"),
    "a reason that is too long": (put("C4", "长" * 501), "C4", "最多 500 个字"),
    "more than asked for": (put("B3", 8.5), "B3", "不超过申请的 8 学时"),
    "none": (put("B3", 0), "B3", "应大于 0"),
    "less than none": (put("B3", -4), "B3", "应大于 0"),
    "no half": (put("B3", 4.3), "B3", "0.5"),
    "as asked for, but fewer was chosen": (put("B3", 8), "B3", "请选择“确认”"),
    "fewer, but not how many": (put("B3", None), "B3", "应少于申请的 8 学时"),
    "a text": (put("B3", "四学时"), "B3", "“四学时”不是数字"),
    "not a number": (put("B3", "nan"), "B3", "应大于 0"),
    "a date": (put("B3", __import__("datetime").datetime(2026, 7, 5)), "B3", "日期"),
    "yes": (put("B3", True), "B3", "不是数字"),
    "hours of a refusal": (put("B4", 4), "B4", "请清空"),
    "hours of one that is left": (put("B5", 4), "B5", "请清空"),
    "a row of one's own": (put("A9", "确认"), "O9", "没有编号"),
    "a row twice": (twice, "A8", "与第 2 行是同一条申请"),
    "another member's number": (put("D2", "320000000009"), "D2", "内容与编号不符"),
    "other hours asked for": (put("J3", 20), "D3", "内容与编号不符"),
    "a text for hours asked for": (put("J3", "八"), "D3", "内容与编号不符"),
    "another revision": (put("P2", 2), "D2", "内容与编号不符"),
    "an id made up": (put("O2", "a99"), "D2", "内容与编号不符"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_named_by_its_cell_and_nothing_is_taken(tmp_path: Path, what: str) -> None:
    mistake, cell, text = MISTAKES[what]

    def change(sheet: Worksheet) -> None:
        five(sheet)
        mistake(sheet)

    with reviewer(tmp_path, *[pending(n) for n in range(1, 6)]) as workspace:
        preview = workspace.workbooks.read(edited(exported(workspace, tmp_path), change))
        assert [found for found, _ in said(preview)] == [cell]
        assert text in said(preview)[0][1]
        assert preview.issues[0].sheet == SHEET
        english = ENGLISH.say(preview.issues[0].said.source, **preview.issues[0].said.params)
        assert not set(english.replace("同意", "").replace("四学时", "")) & set("请不的学时行申")
        with pytest.raises(Refused):
            workspace.workbooks.apply(preview)


def test_an_exemption_has_no_hours(tmp_path: Path) -> None:
    with reviewer(
        tmp_path, *[exemption(f"e{n}", state="pending", filed_at=f"2026-06-0{n}") for n in (1, 2, 3)]
    ) as workspace:

        def change(sheet: Worksheet) -> None:
            fill(sheet, 2, "确认")
            fill(sheet, 3, "减少学时后确认")
            fill(sheet, 4, "确认", 4)

        path = exported(workspace, tmp_path)
        assert [cell for cell, _ in said(workspace.workbooks.read(edited(path, change)))] == ["A3", "B4"]
        preview = workspace.workbooks.read(edited(path, lambda sheet: fill(sheet, 2, "确认")))
        assert workspace.workbooks.apply(preview).stored == 1
        assert state(workspace, "e1")[:2] == ("confirmed", 0.0)


def test_what_has_changed_since_the_export_is_left_out_and_told(tmp_path: Path) -> None:
    with reviewer(tmp_path, *[pending(n) for n in range(1, 7)]) as workspace:

        def change(sheet: Worksheet) -> None:
            for row in range(2, 8):
                fill(sheet, row, "确认")

        path = edited(exported(workspace, tmp_path), change)
        decided = {"decided_by": "赵先审", "rev": 2}
        pulled(
            workspace,
            structs.replace(pending(1), hours=6.0, rev=2),
            structs.replace(pending(2), state="confirmed", confirmed_hours=6.0, **decided),
            structs.replace(pending(3), state="confirmed", confirmed_hours=8.0, **decided),
            structs.replace(pending(4), state="refused", reason="无章", **decided),
        )
        gone = taken(workspace.account.store.mirror.cursor("p:32").seq + 1, "a5")
        from tests.cpd_desktop.material import pull, staff

        pull(workspace.account.store, gone, scope="p:32", by=staff())
        preview = workspace.workbooks.read(path)
        assert preview.issues == ()
        assert preview.already == 1
        told = [(issue.cell, CHINESE.say(issue.said.source)) for issue in preview.left_out]
        assert [cell for cell, _ in told] == ["2", "3", "5", "6"]
        assert [text[:11] for _, text in told] == [
            "导出之后内容有变化，请",
            "导出之后已被确认；如需",
            "导出之后已被不予确认；",
            "本机没有这条申请：已删",
        ]
        assert workspace.workbooks.apply(preview).stored == 1
        assert state(workspace, "a6")[0] == "confirmed"
        assert state(workspace, "a1") == ("pending", None, "")


def test_what_changes_between_preview_and_yes_is_not_overwritten(tmp_path: Path) -> None:
    with reviewer(tmp_path, pending(1), pending(2)) as workspace:
        path = edited(exported(workspace, tmp_path), lambda sheet: (fill(sheet, 2, "确认"), fill(sheet, 3, "确认")))
        preview = workspace.workbooks.read(path)
        pulled(workspace, structs.replace(pending(1), rev=2, hours=40.0))
        batch = workspace.workbooks.apply(preview)
        assert (batch.stored, [(id_, why.code) for id_, why in batch.skipped]) == (1, [("a1", "CHANGED_SINCE_REVIEW")])


def test_what_was_revoked_here_is_exported_with_its_own_revision(tmp_path: Path) -> None:
    done = structs.replace(pending(1), state="confirmed", confirmed_hours=8.0, decided_by="赵先审", rev=2)
    with reviewer(tmp_path, done) as workspace:
        workspace.review.revoke(["a1"], "复核")
        path = edited(exported(workspace, tmp_path), lambda sheet: fill(sheet, 2, "减少学时后确认", 2))
        preview = workspace.workbooks.read(path)
        assert (preview.left_out, preview.decisions[0].rev) == ((), 3)
        assert workspace.workbooks.apply(preview).stored == 1


def test_a_colleague_may_read_it_and_reasons_of_confirmations_are_told(tmp_path: Path) -> None:
    with reviewer(tmp_path / "one", pending(1)) as workspace:
        path = edited(exported(workspace, tmp_path), lambda sheet: fill(sheet, 2, "确认", None, "好"))
    with reviewer(tmp_path / "two", pending(1), account_id="acc-2", name="赵先审") as workspace:
        preview = workspace.workbooks.read(path)
        assert [CHINESE.say(each.source, **each.params) for each in preview.remarks] == [
            "工作簿由 王审核 导出", "1 行确认时填写了理由：确认不附理由，不会保存",
        ]  # fmt: skip
        assert workspace.workbooks.apply(preview).stored == 1


def test_a_workbook_of_another_province_or_of_another_life_of_the_data_is_refused(tmp_path: Path) -> None:
    with reviewer(tmp_path / "one", pending(1)) as workspace:
        path = exported(workspace, tmp_path)
    with (
        reviewer(tmp_path / "two", province="31") as workspace,
        pytest.raises(Trouble, match="只能由该省导入"),
    ):
        workspace.workbooks.read(path)
    with reviewer(tmp_path / "three", pending(1)) as workspace:
        with workspace.account.store.database.write() as tx:
            tx.execute("UPDATE cursor SET epoch = 'e2'")
        with pytest.raises(Trouble, match="请同步后重新导出"):
            workspace.workbooks.read(path)


def test_more_than_a_workbook_may_have_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpd_desktop.desks.workbooks.ROWS_MAX", 1)
    with reviewer(tmp_path, pending(1), pending(2)) as workspace, pytest.raises(Trouble, match="一次最多导出 1 条"):
        exported(workspace, tmp_path)


def test_five_thousand_rows_there_and_back(tmp_path: Path) -> None:
    count = 5_000
    told: list[tuple[int, int]] = []

    def change(sheet: Worksheet) -> None:
        for row in range(2, count + 2):
            fill(
                sheet,
                row,
                ("确认", "减少学时后确认", "不予确认")[row % 3],
                2 if row % 3 == 1 else None,
                "无章" if row % 3 == 2 else "",
            )

    with reviewer(tmp_path, *[pending(n) for n in range(count)]) as workspace:
        path = exported(workspace, tmp_path, progress=lambda done, of: told.append((done, of)))
        preview = workspace.workbooks.read(edited(path, change))
        assert (preview.confirm.count, preview.fewer.count, preview.refuse) == (1667, 1666, 1667)
        batch = workspace.workbooks.apply(preview)
        assert (batch.stored, batch.skipped) == (count, ())
        assert workspace.review.undo(batch.batch_id) == count
    assert told[-1] == (count, count)


@needs_office
def test_libreoffice_between(tmp_path: Path) -> None:
    with reviewer(tmp_path, *[pending(n) for n in range(1, 6)]) as workspace:
        path = edited(exported(workspace, tmp_path), five)
        book = resaved(path, tmp_path / "office")
        assert len(book.worksheets[0].data_validations.dataValidation) == 3
        assert book.worksheets[0].protection.sheet
        preview = workspace.workbooks.read(tmp_path / "office" / path.name)
        assert (said(preview), len(preview.decisions), preview.later, preview.blank) == ([], 3, 1, 1)
