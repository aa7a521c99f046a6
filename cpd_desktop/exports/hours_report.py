"""Years of hours as a report to print: a year a page as a rule, with the same figures and words as on screen.

It is no certificate, and says so at the foot of each page.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from cpd_core import ledger_basis
from cpd_core.ledger import YearLedger
from cpd_core.wording import hours_text
from cpd_desktop.exports import paper
from cpd_desktop.exports.files import replacing
from cpd_desktop.exports.paper import MARGIN, ROOM, SMALL, Column, Paper, Place, Running
from cpd_desktop.views import MemberRow
from cpd_desktop.words import Words

RADIUS = 26.0  # of the ring, in points
LABEL = 110.0  # where the words beside the ring begin


class Report(Struct, frozen=True):
    """What is reported: a member's years, in whose words, as of which day."""

    member: MemberRow
    years: tuple[YearLedger, ...]
    words: Words
    day: date


def write(path: Path, report: Report, progress: Callable[[int, int], None] | None = None) -> int:
    """Write the report; returns how many pages. Raises Trouble; where ``progress`` raises, there is no file."""
    say, count = report.words.say, 2 * len(report.years)  # each year is laid out, and drawn
    with replacing(path) as file:
        pages = Paper(_running(report))
        if not report.years:
            pages.begin_page()
            pages.paragraph(say("所选年度没有适用的学时要求"))
        for done, ledger in enumerate(report.years):
            if progress:
                progress(done, count)
            pages.begin_page()
            _Year(pages, ledger, report.words).lay_out()
        made = pages.pages

        def drawn(page: int) -> None:
            if progress:
                progress(len(report.years) + page * len(report.years) // made, count)

        pages.save(file, say("继续教育学时报告"), report.member.name, drawn)
    return made


def _running(report: Report) -> Running:
    words, member = report.words, report.member
    kind = words.user_types.get(member.member_type, member.member_type)
    return Running(
        title=words.say("继续教育学时报告"),
        about=" · ".join((member.name, words.say("证书编号 {no}", no=member.no), kind)),
        day=words.say("生成日期 {day}", day=words.date_text(report.day)),
        note=words.say("按本机已同步的数据生成，供本人查阅；不是学时证明"),
        number=lambda number, count: words.say("第 {number} 页，共 {count} 页", number=number, count=count),
    )


class _Year:
    """One year on its pages, from top to bottom."""

    def __init__(self, pages: Paper, ledger: YearLedger, words: Words) -> None:
        self._pages = pages
        self._ledger = ledger
        self._words = words
        self._rules: list[str] = []  # each is told once, at the end, under the number that the lines give

    def lay_out(self) -> None:
        self._head()
        self._figures()
        self._lines()
        self._rules_behind()

    def _head(self) -> None:
        pages, ledger, say = self._pages, self._ledger, self._words.say
        top = pages.y
        share = 1.0 if not ledger.required else ledger.counted / ledger.required
        colour = paper.GOOD if ledger.fulfilled else paper.ACCENT
        pages.ring(MARGIN + RADIUS + 4, top + RADIUS + 4, RADIUS, share, colour)
        figures = say("{counted} / {required}", counted=ledger.counted, required=ledger.required)
        middle = MARGIN + RADIUS + 4 - paper.text_width(figures, 10.5, bold=True) / 2
        pages.text(middle, top + RADIUS + 8, figures, 10.5, bold=True)
        pages.text(LABEL, top + 16, say("{year} 年度", year=ledger.year), 16, bold=True)
        pages.text(LABEL, top + 33, self._standing(), 10.5, bold=True, colour=colour)
        said = say(
            "应完成 {required} 学时，已计入 {counted} 学时，还差 {missing} 学时",
            required=ledger.required,
            counted=ledger.counted,
            missing=ledger.missing,
        )
        if ledger.waived:
            said += self._words.semicolon + say("豁免 {hours} 学时", hours=ledger.waived)
        pages.text(LABEL, top + 48, said)
        pages.y = top + 62
        if ledger.rule_set.cycle_years > 1:
            pages.paragraph(self._cycle(), x=LABEL)
        pages.y += 6

    def _standing(self) -> str:
        ledger, say = self._ledger, self._words.say
        if ledger.fulfilled:
            return say("学时要求已完成") if ledger.required else say("学时已全部豁免")
        if ledger.missing:
            return say("还差 {missing} 学时", missing=ledger.missing)
        return say("总学时已达到，还有单项未达到")

    def _cycle(self) -> str:
        ledger = self._ledger
        return self._words.say(
            "考核周期 {first} 至 {last} 年：应完成 {required} 学时，已计入 {counted} 学时",
            first=ledger.cycle[0],
            last=ledger.cycle[-1],
            required=ledger.cycle_required,
            counted=ledger.cycle_counted,
        )

    def _figures(self) -> None:
        """Parts at the left, sums by source at the right; where there are no parts, the sums take the page."""
        pages = self._pages
        if not self._ledger.parts:
            self._sources(paper.PAGE)
            return
        pages.need(120)
        top, half = pages.y, ROOM / 2
        self._parts(half - 14)
        under, pages.y = pages.y, top
        self._sources(Place(MARGIN + half, half))
        pages.y = max(under, pages.y)

    def _parts(self, room: float) -> None:
        pages, words = self._pages, self._words
        cycle = self._ledger.rule_set.cycle_years > 1
        self._title(words.say("周期内的分项要求") if cycle else words.say("分项要求"))
        for part in self._ledger.parts:
            limit = part.at_least if part.at_least is not None else part.at_most or 0.0
            if part.at_least is not None:
                colour = paper.ACCENT if part.missing else paper.GOOD
                said = words.say("{have}，至少 {limit}", have=part.have, limit=limit)
                met = words.say("还差 {missing} 学时", missing=part.missing) if part.missing else words.say("已达到")
                said += f"{words.semicolon}{met}"
            else:
                colour = paper.WARNING if part.have >= limit else paper.ACCENT
                said = words.say("{have}，最多计 {limit}", have=part.have, limit=limit)
            basis = ledger_basis.of_figure(self._ledger.rule_set, ledger_basis.FIGURE_OF_PART[part.code])
            name = words.part(part.code)
            pages.text(MARGIN, pages.y + 9, name)
            pages.text(MARGIN + room, pages.y + 9, self._cite([basis] if basis else []), SMALL, align="right")
            if paper.text_width(name + said, paper.BODY) > room - 34:
                pages.y += 11
            pages.text(MARGIN + room - 22, pages.y + 9, said, colour=colour, align="right")
            pages.bar(MARGIN, pages.y + 17, room, part.have / limit if limit else 1.0, colour)
            pages.y += 24

    def _sources(self, place: Place) -> None:
        say, totals = self._words.say, self._ledger.totals()
        if not totals:
            return
        self._title(say("按来源"), place.x)
        columns = (
            Column(say("来源"), 0.36),
            Column(say("申请"), 0.16, "right"),
            Column(say("认可"), 0.16, "right"),
            Column(say("计入"), 0.16, "right"),
            Column(say("豁免"), 0.16, "right"),
        )
        rows = [
            (self._words.sources[it.source], *map(hours_text, (it.asked, it.eligible, it.counted, it.waived)))
            for it in totals
        ]
        self._pages.table(columns, rows, place=place)

    def _lines(self) -> None:
        say, lines = self._words.say, self._ledger.lines
        self._title(say("学时明细"))
        if not lines:
            self._pages.paragraph(say("本年度还没有学时记录"), colour=paper.QUIET)
            return
        columns = (
            Column(say("日期"), 0.10),
            Column(say("来源"), 0.12),
            Column(say("内容"), 0.215),
            Column(say("申请"), 0.06, "right"),
            Column(say("认可"), 0.065, "right"),
            Column(say("计入"), 0.07, "right"),
            Column("", 0.01),
            Column(say("说明"), 0.28),
            Column(say("依据"), 0.08, "right"),
        )
        self._pages.table(columns, [self._line(number) for number in range(len(lines))], SMALL)

    def _line(self, number: int) -> Sequence[str]:
        words, line = self._words, self._ledger.lines[number]
        return (
            words.day(line.date),
            words.sources[line.source],
            words.line_title(line),
            hours_text(line.asked),
            hours_text(line.eligible),
            hours_text(line.counted),
            "",
            words.errors(line.reasons),
            self._cite(ledger_basis.of_line(self._ledger.rule_set, line)),
        )

    def _cite(self, bases: Sequence[ledger_basis.Basis]) -> str:
        """The numbers of these rules in the list at the end."""
        numbers: list[int] = []
        for basis in bases:
            rule = self._words.basis(basis)
            if rule not in self._rules:
                self._rules.append(rule)
            numbers.append(self._rules.index(rule) + 1)
        return " ".join(f"[{number}]" for number in numbers)

    def _rules_behind(self) -> None:
        owed = [self._words.basis(basis) for basis in ledger_basis.of_requirement(self._ledger.rule_set)]
        self._title(self._words.say("依据"))
        for rule in owed:
            self._pages.paragraph(rule, paper.TINY, colour=paper.QUIET)
        for number, rule in enumerate(self._rules, start=1):
            self._pages.paragraph(f"[{number}] {rule}", paper.TINY, colour=paper.QUIET)

    def _title(self, text: str, x: float = MARGIN) -> None:
        self._pages.need(40)
        self._pages.y += 6
        self._pages.paragraph(text, 9.5, bold=True, x=x)
        self._pages.y += 2
