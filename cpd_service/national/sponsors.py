"""Sponsors from a workbook: one name a row."""

import uuid

from msgspec.structs import replace

from cpd_core.entities import Sponsor
from cpd_core.national import ImportReport, ImportRow
from cpd_core.outcomes import error
from cpd_service.national import directory, workbooks
from cpd_service.national.imports import Judged, Judgement, wrong
from cpd_service.national.office import Office
from cpd_service.national.workbooks import Column

COLUMNS = (
    Column("name", "主办方单位", 40, example="示例：某某省注册会计师协会（请删除本行）"),
    Column("state", "状态", 12, needed=False, example="在用 或 停用"),
)
_RETIRED = {"": None, "在用": False, "停用": True}


def take_in(office: Office, data: bytes, token: str = "") -> ImportReport:
    """Judge a workbook; with the ``token`` of a look at it, do what it says. Raises :class:`ProblemError`."""
    judgement = judge(office, data)
    if not token:
        return judgement.report()
    judgement.check(token)
    for one in judgement.writes:
        assert isinstance(one.entity, Sponsor)
        office.put("sponsor", one.entity)
    report = judgement.report(applied=True)
    office.note("sponsor.imported", "sponsor", new=report.new, changed=report.changed)
    return report


def judge(office: Office, data: bytes) -> Judgement:
    """What each row comes to."""
    directory.lock_directory(office)
    known = {directory.plain(one.name): one for one in directory.read(office.connection, "sponsor").values()}
    judgement, rows_of = Judgement(data), dict[str, int]()
    for row in workbooks.read(data, COLUMNS):
        name, state = row.cells["name"], row.cells.get("state", "")
        key = directory.plain(name)
        errors = directory.name_errors(name)
        if state not in _RETIRED:
            errors.append(error("state", "import.choice", choices="、".join(filter(None, _RETIRED))))
        if key in rows_of:
            errors.append(error("name", "import.twice", row=rows_of[key]))
        rows_of.setdefault(key, row.number)
        if errors:
            judgement.take(wrong(row.number, name, state, errors))
        else:
            judgement.take(_judged(office, row.number, name, known.get(key), _RETIRED[state]))
    return judgement


def _judged(office: Office, number: int, name: str, now: object, retired: bool | None) -> Judged:
    if not isinstance(now, Sponsor):
        made = Sponsor(id=str(uuid.uuid4()), rev=office.next_rev(0), name=name, retired=bool(retired))
        return Judged(ImportRow(row=number, mark="new", key=name, text=""), made)
    wanted = now.retired if retired is None else retired
    if now.merged_into and not wanted:
        return wrong(number, name, "", [error("state", "sponsor.not_here", name=name)])
    changes = tuple(
        field for field, differs in (("name", now.name != name), ("state", now.retired != wanted)) if differs
    )
    if not changes:
        return Judged(ImportRow(row=number, mark="unchanged", key=name, text=""))
    changed = replace(now, rev=office.next_rev(now.rev), name=name, retired=wanted)
    return Judged(ImportRow(row=number, mark="changed", key=name, text=now.name, changes=changes), changed)
