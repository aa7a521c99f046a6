"""The figures of a province as a workbook: a sheet for each question, the members who still miss hours among them.

Widths are half-width characters; a Chinese one takes two.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from cpd_core.overview import AgeBand, Decided, Decisions, Shortfalls, Standing, Tally, Waiting
from cpd_desktop.exports import workbook
from cpd_desktop.exports.workbook import Column, Sheet
from cpd_desktop.words import Words


class ProvinceReport(Struct, frozen=True):
    """What is reported of a province: as of ``day``, what was decided within a period, and how a year stands.

    ``pathways`` are the names of pathways and grounds in the province's rules, by code.
    """

    institute: str
    day: date
    waiting: Waiting
    decisions: Decisions
    shortfalls: Shortfalls
    pathways: Mapping[str, str]


def write(path: Path, report: ProvinceReport, words: Words) -> int:
    """Write everything; returns how many members miss hours. Raises Trouble."""
    say, found = words.say, report.decisions
    named = Names(report, words)
    sheets: tuple[Sheet[Any], ...] = (
        Sheet(say("概览"), _figures(words), _overall(report, words)),
        Sheet(say("每日"), _days(words), list(zip(found.days, found.filed, strict=True))),
        Sheet(say("按审核人"), _decided(words, say("审核人"), named.reviewer), found.by_reviewer),
        Sheet(say("按类别"), _decided(words, say("申请类别"), named.kind), found.by_kind),
        Sheet(say("按主办方单位"), _decided(words, say("主办方单位"), named.sponsor), found.by_sponsor),
        Sheet(say("按学时途径"), _decided(words, say("学时途径/豁免学时条件"), named.pathway), found.by_pathway),
        Sheet(say("不予确认的理由"), _reasons(words), found.by_reason),
        Sheet(say("待确认"), _waiting(words), list(_tallies(report, named, words))),
        _members(report.shortfalls, words),
    )
    return workbook.write(path, sheets)[-1]


def write_members(path: Path, shortfalls: Shortfalls, words: Words) -> int:
    """Write the members who still miss hours of a year; returns how many. Raises Trouble."""
    return workbook.write(path, [_members(shortfalls, words)])[0]


class Names:
    """What codes are called in a report."""

    def __init__(self, report: ProvinceReport, words: Words) -> None:
        self._report, self._words = report, words

    def reviewer(self, name: str) -> str:
        """Who decided; records of old do not always say it."""
        return name or self._words.say("（未记录）")

    def kind(self, code: str) -> str:
        """The kind of an application."""
        return self._words.kinds.get(code, code)

    def sponsor(self, name: str) -> str:
        """An organiser; output-based applications and exemptions have none."""
        return name or self._words.say("（无主办方）")

    def pathway(self, code: str) -> str:
        """A pathway or a ground for exemption."""
        return self._words.pathway(code, self._report.pathways.get(code, code)) if code else ""

    def age(self, band: AgeBand) -> str:
        """How long something has waited."""
        if band.last is None:
            return self._words.say("{first} 天以上", first=band.first)
        return self._words.say("{first} 至 {last} 天", first=band.first, last=band.last)


class Figure(Struct, frozen=True):
    """A line of the first sheet."""

    name: str
    count: int | None
    hours: float | None


def _overall(report: ProvinceReport, words: Words) -> list[Figure]:
    say, found, filed = words.say, report.decisions, report.decisions.filed_total
    year = report.shortfalls.year
    return [
        Figure(say("收到申请"), filed.count, filed.hours),
        Figure(say("已处理申请"), found.total.count, None),
        Figure(say("其中确认"), found.total.confirmed, found.total.confirmed_hours),
        Figure(say("其中不予确认"), found.total.refused, None),
        Figure(say("现在待确认"), report.waiting.count, report.waiting.hours),
        Figure(say("{year} 年度会员", year=year), report.shortfalls.members, None),
        Figure(say("{year} 年度已完成", year=year), report.shortfalls.fulfilled, None),
        Figure(say("{year} 年度未完成", year=year), len(report.shortfalls.missing), report.shortfalls.hours),
    ]


def _figures(words: Words) -> tuple[Column[Figure], ...]:
    say = words.say
    return (
        Column(say("项目"), 28, "text", lambda row: row.name),
        Column(say("数量"), 12, "integer", lambda row: row.count),
        Column(say("学时"), 12, "hours", lambda row: row.hours),
    )


def _days(words: Words) -> tuple[Column[tuple[Decided, Tally]], ...]:
    say = words.say
    return (
        Column(say("日期"), 14, "date", lambda row: date.fromisoformat(row[0].code)),
        Column(say("收到申请"), 12, "integer", lambda row: row[1].count),
        Column(say("确认"), 10, "integer", lambda row: row[0].confirmed),
        Column(say("不予确认"), 12, "integer", lambda row: row[0].refused),
        Column(say("确认学时"), 12, "hours", lambda row: row[0].confirmed_hours),
    )


def _decided(words: Words, title: str, name: Callable[[str], str]) -> tuple[Column[Decided], ...]:
    say = words.say
    return (
        Column(title, 36, "text", lambda row: name(row.code)),
        Column(say("已处理申请"), 12, "integer", lambda row: row.count),
        Column(say("确认"), 10, "integer", lambda row: row.confirmed),
        Column(say("不予确认"), 12, "integer", lambda row: row.refused),
        Column(say("申请学时"), 12, "hours", lambda row: row.asked),
        Column(say("确认学时"), 12, "hours", lambda row: row.confirmed_hours),
    )


def _reasons(words: Words) -> tuple[Column[Decided], ...]:
    say = words.say
    return (
        Column(say("理由"), 60, "text", lambda row: row.code),
        Column(say("不予确认"), 12, "integer", lambda row: row.refused),
    )


class _Group(Struct, frozen=True):
    """A line of what waits."""

    by: str
    name: str
    count: int
    hours: float


def _tallies(report: ProvinceReport, named: Names, words: Words) -> Iterable[_Group]:
    say, found = words.say, report.waiting
    for band in found.ages:
        yield _Group(say("已等待"), named.age(band), band.count, band.hours)
    groups = (
        (say("申请类别"), found.by_kind, named.kind),
        (say("主办方单位"), found.by_sponsor, named.sponsor),
        (say("学时途径/豁免学时条件"), found.by_pathway, named.pathway),
    )
    for title, tallies, name in groups:
        yield from (_Group(title, name(each.code), each.count, each.hours) for each in tallies)


def _waiting(words: Words) -> tuple[Column[_Group], ...]:
    say = words.say
    return (
        Column(say("分类"), 24, "text", lambda row: row.by),
        Column(say("名称"), 36, "text", lambda row: row.name),
        Column(say("数量"), 10, "integer", lambda row: row.count),
        Column(say("申请学时"), 12, "hours", lambda row: row.hours),
    )


def _members(found: Shortfalls, words: Words) -> Sheet[Standing]:
    say = words.say
    columns: tuple[Column[Standing], ...] = (
        Column(say("会员证书编号"), 18, "text", lambda row: row.no),
        Column(say("会员姓名"), 14, "text", lambda row: row.name),
        Column(say("会员类别"), 16, "text", lambda row: words.user_types[row.member_type]),
        Column(say("年度"), 10, "integer", lambda row: found.year),
        Column(say("应完成学时"), 14, "hours", lambda row: row.required),
        Column(say("已计学时"), 12, "hours", lambda row: row.counted),
        Column(say("还差学时"), 12, "hours", lambda row: row.missing),
        Column(say("未达到的分项"), 36, "text", lambda row: parts_in_words(row, words)),
        Column(say("待确认学时"), 14, "hours", lambda row: row.waiting or None),
        Column(say("豁免学时"), 12, "hours", lambda row: row.waived or None),
    )
    return Sheet(say("未完成学时"), columns, found.missing)


def parts_in_words(standing: Standing, words: Words) -> str:
    """The minima that a member does not reach, with what each misses: 职业道德 2、面授 4.5."""
    return words.comma.join(f"{words.part(code)} {missing:g}" for code, missing in standing.parts)
