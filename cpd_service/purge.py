"""Forgetting: what was removed from a feed, and receipts, after 400 days; and claims that are of no use any more.

A client that was away for longer is told so: ``RESYNC`` where its cursor lies below the floor of a scope, ``EXPIRED``
where it sends a command whose receipt, if there was one, is gone.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, text

from cpd_service.claims import tidy
from cpd_service.clock import as_written
from cpd_service.store import sets
from cpd_service.store.database import Database

KEPT = timedelta(days=400)
RECEIPTS_BEFORE = "receipts_before"  # the setting that says since when receipts are complete
_AT_ONCE = 1000  # rows of a transaction: writers wait no longer than for a chunk


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows were forgotten."""

    removals: int
    receipts: int
    claims: int = 0


def purge(database: Database, stop: threading.Event | None = None, now: datetime | None = None) -> Purged:
    """Forget what is of no use, in many short transactions; may be stopped between any two."""
    claims = tidy(database, stop, now)
    before = as_written((now or datetime.now(UTC)) - KEPT)
    counts = [0, 0]
    for number, forget in enumerate((_forget_removals, _forget_receipts)):
        while stop is None or not stop.is_set():
            with database.writing() as connection:
                forgotten = forget(connection, before)
            counts[number] += forgotten
            if forgotten < _AT_ONCE:
                break
    return Purged(counts[0], counts[1], claims)


def _forget_removals(connection: Connection, before: str) -> int:
    """Forget tombstones and leaves; the scope's floor says up to which seq. Scopes are locked in id order."""
    rows = connection.execute(_REMOVALS, {"before": before, "limit": _AT_ONCE}).all()
    floors: dict[str, int] = {}
    for scope, seq in rows:
        floors[scope] = max(seq, floors.get(scope, 0))
    for scope, floor in sorted(floors.items()):
        connection.execute(_RAISE_FLOOR, {"scope": scope, "floor": floor})
    sets.run(connection, _DELETE_REMOVALS, [tuple(row) for row in rows])
    return len(rows)


def _forget_receipts(connection: Connection, before: str) -> int:
    """Forget receipts; of each device and account the highest number of a forgotten command is kept."""
    rows = connection.execute(_RECEIPTS, {"before": before, "limit": _AT_ONCE}).all()
    floors: dict[tuple[str, str], int] = {}
    for device, _, account, seq in rows:
        floors[device, account] = max(seq, floors.get((device, account), 0))
    sets.run(connection, _SAVE_FLOORS, [(*key, seq) for key, seq in sorted(floors.items())])
    sets.run(connection, _DELETE_RECEIPTS, [(device, command) for device, command, _, _ in rows])
    if rows:
        connection.execute(_SAVE_BEFORE, {"key": RECEIPTS_BEFORE, "before": before})
    return len(rows)


_REMOVALS = text("SELECT scope, seq FROM feed WHERE at < :before ORDER BY at LIMIT :limit")
_RAISE_FLOOR = text("UPDATE scope SET floor = :floor WHERE id = :scope AND floor < :floor")
_DELETE_REMOVALS = f"""
DELETE FROM feed WHERE (scope, seq) IN (SELECT {sets.columns("TEXT", "BIGINT")} FROM {{rows}})
"""
_RECEIPTS = text("SELECT device_id, command_id, account_id, device_seq FROM receipt WHERE at < :before LIMIT :limit")
_SAVE_FLOORS = f"""
INSERT INTO receipt_floor (device_id, account_id, device_seq)
SELECT {sets.columns("TEXT", "TEXT", "BIGINT")} FROM {{rows}} WHERE true
ON CONFLICT (device_id, account_id) DO UPDATE SET device_seq = excluded.device_seq
WHERE receipt_floor.device_seq < excluded.device_seq
"""
_DELETE_RECEIPTS = f"""
DELETE FROM receipt WHERE (device_id, command_id) IN (SELECT {sets.columns("TEXT", "TEXT")} FROM {{rows}})
"""
_SAVE_BEFORE = text(
    "INSERT INTO setting (key, value) VALUES (:key, :before) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
