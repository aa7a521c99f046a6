"""The figures of a province for a period as a report to print (PDF): what came, what was decided, what waits, who is
behind. The same figures as on the page and in the workbook.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from cpd_core.overview import Decided, Standing, Tally, weekly
from cpd_core.wording import hours_text
from cpd_desktop.exports import charts, paper
from cpd_desktop.exports.charts import Bar, Legend
from cpd_desktop.exports.files import replacing
from cpd_desktop.exports.overview import Names, ProvinceReport, parts_in_words
from cpd_desktop.exports.paper import MARGIN, PAGE, ROOM, SMALL, Column, Paper, Place, Running
from cpd_desktop.words import Words

MOST_ROWS = 15  # of a table by sponsor or reason; the workbook has them all
MOST_MEMBERS = 60
MOST_DAYS = 92  # columns that one can still tell apart; beyond that they are put together by week
CHART = 150.0  # points high
GAP = 18.0  # between two tables side by side

Progress = Callable[[int, int], None]


def write(path: Path, report: ProvinceReport, words: Words, progress: Progress | None = None) -> int:
    """Write the report; returns how many pages. Raises Trouble; where ``progress`` raises, there is no file."""
    with replacing(path) as file:
        pages = Paper(_running(report, words))
        pages.begin_page()
        _Report(pages, report, words).lay_out()
        made = pages.pages

        def drawn(page: int) -> None:
            if progress:
                progress(page, made)

        pages.save(file, words.say("学时确认统计报告"), report.institute, drawn)
    return made


def _running(report: ProvinceReport, words: Words) -> Running:
    period = report.decisions.period
    first, last = words.date_text(period.first), words.date_text(period.last)
    return Running(
        title=words.say("学时确认统计报告"),
        about=" · ".join((report.institute, words.say("{first} 至 {last}", first=first, last=last))),
        day=words.say("生成日期 {day}", day=words.date_text(report.day)),
        note=words.say("按本机已同步的数据生成；已处理的以现在有效的决定计"),
        number=lambda number, count: words.say("第 {number} 页，共 {count} 页", number=number, count=count),
    )


class _Report:
    """The report from top to bottom."""

    def __init__(self, pages: Paper, report: ProvinceReport, words: Words) -> None:
        self._pages, self._report, self._words = pages, report, words
        self._named = Names(report, words)

    def lay_out(self) -> None:
        self._head()
        self._chart()
        say, found, named = self._words.say, self._report.decisions, self._named
        half = (ROOM - GAP) / 2
        left, right = Place(MARGIN, half), Place(MARGIN + half + GAP, half)
        self._beside(
            lambda: self._decided(say("按审核人"), found.by_reviewer, named.reviewer, left),
            lambda: self._decided(say("按类别"), found.by_kind, named.kind, right),
        )
        self._decided(say("按学时途径"), found.by_pathway, named.pathway, PAGE)
        self._decided(say("按主办方单位"), found.by_sponsor, named.sponsor, PAGE)
        self._reasons()
        self._waiting(left, right)
        self._members()

    # --- figures and picture ------------------------------------------------------------------------------------

    def _head(self) -> None:
        say, found, waits = self._words.say, self._report.decisions, self._report.waiting
        total, filed = found.total, found.filed_total
        boxes = (
            (say("收到申请"), f"{filed.count:,}", say("{hours} 学时", hours=f"{filed.hours:,.1f}")),
            (
                say("已处理申请"),
                f"{total.count:,}",
                say(
                    "确认 {confirmed}，不予确认 {refused}",
                    confirmed=f"{total.confirmed:,}",
                    refused=f"{total.refused:,}",
                ),
            ),
            (say("确认学时"), f"{total.confirmed_hours:,.1f}", say("申请 {hours} 学时", hours=f"{total.asked:,.1f}")),
            (say("现在待确认"), f"{waits.count:,}", self._oldest()),
        )
        wide = ROOM / len(boxes)
        for number, (name, figure, more) in enumerate(boxes):
            x = MARGIN + number * wide
            self._pages.text(x, self._pages.y + 10, name, colour=paper.QUIET)
            self._pages.text(x, self._pages.y + 30, figure, 17, bold=True)
            self._pages.text(x, self._pages.y + 43, more, SMALL, colour=paper.QUIET)
        self._pages.y += 58

    def _oldest(self) -> str:
        waits = self._report.waiting
        if waits.oldest is None:
            return ""
        return self._words.say("最早提交于 {day}", day=self._words.date_text(waits.oldest))

    def _chart(self) -> None:
        say, found = self._words.say, self._report.decisions
        days, filed = found.days, found.filed
        title = say("每日处理")
        if len(days) > MOST_DAYS:
            (days, filed), title = weekly(days, filed), say("每周处理（自所示日期起七天）")
        self._title(title)
        bars = [
            Bar(self._words.short_date(date.fromisoformat(day.code)), day.confirmed, day.refused, came.count)
            for day, came in zip(days, filed, strict=True)
        ]
        charts.columns(self._pages, bars, Legend(say("确认"), say("不予确认"), say("收到申请")), CHART)

    # --- tables -------------------------------------------------------------------------------------------------

    def _beside(self, left: Callable[[], None], right: Callable[[], None]) -> None:
        """Two short tables side by side."""
        self._pages.need(160)
        top = self._pages.y
        left()
        under, self._pages.y = self._pages.y, top
        right()
        self._pages.y = max(under, self._pages.y)

    def _decided(self, title: str, found: Sequence[Decided], name: Callable[[str], str], place: Place) -> None:
        say = self._words.say
        whole = place is PAGE
        columns = (
            Column(title, 0.48 if whole else 0.37),
            Column(say("确认"), 0.13 if whole else 0.19, "right"),
            Column(say("不予确认"), 0.13 if whole else 0.22, "right"),
            Column(say("确认学时"), 0.26 if whole else 0.22, "right"),
        )
        rows = [(name(it.code), f"{it.confirmed:,}", f"{it.refused:,}", f"{it.confirmed_hours:,.1f}") for it in found]
        self._table(columns, rows, place)

    def _reasons(self) -> None:
        say, found = self._words.say, self._report.decisions.by_reason
        columns = (Column(say("不予确认的理由"), 0.74), Column(say("不予确认"), 0.26, "right"))
        self._table(columns, [(each.code, f"{each.refused:,}") for each in found], PAGE)

    def _waiting(self, left: Place, right: Place) -> None:
        say, waits = self._words.say, self._report.waiting
        ages = [Tally(self._named.age(band), band.count, band.hours) for band in waits.ages]
        kinds = [Tally(self._named.kind(each.code), each.count, each.hours) for each in waits.by_kind]
        self._pages.need(160)
        self._title(say("现在待确认"))
        self._beside(lambda: self._tallies(say("已等待"), ages, left), lambda: self._tallies(say("类别"), kinds, right))
        sponsors = [Tally(self._named.sponsor(each.code), each.count, each.hours) for each in waits.by_sponsor]
        self._tallies(say("主办方单位"), sponsors, PAGE)

    def _tallies(self, title: str, found: Iterable[Tally], place: Place) -> None:
        say = self._words.say
        columns = (Column(title, 0.5), Column(say("数量"), 0.2, "right"), Column(say("申请学时"), 0.3, "right"))
        self._table(columns, [(each.code, f"{each.count:,}", f"{each.hours:,.1f}") for each in found], place)

    def _members(self) -> None:
        say, found = self._words.say, self._report.shortfalls
        self._pages.need(120)
        self._title(say("{year} 年度未完成学时的会员", year=found.year))
        said = say(
            "{members} 位会员中 {fulfilled} 位已完成，{missing} 位未完成，共差 {hours} 学时",
            members=f"{found.members:,}",
            fulfilled=f"{found.fulfilled:,}",
            missing=f"{len(found.missing):,}",
            hours=f"{found.hours:,.1f}",
        )
        self._pages.paragraph(said)
        columns = (
            Column(say("证书编号"), 0.18),
            Column(say("姓名"), 0.13),
            Column(say("会员类别"), 0.15),
            Column(say("应完成"), 0.09, "right"),
            Column(say("已计"), 0.09, "right"),
            Column(say("还差"), 0.09, "right"),
            Column("", 0.02),
            Column(say("未达到的分项"), 0.25),
        )
        self._table(columns, [self._member(each) for each in found.missing], PAGE, MOST_MEMBERS)

    def _member(self, it: Standing) -> Sequence[str]:
        words = self._words
        figures = map(hours_text, (it.required, it.counted, it.missing))
        return (it.no, it.name, words.user_types[it.member_type], *figures, "", parts_in_words(it, words))

    def _table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], place: Place, most: int = MOST_ROWS
    ) -> None:
        if not rows:
            return
        self._pages.table(columns, rows[:most], SMALL, place)
        if len(rows) > most:
            more = self._words.say("另有 {count} 行，见 Excel 报告", count=f"{len(rows) - most:,}")
            self._pages.paragraph(more, SMALL, colour=paper.QUIET, x=place.x)
        self._pages.y += 10

    def _title(self, text: str) -> None:
        self._pages.need(40)
        self._pages.y += 4
        self._pages.paragraph(text, 9.5, bold=True)
        self._pages.y += 3
