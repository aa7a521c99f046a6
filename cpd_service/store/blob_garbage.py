"""Collecting attachments that nothing refers to: taken out of a draft, uploaded and never filed, left by a crash.

What an application's JSON names is referred to; the history keeps names and hashes, not bytes. An upload comes before
the command that names it, so only what has been left alone for a while is collected. Should such a command come later
still, from a client that was offline for months, it is told to send the attachment again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from sqlalchemy import Connection, text

from cpd_service.store import sets
from cpd_service.store.blob_store import BlobStore, Stored
from cpd_service.store.database import Database

BATCH = 200  # attachments in one transaction: uploads wait for its end


@dataclass(slots=True)
class Collected:
    """How many attachments were looked at, and how many and how many bytes were deleted."""

    seen: int = 0
    deleted: int = 0
    freed: int = 0


def collect(database: Database, store: BlobStore, grace: timedelta) -> Collected:
    """Delete attachments that nothing refers to and that were last put longer ago than ``grace``."""
    report = Collected()
    before = datetime.now(UTC) - grace
    stored = store.list()
    while batch := list(islice(stored, BATCH)):
        report.seen += len(batch)
        if old := [one for one in batch if one.put_at < before]:
            for gone in _collect(database, store, old, before):
                report.deleted += 1
                report.freed += gone.size
    return report


def _collect(database: Database, store: BlobStore, old: Sequence[Stored], before: datetime) -> Iterator[Stored]:
    with database.reading() as connection:
        unused = _unused(connection, old)
    if not unused:
        return
    with database.writing() as connection:
        _hold_uploads(connection)
        # Again, now that nobody can upload or refer to any of them until we are done.
        unused = [one for one in _unused(connection, unused) if _still_old(store, one, before)]
        gone, failure = _delete(store, unused)
        for statement in (_UNLINK, _FORGET):
            sets.run(connection, statement, [(one.sha256,) for one in gone])
    yield from gone
    if failure is not None:
        raise failure


def _delete(store: BlobStore, unused: Sequence[Stored]) -> tuple[list[Stored], OSError | None]:
    """Delete as many as the store lets us; what is gone must be written down even where it then fails."""
    gone: list[Stored] = []
    for one in unused:
        try:
            store.delete(one.sha256)
        except OSError as failure:
            return gone, failure
        gone.append(one)
    return gone, None


def _unused(connection: Connection, stored: Sequence[Stored]) -> list[Stored]:
    query = _USED.format(array=_ARRAYS[connection.dialect.name], rows="{rows}")
    used = {sha256 for (sha256,) in sets.fetch(connection, query, [(one.sha256,) for one in stored])}
    return [one for one in stored if one.sha256 not in used]


def _still_old(store: BlobStore, one: Stored, before: datetime) -> bool:
    """Whether nobody has put it again since it was listed; an upload puts first and then writes it down."""
    now = store.head(one.sha256)
    return now is not None and now.put_at < before


def _hold_uploads(connection: Connection) -> None:
    """On PostgreSQL let uploads and commands that link attachments wait; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE blob, blob_scope IN SHARE ROW EXCLUSIVE MODE"))


_ARRAYS = {
    "sqlite": "json_each(record.body, '$.attachments') AS item WHERE item.value ->> '$.sha256' = link.sha256",
    "postgresql": "jsonb_array_elements(CAST(record.body AS jsonb) -> 'attachments') AS item"
    " WHERE item ->> 'sha256' = link.sha256",
}
# An application that names an attachment has linked it to its member's scope, so only that member's have to be read.
_USED = f"""
SELECT DISTINCT link.sha256 FROM blob_scope AS link
JOIN record ON record.member_id = substr(link.scope, 3) AND record.kind = 'application'
WHERE link.scope LIKE 'm:%%' AND link.sha256 IN (SELECT {sets.columns("TEXT")} FROM {{rows}})
AND EXISTS (SELECT 1 FROM {{array}})
"""
_UNLINK = f"DELETE FROM blob_scope WHERE sha256 IN (SELECT {sets.columns('TEXT')} FROM {{rows}})"
_FORGET = f"DELETE FROM blob WHERE sha256 IN (SELECT {sets.columns('TEXT')} FROM {{rows}})"
