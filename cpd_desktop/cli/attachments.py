"""attachments: how much of the disk they take, and how much they may."""

import argparse
import re
from typing import TYPE_CHECKING

import msgspec

from cpd_desktop.cli.console import Console, size_text
from cpd_desktop.cli.frame import Commands, command

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(KB|MB|GB|)", re.IGNORECASE)
_BYTES = {"": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add this room's command."""
    text = "本机附件占用的空间；--budget 设置上限（默认 2GB，每个账号）"
    attachments = command(commands, common, "attachments", _attachments, text)
    attachments.add_argument(
        "--budget", type=size, metavar="大小", help="例如 500MB、2GB；下次同步起生效，0 表示不预先下载"
    )


def size(text: str) -> int:
    """An argparse type: ``500MB`` as bytes."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}”不是大小，例如 500MB、2GB")
    return int(float(found[1]) * _BYTES[found[2].upper()])


def _attachments(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    desk = workspace.attachments
    if args.budget is not None:
        desk.set_budget(args.budget)
    use = desk.use()
    if console.as_json:
        console.json({**msgspec.structs.asdict(use), "budget": desk.budget})
        return
    console.pairs(
        (
            ("上限", size_text(desk.budget)),
            ("本机附件", f"{use.count} 个，{size_text(use.bytes)}"),
            ("待下载", f"{use.wanted} 个，{size_text(use.wanted_bytes)}" if use.wanted else ""),
            (
                "不再使用",
                f"{use.unreferenced} 个，{size_text(use.unreferenced_bytes)}，几天后自动清理"
                if use.unreferenced
                else "",
            ),
            ("文件缺失", f"{use.missing} 个，查看时重新下载" if use.missing else ""),
        )
    )
