"""Workbooks to be filled in: lists, checks, protection, hidden parts; as openpyxl and LibreOffice find them."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from cpd_desktop.exports import workbook
from cpd_desktop.exports.workbook import Column, Sheet, Value
from cpd_desktop.exports.workbook_rules import Allowed
from tests.support.office import needs_office, resaved

Row = tuple[Value, ...]
DECISIONS = ("确认", "减少学时后确认", "不予确认", "暂不处理")
COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "处理", 16, "text", lambda row: row[0], unlocked=True,
        allowed=(Allowed(DECISIONS, refusal="请从列表中选择"),),
    ),
    Column(
        "确认学时", 12, "hours", lambda row: row[1], unlocked=True,
        allowed=(Allowed(formula="AND(ISNUMBER(B2),B2<=D2)", prompt="空白 = 按申请学时 & 不超过"),),
    ),
    Column(
        "理由", 30, "text", lambda row: row[2], unlocked=True,
        allowed=(Allowed(source="理由!$A$2:$A$50", strict=False),),
    ),
    Column("申请学时", 12, "hours", lambda row: row[3]),
    Column("编号", 12, "text", lambda row: row[4], hidden=True),
)  # fmt: skip
ROWS: tuple[Row, ...] = (("", None, "", 8.0, "a1"), ("不予确认", 2.5, "=1+1", 4.0, "a2"))


def _itself(text: str) -> str:
    return text


def written(path: Path) -> Path:
    reasons = [Column("理由", 40, "text", _itself, unlocked=True)]
    about = [Column("格式", 10, "text", _itself)]
    workbook.write(
        path,
        [
            Sheet("学时确认", COLUMNS, ROWS, protected=True),
            Sheet("理由", reasons, ["附件不清"]),
            Sheet("_cpd", about, ["1"], protected=True, hidden=True),
        ],
    )
    return path


def _is_locked(sheet: Worksheet, cell: Cell) -> bool:
    """LibreOffice leaves out an empty cell that is as its whole column is."""
    return (cell if cell.has_style else sheet.column_dimensions[cell.column_letter]).protection.locked


def check(book: openpyxl.Workbook) -> None:
    sheet = book["学时确认"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["A2:A3"].type == "list"
    assert rules["A2:A3"].formula1 == f'"{",".join(DECISIONS)}"'
    assert rules["A2:A3"].showErrorMessage
    assert (rules["B2:B3"].type, rules["B2:B3"].formula1) == ("custom", "AND(ISNUMBER(B2),B2<=D2)")
    assert rules["C2:C3"].formula1.replace("$理由.", "理由!").lstrip("$") == "理由!$A$2:$A$50"
    assert not rules["C2:C3"].showErrorMessage  # offered; other words are taken, too
    assert sheet.protection.sheet
    locked = [[_is_locked(sheet, cell) for cell in row] for row in sheet["A2:E3"]]
    assert locked == [[False, False, False, True, True]] * 2
    assert sheet.column_dimensions["E"].hidden
    assert not sheet.column_dimensions["A"].hidden
    assert [cell.value for cell in sheet[3]] == ["不予确认", 2.5, "=1+1", 4.0, "a2"]
    assert sheet["C3"].data_type == "s"
    assert [book[name].sheet_state for name in book.sheetnames] == ["visible", "visible", "hidden"]


def test_what_can_be_filled_in_and_what_not(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path / "a.xlsx"))
    check(book)
    assert book["学时确认"]["C3"].quotePrefix
    assert not book["学时确认"].protection.autoFilter  # the attribute says what is forbidden
    rules = {str(rule.sqref): rule for rule in book["学时确认"].data_validations.dataValidation}
    assert rules["B2:B3"].prompt == "空白 = 按申请学时 & 不超过"


@needs_office
def test_libreoffice_keeps_lists_and_protection(tmp_path: Path) -> None:
    check(resaved(written(tmp_path / "a.xlsx"), tmp_path / "office"))


def test_a_list_without_rows_has_no_rules_and_one_that_no_rule_can_hold_is_a_bug(tmp_path: Path) -> None:
    workbook.write(tmp_path / "a.xlsx", [Sheet("空", COLUMNS, (), protected=True)])
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["空"].data_validations.dataValidation == []
    with pytest.raises(ValueError, match="not a list"):
        Allowed(("长" * 300,)).xml("A", 1)
