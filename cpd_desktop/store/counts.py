"""Counts for the home pages: one query each, answered by an index alone, so that a million rows take a moment."""

import msgspec

from cpd_core.entities import ApplicationKind
from cpd_desktop.store.database import Database


class Waiting(msgspec.Struct, frozen=True):
    """The undecided applications of one kind: how many, the hours asked for, when the oldest was filed."""

    kind: ApplicationKind
    count: int
    hours: float
    oldest: str


class Counts:
    """Figures of one account's store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for a decision, by kind; kinds without any are left out."""
        with self._database.read() as db:
            found = db.execute(
                """SELECT subkind, count(*), sum(hours), min(filed_at) FROM record INDEXED BY ix_record_list
                WHERE listed = 1 AND state = 'pending' GROUP BY subkind"""
            )
            return tuple(Waiting(*row) for row in found)

    def came_back(self, kinds: tuple[str, ...] = ()) -> dict[str, int]:
        """What did not take effect, by code; ``kinds`` names the commands to look at, () means all."""
        with self._database.read() as db:
            found = db.execute(
                """SELECT code, count(*) FROM conflict
                WHERE json_array_length(?1) = 0 OR kind IN (SELECT value FROM json_each(?1)) GROUP BY code""",
                (msgspec.json.encode(kinds).decode(),),
            )
            return dict(found.fetchall())

    def of_kinds(self) -> dict[str, int]:
        """How many records of each kind are here, deleted ones included: those kinds cannot be deleted here."""
        with self._database.read() as db:
            return dict(db.execute("SELECT kind, count(*) FROM record GROUP BY kind").fetchall())
