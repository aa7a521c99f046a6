"""Members by their certificate numbers, thousands at a time."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from cpd_core.entities import Member
from cpd_desktop.store.database import Database
from cpd_desktop.store.readback import read_back

_MEMBER = msgspec.json.Decoder(Member)


def members_by_number(database: Database, numbers: Iterable[str]) -> dict[str, list[Member]]:
    """The members who have these numbers; a practising and a non-practising one may have the same."""
    found: dict[str, list[Member]] = defaultdict(list)
    with database.read() as db:
        rows = db.execute(
            """SELECT coalesce(local, body) FROM record
            WHERE kind = 'member' AND number IN (SELECT value FROM json_each(?))""",
            (msgspec.json.encode(sorted(set(numbers))).decode(),),
        ).fetchall()
    for (body,) in rows:
        if body:
            member = read_back(_MEMBER, body)
            found[member.no].append(member)
    return found
