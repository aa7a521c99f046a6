"""review overview, review report: the figures of the province, and a report of a period as PDF or workbook."""

import argparse
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_desktop import words
from cpd_desktop.cli.console import Console, Head, WrongUse
from cpd_desktop.cli.frame import Commands, command
from cpd_desktop.labels import KINDS

if TYPE_CHECKING:
    from cpd_core.overview import Decisions, Period, Shortfalls, Waiting
    from cpd_desktop.workspace import Workspace

USUAL = 30  # days of a period that nobody names
DAY_HEADS = (
    Head("日期"),
    Head("收到", right=True),
    Head("确认", right=True),
    Head("不予确认", right=True),
    Head("确认学时", right=True),
)


def add_to(room: Commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room to ``review``."""
    figures = command(room, common, "overview", _overview, "统计：待确认、处理情况、未完成学时的会员")
    report = command(room, common, "report", _report, "导出统计报告：.pdf 用于打印，.xlsx 含全部明细")
    report.add_argument("file", type=Path, metavar="FILE.pdf|FILE.xlsx")
    report.add_argument("--language", choices=("zh", "en"), default="zh", help="报告的语言（默认 zh）")
    for parser in (figures, report):
        parser.add_argument("--from", dest="first", type=_day, metavar="日期", help=f"起始日期（默认近 {USUAL} 天）")
        parser.add_argument("--to", dest="last", type=_day, metavar="日期", help="截止日期（默认今天）")
        parser.add_argument("--year", type=int, metavar="年", help="未完成学时的年度（默认最近的年度）")


def _overview(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    desk = workspace.overview
    waiting, decided = desk.waiting(), desk.decided(_period(workspace, args))
    missing = desk.shortfalls(args.year or desk.years()[0])
    if console.as_json:
        console.json({"waiting": waiting, "decided": decided, "missing": missing})
        return
    _print_waiting(waiting, console)
    _print_decided(decided, console)
    _print_missing(missing, console)


def _print_waiting(found: "Waiting", console: Console) -> None:
    console.line(f"待确认 {found.count:,} 条，申请 {found.hours:,.1f} 学时")
    for band in found.ages:
        last = f"–{band.last} 天" if band.last is not None else " 天以上"
        console.line(f"  已等待 {band.first}{last}：{band.count:,} 条")
    for tally in found.by_kind:
        console.line(f"  {KINDS.get(tally.code, tally.code)}：{tally.count:,} 条")


def _print_decided(found: "Decisions", console: Console) -> None:
    total, filed = found.total, found.filed_total
    console.line(
        f"{found.period.first} 至 {found.period.last}：收到 {filed.count:,} 条，确认 {total.confirmed:,} 条"
        f"（{total.confirmed_hours:,.1f} 学时），不予确认 {total.refused:,} 条"
    )
    rows = (
        (day.code, f"{came.count:,}", f"{day.confirmed:,}", f"{day.refused:,}", f"{day.confirmed_hours:,.1f}")
        for day, came in zip(found.days, found.filed, strict=True)
        if day.count or came.count
    )
    console.table(DAY_HEADS, rows)
    for each in found.by_reviewer:
        console.line(f"  {each.code or '（未记录）'}：确认 {each.confirmed:,}，不予确认 {each.refused:,}")
    for each in found.by_reason:
        console.line(f"  不予确认的理由 {each.code}：{each.refused:,}")


def _print_missing(found: "Shortfalls", console: Console) -> None:
    console.line(
        f"{found.year} 年度：{found.members:,} 位会员，{found.fulfilled:,} 位已完成，"
        f"{len(found.missing):,} 位未完成，共差 {found.hours:,.1f} 学时"
    )


def _report(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    if args.file.suffix.lower() not in (".pdf", ".xlsx"):
        raise WrongUse("文件名请以 .pdf 或 .xlsx 结尾")
    desk, period = workspace.overview, _period(workspace, args)
    count = desk.write_report(period, args.year or desk.years()[0], args.file, words.of(args.language))
    if console.as_json:
        key = "rows" if args.file.suffix.lower() == ".xlsx" else "pages"
        console.json({"file": str(args.file), key: count})
    else:
        console.note(f"已导出：{args.file}")


def _period(workspace: "Workspace", args: argparse.Namespace) -> "Period":
    from cpd_core.overview import Period

    last: date = args.last or workspace.overview.today()
    first: date = args.first or last - timedelta(days=USUAL - 1)
    if first > last:
        raise WrongUse("起始日期在截止日期之后")
    return Period(first, last)


def _day(text: str) -> date:
    """An argparse type: 2026-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写作 2026-12-31") from None
