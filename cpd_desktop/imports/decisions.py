"""A queue's workbook with decisions in it: every cell looked at, before anything is asked of the store."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from msgspec import Struct

from cpd_core.applications import check_reason
from cpd_desktop.errors import Trouble
from cpd_desktop.exports.review_layout import (
    ABOUT,
    CHECKED,
    DECISIONS,
    FORM,
    NEEDED,
    TITLES,
    About,
    Decided,
    asked_text,
    check_of,
    titles_of,
)
from cpd_desktop.imports.book import CellIssue, Grid, Value, in_order, open_book, plain, text_of
from cpd_desktop.sentences import Said

_DECIDED: dict[str, Decided] = {
    plain(word): decided for decided, pair in DECISIONS.items() for word in (*pair, decided)
}


class Line(Struct, frozen=True, gc=False):
    """A row with a decision, sound in itself. ``hours`` None: as asked."""

    row: int
    id: str
    rev: int
    decided: Decided
    hours: float | None
    reason: str


class Filled(Struct, frozen=True):
    """What a workbook says. With ``issues`` nothing of it is taken; ``blank`` rows have no decision."""

    name: str
    about: About
    grid: Grid
    lines: tuple[Line, ...]
    blank: int
    issues: tuple[CellIssue, ...]
    unused_reasons: int  # beside a confirmation, which has none


def read(path: Path) -> Filled:
    """Read a workbook; raises Trouble where it is none of ours or cannot be read at all."""
    book = open_book(path)
    about = _about(book.pairs(ABOUT))
    grid = book.find({key: titles_of(key) for key in TITLES}, NEEDED)
    reader = _Reader(grid)
    lines = tuple(reader.lines())
    return Filled(book.name, about, grid, lines, reader.blank, in_order(reader.issues), reader.unused_reasons)


def hours_in(value: Value) -> float | Said | None:
    """A cell as hours: None where it is empty, what is wrong with it where it is no number."""
    if isinstance(value, bool):
        return Said("不是数字，请填写学时数")
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date | datetime | time | timedelta):
        return Said("被当成了日期或时间，请把单元格格式改为“常规”后重新填写学时数")
    text = plain(value)
    if not text:
        return None
    try:
        return float(text)  # typed as a text, wide digits included
    except ValueError:
        return Said("“{text}”不是数字，请只填写学时数", {"text": value.strip()[:20]})


def _about(pairs: dict[str, str]) -> About:
    if "form" not in pairs:
        raise Trouble("读不出这份工作簿", "这不是从本程序“学时确认”页导出的工作簿")
    try:
        form, rows = int(pairs["form"]), int(pairs.get("rows", "0"))
    except ValueError as altered:
        raise Trouble("读不出这份工作簿", "工作簿中隐藏的说明被改动过，请重新导出") from altered
    if form < FORM:
        raise Trouble("读不出这份工作簿", "工作簿由较早版本的程序导出，请重新导出后再填写")
    if form > FORM:
        raise Trouble("读不出这份工作簿", "工作簿由更新版本的程序导出，请先升级本程序")
    texts = {name: pairs.get(name, "") for name in ("province", "account_id", "by", "epoch", "at")}
    return About(form=form, rows=rows, **texts)


class _Reader:
    """Goes through the rows once."""

    def __init__(self, grid: Grid) -> None:
        self.issues: list[CellIssue] = []
        self.blank = 0
        self.unused_reasons = 0
        self._grid = grid
        self._width = max(grid.places.values()) + 1
        self._first: dict[str, int] = {}

    def lines(self) -> Iterator[Line]:
        """The rows with decisions that are sound."""
        places = self._grid.places
        decision, hours, reason, id_ = (places[key] for key in ("decision", "hours", "reason", "id"))
        for number, values in self._grid.rows:
            if len(values) < self._width:
                values = [*values, *[""] * (self._width - len(values))]
            if values[decision] == "" and values[hours] == "" and values[reason] == "":
                self.blank += values[id_] != ""
                continue
            found = self._line(number, values)
            if found:
                yield found

    def _line(self, row: int, values: list[Value]) -> Line | None:
        texts = {key: text_of(values[self._grid.places[key]]) for key in ("decision", "reason", *CHECKED, "check")}
        asked = hours_in(values[self._grid.places["asked"]])
        if not self._is_known(row, texts, asked) or isinstance(asked, Said):
            return None
        before = len(self.issues)
        decided = self._decided(row, texts["decision"])
        hours = self._hours(row, values)
        if decided and not isinstance(hours, Said):
            self._fits(row, decided, hours, asked, texts["reason"])
        if decided is None or isinstance(hours, Said) or len(self.issues) > before:
            return None
        if decided in ("confirm", "fewer") and texts["reason"]:
            self.unused_reasons += 1
        return Line(row, texts["id"], int(texts["rev"]), decided, hours, texts["reason"])

    def _is_known(self, row: int, texts: dict[str, str], asked: float | Said | None) -> bool:
        """Whether the row is one of ours, as it was written, and here for the first time."""
        id_ = texts["id"]
        if not id_:
            self._wrong(row, "id", "这一行没有编号：请不要新增行，只在导出的行中填写")
            return False
        told = {**texts, "asked": "?" if isinstance(asked, Said) else asked_text(asked)}
        if check_of(*(told[key] for key in CHECKED)) != texts["check"]:
            self._wrong(
                row,
                "member_no",
                "这一行的内容与编号不符：可能只排序了部分列，或改动了受保护的列；请撤销改动，或重新导出",
            )
            return False
        first = self._first.setdefault(id_, row)
        if first != row:
            self._wrong(row, "decision", "与第 {first} 行是同一条申请，请只保留一行", first=first)
        return first == row

    def _decided(self, row: int, text: str) -> Decided | None:
        decided = _DECIDED.get(plain(text))
        if decided is None and text:
            self._wrong(
                row,
                "decision",
                "“{text}”不在列表中，请选择确认、减少学时后确认、不予确认或暂不处理",
                text=text[:20],
            )
        elif decided is None:
            self._wrong(row, "decision", "已填写学时或理由，但没有选择处理；请选择，或清空本行")
        return decided

    def _hours(self, row: int, values: list[Value]) -> float | Said | None:
        hours = hours_in(values[self._grid.places["hours"]])
        if isinstance(hours, Said):
            self._wrong(row, "hours", hours.source, **hours.params)
        return hours

    def _fits(self, row: int, decided: Decided, hours: float | None, asked: float | None, reason: str) -> None:
        """What the decision asks of hours and reason."""
        if decided == "refuse":
            for wrong in check_reason(reason):
                self._wrong(row, "reason", wrong.code, **wrong.params)
        if decided == "refuse" or decided == "later":
            if hours is not None:
                self._wrong(row, "hours", "这样处理不计学时，请清空本次确认学时")
        elif asked is not None:
            self._within(row, decided, hours, asked)
        elif hours or decided == "fewer":
            self._wrong(row, "hours" if hours else "decision", "豁免申请不计学时，请选择确认并清空本次确认学时")

    def _within(self, row: int, decided: Literal["confirm", "fewer"], hours: float | None, asked: float) -> None:
        if hours is None:
            if decided == "fewer":
                self._wrong(row, "hours", "请填写本次确认学时，应少于申请的 {asked} 学时", asked=asked)
        elif not 0 < hours <= asked:
            self._wrong(row, "hours", "应大于 0、不超过申请的 {asked} 学时", asked=asked)
        elif (hours * 2) % 1:
            self._wrong(row, "hours", "hours.step")
        elif decided == "fewer" and hours == asked:
            self._wrong(row, "hours", "与申请学时相同；如按申请学时确认，请选择“确认”")

    def _wrong(self, row: int, key: str, source: str, **params: "str | int | float | Said") -> None:
        self.issues.append(self._grid.issue(row, key, source, **params))
