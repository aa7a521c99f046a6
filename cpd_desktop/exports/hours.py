"""Years of hours as a workbook: totals, sums by source, every line with its reasons and rule, the parts.

Widths are half-width characters; a Chinese one takes two.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from cpd_core import ledger_basis
from cpd_core.ledger import Line, Part, SourceTotal, YearLedger
from cpd_desktop.exports import workbook
from cpd_desktop.exports.workbook import Column, Sheet
from cpd_desktop.labels import day
from cpd_desktop.views import CourseRow, MemberRow
from cpd_desktop.words import Words

Progress = Callable[[int, int], None]
"""Years or members written so far, and how many there will be; it may raise, which leaves no file behind."""


class MemberYear(Struct, frozen=True):
    """One member's year."""

    member: MemberRow
    ledger: YearLedger


class YearLine(Struct, frozen=True):
    """A line of the ledger with the year and the member it belongs to."""

    member: MemberRow
    ledger: YearLedger
    line: Line


class YearSource(Struct, frozen=True):
    """The sums of one source with their year and member."""

    member: MemberRow
    ledger: YearLedger
    total: SourceTotal


class YearPart(Struct, frozen=True):
    """A sub-requirement or cap with its year and member."""

    member: MemberRow
    ledger: YearLedger
    part: Part


class YearCourse(Struct, frozen=True):
    """A finished course with its year and member."""

    member: MemberRow
    ledger: YearLedger
    course: CourseRow


def write_years(
    path: Path,
    member: MemberRow,
    ledgers: Sequence[YearLedger],
    words: Words,
    progress: Progress | None = None,
    courses: Iterable[YearCourse] = (),
) -> int:
    """Write one member's years with all their lines and finished courses; returns how many years. Raises Trouble."""

    def lines() -> Iterator[YearLine]:  # the longest sheet: it tells how far we are
        for done, ledger in enumerate(ledgers):
            if progress:
                progress(done, len(ledgers))
            yield from (YearLine(member, ledger, line) for line in ledger.lines)

    sources = (YearSource(member, ledger, total) for ledger in ledgers for total in ledger.totals())
    parts = (YearPart(member, ledger, part) for ledger in ledgers for part in ledger.parts)
    sheets = (
        Sheet(words.say("学时汇总"), _years(words), [MemberYear(member, ledger) for ledger in ledgers]),
        Sheet(words.say("按来源"), _sources(words), sources),
        Sheet(words.say("学时明细"), _lines(words), lines()),
        Sheet(words.say("分项要求"), _parts(words), parts),
        Sheet(words.say("已学完课程"), _courses(words, member.member_type == "cpa"), courses),
    )
    return workbook.write(path, sheets)[0]


def write_totals(path: Path, rows: Iterable[MemberYear], words: Words) -> int:
    """Write the totals of many members; returns how many rows. Raises Trouble."""
    return workbook.write(path, [Sheet(words.say("学时汇总"), _years(words), rows)])[0]


def _whose(words: Words) -> tuple[Column[Any], ...]:
    """What every sheet begins with."""
    return (
        Column(words.say("会员证书编号"), 18, "text", lambda row: row.member.no),
        Column(words.say("会员姓名"), 14, "text", lambda row: row.member.name),
        Column(words.say("年度"), 10, "integer", lambda row: row.ledger.year),
    )


def _years(words: Words) -> tuple[Column[MemberYear], ...]:
    say = words.say
    done, open_ = say("已完成"), say("未完成")
    return (
        *_whose(words),
        Column(say("应完成学时"), 14, "hours", lambda row: row.ledger.required),
        Column(say("已计学时"), 12, "hours", lambda row: row.ledger.counted),
        Column(say("还差学时"), 12, "hours", lambda row: row.ledger.missing),
        Column(say("是否完成"), 12, "text", lambda row: done if row.ledger.fulfilled else open_),
        Column(say("豁免学时"), 12, "hours", lambda row: row.ledger.waived or None),
        Column(say("考核周期"), 14, "text", lambda row: _cycle(row.ledger)),
        Column(say("周期应完成"), 14, "hours", lambda row: row.ledger.cycle_required if _cycle(row.ledger) else None),
        Column(say("周期已计"), 12, "hours", lambda row: row.ledger.cycle_counted if _cycle(row.ledger) else None),
        Column(say("适用规则"), 16, "text", lambda row: row.ledger.rule_set.id),
        Column(say("规则来源"), 60, "text", lambda row: row.ledger.rule_set.source),
    )


def _sources(words: Words) -> tuple[Column[YearSource], ...]:
    say = words.say
    return (
        *_whose(words),
        Column(say("来源"), 16, "text", lambda row: words.sources[row.total.source]),
        Column(say("申请学时"), 12, "hours", lambda row: row.total.asked),
        Column(say("可计学时"), 12, "hours", lambda row: row.total.eligible),
        Column(say("已计学时"), 12, "hours", lambda row: row.total.counted),
        Column(say("豁免学时"), 12, "hours", lambda row: row.total.waived or None),
    )


def _lines(words: Words) -> tuple[Column[YearLine], ...]:
    say = words.say
    return (
        *_whose(words),
        Column(say("来源"), 16, "text", lambda row: words.sources[row.line.source]),
        Column(say("名称"), 40, "text", lambda row: words.line_title(row.line)),
        Column(say("日期"), 14, "date", lambda row: day(row.line.date)),
        Column(say("申请学时"), 12, "hours", lambda row: row.line.asked),
        Column(say("可计学时"), 12, "hours", lambda row: row.line.eligible),
        Column(say("已计学时"), 12, "hours", lambda row: row.line.counted),
        Column(say("豁免学时"), 12, "hours", lambda row: row.line.waived or None),
        Column(say("说明"), 60, "text", lambda row: words.errors(row.line.reasons)),
        Column(say("依据"), 80, "text", lambda row: _rules(row, words)),
    )


def _courses(words: Words, is_cpa: bool) -> tuple[Column[YearCourse], ...]:
    """必修 and 选修 are told apart for practising members only."""
    say = words.say
    required, elective = say("必修"), say("选修")
    kind: Column[YearCourse] = Column(
        say("类别"), 10, "text", lambda row: required if row.course.required else elective
    )
    return (
        *_whose(words),
        Column(say("课程"), 40, "text", lambda row: row.course.title),
        Column(say("主题"), 14, "text", lambda row: words.topics.get(row.course.topic, row.course.topic)),
        *((kind,) if is_cpa else ()),
        Column(say("方式"), 10, "text", lambda row: words.deliveries[row.course.delivery]),
        Column(say("国家会计学院"), 24, "text", lambda row: row.course.institute_name),
        Column(say("分钟"), 10, "integer", lambda row: row.course.minutes),
        Column(say("学时"), 10, "hours", lambda row: row.course.hours),
        Column(say("学完日期"), 14, "date", lambda row: day(row.course.finished_on)),
        Column(say("状态"), 14, "text", lambda row: words.course_states[row.course.state]),
    )


def _parts(words: Words) -> tuple[Column[YearPart], ...]:
    say = words.say
    return (
        *_whose(words),
        Column(say("分项"), 28, "text", lambda row: words.part(row.part.code)),
        Column(say("现有学时"), 12, "hours", lambda row: row.part.have),
        Column(say("至少"), 10, "hours", lambda row: row.part.at_least),
        Column(say("至多"), 10, "hours", lambda row: row.part.at_most),
        Column(say("还差学时"), 12, "hours", lambda row: row.part.missing),
        Column(say("考核周期"), 14, "text", lambda row: _cycle(row.ledger)),
    )


def _cycle(ledger: YearLedger) -> str:
    return f"{ledger.cycle[0]}–{ledger.cycle[-1]}" if ledger.rule_set.cycle_years > 1 else ""


def _rules(row: YearLine, words: Words) -> str:
    return words.semicolon.join(words.basis(it) for it in ledger_basis.of_line(row.ledger.rule_set, row.line))
