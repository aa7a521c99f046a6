"""Lists of applications as a workbook. Widths are half-width characters; a Chinese one takes two."""

from collections.abc import Iterable
from pathlib import Path

from cpd_desktop.exports import workbook
from cpd_desktop.exports.workbook import Column, Sheet
from cpd_desktop.labels import beijing
from cpd_desktop.views import ApplicationRow
from cpd_desktop.words import Words


def write(path: Path, rows: Iterable[ApplicationRow], words: Words) -> int:
    """Write applications in the order given; returns how many. Raises Trouble."""
    return workbook.write(path, [Sheet(words.say("学时申请"), columns(words), rows)])[0]


def columns(words: Words) -> tuple[Column[ApplicationRow], ...]:
    """All that a list knows of an application, whatever of it is on screen; an exemption asks for no hours."""
    say = words.say
    return (
        Column(say("会员证书编号"), 18, "text", lambda row: row.member_no),
        Column(say("会员姓名"), 14, "text", lambda row: row.member_name),
        Column(say("申请类别"), 14, "text", lambda row: words.kinds[row.kind]),
        Column(say("学时年度"), 12, "integer", lambda row: row.year),
        Column(say("主办方单位"), 36, "text", lambda row: row.sponsor),
        Column(say("学时途径/豁免学时条件"), 34, "text", lambda row: words.pathway(row.pathway, row.pathway_name)),
        Column(say("申请学时"), 12, "hours", lambda row: None if row.kind == "exemption" else row.hours),
        Column(say("确认学时"), 12, "hours", lambda row: None if row.kind == "exemption" else row.confirmed_hours),
        Column(say("附件数"), 10, "integer", lambda row: row.attachments),
        Column(say("状态"), 12, "text", lambda row: words.states[row.state]),
        Column(say("申报时间"), 18, "time", lambda row: beijing(row.filed_at)),
        Column(say("处理理由"), 40, "text", lambda row: row.reason),
        Column(say("备注"), 40, "text", lambda row: row.note),
        Column(say("本机状态"), 24, "text", lambda row: words.sync_marks[row.sync]),
    )
