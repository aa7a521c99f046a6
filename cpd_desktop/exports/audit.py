"""The audit trail as a workbook: what was looked for, the newest first."""

from collections.abc import Iterable
from pathlib import Path

from cpd_core.national import AuditEntry
from cpd_desktop.deeds import deed
from cpd_desktop.exports import workbook
from cpd_desktop.exports.workbook import Column, Sheet
from cpd_desktop.labels import beijing
from cpd_desktop.words import Words


def write(path: Path, entries: Iterable[AuditEntry], words: Words) -> int:
    """Write the entries in their order; returns how many. Raises Trouble."""
    say = words.say
    columns: tuple[Column[AuditEntry], ...] = (
        Column(say("时间"), 18, "time", lambda entry: beijing(entry.at)),
        Column(say("人员"), 20, "text", lambda entry: entry.who),
        Column(say("操作"), 20, "text", lambda entry: say(deed(entry.what))),
        Column(say("对象"), 16, "text", lambda entry: entry.kind),
        Column(say("编号"), 38, "text", lambda entry: entry.entity_id),
        Column(say("内容"), 60, "text", lambda entry: entry.detail),
        Column(say("账号"), 38, "text", lambda entry: entry.account_id),
        Column(say("设备"), 38, "text", lambda entry: entry.device_id),
        Column(say("链"), 12, "text", lambda entry: entry.lane),
        Column(say("链内序号"), 12, "integer", lambda entry: entry.number or None),
    )
    return workbook.write(path, [Sheet(say("审计记录"), columns, entries)])[0]
