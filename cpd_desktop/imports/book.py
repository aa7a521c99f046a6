"""Any workbook from anywhere: looked at before it is opened, then read sheet by sheet.

calamine reads 100,000 rows in about a second; openpyxl takes eight times as long (``dev.py bench workbook``).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cpd_desktop.errors import Trouble
from cpd_desktop.sentences import Param, Said

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

FILE_MAX = 64 * 1024 * 1024  # bytes
UNPACKED_MAX = 768 * 1024 * 1024  # bytes of XML; 100,000 rows of ours take about 150 MB
PARTS_MAX = 2_000
PIECE = 1 << 20
HEADER_ROWS = 30  # among which the header is looked for

Value = str | int | float | bool | date | datetime | time | timedelta


class CellIssue(Struct, frozen=True):
    """What is wrong at a cell, and what to do. ``row`` counts from 1; ``column`` is a letter, "" for the whole row."""

    sheet: str
    row: int
    column: str
    said: Said

    @property
    def cell(self) -> str:
        """The cell's address: ``B7``, or ``7`` for a row."""
        return f"{self.column}{self.row}"


class Grid(Struct, frozen=True):
    """A sheet whose header was found: its titles' places by key (0 for column A); what is below can be read once."""

    name: str
    places: Mapping[str, int]
    rows: Iterator[tuple[int, list[Value]]]  # (row number from 1, values from column A)

    def issue(self, row: int, key: str, source: str, **params: Param | Said) -> CellIssue:
        """Something wrong in a column of a row; ``key`` "" for the row."""
        column = letters_of(self.places[key]) if key else ""
        return CellIssue(self.name, row, column, Said(source, params))


class Book:
    """A workbook that was looked at and can be read."""

    def __init__(self, name: str, data: bytes, book: "CalamineWorkbook") -> None:
        self.name = name
        self.data = data
        self._book = book
        self._read: dict[str, CalamineSheet] = {}
        self.sheets: tuple[str, ...] = tuple(book.sheet_names)

    def find(self, wanted: Mapping[str, frozenset[str]], needed: Sequence[str]) -> Grid:
        """The one sheet that has a header with all titles that are ``needed``; columns may stand in any order.

        ``wanted`` has the titles of each key. Raises Trouble where there is none, more than one, or a title twice.
        """
        found = [grid for name in self.sheets if (grid := self._grid(name, wanted, needed))]
        if not found:
            titles = "、".join(sorted(wanted[key])[-1] for key in needed)
            raise Trouble("读不出这份工作簿", "没有一张表有这些列：{titles}。请使用从本程序导出的工作簿", titles=titles)
        if len(found) > 1:
            names = "、".join(grid.name for grid in found)
            raise Trouble("读不出这份工作簿", "有几张表都含有要导入的内容（{names}），请只保留一张", names=names)
        return found[0]

    def pairs(self, name: str) -> dict[str, str]:
        """The first two columns of a sheet as texts, {} where there is no such sheet."""
        if name not in self.sheets:
            return {}
        return {text_of(row[0]): text_of(row[1]) for _, row in self.rows(name) if len(row) > 1}

    def _grid(self, name: str, wanted: Mapping[str, frozenset[str]], needed: Sequence[str]) -> Grid | None:
        keys = {plain(title): key for key, titles in wanted.items() for title in titles}
        rows = self.rows(name)
        for number, values in rows:
            titled = [
                (keys[plain(v)], place) for place, v in enumerate(values) if isinstance(v, str) and plain(v) in keys
            ]
            if set(needed) <= {key for key, _ in titled}:
                places = _once(name, number, titled)
                self._refuse_merged(name, number)
                return Grid(name, places, rows)
            if number >= HEADER_ROWS:
                return None
        return None

    def rows(self, name: str) -> Iterator[tuple[int, list[Value]]]:
        """The rows of a sheet with their numbers, from column A on; raises Trouble where it is damaged."""
        sheet = self._sheet(name)
        before: list[Value] = [""] * (sheet.start[1] if sheet.start else 0)
        for number, values in enumerate(sheet.iter_rows(), start=1):
            yield number, before + values if before else values

    def _sheet(self, name: str) -> "CalamineSheet":
        from python_calamine import CalamineError

        if name not in self._read:
            try:
                self._read = {name: self._book.get_sheet_by_name(name)}  # one at a time: each is all its cells
            except CalamineError as broken:
                raise _damaged() from broken
        return self._read[name]

    def _refuse_merged(self, name: str, header: int) -> None:
        merged = self._sheet(name).merged_cell_ranges or []
        for (top, left), (bottom, right) in merged:
            if bottom >= header - 1:
                area = f"{letters_of(left)}{top + 1}:{letters_of(right)}{bottom + 1}"
                raise Trouble(
                    "读不出这份工作簿", "表“{sheet}”的 {area} 是合并的单元格，请取消合并", sheet=name, area=area
                )


def open_book(path: Path) -> Book:
    """Open a workbook; raises Trouble, in words, for what is none, or is too large to be honest."""
    data = _bytes_of(path)
    _look_into(data)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError  # not before somebody reads a workbook

    try:
        return Book(path.name, data, CalamineWorkbook.from_filelike(io.BytesIO(data)))
    except PasswordError as locked:
        raise Trouble("读不出这份工作簿", "工作簿有密码，请在 Excel 中去掉密码后再导入") from locked
    except CalamineError as broken:
        raise _damaged() from broken


def place_of(letters: str) -> int:
    """A column's place by its letters: 0 for A, 26 for AA."""
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def in_order(issues: Iterable[CellIssue]) -> tuple[CellIssue, ...]:
    """As one reads a sheet: row by row, from the left."""
    return tuple(sorted(issues, key=lambda each: (each.row, len(each.column), each.column)))


def letters_of(place: int) -> str:
    """A column's letters: A for 0, AA for 26."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def plain(text: str) -> str:
    """A text without what people type now this way, now that: spaces, full width, capitals."""
    if text.isascii():
        return "".join(text.split()).casefold()
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def text_of(value: Value) -> str:
    """A cell as a text: a number without ``.0``, as certificate numbers look to a spreadsheet program."""
    if isinstance(value, str):
        return value.strip()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _once(sheet: str, row: int, titled: Sequence[tuple[str, int]]) -> dict[str, int]:
    places: dict[str, int] = {}
    for key, place in titled:
        if key in places:
            cells = f"{letters_of(places[key])}{row}、{letters_of(place)}{row}"
            raise Trouble("读不出这份工作簿", "表“{sheet}”有两列同名（{cells}），请删去一列", sheet=sheet, cells=cells)
        places[key] = place
    return places


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(FILE_MAX + 1)
    except OSError as unreadable:
        raise Trouble(
            "无法读取文件",
            "“{name}”读不出来（{problem}），请检查后重选",
            name=path.name,
            problem=str(unreadable.strerror),
        ) from unreadable
    if len(data) > FILE_MAX:
        raise Trouble("文件过大", "工作簿最大 {max} MB，请分几次导入", max=FILE_MAX >> 20)
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the container of .xls, and of what has a password
        raise Trouble("读不出这份工作簿", "“{name}”是旧格式或有密码，请另存为没有密码的 .xlsx", name=path.name)
    if not data.startswith(b"PK"):
        raise Trouble(
            "读不出这份工作簿", "“{name}”不是 .xlsx 工作簿，请在 Excel 中另存为 .xlsx 后再导入", name=path.name
        )
    return data


def _look_into(data: bytes) -> None:
    """Refuse what would unpack to more than any honest workbook, or spread over more, whatever it says of itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
                raise _too_much()
            left = UNPACKED_MAX
            for part in parts:
                left = _unpack(part, data, left)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError) as broken:
        raise _damaged() from broken


def _unpack(part: zipfile.ZipInfo, data: bytes, left: int) -> int:
    """Look through a part as it comes out, and return how many bytes are left for the others.

    A reader of XML does not stop at what the package's directory says. And calamine has room for every cell of the
    rectangle around those that are filled in: one in the last corner of a sheet would ask for 500 GB, and end the
    program.
    """
    begin = _content_of(part, data)
    packed = memoryview(data)[begin : begin + part.compress_size]
    spread, tail = _Spread(), b""
    for piece in _pieces(part, packed):
        left -= len(piece)
        if left < 0:
            raise _too_much()
        spread.look(tail + piece)
        tail = piece[-OVERLAP:]
    if spread.area > AREA_MAX:
        raise Trouble(
            "读不出这份工作簿",
            "表格延伸到第 {rows} 行、第 {columns} 列，请删除下方和右侧多余的行列，保存后再导入",
            rows=spread.rows,
            columns=spread.columns,
        )
    return left


def _pieces(part: zipfile.ZipInfo, packed: memoryview) -> Iterator[bytes]:
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError("packed in a way that spreadsheet programs do not use")
    unpack = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    while rest and not unpack.eof:
        yield unpack.decompress(rest, PIECE)
        rest = unpack.unconsumed_tail


class _Spread:
    """How far the cells of a sheet spread, by their addresses; those of a usual list need not be read one by one."""

    def __init__(self) -> None:
        self.rows, self.columns = USUAL_ROWS, USUAL_COLUMNS

    @property
    def area(self) -> int:
        """The cells of the rectangle."""
        return self.rows * self.columns

    def look(self, xml: bytes) -> None:
        """Take the addresses of a piece of XML into account."""
        for digits in _addresses(_FAR_DOWN, xml):
            self.rows = max(self.rows, int(digits[:12]))
        for letters in _addresses(_FAR_RIGHT, xml):
            self.columns = max(self.columns, place_of(letters[:8].decode()) + 1)


def _addresses(pattern: re.Pattern[bytes], xml: bytes) -> set[bytes]:
    """What the attribute ``r`` says; another one that ends so (``dir``) is none."""
    return {found[1] for found in pattern.finditer(xml) if xml[found.start() - 1 : found.start()].isspace()}


USUAL_ROWS, USUAL_COLUMNS = 99_999, 26
AREA_MAX = 16_000_000  # cells, at some 30 bytes
OVERLAP = 64  # bytes of a piece that are looked at with the next one: an address may lie across
_FAR_DOWN = re.compile(rb"""r\s*=\s*["'][A-Za-z]*([0-9]{6,})""")  # begins with a letter: ten times as quick
_FAR_RIGHT = re.compile(rb"""r\s*=\s*["']([A-Za-z]{2,})[0-9]""")


def _content_of(part: zipfile.ZipInfo, data: bytes) -> int:
    """Where a part's packed bytes begin: behind its own header, whose name and extra field have their own lengths."""
    header = data[part.header_offset : part.header_offset + 30]
    if len(header) < 30 or part.flag_bits & 1:
        raise zipfile.BadZipFile("no header, or encrypted")
    return part.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")


def _too_much() -> Trouble:
    return Trouble("文件过大", "工作簿解开后超过 {max} MB，不像是填写的名单，没有打开", max=UNPACKED_MAX >> 20)


def _damaged() -> Trouble:
    return Trouble("读不出这份工作簿", "文件已损坏或不是 .xlsx 工作簿，请在 Excel 中打开并另存为 .xlsx 后再导入")
