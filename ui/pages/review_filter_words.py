"""What a query narrows the queue to, part by part: in words, and the query without that part."""

from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from cpd_core.wording import hours_text
from cpd_desktop.views import ApplicationQuery
from ui import flags, marks
from ui.language import tr as _tr
from ui.language import words

START = ApplicationQuery(state="pending", aside=False, descending=False)
"""What the queue opens with: all that nobody has decided, but for what was put aside; first come, first served."""
OTHER_ORDER = ("sort", "descending")


class Part(Struct, frozen=True):
    """One thing that the queue is narrowed by. ``fields`` of the query say it; ``key`` names it."""

    key: str
    text: str
    fields: tuple[str, ...]


def same_filter(one: ApplicationQuery, other: ApplicationQuery) -> bool:
    """Whether two queries show the same, in whatever order."""
    return replace(one, sort=other.sort, descending=other.descending) == other


def without(query: ApplicationQuery, part: Part) -> ApplicationQuery:
    """The query that is not narrowed by this any more; the state goes back to what is undecided."""
    return replace(query, **cast("Any", {name: getattr(START, name) for name in part.fields}))


def parts_of(query: ApplicationQuery, pathway_name: str = "") -> list[Part]:
    """All that a query is narrowed by beyond what the queue opens with."""
    found = (
        Part("state", _state(query), ("state", "sync")),
        Part("year", _tr("{0} 年度").format(query.year) if query.year else "", ("year",)),
        Part("kind", words().kinds[query.kind] if query.kind else "", ("kind",)),
        Part("pathway", pathway_name or query.pathway, ("pathway",)),
        Part("sponsor", _sponsor(query), ("sponsor", "sponsor_part", "sponsorless")),
        Part("member", query.member, ("member",)),
        Part("member_id", _tr("同一会员") if query.member_id else "", ("member_id",)),
        Part("hours", _hours(query), ("hours_min", "hours_max")),
        Part("age", _age(query), ("age_min", "age_max")),
        Part("filed", _filed(query), ("filed_from", "filed_to")),
        Part("flags", _flags(query), ("flags", "flagged")),
        Part("aside", _aside(query), ("aside",)),
        Part("claim", _claim(query), ("claim",)),
        Part("batch", _tr("本批处理") if query.batch_id else "", ("batch_id",)),
        Part("ids", _tr("指定的 {0} 条").format(len(query.ids)) if query.ids else "", ("ids",)),
        Part("text", f"“{query.text}”" if query.text else "", ("text", "text_pathways")),
    )
    return [part for part in found if part.text]


def _state(query: ApplicationQuery) -> str:
    if query.sync:
        return _tr("待发送") if query.sync == "unsent" else marks.of_application("pending", query.sync).text
    if query.state == START.state:
        return ""
    return words().states[query.state] if query.state else _tr("全部状态")


def _sponsor(query: ApplicationQuery) -> str:
    if query.sponsorless:
        return _tr("没有主办方")
    return query.sponsor or (f"“{query.sponsor_part}”" if query.sponsor_part else "")


def _hours(query: ApplicationQuery) -> str:
    least, most = query.hours_min, query.hours_max
    if least is not None and most is not None:
        return _tr("{0} 至 {1} 学时").format(hours_text(least), hours_text(most))
    if least is not None:
        return _tr("至少 {0} 学时").format(hours_text(least))
    return _tr("至多 {0} 学时").format(hours_text(most)) if most is not None else ""


def _age(query: ApplicationQuery) -> str:
    parts = [_tr("最近 {0} 天申报").format(query.age_max)] if query.age_max is not None else []
    parts += [_tr("{0} 天以前申报").format(query.age_min)] if query.age_min is not None else []
    return words().comma.join(parts)


def _filed(query: ApplicationQuery) -> str:
    if query.filed_from and query.filed_to:
        return _tr("{0} 至 {1} 申报").format(query.filed_from, query.filed_to)
    if query.filed_from:
        return _tr("{0} 起申报").format(query.filed_from)
    return _tr("{0} 前申报").format(query.filed_to) if query.filed_to else ""


def _flags(query: ApplicationQuery) -> str:
    if query.flags:
        return _tr("或").join(map(flags.word, query.flags))
    if query.flagged is None:
        return ""
    return _tr("有提示") if query.flagged else _tr("没有提示")


def _aside(query: ApplicationQuery) -> str:
    if query.aside:
        return _tr("已搁置")
    return _tr("含已搁置") if query.aside is None and query.state == "pending" else ""


def _claim(query: ApplicationQuery) -> str:
    names = {"mine": _tr("我认领的"), "others": _tr("他人认领的"), "none": _tr("无人认领")}
    return names.get(query.claim, "")
