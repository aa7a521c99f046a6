"""Workbooks that are uploaded: rows of named columns as text; and the templates that people fill in.

A workbook is somebody's file: it is read row by row, and one that would unpack to more than it may is refused unread.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zipfile import BadZipFile, ZipFile

from cpd_core.outcomes import error
from cpd_service.problems import ProblemError

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTES_MAX = 8 * 1024 * 1024  # of the file
UNPACKED_MAX = 200 * 1024 * 1024
ROWS_MAX = 20_000
HEAD_ROWS = 10  # within which the row of titles is looked for
EXAMPLE = "示例"  # what the first cell of a row begins with that is none


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a workbook may have: its title on the sheet, and the field that it fills."""

    field: str
    title: str
    width: int
    needed: bool = True
    example: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as text: its number in the sheet, and its cells by field."""

    number: int
    cells: dict[str, str]


def read(data: bytes, columns: Sequence[Column]) -> Iterator[Row]:
    """The rows below the titles, without empty ones and the example; raises :class:`ProblemError` naming ``file``."""
    from openpyxl import load_workbook  # 0.1 s and 20 MB: not before somebody uploads one
    from openpyxl.utils.exceptions import InvalidFileException

    _check(data)
    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        places: dict[str, int] | None = None
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if places is None:
                places = _places(cells, columns)
                if places is None and number >= HEAD_ROWS:
                    break
                continue
            if number > ROWS_MAX + HEAD_ROWS:
                raise refused("workbook.rows", max=ROWS_MAX)
            row = {field: _text(cells[place]) if place < len(cells) else "" for field, place in places.items()}
            if any(row.values()) and not row[columns[0].field].startswith(EXAMPLE):
                yield Row(number, row)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, SyntaxError, EOFError, IndexError) as problem:
        raise refused("workbook.form") from problem  # SyntaxError: XML that is none
    if places is None:
        titles = "、".join(column.title for column in columns if column.needed)
        raise refused("workbook.titles", titles=titles)


def template(name: str, columns: Sequence[Column]) -> bytes:
    """An empty workbook with the titles and an example row that says what goes where."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    sheet.append([column.title for column in columns])
    sheet.append([column.example for column in columns])
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet[f"{letter}1"].fill = PatternFill("solid", fgColor="E8EEF4" if column.needed else "F6F6F6")
        for row in range(2, 2002):  # numbers of members begin with zeros and are too long for a number
            sheet.cell(row, place).number_format = "@"
        sheet[f"{letter}2"].font = Font(italic=True, color="808080")
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refused(code: str, **params: str | int) -> ProblemError:
    """The problem of a file that is no use as a whole."""
    return ProblemError(422, "INVALID", error("file", code, **params))


def _check(data: bytes) -> None:
    try:
        with ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist()) > UNPACKED_MAX:
                raise refused("workbook.large")
    except BadZipFile as problem:
        raise refused("workbook.form") from problem


def _places(cells: Sequence[object], columns: Sequence[Column]) -> dict[str, int] | None:
    """Where the columns are, if this is the row of titles: all that are needed stand in it."""
    titles = {"".join(_text(cell).split()).rstrip("*＊"): place for place, cell in reversed(list(enumerate(cells)))}
    if any(column.needed and column.title not in titles for column in columns):
        return None
    return {column.field: titles[column.title] for column in columns if column.title in titles}


def _text(cell: object) -> str:
    """What a cell says; a number is written without a needless ``.0``, a day as ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
