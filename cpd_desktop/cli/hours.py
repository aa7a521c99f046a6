"""hours, export applications and hours."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_core import ledger_basis
from cpd_core.ledger import Line, YearLedger
from cpd_core.wording import hours_text, say_error
from cpd_desktop import words
from cpd_desktop.cli.applications import add_filter_options, query_from, with_pathway_code
from cpd_desktop.cli.console import WHOLE, Console, Head
from cpd_desktop.cli.frame import Commands, command, group
from cpd_desktop.errors import Refused
from cpd_desktop.labels import SOURCES, part_name

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

YEAR_HEADS = (
    Head("年度"),
    Head("应完成", right=True),
    Head("已计", right=True),
    Head("还差", right=True),
    Head("完成"),
)
LINE_HEADS = (
    Head("来源"),
    Head("名称"),
    Head("日期"),
    Head("申请", right=True),
    Head("可计", right=True),
    Head("已计", right=True),
    Head("说明", widest=WHOLE),
)


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add this room's commands."""
    hours = command(commands, common, "hours", _hours, "学时查询：应完成、已计、还差，每一条及其规则")
    hours.add_argument("--year", type=int, metavar="年", help="不填则列出各年度")
    hours.add_argument("--member", default="", metavar="证书编号", help="工作人员查询某位会员")
    export = group(commands, "export", "导出 Excel：申请列表、学时")
    applications = command(export, common, "applications", _export_applications, "导出申请列表")
    applications.add_argument("file", type=Path, metavar="FILE.xlsx")
    add_filter_options(applications)
    years = command(export, common, "hours", _export_hours, "导出学时")
    years.add_argument("file", type=Path, metavar="FILE.xlsx")
    years.add_argument("--year", type=int, nargs="+", default=[], metavar="年", help="不填则为全部年度")
    years.add_argument("--member", default="", metavar="证书编号", help="工作人员导出某位会员")
    report = command(export, common, "report", _export_report, "导出学时报告（PDF，用于打印）")
    report.add_argument("file", type=Path, metavar="FILE.pdf")
    report.add_argument("--year", type=int, nargs="+", default=[], metavar="年", help="不填则为全部年度")
    report.add_argument("--member", default="", metavar="证书编号", help="工作人员导出某位会员")
    report.add_argument("--language", choices=("zh", "en"), default="zh", help="报告的语言（默认 zh）")


def _member_id(workspace: "Workspace", number: str) -> str:
    """The id behind a certificate number; empty means the signed-in member."""
    if not number:
        return ""
    for member in workspace.hours.members(number, 50):
        if member.no == number:
            return member.id
    raise Refused("没有这位会员", "本机没有证书编号为 {number} 的会员，请核对编号或先同步", number=number)


def _hours(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    member_id = _member_id(workspace, args.member)
    if args.year is None:
        _print_years(workspace, member_id, console)
        return
    ledger = workspace.hours.ledger(args.year, member_id)
    if ledger is None:
        raise Refused("没有学时规则", "没有适用于 {year} 年度的规则，请核对年度", year=args.year)
    if console.as_json:
        console.json(_plain(ledger))
    else:
        _print_ledger(ledger, console)


def _plain(ledger: YearLedger) -> dict[str, object]:
    """A year for programs: the rule set by its id, every reason with its words."""
    return {
        "year": ledger.year,
        "rule_set": ledger.rule_set.id,
        "required": ledger.required,
        "counted": ledger.counted,
        "missing": ledger.missing,
        "fulfilled": ledger.fulfilled,
        "waived": ledger.waived,
        "lines": [_plain_line(ledger, line) for line in ledger.lines],
        "elsewhere": [_plain_line(ledger, line) for line in ledger.elsewhere],
        "parts": [
            {
                "code": part.code,
                "have": part.have,
                "at_least": part.at_least,
                "at_most": part.at_most,
                "missing": part.missing,
            }
            for part in ledger.parts
        ],
        "cycle": ledger.cycle,
        "cycle_required": ledger.cycle_required,
        "cycle_counted": ledger.cycle_counted,
    }


def _plain_line(ledger: YearLedger, line: Line) -> dict[str, object]:
    bases = ledger_basis.of_line(ledger.rule_set, line)
    return {
        "source": line.source,
        "ref_id": line.ref_id,
        "title": line.title,
        "pathway": line.pathway,
        "date": line.date,
        "asked": line.asked,
        "eligible": line.eligible,
        "counted": line.counted,
        "waived": line.waived,
        "reasons": [{"rule": r.field, "code": r.code, "text": say_error(r)} for r in line.reasons],
        "bases": [
            {"rule": b.what.field, "code": b.what.code, "text": say_error(b.what), "source": b.source} for b in bases
        ],
    }


def _print_ledger(ledger: YearLedger, console: Console) -> None:
    state = "已完成" if ledger.fulfilled else f"还差 {hours_text(ledger.missing)} 学时"
    required, counted = hours_text(ledger.required), hours_text(ledger.counted)
    console.line(f"{ledger.year} 年度：应完成 {required} 学时，已计 {counted} 学时，{state}")
    if len(ledger.cycle) > 1:
        console.line(
            f"周期 {ledger.cycle[0]}–{ledger.cycle[-1]}：应完成 {hours_text(ledger.cycle_required)} 学时，"
            f"已计 {hours_text(ledger.cycle_counted)} 学时"
        )
    for part in ledger.parts:
        least = f"，至少 {hours_text(part.at_least)}" if part.at_least is not None else ""
        most = f"，至多 {hours_text(part.at_most)}" if part.at_most is not None else ""
        missing = f"，还差 {hours_text(part.missing)}" if part.missing else ""
        console.line(f"  {part_name(part.code)}：{hours_text(part.have)}{least}{most}{missing}")
    console.table(
        LINE_HEADS,
        (
            (
                SOURCES[line.source],
                line.title,
                line.date[:10],
                hours_text(line.asked),
                hours_text(line.eligible),
                hours_text(line.counted),
                "；".join(say_error(reason) for reason in line.reasons),
            )
            for line in (*ledger.lines, *ledger.elsewhere)
        ),
    )


def _print_years(workspace: "Workspace", member_id: str, console: Console) -> None:
    ledgers = [ledger for ledger in workspace.hours.ledgers(member_id).values() if ledger]
    if console.as_json:
        console.json({"count": len(ledgers), "items": [_plain(ledger) for ledger in ledgers]})
        return
    console.table(
        YEAR_HEADS,
        (
            (
                str(it.year),
                hours_text(it.required),
                hours_text(it.counted),
                hours_text(it.missing),
                "是" if it.fulfilled else "否",
            )
            for it in ledgers
        ),
    )


def _export_applications(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    query = with_pathway_code(workspace, query_from(args))
    _say_exported(workspace.exports.applications(query, args.file), args.file, console)


def _export_hours(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    member_id = _member_id(workspace, args.member)
    years = tuple(args.year) or workspace.hours.years(member_id) or workspace.applications.years()
    _say_exported(workspace.exports.hours(years, args.file, member_id), args.file, console)


def _export_report(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    member_id = _member_id(workspace, args.member)
    years = tuple(args.year) or workspace.hours.years(member_id)
    pages = workspace.exports.hours_report(years, args.file, member_id, words.of(args.language))
    if console.as_json:
        console.json({"file": str(args.file), "pages": pages})
    else:
        console.note(f"已导出 {pages} 页：{args.file}")


def _say_exported(count: int, path: Path, console: Console) -> None:
    if console.as_json:
        console.json({"file": str(path), "rows": count})
    else:
        console.note(f"已导出 {count} 条：{path}")
