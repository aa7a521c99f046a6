"""conflicts list, apply-again, discard, export: what did not take effect waits here for a choice."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_desktop.cli.console import Console
from cpd_desktop.cli.frame import Commands, command, group
from cpd_desktop.labels import COMMANDS, beijing_text, field_name

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add this room's commands."""
    room = group(commands, "conflicts", "未生效的操作：列表、重新提交、放弃、导出")
    command(room, common, "list", _list, "需要处理的操作")
    again = command(room, common, "apply-again", _apply_again, "按现在的内容重新提交")
    again.add_argument("command_id", nargs="+", metavar="操作编号")
    discard = command(room, common, "discard", _discard, "放弃自己的内容，采用服务器上的")
    discard.add_argument("command_id", nargs="+", metavar="操作编号")
    export = command(room, common, "export", _export, "把自己填写的内容导出为 JSON")
    export.add_argument("file", type=Path, metavar="FILE.json")


def _list(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    found = workspace.conflicts.list()
    if console.as_json:
        console.json({"count": len(found), "items": found})
        return
    for view in found:
        what = COMMANDS.get(view.what, view.what)
        console.line(f"{what}  {view.title}")
        console.pairs(
            (
                ("  操作编号", view.command_id),
                ("  原因", view.reason),
                ("  我的内容", view.mine),
                ("  时间", beijing_text(view.at)),
                *((f"  {field_name(d.field)}", f"我：{d.mine}　现在：{d.theirs}") for d in view.differences),
                ("  可以", "重新提交、放弃、导出" if view.can_apply_again else f"放弃、导出（{view.why_not}）"),
            )
        )
    console.note(f"共 {len(found)} 条")


def _apply_again(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    for command_id in args.command_id:
        workspace.conflicts.apply_again(command_id)
        console.note(f"已重新提交，待发送：{command_id}")


def _discard(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    for command_id in args.command_id:
        workspace.conflicts.discard(command_id)
        console.note(f"已放弃：{command_id}")


def _export(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    workspace.conflicts.export(args.file)
    console.note(f"已导出：{args.file}")
