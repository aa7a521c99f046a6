"""Files that are no workbook of ours, or mean harm: refused in words, without being unpacked."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from cpd_desktop.errors import Trouble
from cpd_desktop.exports.review_layout import ABOUT
from cpd_desktop.imports import book as books
from cpd_desktop.imports import decisions
from cpd_desktop.imports.book import letters_of, text_of
from cpd_desktop.views import ApplicationQuery
from tests.cpd_desktop.queues import SHEET, fill, pending, reviewer

BOMB = 8 * 1024 * 1024  # bytes in the tests; the limit is lowered to fit


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A queue of two, exported; never written to."""
    folder = tmp_path_factory.mktemp("exported")
    with reviewer(folder, pending(1), pending(2)) as workspace:
        workspace.workbooks.export(ApplicationQuery(), folder / "a.xlsx")
    return folder / "a.xlsx"


def refused(path: Path) -> str:
    """What is said of a workbook by whoever reads decisions."""
    with pytest.raises(Trouble) as caught:
        decisions.read(path)
    return f"{caught.value.title}：{caught.value.text}"


def changed(exported: Path, folder: Path, change: Callable[[Workbook], object]) -> Path:
    book = openpyxl.load_workbook(exported)
    change(book)
    book.save(folder / "b.xlsx")
    return folder / "b.xlsx"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 .xlsx 工作簿"),
        (b"hello", "不是 .xlsx 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧格式或有密码"),
        (b"PK\x03\x04 and nothing more", "文件已损坏"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert said in refused(path)


def test_a_file_that_is_not_there_a_zip_of_something_else_and_half_a_workbook(tmp_path: Path, exported: Path) -> None:
    assert "无法读取文件" in refused(tmp_path / "none.xlsx")
    with zipfile.ZipFile(tmp_path / "photos.xlsx", "w") as package:
        package.writestr("a.txt", "hello")
    assert "文件已损坏" in refused(tmp_path / "photos.xlsx")
    (tmp_path / "half.xlsx").write_bytes(exported.read_bytes()[:-200])
    assert "文件已损坏" in refused(tmp_path / "half.xlsx")


CHANGES: dict[str, tuple[Callable[[Workbook], object], str]] = {
    "somebody else's": (lambda b: b.remove(b[ABOUT]), "不是从本程序“学时确认”页导出"),
    "an older form": (lambda b: b[ABOUT].__setitem__("B2", "0"), "较早版本的程序导出"),
    "a newer form": (lambda b: b[ABOUT].__setitem__("B2", "2"), "更新版本的程序导出"),
    "what is hidden was changed": (lambda b: b[ABOUT].__setitem__("B2", "x"), "隐藏的说明被改动过"),
    "no decisions": (lambda b: b[SHEET].delete_cols(1), "没有一张表有这些列"),
    "no ids": (lambda b: b[SHEET].delete_cols(15), "没有一张表有这些列"),
    "a column twice": (lambda b: b[SHEET].__setitem__("R1", "处理"), "有两列同名（A1、R1）"),
    "the sheet twice": (lambda b: b.copy_worksheet(b[SHEET]), "请只保留一张"),
    "merged cells": (lambda b: b[SHEET].merge_cells("A2:A3"), "A2:A3 是合并的单元格"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_none_of_ours_any_more(exported: Path, tmp_path: Path, what: str) -> None:
    change, said = CHANGES[what]
    assert said in refused(changed(exported, tmp_path, change))


def test_a_merged_title_above_the_header_does_no_harm(exported: Path, tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[SHEET]
        fill(sheet, 2, "确认")
        sheet.insert_rows(1)
        sheet["A1"] = "十二月"
        sheet.merge_cells("A1:C1")

    assert [line.row for line in decisions.read(changed(exported, tmp_path, change)).lines] == [3]


def bomb(told: int) -> bytes:
    """A small package whose only sheet is large, whatever its directory says."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * BOMB)
    data = bytearray(packed.getvalue())
    for field in (data.index(b"PK\x03\x04") + 22, data.index(b"PK\x01\x02") + 24):
        data[field : field + 4] = struct.pack("<I", told)
    return bytes(data)


@pytest.mark.parametrize("told", [BOMB, 1000])
def test_what_would_unpack_to_more_than_any_list_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: int
) -> None:
    monkeypatch.setattr(books, "UNPACKED_MAX", BOMB // 2)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(bomb(told))
    assert path.stat().st_size < BOMB / 500
    assert "没有打开" in refused(path)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("XFD1048576", "第 1048576 行、第 16384 列"),
        ("A1048576", "第 1048576 行"),
        ("XFD9", "第 16384 列"),
        ("xfd999999", "第 16384 列"),
    ],
)
def test_a_cell_in_a_far_corner_is_refused_before_anybody_makes_room_for_all_between(
    tmp_path: Path, exported: Path, address: str, said: str
) -> None:
    def put(row: str, quote: str = '"') -> Path:
        path = tmp_path / "far.xlsx"
        with zipfile.ZipFile(exported) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                content = old.read(part).decode()
                new.writestr(part, content.replace("</sheetData>", f"{row}</sheetData>"))
        return path

    assert said in refused(put(f'<row><c r="{address}"><v>1</v></c></row>'))
    assert said in refused(put(f"<row><c t='n' r\n= '{address}'><v>1</v></c></row>"))
    number = "".join(sign for sign in address if sign.isdigit())
    decisions.read(put(f'<row dir="{address}" xr="{address}" r="{min(int(number), 99_999)}"></row>'))


def test_too_large_a_file_and_too_many_parts(tmp_path: Path, exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "PARTS_MAX", 3)
    assert "没有打开" in refused(exported)
    monkeypatch.setattr(books, "FILE_MAX", 1000)
    assert "文件过大" in refused(exported)


def test_every_byte_that_flips_is_read_or_refused(tmp_path: Path, exported: Path) -> None:
    """Nothing but Trouble comes out of a damaged file; where it still opens, that is all right."""
    data = exported.read_bytes()
    path = tmp_path / "flipped.xlsx"
    for at in range(0, len(data), max(1, len(data) // 120)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        try:
            filled = decisions.read(path)
        except Trouble:
            continue
        assert filled.blank <= 2


def test_a_stored_part_counts_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(books, "UNPACKED_MAX", BOMB)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_STORED) as package:
        package.writestr("xl/a.xml", zlib.compress(b"x" * 100) * 1000)
    assert "文件已损坏" in refused(tmp_path / "a.xlsx")


def test_addresses_and_numbers_as_people_see_them() -> None:
    assert [letters_of(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [text_of(value) for value in (320000000001.0, 7.5, " a ", True)] == ["320000000001", "7.5", "a", "True"]
