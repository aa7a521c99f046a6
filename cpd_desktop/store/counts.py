"""Counts for the home pages: one query each, answered by an index alone, so that a million rows take a moment."""

import msgspec

from cpd_core.entities import ApplicationKind, EntityKind
from cpd_desktop.store.database import Database

PENDING = "listed = 1 AND state = 'pending'"  # word for word as in the index of the queue, so that it is used


class Waiting(msgspec.Struct, frozen=True):
    """The undecided applications of one kind: how many, and the hours asked for."""

    kind: ApplicationKind
    count: int
    hours: float


KINDS: tuple[ApplicationKind, ...] = ("input", "output", "exemption")


class Counts:
    """Figures of one account's store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for a decision, by kind; kinds without any are left out."""
        one = "count(*) FILTER (WHERE subkind = '{0}'), sum(hours) FILTER (WHERE subkind = '{0}')"
        figures = ", ".join(one.format(kind) for kind in KINDS)  # no GROUP BY: it would sort them all
        with self._database.read() as db:
            row = db.execute(f"SELECT {figures} FROM record WHERE {PENDING}").fetchone()
        found = (Waiting(kind, row[2 * place], row[2 * place + 1] or 0.0) for place, kind in enumerate(KINDS))
        return tuple(each for each in found if each.count)

    def listed(self) -> dict[ApplicationKind, int]:
        """How many applications there are of each kind."""
        figures = ", ".join(f"count(*) FILTER (WHERE subkind = '{kind}')" for kind in KINDS)  # no GROUP BY, as above
        with self._database.read() as db:
            row = db.execute(f"SELECT {figures} FROM record WHERE listed = 1").fetchone()
        return dict(zip(KINDS, row, strict=True))

    def oldest_waiting(self) -> str:
        """When the first of them was filed, "" where none waits."""
        with self._database.read() as db:
            row = db.execute(f"SELECT filed_at FROM record WHERE {PENDING} ORDER BY filed_at LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    def came_back(self, kinds: tuple[str, ...] = ()) -> dict[str, int]:
        """What did not take effect, by code; ``kinds`` names the commands to look at, () means all."""
        with self._database.read() as db:
            found = db.execute(
                """SELECT code, count(*) FROM conflict
                WHERE json_array_length(?1) = 0 OR kind IN (SELECT value FROM json_each(?1)) GROUP BY code""",
                (msgspec.json.encode(kinds).decode(),),
            )
            return dict(found.fetchall())

    def of_kinds(self, *kinds: EntityKind) -> tuple[int, ...]:
        """How many records of each of these kinds are here; meant for kinds that nobody deletes here."""
        with self._database.read() as db:
            query = "SELECT count(*) FROM record WHERE kind = ?"
            return tuple(int(db.execute(query, (kind,)).fetchone()[0]) for kind in kinds)

    def tables(self) -> dict[str, int]:
        """How many rows each table has, by its name."""
        with self._database.read() as db:
            names = db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY 1"
            )
            return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names.fetchall()}
