"""review list, confirm, refuse, revoke: by id, or everything that a filter finds."""

import argparse
import sys
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cpd_core.wording import hours_text, say_error
from cpd_desktop.cli import choices, overview, packs, queue, together, workbooks
from cpd_desktop.cli.applications import add_filter_options, with_pathway_code
from cpd_desktop.cli.console import Console, WrongUse
from cpd_desktop.cli.frame import Commands, command, group
from cpd_desktop.errors import Cancelled
from cpd_desktop.views import ApplicationQuery, Batch

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add this room's commands."""
    room = group(commands, "review", "学时确认（省注协）：列表、确认、不予确认、撤销确认、审核包")
    listing = command(room, common, "list", queue.run_list, "待确认的申请；--state 可看其他状态，--group-by 分组合计")
    add_filter_options(listing)
    queue.add_options(listing)
    confirm = command(room, common, "confirm", _confirm, "确认；保存在本机，同步时发送")
    _add_targets(confirm)
    confirm.add_argument("--hours", type=float, metavar="学时", help="确认学时数（默认按申请数；豁免为 0）")
    refuse = command(room, common, "refuse", _refuse, "不予确认")
    _add_targets(refuse)
    refuse.add_argument("--reason", required=True, metavar="理由", help="会员会看到")
    revoke = command(room, common, "revoke", _revoke, "撤销确认或不予确认")
    revoke.add_argument("ids", nargs="+", metavar="编号")
    revoke.add_argument("--reason", required=True, metavar="理由", help="会员会看到")
    undo = command(room, common, "undo", _undo, "撤销一批尚未发送的处理")
    undo.add_argument("batch_id", metavar="批次")
    packs.add_to(room, common)
    overview.add_to(room, common)
    together.add_to(room, common)
    workbooks.add_review(room, common)


def _add_targets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="编号")
    parser.add_argument(
        "--filter",
        type=choices.query_of,
        metavar="条件",
        help='如 "year=2026 kind=input sponsor=… pathway=… text=…"；只取未确认的申请',
    )
    parser.add_argument("--yes", action="store_true", help="不再询问")
    parser.add_argument("--dry-run", action="store_true", help="只说明会处理多少条")


def _confirm(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    targets = _targets(workspace, args, console, "确认")
    if args.dry_run:
        together.say_dry_run(workspace.review.dry_run("confirm", targets), console)
        return 0
    return _report(workspace.review.confirm(targets, args.hours), console)


def _refuse(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    targets = _targets(workspace, args, console, "不予确认")
    return 0 if args.dry_run else _report(workspace.review.refuse(targets, args.reason), console)


def _revoke(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    return _report(workspace.review.revoke(tuple(args.ids), args.reason), console)


def _undo(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    """Status 1 when nothing could be taken back."""
    count = workspace.review.undo(args.batch_id)
    if console.as_json:
        console.json({"undone": count})
    else:
        console.note(f"已撤销 {count} 条，恢复为处理前的状态")
    return 0 if count else 1


def _targets(workspace: "Workspace", args: argparse.Namespace, console: Console, act: str) -> tuple[str, ...]:
    """The ids to decide on. A filter says first how many it finds; more than one needs a yes."""
    if bool(args.ids) == (args.filter is not None):
        raise WrongUse("请写出编号，或用 --filter 写出条件，二者选一")
    if args.ids:
        console.note(f"将{act} {len(args.ids)} 条")
        return tuple(args.ids)
    query: ApplicationQuery = with_pathway_code(workspace, args.filter)
    query = query if query.state else replace(query, state="pending")
    total = workspace.applications.total(query)
    console.note(f"将{act} {total.count} 条，共 {hours_text(total.hours)} 学时")
    found = workspace.review.matching(query)
    if len(found) > 1 and not args.yes and not args.dry_run:
        _ask(len(found))
    return found


def _ask(count: int) -> None:
    if not sys.stdin.isatty():
        raise WrongUse(f"条件符合 {count} 条：确定要处理请加 --yes")
    print("继续？[y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes", "是"):
        raise Cancelled("已取消", "没有处理任何申请")


def _report(batch: Batch, console: Console) -> int:
    """Status 1 when nothing was stored or something had to be left out."""
    if console.as_json:
        console.json(batch)
    else:
        console.line(f"已保存 {batch.stored} 条，待发送")
        for entity_id, error in batch.skipped:
            console.note(f"  未处理 {entity_id}: {say_error(error)}")
    return 0 if batch.stored and not batch.skipped else 1
