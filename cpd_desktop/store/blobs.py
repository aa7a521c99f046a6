"""Attachments on this machine: bytes in a folder, addressed by their SHA-256, and what is known of them in a table."""

import hashlib
from pathlib import Path

from cpd_core.entities import Attachment
from cpd_desktop.platform.files import write_durably
from cpd_desktop.store.database import Database


class Blobs:
    """The folder ``blobs/ab/<sha256>`` and the table beside it. Bytes are on the disk before a row says so."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path | None:
        """The file with these bytes, None where they are not on this machine."""
        found = self._place(sha256)
        return found if found.is_file() else None

    def part(self, sha256: str) -> Path:
        """Where the bytes that have come so far of a download are kept."""
        place = self._place(sha256)
        return place.with_name(f"{place.name}.part")

    def add(self, data: bytes, media_type: str) -> str:
        """Keep bytes that the person chose; they are sent once something refers to them. Returns the SHA-256."""
        sha256 = self._write(data)
        with self._database.write() as tx:
            tx.execute(
                """INSERT INTO blob (sha256, size, media_type, state) VALUES (?, ?, ?, 'added')
                ON CONFLICT (sha256) DO UPDATE SET state = CASE state WHEN 'wanted' THEN 'here' ELSE state END""",
                (sha256, len(data), media_type),
            )
        return sha256

    def keep(self, data: bytes, media_type: str) -> str:
        """Keep bytes that the service has, too. Returns the SHA-256."""
        sha256 = self._write(data)
        with self._database.write() as tx:
            tx.execute(
                "INSERT OR REPLACE INTO blob (sha256, size, media_type, state) VALUES (?, ?, ?, 'here')",
                (sha256, len(data), media_type),
            )
        return sha256

    def to_send(self) -> list[tuple[str, int, str]]:
        """What has to go up: (sha256, size in bytes, media type)."""
        return self._in_state("queued")

    def wanted(self) -> list[tuple[str, int, str]]:
        """What is to be fetched: (sha256, size in bytes, media type)."""
        return self._in_state("wanted")

    def mark_here(self, sha256: str) -> None:
        """These bytes are here and on the service."""
        with self._database.write() as tx:
            tx.execute("UPDATE blob SET state = 'here' WHERE sha256 = ?", (sha256,))

    def no_longer_wanted(self, sha256: str) -> None:
        """The service does not hand these bytes out; a later page may ask for them again."""
        with self._database.write() as tx:
            tx.execute("DELETE FROM blob WHERE sha256 = ? AND state = 'wanted'", (sha256,))

    def send_again(self, attachments: tuple[Attachment, ...]) -> None:
        """The service misses these bytes; what is here of them goes up with the next sync."""
        with self._database.write() as tx:
            tx.executemany(
                "UPDATE blob SET state = 'queued' WHERE sha256 = ? AND state = 'here'",
                [(a.sha256,) for a in attachments],
            )

    def bytes_here(self) -> int:
        """The size of all attachments on this machine, in bytes."""
        with self._database.read() as db:
            row = db.execute("SELECT coalesce(sum(size), 0) FROM blob WHERE state <> 'wanted'").fetchone()
            return int(row[0])

    def _in_state(self, state: str) -> list[tuple[str, int, str]]:
        with self._database.read() as db:
            found = db.execute(
                """SELECT sha256, size, media_type FROM blob
                WHERE state = ? AND state IN ('queued', 'wanted') ORDER BY rowid""",
                (state,),
            )
            return found.fetchall()

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def _write(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        place = self._place(sha256)
        if not place.is_file() or place.stat().st_size != len(data):
            write_durably(place, data)
        return sha256
