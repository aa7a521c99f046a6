"""review pack, open, return, apply: a queue for a machine that never goes online, and back."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from cpd_core.wording import hours_text, say_error
from cpd_desktop.cli.applications import add_filter_options, query_from, with_pathway_code
from cpd_desktop.cli.console import Console, WrongUse, size_text
from cpd_desktop.cli.frame import Commands, command
from cpd_desktop.errors import Trouble

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

VARIABLE = "CPD_PACK_PASSPHRASE"


def add_to(room: Commands, common: argparse.ArgumentParser) -> None:
    """Add the commands of this room to ``review``."""
    pack = command(room, common, "pack", _pack, "制作审核包：把未确认的申请交给不联网的电脑处理")
    pack.add_argument("file", type=Path, metavar="FILE.cpdpack")
    pack.add_argument("--with-attachments", action="store_true", help="连同本机已有的附件")
    add_filter_options(pack)
    open_ = command(room, common, "open", _open, "在不联网的电脑上打开审核包；之后用 review list、confirm、refuse 处理")
    open_.add_argument("file", type=Path, metavar="FILE.cpdpack")
    back = command(room, common, "return", _return, "写出在审核包中所作的处理结果")
    back.add_argument("file", type=Path, metavar="FILE.cpdback")
    apply = command(room, common, "apply", _apply, "在制作审核包的电脑上导入处理结果；保存在本机，同步时发送")
    apply.add_argument("file", type=Path, metavar="FILE.cpdback")
    apply.add_argument("--dry-run", action="store_true", help="只检查文件并说明有多少条")
    for parser in (pack, open_, back, apply):
        parser.add_argument(
            "--passphrase-file", metavar="FILE", help=f"口令是该文件的第一行，- 为标准输入；也可用环境变量 {VARIABLE}"
        )


def _pack(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    query = with_pathway_code(workspace, query_from(args))
    if query.state not in (None, "pending"):
        raise WrongUse("审核包只含未确认的申请，请去掉 --state")
    ids = workspace.review.matching(replace(query, state="pending"))
    made = workspace.packs.make(
        ids[: args.limit or None], args.file, _passphrase(args, new=True), args.with_attachments
    )
    if console.as_json:
        console.json({"file": str(args.file), **asdict(made)})
        return
    console.note(f"已制作审核包：{made.count} 条，{hours_text(made.hours)} 学时，{args.file}")
    if args.with_attachments:
        console.note(f"附件 {made.files} 个（{size_text(made.file_bytes)}）")
    if made.files_missing:
        console.note(f"另有 {made.files_missing} 个附件不在本机，没有放入；请先同步，或在联网时打开它们")
    _say_key(made.signer, console)


def _open(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    opened = workspace.packs.open(args.file, _passphrase(args))
    made = opened.manifest
    if console.as_json:
        console.json({"account_id": opened.account_id, **asdict(made)})
        return
    opened_before = "（此前已打开，继续处理）" if opened.before else ""
    console.note(f"已打开审核包：{made.count} 条，{made.name} 制作，附件 {made.files} 个{opened_before}")
    _say_key(made.signer, console)


def _return(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    head = workspace.packs.write_return(args.file, _passphrase(args, new=True))
    if console.as_json:
        console.json({"file": str(args.file), "return_id": head.return_id, "count": head.count})
        return
    console.note(f"已写出处理结果：{head.count} 条，{args.file}")
    _say_key(head.signer, console)


def _apply(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    """Status 1 when something was left out."""
    from cpd_desktop.pack.applying import named

    checked = workspace.packs.read_return(args.file, _passphrase(args))
    if args.dry_run:
        console.note(f"文件完好，签名相符：{checked.head.count} 条，没有保存任何内容")
        _say_key(checked.head.signer, console)
        return 0
    done = workspace.packs.apply(checked)
    already, differ = named(done.not_applied)
    if console.as_json:
        console.json(done)
    else:
        console.line(f"已保存 {done.stored} 条，待发送；可用 cpd-cli review undo {done.batch_id} 撤销")
        console.note(f"签署的电脑：{done.signer}")
        if already:
            console.note(f"此前已作相同处理 {already} 条")
        for each in done.not_applied:
            if not each.already:
                console.note(f"  未处理 {each.application_id} {each.member} {each.sponsor}: {say_error(each.why)}")
    return 1 if differ or not done.stored else 0


def _say_key(public_key: str, console: Console) -> None:
    from cpd_desktop.pack.keys import fingerprint

    console.note(f"签名指纹：{fingerprint(public_key)}")


def _passphrase(args: argparse.Namespace, new: bool = False) -> str:
    """Never from the command line, which other people of the machine can read."""
    if args.passphrase_file == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if args.passphrase_file:
        return _first_line(Path(args.passphrase_file))
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise WrongUse(f"没有终端可以输入口令，请使用 --passphrase-file 或环境变量 {VARIABLE}")
    typed = getpass.getpass("口令：")
    if new and getpass.getpass("再输入一次：") != typed:
        raise WrongUse("两次输入的口令不同")
    return typed


def _first_line(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as problem:
        raise Trouble(
            "无法读取口令文件", "请检查 {name}（{problem}）", name=path.name, problem=str(problem)
        ) from problem
