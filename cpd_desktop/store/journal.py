"""What happened, to be read later, and small facts about this store."""

from cpd_desktop.store.database import Database
from cpd_desktop.store.times import utc_now
from cpd_desktop.views import ActivityEntry

KEPT = 1000  # entries


class Journal:
    """The activity list and the key-value table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, kind: str, ok: bool, text: str) -> None:
        """Add an entry; the oldest ones go."""
        with self._database.write() as tx:
            tx.execute("INSERT INTO activity (at, kind, ok, text) VALUES (?, ?, ?, ?)", (utc_now(), kind, ok, text))
            tx.execute("DELETE FROM activity WHERE id <= (SELECT max(id) FROM activity) - ?", (KEPT,))

    def entries(self, limit: int) -> tuple[ActivityEntry, ...]:
        """The newest entries first."""
        with self._database.read() as db:
            found = db.execute("SELECT at, kind, ok, text FROM activity ORDER BY id DESC LIMIT ?", (limit,))
            return tuple(ActivityEntry(at=row[0], kind=row[1], ok=bool(row[2]), text=row[3]) for row in found)

    def get(self, key: str) -> str:
        """A small fact, "" where it is not known."""
        with self._database.read() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def put(self, key: str, value: str) -> None:
        """Keep a small fact."""
        with self._database.write() as tx:
            tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
