"""review claim, release, results: a share of the queue, and what became of what was sent."""

import argparse
from typing import TYPE_CHECKING

from cpd_core.wording import hours_text, say_error
from cpd_desktop.cli.console import Console, WrongUse
from cpd_desktop.cli.frame import Commands, command
from cpd_desktop.views import Batch
from cpd_desktop.words import CHINESE

if TYPE_CHECKING:
    from cpd_desktop.desks.dry_run import DryRun, SplitCode
    from cpd_desktop.desks.reports import ListCode
    from cpd_desktop.workspace import Workspace

SPLITS: "dict[SplitCode, str]" = {
    "decided": "已处理",
    "waiting": "尚未处理",
    "changed": "查看之后有变化",
    "short": "超过上限",
    "flagged": "有提示",
    "claimed": "同事已认领",
}
LISTS: "dict[ListCode, str]" = {
    "applied": "已生效",
    "taken": "已认领",
    "let_go": "已释放",
    "already": "此前已有人处理",
    "needless": "无需认领或释放",
    "otherwise": "他人已作出不同处理",
    "changed": "内容有变化",
    "claimed": "他人已认领",
    "gone": "已不在管理范围",
    "other": "其他未生效",
}


def add_to(room: Commands, common: argparse.ArgumentParser) -> None:
    """Add these commands to ``review``."""
    claim = command(room, common, "claim", _claim, "认领：同事能看到谁在处理")
    claim.add_argument("ids", nargs="+", metavar="编号")
    release = command(room, common, "release", _release, "释放自己的认领")
    release.add_argument("ids", nargs="+", metavar="编号")
    results = command(room, common, "results", _results, "同步结果：哪些已生效，哪些没有，变了什么")
    results.add_argument("--back", type=int, default=0, metavar="N", help="往前第 N 次（默认最近一次）")


def say_dry_run(run: "DryRun", console: Console) -> None:
    """What a batch of these would meet, line by line; by this command all of it is tried."""
    if console.as_json:
        console.json(run)
        return
    for split in run.splits:
        lost = f"，{hours_text(split.lost)} 学时不会计入" if split.lost else ""
        by = f"（{'、'.join(f'{name} {n}' for name, n in split.parts if name)}）" if any(split.parts) else ""
        console.line(f"  {SPLITS[split.code]} {len(split.ids)} 条{lost}{by}")
    console.line(f"  其余 {len(run.clean)} 条，共 {hours_text(run.hours_of(run.clean))} 学时")


def _claim(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    return _stored(workspace.review.claim(args.ids, "认领"), console)


def _release(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    return _stored(workspace.review.release(args.ids, "释放"), console)


def _stored(batch: Batch, console: Console) -> int:
    if console.as_json:
        console.json(batch)
    else:
        console.line(f"已保存 {batch.stored} 条，待发送")
        for entity_id, error in batch.skipped:
            console.note(f"  未处理 {entity_id}: {say_error(error)}")
    return 0 if batch.stored and not batch.skipped else 1


def _results(workspace: "Workspace", args: argparse.Namespace, console: Console) -> int:
    desk = workspace.review.reports
    made, back = desk.made(), int(args.back)
    if not 0 <= back < max(len(made), 1):
        raise WrongUse(f"只保留了 {len(made)} 次的结果")
    if not made:
        console.note("还没有结果")
        return 1
    report = desk.report(made[back])
    if console.as_json:
        console.json(report)
        return 0
    console.line(CHINESE.moment(report.at))
    for each in report.lists:
        by = f"（{'、'.join(f'{name} {count}' for name, count in each.by)}）" if each.by else ""
        console.line(f"{LISTS[each.code]} {len(each.ids)}{by}")
        for item in desk.items(report, each.code):
            changes = "；".join(f"{CHINESE.field(d.field)} {d.mine} → {d.theirs}" for d in item.differences)
            console.line(f"  {item.entity_id} {item.title}：{item.reason}{'；' if changes else ''}{changes}")
    return 0
