"""A year of hours in words and bars: the same on 首页 and on 学时查询. All figures come from the ledger."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from cpd_core import ledger_basis
from cpd_core.ledger import Part, YearLedger
from cpd_core.requirements import RuleSet
from cpd_core.wording import hours_text
from ui import language
from ui.language import tr
from ui.widgets import Bar, clear, label


def sentence(ledger: YearLedger, deadline: bool) -> str:
    """What is still missing; ``deadline``: it can still be made up for this year."""
    if ledger.fulfilled:
        if not ledger.required:
            return tr("{0} 年度的学时已全部豁免").format(ledger.year)
        return tr("{0} 年度的学时要求已完成").format(ledger.year)
    if not ledger.missing:
        return tr("总学时已达到，还有单项未达到")
    words = tr("今年还差 {0} 学时，截止 12 月 31 日") if deadline else tr("本年度还差 {0} 学时")
    return words.format(hours_text(ledger.missing))


def in_short(ledger: YearLedger) -> str:
    """The year in a line, as it is read out and shown on hovering."""
    figures = tr("{0} 年度：已计 {1}，应完成 {2} 学时").format(
        ledger.year, hours_text(ledger.counted), hours_text(ledger.required)
    )
    return tr("，").join((figures, standing(ledger)))


def standing(ledger: YearLedger) -> str:
    """How a year stands, in a word or two."""
    if ledger.fulfilled:
        return tr("已完成") if ledger.required else tr("全部豁免")
    return tr("还差 {0}").format(hours_text(ledger.missing)) if ledger.missing else tr("单项未达到")


def cycle(ledger: YearLedger) -> str:
    """How the cycle of two years stands, "" where a year is by itself."""
    if ledger.rule_set.cycle_years == 1:
        return ""
    first, last, have = ledger.cycle[0], ledger.cycle[-1], hours_text(ledger.cycle_counted)
    words = tr("考核周期 {0} 至 {1} 年：已完成 {2}，应完成 {3} 学时").format(
        first, last, have, hours_text(ledger.cycle_required)
    )
    missing = ledger.cycle_required - ledger.cycle_counted
    return words + (tr("，还差 {0}").format(hours_text(missing)) if missing > 0 else "")


def part_in_words(part: Part) -> str:
    """A minimum or cap with what there is of it."""
    if part.at_least is not None:
        return tr("{0}，至少 {1}").format(hours_text(part.have), hours_text(part.at_least))
    return tr("{0}，最多计 {1}").format(hours_text(part.have), hours_text(part.at_most or 0.0))


def parts_in_words(ledger: YearLedger) -> str:
    """All minima and caps in a line, "" for none."""
    return " · ".join(f"{language.words().part(part.code)} {part_in_words(part)}" for part in ledger.parts)


def owed_parts(ledger: YearLedger) -> str:
    """Which minima are not met yet, "" for none."""
    owed = [
        tr("{0} {1} 学时").format(language.words().part(part.code), hours_text(part.missing))
        for part in ledger.parts
        if part.missing
    ]
    return tr("其中还差：{0}").format(tr("，").join(owed)) if owed else ""


def fill_parts(grid: QGridLayout, ledger: YearLedger) -> None:
    """Show the parts of the year as bars with their minima and caps; a cycle's total comes first."""
    clear(grid)
    first = 0
    if ledger.rule_set.cycle_years > 1:
        have, asked = ledger.cycle_counted, ledger.cycle_required
        words = tr("{0}，应完成 {1}").format(hours_text(have), hours_text(asked))
        bar = Bar("part_cycle")
        bar.set_share(have, asked, "good" if have >= asked else "accent")
        basis = ledger_basis.of_figure(ledger.rule_set, "total")
        _add_bar(grid, 0, bar, tr("{0}–{1} 周期").format(ledger.cycle[0], ledger.cycle[-1]), words, basis)
        first = 1
    for row, part in enumerate(ledger.parts, start=first):
        _add_part(grid, row, part, ledger.rule_set)


def fill_sources(grid: QGridLayout, ledger: YearLedger) -> None:
    """Show where the year's hours come from, below what the grid shows already."""
    for row, each in enumerate(ledger.by_source(), start=grid.rowCount()):
        bar = Bar(f"source_{each.source}")
        bar.set_share(each.hours, ledger.required, "good" if ledger.fulfilled else "accent")
        name, words = language.words().sources[each.source], tr("{0} 学时").format(hours_text(each.hours))
        bar.setAccessibleName(f"{name} {words}")
        grid.addWidget(label(name, wrap=False), row, 0)
        grid.addWidget(bar, row, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(words, "quiet", wrap=False), row, 2)


def _add_part(grid: QGridLayout, row: int, part: Part, rule_set: RuleSet) -> None:
    bar = Bar(f"part_{part.code}")
    if part.at_least is not None:
        bar.set_share(part.have, part.at_least, "accent" if part.missing else "good")
    else:
        most = part.at_most or 0.0
        bar.set_share(part.have, most, "warning" if part.have >= most else "accent")
    basis = ledger_basis.of_figure(rule_set, ledger_basis.FIGURE_OF_PART[part.code])
    _add_bar(grid, row, bar, language.words().part(part.code), part_in_words(part), basis)


def _add_bar(grid: QGridLayout, row: int, bar: Bar, name: str, words: str, basis: ledger_basis.Basis | None) -> None:
    """A bar between its name and its figures; the rule behind it is on hovering."""
    bar.setAccessibleName(f"{name} {words}")
    cells = label(name, wrap=False), bar, label(words, "quiet", wrap=False, name=f"{bar.objectName()}_words")
    for column, cell in enumerate(cells):
        cell.setToolTip(language.words().basis(basis) if basis else "")
        grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignVCenter)
