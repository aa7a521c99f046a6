"""The mirror: what the service said, a page at a time, each page and its cursor in one transaction."""

import sqlite3
from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from cpd_core import columns
from cpd_core.digests import bucket_of, digests
from cpd_desktop.store import blocks, echoes, indexes
from cpd_desktop.store.database import Database
from cpd_desktop.store.overlay import Judge, conflict_orphans, refresh

_HEAD = ("kind", "id", "scope", "rev", "seq", "gen", "body")
_UPSERT = f"""
INSERT INTO record ({", ".join((*_HEAD, *columns.NAMES))})
SELECT {", ".join(f"each.column{n}" for n in range(1, len(_HEAD)))}, CAST(each.column{len(_HEAD)} AS TEXT),
    {", ".join(f"each.column{n}" for n in range(len(_HEAD) + 1, len(_HEAD) + len(columns.NAMES) + 1))}
FROM {{rows}} WHERE true
ON CONFLICT (kind, id) DO UPDATE SET scope = excluded.scope, rev = excluded.rev, seq = excluded.seq,
    gen = excluded.gen, body = excluded.body, {", ".join(f"{name} = excluded.{name}" for name in columns.NAMES)}
"""  # overlays are laid over these columns again in the same transaction
_MIRRORED = "scope = ? AND body IS NOT NULL"
GONE_CODES = {"tombstone": "GONE", "leave": "OUT_OF_REACH"}


class Item(msgspec.Struct, frozen=True, gc=False):
    """A change as the mirror needs it: the entity stays the JSON that came, of whatever kind."""

    seq: int
    op: Literal["upsert", "tombstone", "leave"]
    kind: str
    id: str
    rev: int
    data: msgspec.Raw = msgspec.Raw()


class PageForm(msgspec.Struct, frozen=True):
    """A page of the feed."""

    epoch: str
    high: int
    next: int
    more: bool
    items: list[Item]


class BucketForm(msgspec.Struct, frozen=True):
    """All that a scope holds in one bucket (:mod:`cpd_core.digests`)."""

    epoch: str
    high: int
    items: list[Item]


_PAGE = msgspec.json.Decoder(PageForm)
_BUCKET = msgspec.json.Decoder(BucketForm)


def page_of(raw: bytes) -> PageForm:
    """A page of the feed as it came from the wire; raises msgspec.DecodeError, UnicodeDecodeError."""
    return _PAGE.decode(_text(raw))


def _text(raw: bytes) -> bytes:
    """Entities stay the bytes that came, so nobody else looks whether they are text."""
    raw.decode()
    return raw


class Cursor(Struct, frozen=True):
    """How far a scope has been pulled. ``gen`` counts the loads from scratch."""

    scope: str
    epoch: str = ""
    seq: int = 0
    gen: int = 0
    resync: bool = False


class Stored(Struct, frozen=True):
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

    def store_page(self, cursor: Cursor, head: PageForm, judge: Judge, want_blobs: bool = False) -> Stored:
        """Store a page of the feed and move the cursor, in one transaction.

        Acknowledged commands whose effect the page brings are let go, the others are laid over the new mirror again.
        ``want_blobs`` notes the attachments of pending applications for fetching. Raises msgspec.DecodeError where an
        entity is none.
        """
        with self._database.take_in() as tx:
            new_epoch = bool(cursor.epoch) and cursor.epoch != head.epoch
            if new_epoch:
                _send_again(tx)
            wanted: set[columns.Paper] = set()
            let_go = _let_go(tx, cursor.scope, head.next)
            settled = echoes.settled(tx, let_go)
            back = [item for item in head.items if (item.kind, item.id) in settled and item.op == "upsert"]
            if not echoes.are_moved(tx, _rows(back, cursor, wanted), len(back)):
                back = []
            shown = {(item.kind, item.id) for item in back}
            others = [item for item in head.items if (item.kind, item.id) not in shown] if shown else head.items
            blocks.run(tx, _UPSERT, _rows(others, cursor, wanted))
            if want_blobs:
                _want(tx, wanted)
            _forget(tx, _gone(tx, cursor.scope, head.items))
            if cursor.resync and not head.more:
                _sweep(tx, cursor)
            moved = Cursor(cursor.scope, head.epoch, head.next, cursor.gen, cursor.resync and head.more)
            put_cursor(tx, moved)
            covered = _still_covered(tx, [key for key in let_go if key not in shown])
            refresh(tx, judge, {*covered, *_overlaid(tx, cursor.scope, head.items)})
            _mark_conflicts(tx)
        return Stored(moved, head.more, new_epoch, head.high, len(head.items))

    def expect(self, count: int) -> None:
        """So many records are coming: where it is worth it, the indexes of lists wait for :meth:`all_here`."""
        with self._database.take_in() as tx:
            indexes.put_aside(tx, count)

    def all_here(self) -> None:
        """Make anew the indexes that :meth:`expect` has put aside, also before a crash."""
        with self._database.read() as db:
            if indexes.are_whole(db):
                return
        with self._database.take_in() as tx:
            indexes.make_anew(tx)

    def digests(self, scope: str) -> list[str]:
        """What is here of a scope, summed up as the service does it."""
        with self._database.read() as db:
            return digests(db.execute(f"SELECT kind, id, rev FROM record WHERE {_MIRRORED}", (scope,)))

    def mend(self, cursor: Cursor, number: int, bucket: bytes, judge: Judge) -> bool:
        """Replace what is here of one bucket by what the service says; False where the service has moved on.

        Overlays are laid anew. What the service does not have goes; acts outstanding on it become conflicts. Raises
        msgspec.DecodeError.
        """
        head = _BUCKET.decode(_text(bucket))
        if (head.epoch, head.high) != (cursor.epoch, cursor.seq):
            return False
        there = {(item.kind, item.id) for item in head.items}
        with self._database.write() as tx:
            here = tx.execute(f"SELECT rid, kind, id FROM record WHERE {_MIRRORED}", (cursor.scope,)).fetchall()
            in_bucket = [row for row in here if bucket_of(row[1], row[2]) == number]
            _forget(tx, [(rid, "tombstone") for rid, kind, id_ in in_bucket if (kind, id_) not in there])
            blocks.run(tx, _UPSERT, _rows(head.items, cursor, set()))
            refresh(tx, judge, there)
            _mark_conflicts(tx)
        return True

    def holds(self, scope: str) -> bool:
        """Whether anything of this scope is here."""
        with self._database.read() as db:
            return db.execute("SELECT 1 FROM record WHERE scope = ? LIMIT 1", (scope,)).fetchone() is not None

    def begin_resync(self, scope: str) -> Cursor:
        """Start this scope from scratch in a new generation; the old rows stay until the last page is in."""
        with self._database.write() as tx:
            old = _cursor(tx, scope)
            new = Cursor(scope, old.epoch, 0, old.gen + 1, True)
            put_cursor(tx, new)
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


def _rows(items: list[Item], cursor: Cursor, wanted: set[columns.Paper]) -> Iterator[tuple[object, ...]]:
    """The upserts of a page, one at a time, so that they never all stand beside what came."""
    for item in items:
        if item.op == "upsert":
            shown = columns.shown_of(item.data)
            if shown.state == "pending":
                wanted.update(shown.attachments)
            head = (item.kind, item.id, cursor.scope, item.rev, item.seq, cursor.gen, item.data)  # bytes as they came
            yield head + columns.values_of(item.kind, shown)


def _want(tx: sqlite3.Connection, papers: set[columns.Paper]) -> None:
    """Note attachments for fetching, but those that are here."""
    tx.executemany(
        "INSERT OR IGNORE INTO blob (sha256, size, media_type, state) VALUES (?, ?, ?, 'wanted')",
        [(paper.sha256, paper.size, paper.media_type) for paper in papers],
    )


def _gone(tx: sqlite3.Connection, scope: str, items: list[Item]) -> list[tuple[int, str]]:
    """The rows of this scope that a page takes away: (rid, op). One that came in by another scope stays."""
    taken = [(item.op, item.kind, item.id) for item in items if item.op != "upsert"]
    found = tx.execute(
        """SELECT r.rid, k.value ->> 0 FROM json_each(?) AS k
        CROSS JOIN record AS r ON r.kind = k.value ->> 1 AND r.id = k.value ->> 2 AND r.scope = ?""",
        (msgspec.json.encode(taken).decode(), scope),
    )
    return found.fetchall()


def _cursor(db: sqlite3.Connection, scope: str) -> Cursor:
    row = db.execute("SELECT scope, epoch, seq, gen, resync FROM cursor WHERE scope = ?", (scope,)).fetchone()
    return Cursor(row[0], row[1], row[2], row[3], bool(row[4])) if row else Cursor(scope)


def put_cursor(tx: sqlite3.Connection, cursor: Cursor) -> None:
    """Note how far a scope has been pulled, in the caller's transaction."""
    tx.execute(
        "INSERT OR REPLACE INTO cursor (scope, epoch, seq, gen, resync) VALUES (?, ?, ?, ?, ?)",
        (cursor.scope, cursor.epoch, cursor.seq, cursor.gen, cursor.resync),
    )


def _send_again(tx: sqlite3.Connection) -> None:
    """The service was restored: what it had acknowledged may be lost there, so the same bytes go once more."""
    tx.execute(
        "UPDATE outbox SET state = 'sent', ack_scope = NULL, ack_seq = NULL, ack_rev = NULL WHERE state = 'acked'"
    )
    tx.execute("UPDATE record SET sync = 'unsent' WHERE sync = 'sent'")


def _let_go(tx: sqlite3.Connection, scope: str, seq: int) -> list[tuple[str, str]]:
    """Drop acknowledged commands whose effect has been pulled; returns their entities."""
    found = tx.execute(
        """DELETE FROM outbox WHERE state = 'acked' AND ack_scope = ? AND ack_seq <= ?
        RETURNING entity_kind, entity_id""",
        (scope, seq),
    )
    return found.fetchall()


def _forget(tx: sqlite3.Connection, gone: list[tuple[int, str]]) -> None:
    """Drop rows that the service took away; what was done here on them becomes conflicts, with what was typed."""
    by_code: dict[str, list[int]] = {}
    for rid, op in gone:
        by_code.setdefault(GONE_CODES[op], []).append(rid)
    for code, rids in by_code.items():
        listed = msgspec.json.encode(rids).decode()
        conflict_orphans(tx, listed, code)
        tx.execute("DELETE FROM record WHERE rid IN (SELECT value FROM json_each(?))", (listed,))


def _sweep(tx: sqlite3.Connection, cursor: Cursor) -> None:
    """After a load from scratch: what it did not bring is no longer there."""
    old = tx.execute("SELECT rid, 'tombstone' FROM record WHERE scope = ? AND gen < ?", (cursor.scope, cursor.gen))
    _forget(tx, old.fetchall())


def _mark_conflicts(tx: sqlite3.Connection) -> None:
    """What had gone with a conflict and is back carries its mark again."""
    tx.execute(
        """UPDATE record SET sync = 'conflict' WHERE sync = '' AND (kind, id) IN
        (SELECT entity_kind, entity_id FROM conflict)"""
    )


def _still_covered(tx: sqlite3.Connection, keys: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of these entities that have an overlay."""
    found = tx.execute(
        """SELECT r.kind, r.id FROM json_each(?) AS k
        CROSS JOIN record AS r ON r.kind = k.value ->> 0 AND r.id = k.value ->> 1 WHERE r.local IS NOT NULL""",
        (msgspec.json.encode(keys).decode(),),
    )
    return found.fetchall()


def _overlaid(tx: sqlite3.Connection, scope: str, items: list[Item]) -> list[tuple[str, str]]:
    """The rows that a page, whose items are in order of seq, changed under their overlay."""
    if not items:
        return []
    found = tx.execute(
        "SELECT kind, id FROM record WHERE local IS NOT NULL AND scope = ? AND seq BETWEEN ? AND ?",
        (scope, items[0].seq, items[-1].seq),
    )
    return found.fetchall()
