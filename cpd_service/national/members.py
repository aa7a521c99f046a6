"""Members: found by number or name, and moved to another province."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, text

from cpd_core.entities import Member
from cpd_core.national import MemberEntry, MemberMove, MemberPage, MoveDone
from cpd_core.outcomes import error
from cpd_service import members
from cpd_service.national.accounts import check_provinces
from cpd_service.national.directory import refuse
from cpd_service.national.office import Office
from cpd_service.problems import ProblemError
from cpd_service.store import sets

PAGE = 100
LOOKED_AT = 5000  # records in one look at most; who types less than a name goes on by ``next``
_member = msgspec.json.Decoder(Member)


def page(
    connection: Connection, wanted: str = "", province: str = "", after: str = "", limit: int = PAGE
) -> MemberPage:
    """Members whose number or name has ``wanted`` in it, in the order of their ids."""
    found: list[Member] = []
    last = ""
    for member in _look(connection, wanted.strip(), province, after):
        if len(found) == limit:
            last = found[-1].id
            break
        found.append(member)
    logins = _logins(connection, found)
    return MemberPage(entries=tuple(_entry(member, logins.get(member.id, "")) for member in found), next=last)


def move(office: Office, number: str, asked: MemberMove) -> MoveDone:
    """Move a member with all that is theirs; raises :class:`ProblemError` naming ``number`` or ``province``."""
    refuse(check_provinces(office.connection, "province", (asked.province,)))
    found = members.find(office.connection, number)
    if len(found) != 1:
        raise ProblemError(422, "INVALID", error("number", "member.unknown", number=number, count=len(found)))
    if found[0].province == asked.province:
        refuse([error("province", "member.there", province=asked.province)])
    count = members.move(office.connection, number, asked.province)
    detail = {"number": number, "from": found[0].province, "to": asked.province, "records": count}
    office.note("member.moved", "member", found[0].id, **detail)
    return MoveDone(records=count)


def _look(connection: Connection, wanted: str, province: str, after: str) -> Iterator[Member]:
    escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = connection.execute(
        _PAGE, {"pattern": f"%{escaped}%", "province": province, "after": after, "limit": LOOKED_AT}
    ).scalars()
    for body in rows:
        member = _member.decode(body)
        if wanted in f"{member.no}\n{member.name}":  # the pattern may have met another field
            yield member


def _logins(connection: Connection, found: list[Member]) -> dict[str, str]:
    rows = sets.fetch(connection, _LOGINS, [(member.id,) for member in found])
    return {member_id: login for member_id, login in rows}  # noqa: C416 -- rows are tuples of anything


def _entry(member: Member, login: str) -> MemberEntry:
    return MemberEntry(**{name: getattr(member, name) for name in Member.__struct_fields__}, login=login)


_PAGE = text(r"""
SELECT body FROM record WHERE kind = 'member' AND id > :after AND body LIKE :pattern ESCAPE '\'
    AND (:province = '' OR province = :province)
ORDER BY id LIMIT :limit
""")
_LOGINS = """
SELECT account.member_id, account.login FROM {rows} JOIN account ON account.member_id = CAST(each.column1 AS TEXT)
"""
