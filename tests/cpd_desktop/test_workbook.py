"""Workbooks are read back with openpyxl: what a spreadsheet program would find in them."""

import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs
from openpyxl.utils.escape import unescape

from cpd_desktop.errors import Trouble
from cpd_desktop.exports import applications, workbook
from cpd_desktop.exports.files import readable_name, replacing, save_beside
from cpd_desktop.exports.workbook import Column, Sheet, Value
from cpd_desktop.views import ApplicationRow
from cpd_desktop.words import CHINESE, ENGLISH
from tests.support.office import needs_office, resaved

Row = tuple[Value, ...]
COLUMNS: tuple[Column[Row], ...] = (
    Column("主办方单位", 36, "text", lambda row: row[0]),
    Column("学时年度", 12, "integer", lambda row: row[1]),
    Column("申请学时", 12, "hours", lambda row: row[2]),
    Column("日期", 12, "date", lambda row: row[3]),
    Column("申报时间", 18, "time", lambda row: row[4]),
)
ROW = ApplicationRow(
    rid=1, id="a1", kind="output", year=2026, member_no="320000000001", member_name="王芳", sponsor="",
    pathway="teaching", pathway_name="授课、演讲", hours=8.0, confirmed_hours=6.0, attachments=2, state="confirmed",
    sync="unsent", filed_at="2026-06-12T01:30:15Z", reason="", note="=SUM(A1)",
)  # fmt: skip
ONE_ROW: Row = ("江苏省注协", 2026, 7.5, date(2026, 6, 12), datetime(2026, 6, 12, 9, 30, 15))


def sheet_of(*rows: Row, name: str = "学时申请") -> Sheet[Row]:
    return Sheet(name, COLUMNS, rows)


def test_values_have_their_types_and_formats(tmp_path: Path) -> None:
    path = tmp_path / "学时.xlsx"
    assert workbook.write(path, [sheet_of(ONE_ROW, (None, None, None, None, None))]) == (2,)
    sheet = openpyxl.load_workbook(path)["学时申请"]
    cells = sheet[2]
    assert [c.value for c in cells] == [
        "江苏省注协", 2026, 7.5, datetime(2026, 6, 12), datetime(2026, 6, 12, 9, 30, 15),
    ]  # fmt: skip
    assert [c.data_type for c in cells] == ["s", "n", "n", "d", "d"]
    assert [c.number_format for c in cells[1:]] == ["0", "0.0", "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm"]
    assert [c.value for c in sheet[3]] == [None] * 5


def test_header_is_bold_frozen_and_filters_all_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook.write(path, [sheet_of(ONE_ROW, ONE_ROW)])
    book = openpyxl.load_workbook(path)
    sheet = book["学时申请"]
    assert [c.value for c in sheet[1]] == [c.title for c in COLUMNS]
    assert all(c.font.b for c in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"
    assert [sheet.column_dimensions[letter].width for letter in "ABCDE"] == [c.width for c in COLUMNS]
    with zipfile.ZipFile(path) as package:
        assert "'学时申请'!$A$1:$E$3" in package.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    "text", ["=1+1", "+86 25", "-5", "@SUM(A1)", "\t=1", "＝1+1", "\n=1", '=HYPERLINK("http://x","看")']
)
def test_a_text_never_becomes_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.xlsx"
    workbook.write(path, [sheet_of((text, None, None, None, None))])
    cell = openpyxl.load_workbook(path)["学时申请"]["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
    with zipfile.ZipFile(path) as package:
        assert b"<f" not in package.read("xl/worksheets/sheet1.xml")


@given(st.text(max_size=50))
@example("第一行\r\n第二行\r")
@example("_x0041_ <&> ]]> \x00\ud800")
def test_every_text_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    workbook.write(path, [sheet_of((text, None, None, None, None))])
    found = unescape(openpyxl.load_workbook(path)["学时申请"]["A2"].value or "")  # as Excel does by itself
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert len(found) == len(expected)
    assert all(theirs in (mine, "\ufffd") for mine, theirs in zip(expected, found, strict=True))


def test_a_column_is_as_wide_as_its_title_and_the_button_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    titles = {"学时途径/豁免学时条件": 24, "Reason of the decision": 25, "年度": 10}
    columns: list[Column[Row]] = [Column(title, 10, "text", lambda row: row[0]) for title in titles]
    workbook.write(path, [Sheet("学时申请", columns, [ONE_ROW])])
    sheet = openpyxl.load_workbook(path)["学时申请"]
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == list(titles.values())


@needs_office
def test_libreoffice_opens_it_and_finds_what_was_written(tmp_path: Path) -> None:
    texts = ("=1+1", "+86 25", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","看")', "两\n行 & <b>", "_x0041_")
    path = tmp_path / "学时.xlsx"
    workbook.write(path, [sheet_of(ONE_ROW, *((text, None, None, None, None) for text in texts)), sheet_of(name="空")])
    book = resaved(path, tmp_path / "office")
    assert book.sheetnames == ["学时申请", "空"]
    sheet = book["学时申请"]
    assert [c.value for c in sheet[1]] == [c.title for c in COLUMNS]
    assert [c.value for c in sheet[2]] == [ONE_ROW[0], 2026, 7.5, datetime(2026, 6, 12), ONE_ROW[4]]
    assert [c.number_format for c in sheet[2]][1:3] == ["0", "0.0"]
    assert [sheet.cell(row, 1).data_type for row in range(3, 3 + len(texts))] == ["s"] * len(texts)
    assert tuple(sheet.cell(row, 1).value for row in range(3, 3 + len(texts))) == texts
    assert sheet.auto_filter.ref == f"A1:E{len(texts) + 2}"
    # It measures in its own font's characters; the frozen header is of the view, which off screen is none.
    assert all(
        sheet.column_dimensions[letter].width >= width for letter, width in zip("ABE", (36, 12, 18), strict=True)
    )


@needs_office
def test_libreoffice_opens_a_list_of_applications_in_either_language(tmp_path: Path) -> None:
    for language in (CHINESE, ENGLISH):
        path = tmp_path / f"{language.language}.xlsx"
        assert applications.write(path, [ROW], language) == 1
        found = [cell.value for cell in resaved(path, tmp_path / f"office-{language.language}").active[2]]
        assert found == [cell.value for cell in openpyxl.load_workbook(path).active[2]]
        assert datetime(2026, 6, 12, 9, 30, 15) in found


def test_a_list_of_applications_says_all_in_the_language_of_the_window(tmp_path: Path) -> None:
    applications.write(tmp_path / "zh.xlsx", [ROW], CHINESE)
    applications.write(tmp_path / "en.xlsx", [ROW], ENGLISH)
    chinese, english = (openpyxl.load_workbook(tmp_path / f"{name}.xlsx") for name in ("zh", "en"))
    assert (chinese.sheetnames, english.sheetnames) == (["学时申请"], ["Applications"])
    told = dict(zip([c.value for c in chinese.active[1]], [c.value for c in chinese.active[2]], strict=True))
    assert (told["备注"], told["状态"], told["本机状态"]) == ("=SUM(A1)", "已确认", "已保存，待发送")
    assert (told["确认学时"], told["申报时间"]) == (6.0, datetime(2026, 6, 12, 9, 30, 15))
    told = dict(zip([c.value for c in english.active[1]], [c.value for c in english.active[2]], strict=True))
    assert (told["Note"], told["State"], told["On this machine"]) == (
        "=SUM(A1)",
        "Confirmed",
        "Saved here, not sent yet",
    )
    assert told["Pathway or ground for exemption"] == "Teaching or lecturing"
    assert not any(re.search("[\u4e00-\u9fff]", str(title.value)) for title in english.active[1])


def test_an_exemption_asks_for_no_hours(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    applications.write(path, [structs.replace(ROW, kind="exemption", hours=0.0, confirmed_hours=0.0)], CHINESE)
    cells = openpyxl.load_workbook(path).active
    titles = [cell.value for cell in cells[1]]
    assert [cells[2][titles.index(title)].value for title in ("申请学时", "确认学时")] == [None, None]


def test_several_sheets_and_a_long_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook.write(path, [sheet_of(name="空"), sheet_of(("长" * 40_000, 1, 2.0, None, None), name="O'Brien & 长")])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["空", "O'Brien & 长"]
    assert len(book["O'Brien & 长"]["A2"].value) == workbook.TEXT_MAX
    assert book["空"].auto_filter.ref == "A1:E1"


def test_rows_are_streamed_not_collected(tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        for number in range(30_000):
            yield (f"主办方单位第 {number} 号" * 5, 2026, number / 2, None, datetime(2026, 1, 1))

    tracemalloc.start()
    try:
        workbook.write(tmp_path / "a.xlsx", [Sheet("学时申请", COLUMNS, rows())])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 12_000_000  # bytes; the rows together are several times that


def test_a_failure_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"the old one")

    def rows() -> Iterator[Row]:
        yield ONE_ROW
        raise Trouble("读取失败", "请重试")

    with pytest.raises(Trouble, match="读取失败"):
        workbook.write(path, [Sheet("学时申请", COLUMNS, rows())])
    assert path.read_bytes() == b"the old one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_the_package_is_plain_zip(tmp_path: Path) -> None:
    """Excel offers to repair a package with ZIP64 fields, however small it is."""
    path = tmp_path / "a.xlsx"
    workbook.write(path, [sheet_of(ONE_ROW)])
    with zipfile.ZipFile(path) as package:
        assert {entry.extract_version for entry in package.infolist()} == {20}
        assert not any(entry.extra or entry.flag_bits & 0b1000 for entry in package.infolist())


def test_more_rows_than_a_sheet_holds_are_a_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROWS_MAX", 3)
    assert workbook.write(tmp_path / "a.xlsx", [sheet_of(*[ONE_ROW] * 3)]) == (3,)
    with pytest.raises(Trouble, match="最多 3 行"):
        workbook.write(tmp_path / "a.xlsx", [sheet_of(*[ONE_ROW] * 4)])


def test_a_missing_folder_is_named_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="文件夹不存在"):
        workbook.write(tmp_path / "none" / "a.xlsx", [sheet_of(ONE_ROW)])


def test_a_folder_in_the_way_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(Trouble, match=r"无法写入文件“a\.xlsx”"), replacing(tmp_path / "a.xlsx") as file:
        file.write(b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where a full disk can be had for nothing")
def test_a_full_disk_is_a_trouble() -> None:
    from cpd_desktop.exports.files import cannot_write

    with pytest.raises(OSError, match="No space") as caught, Path("/dev/full").open("wb") as file:
        file.write(b"x" * 100_000)
    assert "磁盘空间" in cannot_write(Path("a.xlsx"), caught.value).text


def test_readable_names_and_no_clobbering(tmp_path: Path) -> None:
    stem = readable_name("学时证明", "王/芳:?", " 2026. ")
    assert stem == "学时证明_王 芳_2026"
    first = save_beside(tmp_path, stem, ".pdf", b"one")
    assert save_beside(tmp_path, stem, ".pdf", b"one") == first
    second = save_beside(tmp_path, stem, ".pdf", b"two")
    assert (first.name, second.name) == ("学时证明_王 芳_2026.pdf", "学时证明_王 芳_2026 (2).pdf")
    assert first.read_bytes() == b"one"
    with pytest.raises(Trouble, match="文件夹不存在"):
        save_beside(tmp_path / "none", stem, ".pdf", b"one")
