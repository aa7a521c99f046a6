"""What applications are now, for thousands of them at a time: what is compared with what somebody saw before."""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from cpd_core.entities import ApplicationKind, ApplicationState
from cpd_desktop.store.database import Database
from cpd_desktop.store.readback import read_rows

MANY = 5_000  # ids in one query


class Seen(Struct, frozen=True, gc=False):
    """An application as it is shown here; ``rev`` is what a decision is made upon."""

    id: str
    rev: int
    kind: ApplicationKind
    state: ApplicationState
    hours: float
    confirmed_hours: float | None
    reason: str


def seen_by_id(database: Database, ids: Sequence[str]) -> dict[str, Seen]:
    """The applications with these ids; those that are gone, or nobody's here, are left out."""
    rows = _rows(database, ids, "r.kind = 'application' AND r.id = k.value")
    return {row[0]: Seen(*row) for row in rows}


def revisions(database: Database, rids: Sequence[int]) -> dict[str, int]:
    """The revisions of these rows, id -> rev."""
    return {row[0]: row[1] for row in _rows(database, rids, "r.rid = k.value")}


_Row = tuple[str, int, ApplicationKind, ApplicationState, float, float | None, str]


def _rows(database: Database, keys: Sequence[object], joined: str) -> Iterator[_Row]:
    for start in range(0, len(keys), MANY):
        listed = msgspec.json.encode(list(keys[start : start + MANY])).decode()
        with database.read() as db:
            found = db.execute(
                f"""SELECT r.id, coalesce(r.local ->> '$.rev', r.rev), r.subkind, r.state, r.hours, r.confirmed_hours,
                    r.reason
                FROM json_each(?) AS k CROSS JOIN record AS r ON {joined} WHERE r.listed = 1""",
                (listed,),
            ).fetchall()
        yield from read_rows(found, list[_Row])
