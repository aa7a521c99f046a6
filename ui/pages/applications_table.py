"""The columns of lists of applications: what each kind shows, and what staff see besides."""

from collections.abc import Sequence
from datetime import datetime

from cpd_core.entities import ApplicationKind
from cpd_core.wording import hours_text
from cpd_desktop.labels import BEIJING, day
from cpd_desktop.views import ApplicationRow
from ui import flags, marks
from ui.language import tr as _tr
from ui.language import words
from ui.tables import Column, Mark

NONE_YET = "–"


def mark_of(row: ApplicationRow) -> Mark:
    """The state of a row as icon, word and tone."""
    return marks.of_application(row.state, row.sync)


def own_mark_of(row: ApplicationRow) -> Mark:
    """The same for the member: with the hours where fewer were confirmed, and with the reason of a refusal."""
    mark = marks.of_own(row.state, row.sync)
    text = mark.text
    if row.state == "confirmed" and row.confirmed_hours is not None and row.confirmed_hours < row.hours:
        text = _tr("{0} {1} 学时").format(text, hours_text(row.confirmed_hours))
    elif row.state == "refused" and row.reason and not row.sync:
        text = words().pair(text, row.reason)
    return Mark(mark.icon, text, mark.tone)


def hours_or_none(hours: float | None) -> str:
    """Hours of a cell with one decimal, so that they stand under each other."""
    return NONE_YET if hours is None else f"{hours:.1f}"


def asked_text(row: ApplicationRow) -> str:
    """The hours asked for; an exemption asks for none."""
    return NONE_YET if row.kind == "exemption" else f"{row.hours:.1f}"


def filed_day(row: ApplicationRow) -> str:
    """The day it was filed, Beijing time; "" where the service does not know it yet."""
    return words().day(row.filed_at)


def pathway_text(row: ApplicationRow) -> str:
    """The pathway's name, for exemptions the ground's."""
    return words().pathway(row.pathway, row.pathway_name) or NONE_YET


def columns_of(kind: ApplicationKind, staff: bool) -> Sequence[Column]:
    """The columns of one kind's list."""
    columns = [Column("year", _tr("年度"), lambda row: str(row.year), sample="2026", sort="year", kind="number")]
    if staff:
        columns += _member_columns()
    if kind == "input":
        columns.append(_sponsor())
    if kind == "exemption":
        columns.append(_pathway(_tr("豁免学时条件")))
    else:
        columns += [_pathway(_tr("学时途径"), spare=4 if kind == "input" else 0), *_hours()]
    filed = Column(
        "filed_at", _tr("申报日期"), filed_day, words().day("2026-12-30"), "filed_at", kind="date", asked=True
    )
    note = Column("note", _tr("备注"), lambda row: row.note, sample="结业证明见附件", stretch=True, asked=True)
    return [*columns, _attachments(), filed, note, _state() if staff else _own_state()]


def queue_columns() -> Sequence[Column]:
    """The columns of the review queue, all kinds together; narrow, as the attachment beside it needs the room."""
    sample = words().kinds["output"]
    kind = Column("kind", _tr("类别"), lambda row: words().kinds[row.kind], sample=sample, sort="kind", spare=2)
    year_ago = words().day("2025-12-30")
    filed = Column("filed_at", _tr("申报"), _short_day, year_ago, "filed_at", tip=filed_day, kind="date")
    asked = _hours()[0]
    return [
        _flags(),
        *_member_columns(),
        kind,
        _sponsor(),
        _pathway(_tr("学时途径"), spare=4),
        asked,
        filed,
        _attachments(),
        Column("claim", _tr("认领"), lambda row: row.claim, sample="欧阳明", sort="claim", spare=1),
        _queue_state(),
    ]


def _flags() -> Column:
    """How many flags a row has; which ones, the tool tip says, and who listens hears it."""
    return Column(
        "flags",
        _tr("提示"),
        lambda row: str(len(row.flags)) if row.flags else "",
        sample="2",
        sort="flags",
        mark=lambda row: flags.mark(row.flags),
        tip=lambda row: "\n".join(map(flags.word, row.flags)),
        kind="number",
        said=lambda row: flags.in_words(row.flags),
    )


def _queue_state() -> Column:
    """The state; an undecided one that was put aside is said to be."""

    def mark(row: ApplicationRow) -> Mark:
        waits = row.aside and row.state == "pending" and not row.sync
        return Mark("aside", _tr("已搁置"), "accent") if waits else mark_of(row)

    sample = words().states["confirmed"]
    return Column(
        "state", _tr("状态"), lambda row: mark(row).text, sample, "state", mark=mark, tip=lambda row: mark(row).text
    )


def _short_day(row: ApplicationRow) -> str:
    """Month and day; of another year than this one with the year."""
    filed = day(row.filed_at)
    if filed is None:
        return ""
    return words().short_date(filed) if filed.year == datetime.now(BEIJING).year else words().date_text(filed)


def _member_columns() -> list[Column]:
    return [
        Column("name", _tr("姓名"), lambda row: row.member_name, sample="欧阳明", sort="member_name"),
        Column("number", _tr("证书编号"), lambda row: row.member_no, "320000123456", sort="member_no", spare=3),
    ]


def _sponsor() -> Column:
    title, sample = _tr("主办方单位"), "江苏省注协会"
    return Column("sponsor", title, lambda row: row.sponsor or NONE_YET, sample=sample, sort="sponsor", stretch=True)


def _pathway(title: str, spare: int = 0) -> Column:
    return Column("pathway", title, pathway_text, "专业论坛会", sort="pathway", stretch=True, spare=spare)


def _hours() -> list[Column]:
    asked, confirmed = _tr("申请"), _tr("确认")
    return [
        Column("hours", asked, asked_text, sample="12.5", sort="hours", align_right=True, kind="number"),
        Column(
            "confirmed",
            confirmed,
            lambda row: hours_or_none(row.confirmed_hours),
            sample="12.5",
            sort="confirmed_hours",
            align_right=True,
            kind="number",
            spare=2,
        ),
    ]


def _attachments() -> Column:
    count = "attachments"
    return Column(
        count, _tr("附件"), lambda row: str(row.attachments), "20", count, align_right=True, kind="number", spare=1
    )


def _state(sample: str = "") -> Column:
    sample = sample or _tr("{0}·待发送").format(words().states["pending"])
    return Column(
        "state",
        _tr("状态"),
        lambda row: mark_of(row).text,
        sample=sample,
        sort="state",
        mark=mark_of,
        tip=_state_tip,
    )


def _own_state() -> Column:
    sample = _tr("{0}·待发送").format(words().states["pending"])
    return Column("state", _tr("状态"), _own_text, sample, "state", mark=own_mark_of, tip=_own_tip)


def _own_text(row: ApplicationRow) -> str:
    return own_mark_of(row).text


def _own_tip(row: ApplicationRow) -> str:
    """What the state means and what to do."""
    if row.sync == "conflict":
        return _tr("有一项操作没有生效，需要您选择如何处理")
    if row.sync == "unsent":
        return _tr("已保存在本机，联网后自动发送")
    if row.state == "refused":
        return _tr("{0}\n按要求修改并保存，即重新提交省注协确认").format(own_mark_of(row).text)
    if row.state == "pending":
        return _tr("已送达，等待省注协确认；确认前可以修改或删除")
    return _state_tip(row)


def _state_tip(row: ApplicationRow) -> str:
    if row.state == "confirmed" and row.confirmed_hours is not None:
        return _tr("已确认 {hours} 学时").format(hours=hours_text(row.confirmed_hours))
    return row.reason or mark_of(row).text
