"""What happened, to be read later, and small facts about this store."""

from collections.abc import Sequence

import msgspec

from cpd_core.wording import Language
from cpd_desktop.sentences import Said, joined
from cpd_desktop.store.database import Database
from cpd_desktop.store.times import utc_now
from cpd_desktop.views import ActivityEntry

KEPT = 1000  # entries
IN_PARTS = '[{"source":'
"""How a text begins that is kept in parts; all others are as they were said."""


class Journal:
    """The activity list and the key-value table; a power cut may take the last of it, nothing else depends on it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, kind: str, ok: bool, said: str | Sequence[Said]) -> None:
        """Add an entry; the oldest ones go. Sentences are kept in parts, so that they can be read in any language."""
        text = said if isinstance(said, str) else msgspec.json.encode(said).decode()
        with self._database.take_in() as tx:
            tx.execute("INSERT INTO activity (at, kind, ok, text) VALUES (?, ?, ?, ?)", (utc_now(), kind, ok, text))
            tx.execute("DELETE FROM activity WHERE id <= (SELECT max(id) FROM activity) - ?", (KEPT,))

    def entries(self, limit: int, language: Language = "zh") -> tuple[ActivityEntry, ...]:
        """The newest entries first, in words."""
        with self._database.read() as db:
            found = db.execute("SELECT at, kind, ok, text FROM activity ORDER BY id DESC LIMIT ?", (limit,))
            return tuple(
                ActivityEntry(at=row[0], kind=row[1], ok=bool(row[2]), text=_read(row[3], language)) for row in found
            )

    def kept(self, limit: int) -> list[tuple[str, str, bool, list[Said]]]:
        """When, kind, whether it went well and the sentences of the newest entries; none of those kept as mere text."""
        with self._database.read() as db:
            found = db.execute("SELECT at, kind, ok, text FROM activity ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
        return [(at, kind, bool(ok), _parts(text) if text.startswith(IN_PARTS) else []) for at, kind, ok, text in found]

    def get(self, key: str) -> str:
        """A small fact, "" where it is not known."""
        with self._database.read() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def put(self, key: str, value: str) -> None:
        """Keep a small fact."""
        with self._database.take_in() as tx:
            tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def _read(text: str, language: Language) -> str:
    return joined(_parts(text), language) if text.startswith(IN_PARTS) else text


def _parts(text: str) -> list[Said]:
    return msgspec.json.decode(text, type=list[Said])
