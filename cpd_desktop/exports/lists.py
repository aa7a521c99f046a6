"""The columns of the workbooks, each described once. Widths are half-width characters; a Chinese one takes two."""

from msgspec import Struct

from cpd_core.ledger import Line, Part, YearLedger
from cpd_core.wording import say_error
from cpd_desktop.exports.workbook import Column
from cpd_desktop.labels import KINDS, SOURCES, STATES, SYNC_MARKS, beijing, day, part_name
from cpd_desktop.views import ApplicationRow, MemberRow


class YearLine(Struct, frozen=True):
    """A line of the ledger with the year and the member it belongs to."""

    member: MemberRow
    year: int
    line: Line


class YearPart(Struct, frozen=True):
    """A sub-requirement or cap with its year and member."""

    member: MemberRow
    year: int
    part: Part


class MemberYear(Struct, frozen=True):
    """One member's year."""

    member: MemberRow
    ledger: YearLedger


APPLICATIONS: tuple[Column[ApplicationRow], ...] = (
    Column("会员证书编号", 18, "text", lambda row: row.member_no),
    Column("会员姓名", 14, "text", lambda row: row.member_name),
    Column("申请类别", 12, "text", lambda row: KINDS[row.kind]),
    Column("学时年度", 12, "integer", lambda row: row.year),
    Column("主办方单位", 36, "text", lambda row: row.sponsor),
    Column("学时途径/豁免条件", 34, "text", lambda row: row.pathway_name or row.pathway),
    Column("申请学时", 12, "hours", lambda row: None if row.kind == "exemption" else row.hours),
    Column("确认学时", 12, "hours", lambda row: None if row.kind == "exemption" else row.confirmed_hours),
    Column("附件", 8, "integer", lambda row: row.attachments),
    Column("状态", 12, "text", lambda row: STATES[row.state]),
    Column("申报时间", 18, "time", lambda row: beijing(row.filed_at)),
    Column("处理理由", 40, "text", lambda row: row.reason),
    Column("本机状态", 22, "text", lambda row: SYNC_MARKS[row.sync]),
)

YEARS: tuple[Column[MemberYear], ...] = (
    Column("会员证书编号", 18, "text", lambda row: row.member.no),
    Column("会员姓名", 14, "text", lambda row: row.member.name),
    Column("年度", 10, "integer", lambda row: row.ledger.year),
    Column("应完成学时", 14, "hours", lambda row: row.ledger.required),
    Column("已计学时", 12, "hours", lambda row: row.ledger.counted),
    Column("还差学时", 12, "hours", lambda row: row.ledger.missing),
    Column("是否完成", 12, "text", lambda row: "已完成" if row.ledger.fulfilled else "未完成"),
    Column("豁免学时", 12, "hours", lambda row: row.ledger.waived or None),
    Column("适用规则", 16, "text", lambda row: row.ledger.rule_set.id),
)

LINES: tuple[Column[YearLine], ...] = (
    Column("会员证书编号", 18, "text", lambda row: row.member.no),
    Column("会员姓名", 14, "text", lambda row: row.member.name),
    Column("年度", 10, "integer", lambda row: row.year),
    Column("来源", 16, "text", lambda row: SOURCES[row.line.source]),
    Column("名称", 40, "text", lambda row: row.line.title),
    Column("日期", 14, "date", lambda row: day(row.line.date)),
    Column("申请学时", 12, "hours", lambda row: row.line.asked),
    Column("可计学时", 12, "hours", lambda row: row.line.eligible),
    Column("已计学时", 12, "hours", lambda row: row.line.counted),
    Column("豁免学时", 12, "hours", lambda row: row.line.waived or None),
    Column("说明", 60, "text", lambda row: "；".join(say_error(reason) for reason in row.line.reasons)),
)

PARTS_OF_YEAR: tuple[Column[YearPart], ...] = (
    Column("会员证书编号", 18, "text", lambda row: row.member.no),
    Column("会员姓名", 14, "text", lambda row: row.member.name),
    Column("年度", 10, "integer", lambda row: row.year),
    Column("分项", 28, "text", lambda row: part_name(row.part.code)),
    Column("现有学时", 12, "hours", lambda row: row.part.have),
    Column("至少", 10, "hours", lambda row: row.part.at_least),
    Column("至多", 10, "hours", lambda row: row.part.at_most),
    Column("还差学时", 12, "hours", lambda row: row.part.missing),
)
