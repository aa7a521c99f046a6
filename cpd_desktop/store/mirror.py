"""The mirror: what the service said, a page at a time, each page and its cursor in one transaction."""

import sqlite3
from dataclasses import dataclass

import msgspec

from cpd_desktop.store import columns
from cpd_desktop.store.database import Database
from cpd_desktop.store.overlay import Judge, conflict_orphans, refresh

_UPSERT = f"""
INSERT INTO record (kind, id, scope, rev, seq, gen, body, {", ".join(columns.EFFECTIVE)})
WITH item AS MATERIALIZED (
    SELECT value ->> '$.kind' AS kind, value ->> '$.id' AS id, value ->> '$.rev' AS rev, value ->> '$.seq' AS seq,
        value -> '$.data' AS doc
    FROM json_each(:page, '$.items') WHERE value ->> '$.op' = 'upsert'
)
SELECT kind, id, :scope, rev, seq, :gen, doc, {columns.expressions("doc")} FROM item WHERE true
ON CONFLICT (kind, id) DO UPDATE SET scope = excluded.scope, rev = excluded.rev, seq = excluded.seq,
    gen = excluded.gen, body = excluded.body,
    {", ".join(f"{name} = excluded.{name}" for name in columns.EFFECTIVE)}
"""  # overlays are laid over these columns again in the same transaction

_WANTED = """
INSERT OR IGNORE INTO blob (sha256, size, media_type, state)
SELECT a.value ->> '$.sha256', a.value ->> '$.size', a.value ->> '$.media_type', 'wanted'
FROM json_each(:page, '$.items') AS i, json_each(i.value, '$.data.attachments') AS a
WHERE i.value ->> '$.op' = 'upsert' AND i.value ->> '$.data.state' = 'pending'
"""

_GONE = """
SELECT r.rid, i.value ->> '$.op' FROM json_each(:page, '$.items') AS i
JOIN record AS r ON r.kind = i.value ->> '$.kind' AND r.id = i.value ->> '$.id' AND r.scope = :scope
WHERE i.value ->> '$.op' IN ('tombstone', 'leave')
"""
GONE_CODES = {"tombstone": "GONE", "leave": "OUT_OF_REACH"}


class PageHead(msgspec.Struct, frozen=True):
    """A page without its items, which SQLite takes apart."""

    epoch: str
    floor: int
    high: int
    next: int
    more: bool


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a scope has been pulled. ``gen`` counts the loads from scratch."""

    scope: str
    epoch: str = ""
    seq: int = 0
    gen: int = 0
    resync: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """What a page did."""

    cursor: Cursor
    more: bool
    new_epoch: bool
    high: int
    items: int


class Mirror:
    """Stores what the feed brings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cursor(self, scope: str) -> Cursor:
        """How far this scope has been pulled; at the start 0."""
        with self._database.read() as db:
            return _cursor(db, scope)

    def store_page(self, cursor: Cursor, page: bytes, judge: Judge, want_blobs: bool = False) -> Stored:
        """Store a page of the feed as it came from the wire and move the cursor, in one transaction.

        Acknowledged commands whose effect the page brings are let go, the others are laid over the new mirror again.
        ``want_blobs`` notes the attachments of pending applications for fetching. Raises msgspec.DecodeError for bytes
        that are no page.
        """
        head = msgspec.json.decode(page, type=PageHead)
        text = page.decode()
        with self._database.write() as tx:
            new_epoch = bool(cursor.epoch) and cursor.epoch != head.epoch
            if new_epoch:
                _send_again(tx)
            values = {"page": text, "scope": cursor.scope, "gen": cursor.gen}
            items = tx.execute(_UPSERT, values).rowcount
            if want_blobs:
                tx.execute(_WANTED, values)
            _let_go(tx, cursor.scope, head.next)
            items += _forget(tx, tx.execute(_GONE, values).fetchall())
            if cursor.resync and not head.more:
                _sweep(tx, cursor)
            moved = Cursor(cursor.scope, head.epoch, head.next, cursor.gen, cursor.resync and head.more)
            _put_cursor(tx, moved)
            refresh(tx, judge, _touched(tx, cursor.scope, cursor.seq))
        return Stored(moved, head.more, new_epoch, head.high, items)

    def begin_resync(self, scope: str) -> Cursor:
        """Start this scope from scratch in a new generation; the old rows stay until the last page is in."""
        with self._database.write() as tx:
            old = _cursor(tx, scope)
            new = Cursor(scope, old.epoch, 0, old.gen + 1, True)
            _put_cursor(tx, new)
        return new

    def forget_other_scopes(self, scopes: tuple[str, ...]) -> int:
        """Drop what came from scopes that this account no longer has; acts outstanding on it become conflicts."""
        with self._database.write() as tx:
            kept = msgspec.json.encode(scopes).decode()
            others = "scope <> '' AND scope NOT IN (SELECT value FROM json_each(?))"
            if not tx.execute(f"SELECT 1 FROM cursor WHERE {others}", (kept,)).fetchone():
                return 0
            rows = tx.execute(f"SELECT rid, 'leave' FROM record WHERE {others}", (kept,)).fetchall()
            _forget(tx, rows)
            tx.execute(f"DELETE FROM cursor WHERE {others}", (kept,))
        return len(rows)


def _cursor(db: sqlite3.Connection, scope: str) -> Cursor:
    row = db.execute("SELECT scope, epoch, seq, gen, resync FROM cursor WHERE scope = ?", (scope,)).fetchone()
    return Cursor(row[0], row[1], row[2], row[3], bool(row[4])) if row else Cursor(scope)


def _put_cursor(tx: sqlite3.Connection, cursor: Cursor) -> None:
    tx.execute(
        "INSERT OR REPLACE INTO cursor (scope, epoch, seq, gen, resync) VALUES (?, ?, ?, ?, ?)",
        (cursor.scope, cursor.epoch, cursor.seq, cursor.gen, cursor.resync),
    )


def _send_again(tx: sqlite3.Connection) -> None:
    """The service was restored: what it had acknowledged may be lost there, so the same bytes go once more."""
    tx.execute("UPDATE outbox SET state = 'sent', ack_scope = NULL, ack_seq = NULL WHERE state = 'acked'")


def _let_go(tx: sqlite3.Connection, scope: str, seq: int) -> None:
    """Drop acknowledged commands whose effect has been pulled."""
    tx.execute("DELETE FROM outbox WHERE state = 'acked' AND ack_scope = ? AND ack_seq <= ?", (scope, seq))


def _forget(tx: sqlite3.Connection, gone: list[tuple[int, str]]) -> int:
    """Drop rows that the service took away; what was done here on them becomes conflicts, with what was typed."""
    by_code: dict[str, list[int]] = {}
    for rid, op in gone:
        by_code.setdefault(GONE_CODES[op], []).append(rid)
    for code, rids in by_code.items():
        listed = msgspec.json.encode(rids).decode()
        conflict_orphans(tx, listed, code)
        tx.execute("DELETE FROM record WHERE rid IN (SELECT value FROM json_each(?))", (listed,))
    return len(gone)


def _sweep(tx: sqlite3.Connection, cursor: Cursor) -> None:
    """After a load from scratch: what it did not bring is no longer there."""
    old = tx.execute("SELECT rid, 'tombstone' FROM record WHERE scope = ? AND gen < ?", (cursor.scope, cursor.gen))
    _forget(tx, old.fetchall())


def _touched(tx: sqlite3.Connection, scope: str, since: int) -> list[tuple[str, str]]:
    """Rows with an overlay that the page changed, or whose last command was just let go."""
    found = tx.execute(
        """SELECT kind, id FROM record WHERE local IS NOT NULL AND (scope = :scope AND seq > :since
        OR NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.entity_kind = record.kind AND o.entity_id = record.id))""",
        {"scope": scope, "since": since},
    )
    return found.fetchall()
