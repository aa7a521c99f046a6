"""review export, review import, attendance template, attendance import: what goes to Excel and comes back."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cpd_core.wording import hours_text, say_error
from cpd_desktop.cli.applications import add_filter_options, query_from, with_pathway_code
from cpd_desktop.cli.console import Console
from cpd_desktop.cli.frame import Commands, command, group
from cpd_desktop.views import Batch
from cpd_desktop.words import CHINESE

if TYPE_CHECKING:
    from cpd_desktop.desks.attendance import Roll
    from cpd_desktop.desks.workbooks import Preview
    from cpd_desktop.imports.book import CellIssue
    from cpd_desktop.workspace import Workspace

SHOWN = 50  # lines of a kind on a screen; --json gives all


def add_review(room: Commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of the queue's workbook to those of ``review``."""
    export = command(room, common, "export", _export, "把待确认的申请导出为 Excel 工作簿，填写处理后再导入")
    export.add_argument("file", type=Path, metavar="FILE")
    add_filter_options(export)
    read = command(room, common, "import", _import, "导入填好的工作簿：逐格检查，全部无误才保存")
    _add_import(read)


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of attendance lists."""
    room = group(commands, "attendance", "培训签到表（省注协）：模板、导入为已确认的学时")
    template = command(room, common, "template", _template, "空白的签到表模板")
    template.add_argument("file", type=Path, metavar="FILE")
    read = command(room, common, "import", _enter, "导入签到表：逐行核对，全部无误才录入")
    _add_import(read)
    read.add_argument("--with-doubles", action="store_true", help="本人似已申报同一活动的，也录入")


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="只检查和预览，不保存")


def _export(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    query = with_pathway_code(workspace, query_from(args))
    query = query if query.state else replace(query, state="pending")
    count = workspace.workbooks.export(query, args.file)
    _say(console, {"count": count}, f"已导出 {count} 条到 {args.file}")


def _import(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    preview = workspace.workbooks.read(args.file)
    if not console.as_json:
        _preview(preview, console)
    if preview.issues or args.dry_run or not preview.decisions:
        if console.as_json:
            console.json(_preview_plain(preview))
        return 1 if preview.issues else 0
    return _report(workspace.workbooks.apply(preview), console)


def _preview(preview: "Preview", console: Console) -> None:
    console.pairs(
        (
            ("导出人", preview.by),
            ("确认", _counted(preview.confirm.count, preview.confirm.hours)),
            ("减少学时后确认", _counted(preview.fewer.count, preview.fewer.hours)),
            ("不予确认", _counted(preview.refuse)),
            ("暂不处理", _counted(preview.later)),
            ("留空", _counted(preview.blank)),
            ("此前已同样处理", _counted(preview.already)),
        )
    )
    for remark in preview.remarks:
        console.note(CHINESE.say(remark.source, **remark.params))
    _lines(f"不处理 {len(preview.left_out)} 行", preview.left_out, console)
    _lines(f"有 {len(preview.issues)} 处错误，没有导入", preview.issues, console)


def _preview_plain(preview: "Preview") -> dict[str, object]:
    return {
        "by": preview.by,
        "at": preview.at,
        "confirm": preview.confirm,
        "fewer": preview.fewer,
        "refuse": preview.refuse,
        "later": preview.later,
        "blank": preview.blank,
        "already": preview.already,
        "left_out": _issues_plain(preview.left_out),
        "issues": _issues_plain(preview.issues),
    }


def _template(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    workspace.attendance.template(args.file)
    _say(console, {"file": str(args.file)}, f"已写出模板 {args.file}")


def _enter(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    roll = workspace.attendance.read(args.file)
    if not console.as_json:
        _roll(roll, args.with_doubles, console)
    entered = len(roll.entries) + len(roll.doubtful) * args.with_doubles
    if roll.issues or args.dry_run or not entered:
        if console.as_json:
            console.json(_plain(roll))
        return 1 if roll.issues else 0
    return _report(workspace.attendance.enter(roll, args.with_doubles), console)


def _roll(roll: "Roll", with_doubles: bool, console: Console) -> None:
    console.pairs(
        (
            ("培训", roll.title),
            ("录入", _counted(len(roll.entries), roll.hours, "人")),
            ("此前已录入", _counted(roll.already, unit="人")),
        )
    )
    _lines(f"似已申报 {len(roll.doubts)} 人，{'也录入' if with_doubles else '不录入'}", roll.doubts, console)
    _lines(f"超过上限 {len(roll.over_cap)} 人，照常录入", roll.over_cap, console)
    _lines(f"有 {len(roll.issues)} 处错误，没有录入", roll.issues, console)


def _plain(roll: "Roll") -> dict[str, object]:
    """What programs read of a list: without the file itself."""
    return {
        "title": roll.title,
        "entries": len(roll.entries),
        "hours": roll.hours,
        "already": roll.already,
        "doubts": _issues_plain(roll.doubts),
        "over_cap": _issues_plain(roll.over_cap),
        "issues": _issues_plain(roll.issues),
    }


def _issues_plain(issues: "Sequence[CellIssue]") -> list[dict[str, str]]:
    return [{"sheet": each.sheet, "cell": each.cell, "text": _text(each)} for each in issues]


def _text(issue: "CellIssue") -> str:
    return CHINESE.say(issue.said.source, **issue.said.params)


def _counted(count: int, hours: float | None = None, unit: str = "条") -> str:
    """A count for people, "" for none."""
    if not count:
        return ""
    return f"{count:,} {unit}" + (f"，{hours_text(hours)} 学时" if hours is not None else "")


def _lines(caption: str, issues: "Sequence[CellIssue]", console: Console) -> None:
    if not issues:
        return
    console.note(caption)
    for issue in issues[:SHOWN]:
        said = _text(issue)
        console.note(
            f"  {issue.sheet}!{issue.cell}: {said}" if issue.column else f"  {issue.sheet} 第 {issue.row} 行: {said}"
        )
    if len(issues) > SHOWN:
        console.note(f"  还有 {len(issues) - SHOWN} 处（--json 显示全部）")


def _report(batch: Batch, console: Console) -> int:
    _say(console, batch, f"已保存 {batch.stored} 条，待发送；撤销：review undo {batch.batch_id}")
    if not console.as_json:
        for entity_id, error in batch.skipped:
            console.note(f"  未处理 {entity_id}: {say_error(error)}")
    return 0 if batch.stored and not batch.skipped else 1


def _say(console: Console, value: object, text: str) -> None:
    if console.as_json:
        console.json(value)
    else:
        console.line(text)
