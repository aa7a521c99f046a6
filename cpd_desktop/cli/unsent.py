"""unsent: what is on this machine alone. The uninstaller asks before it removes anything."""

import argparse
from typing import TYPE_CHECKING

from cpd_desktop.cli.console import Console
from cpd_desktop.cli.frame import Commands, command

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add this room's command."""
    unsent = command(
        commands, common, "unsent", _unsent, "只保存在本机的内容有多少：所有账号未发送的操作、未写完的表单"
    )
    unsent.add_argument("--count", action="store_true", help="只输出数目")


def _unsent(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    from cpd_desktop.store.unsent import count_unsent

    count = count_unsent(workspace.profile.folder)
    if console.as_json:
        console.json({"unsent": count})
    elif args.count:
        console.line(str(count))
    else:
        console.line(f"只保存在本机：{count} 项" if count else "没有只保存在本机的内容")
