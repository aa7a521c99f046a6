"""Does the data hold together? Every question is one query; what is wrong is said in words."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, text

from cpd_service.store.blob_store import BlobMissing, BlobStore, read

SHOWN = 20  # troubles of one sort that are named; more are counted

# Each question yields rows of what is wrong, which fill the words beside it.
QUESTIONS: tuple[tuple[str, str], ...] = (
    (
        "{0}: {1} {2} is announced and has no record",
        """SELECT feed.scope, feed.kind, feed.id FROM feed LEFT JOIN record
           ON record.rid = feed.rid AND record.kind = feed.kind AND record.id = feed.id
           WHERE feed.op = 'upsert' AND record.rid IS NULL""",
    ),
    (
        "{0}: {1} {2} is announced as revision {3} and is at {4}",
        """SELECT feed.scope, feed.kind, feed.id, feed.rev, record.rev FROM feed JOIN record ON record.rid = feed.rid
           WHERE feed.op = 'upsert' AND record.rev <> feed.rev""",
    ),
    (
        "{0} {1} is announced nowhere",
        # as sets: the feed has no index by entity alone
        "SELECT kind, id FROM record EXCEPT SELECT kind, id FROM feed WHERE op = 'upsert'",
    ),
    (
        "{0}: change {1} lies beyond the scope's counter {2}",
        """SELECT feed.scope, feed.seq, scope.seq FROM feed LEFT JOIN scope ON scope.id = feed.scope
           WHERE scope.id IS NULL OR feed.seq > scope.seq OR feed.seq < 1""",
    ),
    (
        "{0}: the counter says {1}, the last change is {2}",
        """SELECT scope.id, scope.seq, max(feed.seq) FROM scope LEFT JOIN feed ON feed.scope = scope.id
           GROUP BY scope.id, scope.seq, scope.floor
           HAVING coalesce(max(feed.seq), 0) <> scope.seq AND scope.floor <> scope.seq""",
    ),
    (
        "{0}: belongs to epoch {1}, the database is of epoch {2}",
        """SELECT scope.id, scope.epoch, setting.value FROM scope JOIN setting ON setting.key = 'epoch'
           WHERE scope.epoch <> setting.value""",
    ),
    (
        "command {0} of device {1} took effect and has no receipt",
        """SELECT history.command_id, history.device_id FROM history LEFT JOIN receipt
           ON receipt.device_id = history.device_id AND receipt.command_id = history.command_id
           WHERE receipt.command_id IS NULL AND history.command_id <> ''
           AND history.at >= coalesce((SELECT value FROM setting WHERE key = 'receipts_before'), '')""",
    ),
    (
        "command {0} of device {1} has taken effect {2} times",
        """SELECT command_id, device_id, count(*) FROM history WHERE command_id <> ''
           GROUP BY command_id, device_id HAVING count(*) > 1""",
    ),
    (
        "command {0} of device {1} has a receipt as applied and left no trace",
        """SELECT receipt.command_id, receipt.device_id FROM receipt LEFT JOIN history
           ON history.device_id = receipt.device_id AND history.command_id = receipt.command_id
           WHERE {status} = 'applied' AND history.id IS NULL""",
    ),
    (
        "{0} {1} is at revision {2}, its history ends at {3}",
        """SELECT record.kind, record.id, record.rev, max(history.rev) FROM record JOIN history
           ON history.entity_id = record.id AND history.kind = record.kind
           GROUP BY record.kind, record.id, record.rev HAVING max(history.rev) <> record.rev""",
    ),
    (
        "{0} {1} has revision {2} twice in its history",
        "SELECT kind, entity_id, rev FROM history GROUP BY kind, entity_id, rev HAVING count(*) > 1",
    ),
    (
        "{0} {1}: the record's columns and its JSON differ",
        """SELECT kind, id FROM record WHERE {rev} <> rev OR {id} <> id""",
    ),
    (
        "attachment {0} is linked to nobody",
        """SELECT sha256 FROM blob WHERE NOT EXISTS (SELECT 1 FROM blob_scope WHERE blob_scope.sha256 = blob.sha256)""",
    ),
)
_FIELDS = {
    "sqlite": "json_extract({column}, '$.{name}')",
    "postgresql": "(CAST({column} AS json) ->> '{name}')",
}


def check(connection: Connection, store: BlobStore, media: BlobStore | None = None) -> list[str]:
    """All that is wrong, in words; empty where all is well. Reads every attachment, so it may take a while.

    Of ``media`` it only asks whether they are there, as long as they should be.
    """
    troubles = [trouble for words, query in QUESTIONS for trouble in _ask(connection, words, query)]
    troubles += _check_blobs(connection, store)
    return troubles + (list(_check_media(connection, media)) if media else [])


def _ask(connection: Connection, words: str, query: str) -> Iterator[str]:
    form = _FIELDS[connection.dialect.name]
    rev = form.format(column="body", name="rev")
    fields = {
        "status": form.format(column="receipt.result", name="status"),
        "rev": f"CAST({rev} AS BIGINT)",
        "id": form.format(column="body", name="id"),
    }
    rows = connection.execute(text(query.format(**fields))).all()
    for row in rows[:SHOWN]:
        yield words.format(*row)
    if len(rows) > SHOWN:
        yield f"... and {len(rows) - SHOWN} more of this sort"


def _check_blobs(connection: Connection, store: BlobStore) -> Iterator[str]:
    for sha256, size in connection.execute(text("SELECT sha256, size FROM blob ORDER BY sha256")).all():
        try:
            data = read(store, sha256)
        except BlobMissing:
            yield f"attachment {sha256} is missing from the store"
            continue
        if len(data) != size or hashlib.sha256(data).hexdigest() != sha256:
            yield f"attachment {sha256} is damaged in the store"


def _check_media(connection: Connection, media: BlobStore) -> Iterator[str]:
    for sha256, size in connection.execute(text("SELECT sha256, size FROM media ORDER BY sha256")).all():
        found = media.head(sha256)
        if found is None:
            yield f"medium {sha256} is missing from the store"
        elif found.size != size:
            yield f"medium {sha256} is damaged in the store"
