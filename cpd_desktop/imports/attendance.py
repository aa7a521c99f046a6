"""An attendance list that was filled in: the training, and who was there, cell by cell; nobody is looked up yet."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from cpd_desktop.exports.attendance_workbook import HEAD, HEAD_TITLES, LIST_TITLES, YES
from cpd_desktop.exports.review_layout import both
from cpd_desktop.imports.book import Book, CellIssue, Grid, Value, in_order, letters_of, open_book, plain, text_of
from cpd_desktop.imports.decisions import hours_in
from cpd_desktop.sentences import Param, Said

ATTENDEES_MAX = 20_000


class Training(Struct, frozen=True):
    """What the sheet says of the training; ``cells`` are where it says so. ``pathway`` is a name."""

    sheet: str
    sponsor: str
    pathway: str
    year: int
    title: str
    held_on: str
    ethics: bool
    cells: dict[str, tuple[int, str]]

    def issue(self, field: str, source: str, **params: Param | Said) -> CellIssue:
        """Something wrong with a field of the training."""
        row, column = self.cells.get(field, (1, ""))
        return CellIssue(self.sheet, row, column, Said(source, params))


class Attendee(Struct, frozen=True, gc=False):
    """One row of the list, sound in itself."""

    row: int
    member_no: str
    name: str
    hours: float
    note: str


class Attendance(Struct, frozen=True):
    """What a list says; ``data`` is the file itself, which becomes the proof."""

    name: str
    data: bytes
    training: Training
    grid: Grid
    attendees: tuple[Attendee, ...]
    issues: tuple[CellIssue, ...]


def read(path: Path) -> Attendance:
    """Read a list; raises Trouble where it is no such workbook or cannot be read at all."""
    book = open_book(path)
    training, wrong = _training(book)
    grid = book.find({key: both(title) for key, title in LIST_TITLES.items()}, ("member_no", "member_name", "hours"))
    reader = _Reader(grid)
    attendees = tuple(reader.attendees())
    if not attendees and not reader.issues:
        reader.issues.append(CellIssue(grid.name, 2, "", Said("名单是空的，请每人填写一行")))
    return Attendance(book.name, book.data, training, grid, attendees, (*wrong, *in_order(reader.issues)))


def _training(book: Book) -> tuple[Training, list[CellIssue]]:
    grid = book.find({key: both(title) for key, title in HEAD_TITLES.items()}, ("item", "value"))
    keys = {plain(word): key for key, title in HEAD.items() for word in both(title)}
    item, value = grid.places["item"], grid.places["value"]
    found: dict[str, tuple[int, Value]] = {}
    for row, values in grid.rows:
        key = keys.get(plain(text_of(values[item]))) if item < len(values) else None
        if key and value < len(values):
            found.setdefault(key, (row, values[value]))
    texts = {key: _text(held[1]) for key, held in found.items()}
    year = texts.get("year", "")
    training = Training(
        sheet=grid.name,
        sponsor=texts.get("sponsor", ""),
        pathway=texts.get("pathway", ""),
        year=int(year) if year.isdecimal() and len(year) == 4 else 0,
        title=texts.get("title", ""),
        held_on=texts.get("held_on", ""),
        ethics=plain(texts.get("ethics", "")) in {plain(word) for word in both(YES)},
        cells={key: (row, letters_of(value)) for key, (row, _value) in found.items()},
    )
    missing = [title for key, title in HEAD.items() if key not in found]
    wrong = [training.issue("", "缺少“{title}”一行，请使用模板", title=Said(title)) for title in missing]
    if not training.year and "year" in found:
        wrong.append(training.issue("year", "请填写四位年份，如 2026"))
    return training, wrong


def _text(value: Value) -> str:
    """A cell of the training; a day as the wire has it, whether it was typed as a text or as a date."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return text_of(value)


class _Reader:
    """Goes through the rows once."""

    def __init__(self, grid: Grid) -> None:
        self.issues: list[CellIssue] = []
        self._grid = grid
        self._first: dict[str, int] = {}

    def attendees(self) -> Iterator[Attendee]:
        """The rows that are sound."""
        places = self._grid.places
        count = 0
        for row, values in self._grid.rows:
            cells = {key: values[place] if place < len(values) else "" for key, place in places.items()}
            if all(_is_empty(cell) for cell in cells.values()):
                continue
            count += 1
            if count > ATTENDEES_MAX:
                self._wrong(row, "member_no", "名单最多 {max} 人，请分几次导入", max=ATTENDEES_MAX)
                return
            found = self._attendee(row, cells)
            if found:
                yield found

    def _attendee(self, row: int, cells: dict[str, Value]) -> Attendee | None:
        before = len(self.issues)
        number, name = text_of(cells["member_no"]), text_of(cells["member_name"])
        hours = hours_in(cells["hours"])
        if not number:
            self._wrong(row, "member_no", "请填写会员证书编号")
        elif self._first.setdefault(plain(number), row) != row:
            self._wrong(row, "member_no", "与第 {first} 行是同一位会员，请只保留一行", first=self._first[plain(number)])
        if not name:
            self._wrong(row, "member_name", "请填写会员姓名，用来核对编号")
        if isinstance(hours, Said):
            self._wrong(row, "hours", hours.source, **hours.params)
        elif hours is None:
            self._wrong(row, "hours", "请填写学时数")
        if hours is None or isinstance(hours, Said) or len(self.issues) > before:
            return None
        return Attendee(row, number, name, hours, text_of(cells.get("note", "")))

    def _wrong(self, row: int, key: str, source: str, **params: Param | Said) -> None:
        self.issues.append(self._grid.issue(row, key, source, **params))


def _is_empty(value: Value) -> bool:
    return isinstance(value, str) and not value.strip()
