"""review list: the queue narrowed by flags, age, member, claims and what was put aside, and what it consists of."""

import argparse
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec.structs import replace

from cpd_core.flags import Flag
from cpd_core.wording import hours_text
from cpd_desktop.cli import choices
from cpd_desktop.cli.applications import print_list, query_from, with_pathway_code
from cpd_desktop.cli.console import Console, Head, WrongUse
from cpd_desktop.labels import FLAGS, KINDS
from cpd_desktop.views import ApplicationQuery, GroupKey, GroupRow

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

BY: tuple[GroupKey, ...] = ("sponsor", "pathway", "sponsor+pathway", "kind", "flag")
NO_FLAG = "无提示"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the queue, besides those of every list."""
    parser.add_argument("--saved", metavar="名称", help="从窗口中保存的筛选开始")
    parser.add_argument(
        "--flag",
        type=choices.flag,
        action="append",
        default=[],
        metavar="提示",
        help=f"有其中一种提示：{'、'.join(FLAGS.values())}",
    )
    parser.add_argument("--no-flags", action="store_true", help="没有任何提示的")
    parser.add_argument("--member", default="", metavar="会员", help="姓名或编号的一部分")
    parser.add_argument("--hours-min", type=float, metavar="学时")
    parser.add_argument("--hours-max", type=float, metavar="学时")
    parser.add_argument("--older-than", type=int, metavar="天", help="至少已等待几天")
    parser.add_argument("--aside", action=argparse.BooleanOptionalAction, default=None, help="本机已搁置的，或未搁置的")
    parser.add_argument("--claim", choices=("mine", "others", "none"), default="", help="本人、他人或无人认领的")
    parser.add_argument("--group-by", choices=BY, metavar="KEY", help=f"只列出条数和学时合计：{'|'.join(BY)}")


def run_list(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    """Print what waits, or the state that was asked for: rows, or the groups that they form."""
    query = _query(workspace, args)
    if query.flags or query.flagged is not None or query.sort == "flags" or args.group_by == "flag":
        console.note("正在核对…")
        workspace.queue.check(lambda _: None, lambda: False)
    if args.group_by:
        groups = workspace.queue.groups(with_pathway_code(workspace, query), args.group_by)
        _print_groups(groups, args.group_by, console)
    else:
        print_list(workspace, query, args.limit, console)


def _query(workspace: "Workspace", args: argparse.Namespace) -> ApplicationQuery:
    """The kept filter, where one is named, and over it what is asked for besides."""
    begun = ApplicationQuery()
    if args.saved:
        named = {each.name: each.query for each in workspace.queue.filters()}
        if args.saved not in named:
            raise WrongUse(f"没有这个筛选：{args.saved}；已保存：{'、'.join(named) or '无'}")
        begun = named[args.saved]
    asked = replace(
        query_from(args),
        flags=tuple(cast("list[Flag]", args.flag)),
        flagged=False if args.no_flags else None,
        member=args.member,
        hours_min=args.hours_min,
        hours_max=args.hours_max,
        age_min=args.older_than,
        aside=args.aside,
        claim=args.claim,
    )
    nothing = ApplicationQuery()
    given = {name: value for name, value in _fields(asked).items() if value != getattr(nothing, name)}
    query = replace(begun, **given)
    return query if query.state else replace(query, state="pending")


def _fields(query: ApplicationQuery) -> dict[str, object]:
    return {name: getattr(query, name) for name in ApplicationQuery.__struct_fields__}


def _print_groups(groups: tuple[GroupRow, ...], by: GroupKey, console: Console) -> None:
    if console.as_json:
        console.json({"groups": [_plain(group) for group in groups]})
        return
    heads = {
        "sponsor": (Head("主办方单位"),),
        "pathway": (Head("学时途径/豁免条件"),),
        "sponsor+pathway": (Head("主办方单位"), Head("学时途径/豁免条件")),
        "kind": (Head("类别"),),
        "flag": (Head("提示"),),
    }[by]
    rows = ((*_names(group, by), f"{group.count:,}", hours_text(group.hours)) for group in groups)
    console.table((*heads, Head("条数", right=True), Head("申请学时", right=True)), rows)


def _names(group: GroupRow, by: GroupKey) -> tuple[str, ...]:
    sponsor, pathway = group.sponsor or "–", group.pathway_name or group.pathway
    if by == "kind":
        return (KINDS[group.kind] if group.kind else "",)
    if by == "flag":
        return (FLAGS[group.flag] if group.flag else NO_FLAG,)
    return {"sponsor": (sponsor,), "pathway": (pathway,)}.get(by, (sponsor, pathway))


def _plain(group: GroupRow) -> dict[str, object]:
    fields: dict[str, object] = msgspec.to_builtins(group)
    del fields["query"]
    return fields
