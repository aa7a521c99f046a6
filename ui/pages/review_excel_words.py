"""What a workbook would do, in words: for its panel and for the activity list."""

from collections.abc import Sequence

from cpd_core.wording import hours_text
from cpd_desktop.desks.attendance import Roll
from cpd_desktop.desks.workbooks import Preview
from cpd_desktop.imports.book import CellIssue
from cpd_desktop.views import Total
from ui.language import tr, words
from ui.pages.review_excel_panel import Finding, Offer
from ui.theme import Tone

SHOWN = 5_000  # lines in the list; a sheet that has more mistakes is mended by its first ones


def of_preview(preview: Preview) -> Offer:
    """What decisions in a workbook would do."""
    decided = [
        _total(tr("确认 {0} 条，{1} 学时"), preview.confirm),
        _total(tr("减少学时后确认 {0} 条，{1} 学时（申请 {2}）"), preview.fewer, preview.fewer_asked),
        _some(tr("不予确认 {0} 条"), preview.refuse),
    ]
    others = [
        _some(tr("暂不处理 {0} 条"), preview.later),
        _some(tr("留空 {0} 条"), preview.blank),
        _some(tr("此前已同样处理 {0} 条"), preview.already),
        _some(tr("不在其中 {0} 条，见下表"), len(preview.left_out)),
    ]
    remarks = [words().say(each.source, **each.params) for each in preview.remarks]
    count = len(preview.decisions)
    return Offer(
        title=tr("导入处理结果：{0}").format(preview.name),
        lines=_lines(decided or [""], others, remarks) or (tr("工作簿中没有填写任何处理"),),
        wrong=_wrong(preview.issues),
        findings=(
            *_findings(preview.issues, tr("错误"), "bad"),
            *_findings(preview.left_out, tr("不处理"), "warning"),
        ),
        go=tr("导入 {0} 条处理").format(f"{count:,}") if count and not preview.issues else "",
    )


def of_roll(roll: Roll) -> Offer:
    """What an attendance list would do."""
    entered = Total(len(roll.entries), roll.hours)
    others = [
        _some(tr("此前已录入 {0} 人"), roll.already),
        _some(tr("本人似已申报 {0} 人"), len(roll.doubts)),
        _some(tr("超过上限 {0} 人：照常录入，超出部分不计"), len(roll.over_cap)),
    ]
    clean = not roll.issues
    everybody = len(roll.entries) + len(roll.doubtful)
    return Offer(
        title=tr("录入培训学时：{0}").format(roll.title or roll.name),
        lines=_lines([_total(tr("录入 {0} 人，{1} 学时"), entered)], others, []) or (tr("没有可以录入的会员"),),
        wrong=_wrong(roll.issues),
        findings=(
            *_findings(roll.issues, tr("错误"), "bad"),
            *_findings(roll.doubts, tr("似已申报"), "warning"),
            *_findings(roll.over_cap, tr("超过上限"), "accent"),
        ),
        go=tr("录入 {0} 人").format(f"{len(roll.entries):,}") if clean and roll.entries else "",
        option=tr("似已申报的 {0} 人也录入").format(len(roll.doubtful)) if clean and roll.doubtful else "",
        go_all=tr("录入 {0} 人").format(f"{everybody:,}") if clean and everybody else "",
    )


def read_in_words(what: Preview | Roll) -> str:
    """What the reading came to, for the activity list."""
    name = what.name
    if what.issues:
        return tr("{0}：有 {1} 处错误，没有导入").format(name, f"{len(what.issues):,}")
    count = len(what.decisions) if isinstance(what, Preview) else len(what.entries)
    return tr("{0}：检查无误，可导入 {1} 条").format(name, f"{count:,}")


def _lines(*groups: Sequence[str]) -> tuple[str, ...]:
    """Each group in a line, without what there is none of."""
    joined = (" · ".join(part for part in group if part) for group in groups)
    return tuple(line for line in joined if line)


def _some(text: str, count: int) -> str:
    return text.format(f"{count:,}") if count else ""


def _total(text: str, total: Total, *more: float) -> str:
    return text.format(f"{total.count:,}", hours_text(total.hours), *map(hours_text, more)) if total.count else ""


def _wrong(issues: Sequence[CellIssue]) -> str:
    if not issues:
        return ""
    return tr("有 {0} 处错误，没有导入任何内容；请在工作簿中改正、保存后重新导入").format(f"{len(issues):,}")


def _findings(issues: Sequence[CellIssue], kind: str, tone: Tone) -> list[Finding]:
    return [
        Finding(
            key=f"{kind}{number}",
            kind=kind,
            tone=tone,
            place=f"{issue.sheet}!{issue.cell}" if issue.column else tr("{0} 第 {1} 行").format(issue.sheet, issue.row),
            text=words().say(issue.said.source, **issue.said.params),
        )
        for number, issue in enumerate(issues[:SHOWN])
    ]
