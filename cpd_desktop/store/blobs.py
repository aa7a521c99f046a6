"""Attachments on this machine: bytes in a folder, addressed by their SHA-256, and what is known of them in a table.

Bytes are on the disk before a row says so. They go inside the transaction that takes their row, so that whoever puts
the same bytes meanwhile sees in its own transaction that they are gone, and writes them again.
"""

import hashlib
import sqlite3
import threading
from pathlib import Path

from cpd_core.entities import Attachment
from cpd_desktop.platform.files import write_durably
from cpd_desktop.store.database import Database

LOCKS = 16  # of downloads; two attachments seldom share one, and then one of them waits for the other

_NEXT_USE = "(SELECT coalesce(max(used), 0) + 1 FROM blob)"  # a count and no time: clocks are wrong, and set back
_NOW_HERE = "used = excluded.used, media_type = excluded.media_type, loose_since = ''"


class Blobs:
    """The folder ``blobs/ab/<sha256>`` and the table beside it. Usable from any thread."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self._added: set[str] = set()
        self._looks: dict[str, None] = {}  # in the order of the last look
        self._coming = [threading.Lock() for _ in range(LOCKS)]
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def added(self) -> frozenset[str]:
        """What was added since the start: a form that is open may refer to it, and nobody else knows."""
        return frozenset(self._added)

    def path(self, sha256: str) -> Path | None:
        """The file with these bytes, None where they are not on this machine."""
        found = self.place(sha256)
        return found if found.is_file() else None

    def place(self, sha256: str) -> Path:
        """Where these bytes are, or would be."""
        return self.folder / sha256[:2] / sha256

    def part(self, sha256: str) -> Path:
        """Where the bytes that have come so far of a download are kept."""
        place = self.place(sha256)
        return place.with_name(f"{place.name}.part")

    def coming(self, sha256: str) -> threading.Lock:
        """To be held while these bytes are fetched: a reviewer may open what is just being fetched ahead."""
        return self._coming[hash(sha256) % LOCKS]

    def add(self, data: bytes, media_type: str) -> str:
        """Keep bytes that the person chose; they are sent once something refers to them. Returns the SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._added.add(sha256)
        self._write(sha256, data)
        with self.database.write() as tx:
            tx.execute(
                f"""INSERT INTO blob (sha256, size, media_type, state, used) VALUES (?, ?, ?, 'added', {_NEXT_USE})
                ON CONFLICT (sha256) DO UPDATE SET
                state = CASE state WHEN 'wanted' THEN 'here' ELSE state END, {_NOW_HERE}""",
                (sha256, len(data), media_type),
            )
            self._write(sha256, data)  # it may have been thrown out just before
        return sha256

    def keep(self, data: bytes, media_type: str) -> str:
        """Keep bytes that the service has, too. Returns the SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._write(sha256, data)
        with self.database.write() as tx:
            tx.execute(
                f"""INSERT INTO blob (sha256, size, media_type, state, used) VALUES (?, ?, ?, 'here', {_NEXT_USE})
                ON CONFLICT (sha256) DO UPDATE SET state = 'here', size = excluded.size, {_NOW_HERE}""",
                (sha256, len(data), media_type),
            )
            self._write(sha256, data)
        return sha256

    def looked_at(self, sha256: str) -> None:
        """Somebody looks at these bytes: they are the last to go when room is needed. Costs nothing; see note_looks."""
        self._looks.pop(sha256, None)
        self._looks[sha256] = None

    def has_looks(self) -> bool:
        """Whether there is something to note."""
        return bool(self._looks)

    def note_looks(self, tx: sqlite3.Connection) -> None:
        """Write down, in the caller's transaction, what was looked at since the last time."""
        looks, self._looks = self._looks, {}
        tx.executemany(f"UPDATE blob SET used = {_NEXT_USE} WHERE sha256 = ?", [(sha256,) for sha256 in looks])

    def to_send(self) -> list[tuple[str, int, str]]:
        """What has to go up: (sha256, size in bytes, media type)."""
        return self._in_state("queued")

    def wanted(self) -> list[tuple[str, int, str]]:
        """What waits to be fetched: (sha256, size in bytes, media type)."""
        return self._in_state("wanted")

    def mark_here(self, sha256: str) -> None:
        """These bytes are here and on the service."""
        with self.database.write() as tx:
            tx.execute("UPDATE blob SET state = 'here' WHERE sha256 = ?", (sha256,))

    def no_longer_wanted(self, sha256: str) -> None:
        """The service does not hand these bytes out; a later page may ask for them again."""
        with self.database.write() as tx:
            tx.execute("DELETE FROM blob WHERE sha256 = ? AND state = 'wanted'", (sha256,))

    def send_again(self, attachments: tuple[Attachment, ...]) -> None:
        """The service misses these bytes; what is here of them goes up with the next sync."""
        with self.database.write() as tx:
            tx.executemany(
                "UPDATE blob SET state = 'queued' WHERE sha256 = ? AND state = 'here'",
                [(a.sha256,) for a in attachments],
            )

    def _in_state(self, state: str) -> list[tuple[str, int, str]]:
        with self.database.read() as db:
            found = db.execute(
                """SELECT sha256, size, media_type FROM blob
                WHERE state = ? AND state IN ('queued', 'wanted') ORDER BY rowid""",
                (state,),
            )
            return found.fetchall()

    def _write(self, sha256: str, data: bytes) -> None:
        place = self.place(sha256)
        if not place.is_file() or place.read_bytes() != data:
            write_durably(place, data)
