"""Filters with a name, in the order that the person has given them."""

import sqlite3

import msgspec

from cpd_desktop.store.database import Database
from cpd_desktop.store.readback import read_back
from cpd_desktop.views import ApplicationQuery, SavedFilter

_QUERY = msgspec.json.Decoder(ApplicationQuery)


class SavedFilters:
    """The filters that one account has kept on this machine."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[SavedFilter, ...]:
        """All of them, in their order."""
        with self._database.read() as db:
            found = db.execute("SELECT name, query, is_default FROM saved_filter ORDER BY place, id").fetchall()
        return tuple(SavedFilter(name, read_back(_QUERY, query), bool(default)) for name, query, default in found)

    def put(self, name: str, query: ApplicationQuery) -> None:
        """Keep a filter, at the end of the list; one of this name gets the new query and stays where it is."""
        with self._database.write() as tx:
            tx.execute(
                """INSERT INTO saved_filter (name, query, place)
                VALUES (?, ?, (SELECT coalesce(max(place), 0) + 1 FROM saved_filter))
                ON CONFLICT (name) DO UPDATE SET query = excluded.query""",
                (name, msgspec.json.encode(query).decode()),
            )

    def rename(self, name: str, new: str) -> bool:
        """Give a filter another name; False where there is no such filter, or another one has that name."""
        with self._database.write() as tx:
            return tx.execute("UPDATE OR IGNORE saved_filter SET name = ? WHERE name = ?", (new, name)).rowcount == 1

    def delete(self, name: str) -> None:
        """Forget a filter."""
        with self._database.write() as tx:
            tx.execute("DELETE FROM saved_filter WHERE name = ?", (name,))

    def put_in_order(self, names: tuple[str, ...]) -> None:
        """The order from now on; those that are not named come after."""
        with self._database.write() as tx:
            others = [name for name in _names(tx) if name not in names]
            tx.executemany(
                "UPDATE saved_filter SET place = ? WHERE name = ?",
                [(place, name) for place, name in enumerate((*names, *others), 1)],
            )

    def choose_default(self, name: str) -> None:
        """The one that the queue opens with; "" for none."""
        with self._database.write() as tx:
            tx.execute("UPDATE saved_filter SET is_default = (name = ?)", (name,))


def _names(tx: sqlite3.Connection) -> list[str]:
    return [row[0] for row in tx.execute("SELECT name FROM saved_filter ORDER BY place, id")]
