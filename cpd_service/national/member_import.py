"""Members from a workbook: thousands of rows, each judged by itself, beside the other rows and beside the database."""

import re
import uuid
from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import text

from cpd_core.entities import Member, MemberType, Province
from cpd_core.messages import FieldError
from cpd_core.national import ImportReport, ImportRow
from cpd_core.outcomes import error
from cpd_service import clock
from cpd_service.identity_numbers import Digests, is_identity_number, masked
from cpd_service.national import directory, workbooks
from cpd_service.national.imports import Judged, Judgement, wrong
from cpd_service.national.office import Office
from cpd_service.national.workbooks import Column, Row
from cpd_service.store import sets

COLUMNS = (
    Column("no", "会员证书编号", 20, example="示例：320100010001（请删除本行）"),
    Column("name", "姓名", 14, example="张三"),
    Column("member_type", "会员类型", 14, example="注册会计师 或 非执业会员"),
    Column("province", "省级注协", 28, example="32 或 江苏"),
    Column("joined_on", "入会日期", 14, example="2024-07-01"),
    Column("id_number", "身份证号", 24, needed=False, example="可不填；填写时检查校验位"),
)
TYPES: dict[str, MemberType] = {"注册会计师": "cpa", "非执业会员": "non_practising"}
NUMBER = re.compile(r"[A-Za-z0-9]{4,30}", re.ASCII)
EARLIEST = date(1980, 1, 1)  # the profession was restored in that year
CHANGING = ("name", "joined_on", "id_number_masked")


class _Known(Struct):
    """What the database has of the rows' members and identity numbers."""

    provinces: dict[str, Province]
    members: dict[str, Member]
    holders: dict[str, set[str]]  # digest of an identity number -> members


def take_in(office: Office, data: bytes, token: str = "") -> ImportReport:
    """Judge a workbook; with the ``token`` of a look at it, do what it says. Raises :class:`ProblemError`."""
    judgement = judge(office, data)
    if not token:
        return judgement.report()
    judgement.check(token)
    identities: list[tuple[str, str]] = []
    for one in judgement.writes:
        assert isinstance(one.entity, Member)
        office.put("member", one.entity)
        office.history("member", one.entity.id, one.entity.rev, "imported")
        if one.secret:
            identities.append((one.entity.id, one.secret))
    sets.run(office.connection, _SAVE_IDENTITIES, identities)
    report = judgement.report(applied=True)
    office.note("member.imported", "member", new=report.new, changed=report.changed)
    return report


def judge(office: Office, data: bytes) -> Judgement:
    """What each row comes to."""
    directory.lock_directory(office)
    rows = [_tidy(row) for row in workbooks.read(data, COLUMNS)]
    digests = Digests(office.connection)
    hashed = {row.number: digests.of(number) for row in rows if (number := row.cells.get("id_number", ""))}
    known = _known(office, rows, hashed)
    judgement, numbers, people = Judgement(data), dict[str, int](), dict[str, int]()
    for row in rows:
        digest = hashed.get(row.number, "")
        errors = _row_errors(row, known)
        if (first := numbers.setdefault(row.cells["no"], row.number)) != row.number:
            errors.append(error("no", "import.twice", row=first))
        if digest and (first := people.setdefault(digest, row.number)) != row.number:
            errors.append(error("id_number", "import.twice", row=first))
        now = known.members.get(row.cells["no"])
        others = known.holders.get(digest, set[str]()) - ({now.id} if now else set[str]())
        if others:
            errors.append(error("id_number", "member.identity_known"))
        if errors:
            judgement.take(wrong(row.number, row.cells["no"], row.cells["name"], errors))
        else:
            judgement.take(_judged(office, row, now, known, digest))
    return judgement


def _judged(office: Office, row: Row, now: Member | None, known: _Known, digest: str) -> Judged:
    cells, province = row.cells, _province(row.cells["province"], known.provinces)
    assert province is not None
    number = cells.get("id_number", "")
    wanted = {"name": cells["name"], "joined_on": cells["joined_on"]}
    if number:
        wanted["id_number_masked"] = masked(number)
    if now is None:
        fresh = Member(
            id=str(uuid.uuid4()),
            rev=office.next_rev(0),
            no=cells["no"],
            member_type=TYPES[cells["member_type"]],
            province=province.id,
            **wanted,
        )
        return Judged(ImportRow(row=row.number, mark="new", key=cells["no"], text=cells["name"]), fresh, digest)
    errors: list[FieldError] = []
    if now.member_type != TYPES[cells["member_type"]]:
        errors.append(error("member_type", "member.other_type"))
    if now.province != province.id:
        errors.append(error("province", "member.other_province", province=now.province))
    if errors:
        return wrong(row.number, now.no, now.name, errors)
    changes = tuple(name for name in CHANGING if name in wanted and getattr(now, name) != wanted[name])
    if digest and now.id not in known.holders.get(digest, ()) and "id_number_masked" not in changes:
        changes += ("id_number_masked",)  # shown alike, and known only from now on
    if not changes:
        return Judged(ImportRow(row=row.number, mark="unchanged", key=now.no, text=now.name))
    changed = replace(now, rev=office.next_rev(now.rev), **wanted)
    row_ = ImportRow(row=row.number, mark="changed", key=now.no, text=now.name, changes=changes)
    return Judged(row_, changed, digest)


def _row_errors(row: Row, known: _Known) -> list[FieldError]:
    """What is wrong with a row by itself."""
    cells = row.cells
    errors = directory.name_errors(cells["name"])
    if not NUMBER.fullmatch(cells["no"]):
        errors.append(error("no", "member.number"))
    if cells["member_type"] not in TYPES:
        errors.append(error("member_type", "import.choice", choices="、".join(TYPES)))
    if _province(cells["province"], known.provinces) is None:
        errors.append(error("province", "province.unknown", province=cells["province"]))
    if not _is_day(cells["joined_on"]):
        errors.append(error("joined_on", "import.day"))
    if (number := cells.get("id_number", "")) and not is_identity_number(number):
        errors.append(error("id_number", "member.identity"))
    return errors


def _is_day(typed: str) -> bool:
    try:
        return EARLIEST <= date.fromisoformat(typed) <= clock.today()
    except ValueError:
        return False


def _province(typed: str, provinces: Mapping[str, Province]) -> Province | None:
    """A province by its code, its name or its institute's, or how the name begins; none that has retired."""
    usable = [province for province in provinces.values() if not province.retired]
    whole = next((p for p in usable if typed in (p.id, p.name, p.institute_name)), None)
    begun = [p for p in usable if len(typed) > 1 and p.name.startswith(typed)]
    return whole or (begun[0] if len(begun) == 1 else None)


def _tidy(row: Row) -> Row:
    """Numbers without spaces, days with two-digit months, whatever sign stands between."""
    cells = dict(row.cells)
    cells["no"] = "".join(cells["no"].split())
    if "id_number" in cells:
        cells["id_number"] = "".join(cells["id_number"].split()).upper()
    parts = re.split(r"[-/.年月]", cells["joined_on"].rstrip("日"))
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        cells["joined_on"] = f"{parts[0]:0>4}-{parts[1]:0>2}-{parts[2]:0>2}"
    return Row(row.number, cells)


class _Number(Struct):
    no: str


def _known(office: Office, rows: list[Row], hashed: Mapping[int, str]) -> _Known:
    """One look at all members, of which only those that the rows name are kept."""
    wanted, found = {row.cells["no"] for row in rows}, dict[str, Member]()
    for body in office.connection.execute(_MEMBERS).scalars():
        if (number := _number.decode(body).no) in wanted:
            found[number] = _member.decode(body)
    holders: dict[str, set[str]] = {}
    for digest, member_id in sets.fetch(office.connection, _HOLDERS, [(one,) for one in sorted(set(hashed.values()))]):
        holders.setdefault(digest, set()).add(member_id)
    return _Known(directory.provinces(office.connection), found, holders)


_member = msgspec.json.Decoder(Member)
_number = msgspec.json.Decoder(_Number)
_MEMBERS = text("SELECT body FROM record WHERE kind = 'member'").execution_options(yield_per=2000)
_HOLDERS = f"""
SELECT digest, member_id FROM identity WHERE digest IN (SELECT {sets.columns("TEXT")} FROM {{rows}})
"""
_SAVE_IDENTITIES = f"""
INSERT INTO identity (member_id, digest) SELECT {sets.columns("TEXT", "TEXT")} FROM {{rows}} WHERE true
ON CONFLICT (member_id) DO UPDATE SET digest = excluded.digest
"""
