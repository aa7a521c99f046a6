"""A year of hours in words and bars: the same on 首页 and on 学时查询. All figures come from the ledger."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from cpd_core.ledger import Part, YearLedger
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


def owed_parts(ledger: YearLedger) -> str:
    """Which minima are not met yet, "" for none."""
    owed = [
        tr("{0} {1} 学时").format(language.words().part(part.code), hours_text(part.missing))
        for part in ledger.parts
        if part.missing
    ]
    return tr("其中还差：{0}").format(tr("，").join(owed)) if owed else ""


def fill_parts(grid: QGridLayout, ledger: YearLedger) -> None:
    """Show the parts of the year as bars with their minima and caps."""
    clear(grid)
    for row, part in enumerate(ledger.parts):
        _add_part(grid, row, part)


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


def _add_part(grid: QGridLayout, row: int, part: Part) -> None:
    bar = Bar(f"part_{part.code}")
    if part.at_least is not None:
        bar.set_share(part.have, part.at_least, "accent" if part.missing else "good")
        words = tr("{0}，至少 {1}").format(hours_text(part.have), hours_text(part.at_least))
    else:
        most = part.at_most or 0.0
        bar.set_share(part.have, most, "warning" if part.have >= most else "accent")
        words = tr("{0}，最多计 {1}").format(hours_text(part.have), hours_text(most))
    name = language.words().part(part.code)
    bar.setAccessibleName(f"{name} {words}")
    grid.addWidget(label(name, wrap=False), row, 0)
    grid.addWidget(bar, row, 1, Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(label(words, "quiet", wrap=False, name=f"part_{part.code}_words"), row, 2)
