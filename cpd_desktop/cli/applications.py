"""applications list, show, file, edit, delete."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from cpd_core.applications import draft_of
from cpd_core.entities import ApplicationKind, Attachment
from cpd_core.messages import Draft
from cpd_core.wording import hours_text
from cpd_desktop.cli import choices
from cpd_desktop.cli.console import Console, Head, WrongUse
from cpd_desktop.cli.frame import Commands, command, group
from cpd_desktop.errors import Invalid
from cpd_desktop.exports.files import readable_name, save_beside
from cpd_desktop.labels import KINDS, STATES, STEPS, SYNC_MARKS, beijing_text
from cpd_desktop.store.times import beijing_year
from cpd_desktop.views import ApplicationDetail, ApplicationQuery, ApplicationRow, Named

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

PAGE = 200  # rows that the desk hands out at a time
SHOWN_AT_MOST = 100  # rows on a screen, unless asked otherwise; --json gives all
HEADS = (
    Head("年度"),
    Head("类别"),
    Head("会员"),
    Head("主办方单位"),
    Head("学时途径/豁免条件"),
    Head("申请", right=True),
    Head("确认", right=True),
    Head("附件", right=True),
    Head("状态"),
    Head("本机"),
    Head("编号"),
)


def add_to(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add this room's commands."""
    room = group(commands, "applications", "学时申请：列表、查看、新建、修改、删除")
    add_filter_options(command(room, common, "list", run_list, "申请列表"))
    show = command(room, common, "show", _show, "查看一条申请")
    show.add_argument("id", metavar="编号")
    show.add_argument("--save-attachments", type=Path, metavar="DIR", help="把附件存到文件夹；本机没有的会下载")
    file = command(room, common, "file", _file, "新建申请；保存在本机，同步时发送")
    file.add_argument("--kind", type=choices.kind, required=True, metavar="类别", help="投入式、产出式、豁免")
    _add_fields(file)
    edit = command(room, common, "edit", _edit, "修改申请：只改写出的各项")
    edit.add_argument("id", metavar="编号")
    _add_fields(edit)
    edit.add_argument("--detach", action="append", default=[], metavar="NAME", help="去掉一个附件；可多次使用")
    delete = command(room, common, "delete", _delete, "删除未确认或不予确认的申请")
    delete.add_argument("id", nargs="+", metavar="编号")


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, metavar="年", help="学时年度")
    parser.add_argument("--sponsor", metavar="名称", help="主办方单位（投入式）")
    parser.add_argument("--pathway", metavar="途径", help="学时途径的名称或代码（投入式、产出式）")
    parser.add_argument("--condition", metavar="条件", help="豁免学时条件的名称或代码（豁免）")
    parser.add_argument("--hours", type=float, metavar="学时", help="申请学时数，0.5 的整数倍")
    parser.add_argument("--ethics", action=argparse.BooleanOptionalAction, default=None, help="职业道德内容")
    parser.add_argument("--note", metavar="备注")
    parser.add_argument("--attach", nargs="+", action="extend", default=[], type=Path, metavar="FILE", help="证明附件")


def add_filter_options(parser: argparse.ArgumentParser) -> None:
    """The options that narrow a list; :func:`query_from` reads them."""
    parser.add_argument("--kind", type=choices.kind, metavar="类别", help="投入式、产出式、豁免")
    parser.add_argument("--year", type=int, metavar="年")
    parser.add_argument("--state", type=choices.state, metavar="状态", help="未确认、已确认、不予确认")
    parser.add_argument("--sync", type=choices.sync_mark, metavar="本机状态", help="unsent、sent、conflict")
    parser.add_argument("--sponsor", default="", metavar="名称")
    parser.add_argument("--pathway", default="", metavar="途径", help="名称或代码")
    parser.add_argument("--text", default="", metavar="文字", help="在会员、编号、主办方、备注中查找")
    parser.add_argument(
        "--sort", choices=choices.SORTS, default="filed_at", metavar="KEY", help="|".join(choices.SORTS)
    )
    parser.add_argument("--ascending", action="store_true", help="从小到大")
    parser.add_argument("--limit", type=int, metavar="N", help=f"最多显示几条，0 为全部（默认 {SHOWN_AT_MOST}）")


def query_from(args: argparse.Namespace) -> ApplicationQuery:
    """The query that the filter options describe."""
    return ApplicationQuery(
        kind=args.kind,
        year=args.year,
        state=args.state,
        sync=args.sync,
        sponsor=args.sponsor,
        pathway=args.pathway,
        text=args.text,
        sort=args.sort,
        descending=not args.ascending,
    )


def with_pathway_code(workspace: "Workspace", query: ApplicationQuery) -> ApplicationQuery:
    """Replace a pathway's name in a query by its code."""
    if not query.pathway:
        return query
    kinds: tuple[ApplicationKind, ...] = (query.kind,) if query.kind else ("input", "output")
    years = (query.year,) if query.year else workspace.applications.years()
    known = [named for year in years for kind in kinds for named in workspace.applications.pathways(kind, year)]
    return replace(query, pathway=_code(query.pathway, known))


def run_list(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    """Print the applications that the options ask for."""
    print_list(workspace, query_from(args), args.limit, console)


def print_list(workspace: "Workspace", query: ApplicationQuery, limit: int | None, console: Console) -> None:
    """Print a query's count, hours and rows: JSON gives all, a screen the first hundred."""
    query = with_pathway_code(workspace, query)
    desk = workspace.applications
    total = desk.total(query)
    rids = desk.ids(query)
    shown = rids[: limit or len(rids)] if limit is not None or console.as_json else rids[:SHOWN_AT_MOST]
    rows = [row for at in range(0, len(shown), PAGE) for row in desk.rows(shown[at : at + PAGE])]
    if console.as_json:
        console.json({"count": total.count, "hours": total.hours, "items": [_plain(row) for row in rows]})
        return
    console.table(HEADS, (_cells(row) for row in rows))
    more = f"，显示前 {len(rows)} 条（--limit 0 显示全部）" if len(rows) < total.count else ""
    console.note(f"共 {total.count} 条，{hours_text(total.hours)} 学时{more}")


def _plain(row: ApplicationRow) -> dict[str, object]:
    """A row for programs; the row number of the local file is nobody else's business."""
    fields: dict[str, object] = msgspec.to_builtins(row)
    del fields["rid"]
    return fields


def _cells(row: ApplicationRow) -> tuple[str, ...]:
    exempt = row.kind == "exemption"
    confirmed = row.confirmed_hours
    return (
        str(row.year),
        KINDS[row.kind],
        f"{row.member_name} {row.member_no}",
        row.sponsor,
        row.pathway_name,
        "–" if exempt else hours_text(row.hours),
        "–" if exempt or confirmed is None else hours_text(confirmed),
        str(row.attachments),
        STATES[row.state],
        SYNC_MARKS[row.sync],
        row.id,
    )


def _show(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    detail = workspace.applications.detail(args.id)
    if console.as_json:
        console.json(detail)
    else:
        _print_detail(detail, console)
    if args.save_attachments:
        _save_attachments(workspace, detail, args.save_attachments, console)


def _save_attachments(workspace: "Workspace", detail: ApplicationDetail, folder: Path, console: Console) -> None:
    """Copy the attachments under their own names; a different file of the same name is kept."""
    for attachment in detail.application.attachments:
        data = workspace.applications.fetch_file(attachment).read_bytes()
        name = Path(readable_name(attachment.name))
        console.note(f"已保存：{save_beside(folder, name.stem, name.suffix, data)}")


def _print_detail(detail: ApplicationDetail, console: Console) -> None:
    it = detail.application
    exempt = it.kind == "exemption"
    console.pairs(
        (
            ("编号", it.id),
            ("类别", KINDS[it.kind]),
            ("会员", f"{it.member_name} {it.member_no}"),
            ("学时年度", str(it.year)),
            ("主办方单位", it.sponsor),
            ("学时途径", detail.pathway_name),
            ("豁免学时条件", detail.condition_name),
            ("申请学时", "" if exempt else hours_text(it.hours)),
            ("确认学时", "" if exempt or it.confirmed_hours is None else hours_text(it.confirmed_hours)),
            ("职业道德", "是" if it.ethics else ""),
            ("状态", STATES[it.state]),
            ("理由", it.reason),
            ("本机状态", SYNC_MARKS[detail.sync]),
            ("备注", it.note),
        )
    )
    for file in it.attachments:
        here = "" if file.sha256 in detail.attachments_here else "（尚未下载）"
        console.line(f"附件  {file.name}  {file.size:,} 字节{here}")
    for step in detail.history:
        what = f"{beijing_text(step.at)}  {STEPS[step.what]}  {step.by}"
        hours = f"  {hours_text(step.hours)} 学时" if step.hours is not None else ""
        console.line(f"历史  {what}{hours}  {step.reason}".rstrip())


def _file(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    year = args.year if args.year is not None else beijing_year()
    draft = _changed(workspace, Draft(kind=args.kind, year=year), args)
    draft = _with_attachments(workspace, draft, args.attach)
    entity_id = workspace.applications.file(draft)
    if console.as_json:
        console.json({"id": entity_id})
    else:
        console.line(f"已保存，待发送：{entity_id}")


def _edit(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    before = draft_of(workspace.applications.detail(args.id).application)
    names = {file.name for file in before.attachments}
    if unknown := [name for name in args.detach if name not in names]:
        raise WrongUse(f"没有这个附件：{'、'.join(unknown)}")
    kept = tuple(file for file in before.attachments if file.name not in args.detach)
    draft = msgspec.structs.replace(_changed(workspace, before, args), attachments=kept)
    draft = _with_attachments(workspace, draft, args.attach)
    workspace.applications.edit(args.id, draft)
    _say_saved(args.id, console)


def _delete(workspace: "Workspace", args: argparse.Namespace, console: Console) -> None:
    for entity_id in args.id:
        workspace.applications.delete(entity_id)
        _say_saved(entity_id, console)


def _say_saved(entity_id: str, console: Console) -> None:
    console.note(f"已保存，待发送：{entity_id}")


def _changed(workspace: "Workspace", draft: Draft, args: argparse.Namespace) -> Draft:
    """The draft with the options that were given; names of pathways and conditions become codes."""
    names = ("year", "sponsor", "pathway", "condition", "hours", "ethics", "note")
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    draft = msgspec.structs.replace(draft, **given)
    desk = workspace.applications
    return msgspec.structs.replace(
        draft,
        pathway=_code(draft.pathway, desk.pathways(draft.kind, draft.year)),
        condition=_code(draft.condition, desk.conditions(draft.year)),
    )


def _code(text: str, known: "list[Named] | tuple[Named, ...]") -> str:
    """The code of a name; what is neither is left for the rules to refuse by field."""
    return next((named.code for named in known if named.name == text), text)


def _with_attachments(workspace: "Workspace", draft: Draft, paths: list[Path]) -> Draft:
    """Take files in, once everything else is right: a wrong year should not leave copies of files behind."""
    others = [e for e in workspace.applications.check(draft) if not e.field.startswith("attachments")]
    if others:
        raise Invalid("没有保存", "内容不符合要求，请按提示修改", tuple(others))
    added: list[Attachment] = [workspace.applications.add_file(path) for path in paths]
    return msgspec.structs.replace(draft, attachments=(*draft.attachments, *added))
