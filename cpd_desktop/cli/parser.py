"""The command line: global options, which may stand before or after the command, and the commands of each room."""

import argparse
from pathlib import Path

from cpd_desktop.cli import (
    account,
    applications,
    attachments,
    certificates,
    conflicts,
    hours,
    review,
    study,
    workbooks,
)
from cpd_desktop.platform.folders import default_profile


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; ``run`` in its result is the function to call."""
    parser = argparse.ArgumentParser(
        prog="cpd-cli",
        description="继续教育命令行：申报、确认、同步、学时与证明。离线可用，联网后用 sync 同步。",
        epilog="退出状态：0 完成；1 服务器、规则或数据不允许；2 用法错误；130 被中断。",
        allow_abbrev=False,
    )
    _add_globals(parser, profile=default_profile(), server="", json=False)
    common = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    _add_globals(common, profile=argparse.SUPPRESS, server=argparse.SUPPRESS, json=argparse.SUPPRESS)
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for room in (account, applications, attachments, review, workbooks, conflicts, hours, certificates, study):
        room.add_to(commands, common)
    return parser


def _add_globals(parser: argparse.ArgumentParser, profile: Path | str, server: str, json: bool | str) -> None:
    parser.add_argument("--profile", type=Path, default=profile, metavar="DIR", help="数据文件夹（默认：本用户的）")
    parser.add_argument("--server", default=server, metavar="URL", help="服务器地址；填写一次后会记住")
    parser.add_argument("--json", action="store_true", default=json, help="以 JSON（UTF-8）输出数据")
