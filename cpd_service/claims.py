"""Claims (认领) that are of no use any more: let go once a day, so that no decision has to look whether there is one.

Of no use is a claim whose application was decided or deleted, and one that is old: who takes a share of the queue
decides on it within weeks, and nobody else can let it go. What moves to another province is let go at once.
"""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import Connection, text

from cpd_core.entities import Claim
from cpd_service.clock import as_written
from cpd_service.store import sets
from cpd_service.store.database import Database
from cpd_service.store.revisions import rev_floor
from cpd_service.store.writer import Writer, scopes_of

KEPT = timedelta(days=30)
_AT_ONCE = 1000  # claims of a transaction: writers wait no longer than for a chunk
_claim = msgspec.json.Decoder(Claim)


class _About(msgspec.Struct, gc=False):
    """What has to be known of the application."""

    state: str


_about = msgspec.json.Decoder(_About)


def tidy(database: Database, stop: threading.Event | None = None, now: datetime | None = None) -> int:
    """Let go of the claims that are of no use; returns how many. May be stopped between any two transactions."""
    before = as_written((now or datetime.now(UTC)) - KEPT)
    last, count = "", 0
    while stop is None or not stop.is_set():
        with database.writing() as connection:
            lock = " FOR UPDATE OF claim" if connection.dialect.name == "postgresql" else ""
            rows = connection.execute(text(_CLAIMS + lock), {"last": last, "limit": _AT_ONCE}).all()
            useless = [claim for body, about in rows if _useless(claim := _claim.decode(body), about, before)]
            _release(connection, useless)
        count += len(useless)
        if len(rows) < _AT_ONCE:
            break
        last = _claim.decode(rows[-1][0]).id
    return count


def leave_behind(connection: Connection, applications: Sequence[str], old: str, new: str) -> None:
    """Let go of all claims of applications that move to another province.

    The new one is told of those that were let go before, too: a claim that is made there goes on from their revisions.
    """
    keys = [(f"p:{old}", each) for each in sorted(applications)]
    writer = Writer(connection)
    for claim_id, rev in sets.fetch(connection, _LET_GO, keys):
        writer.remove("claim", claim_id, rev, (f"p:{new}",))
    writer.flush()
    lock = " ORDER BY claim.id FOR UPDATE OF claim" if connection.dialect.name == "postgresql" else ""
    held = [_claim.decode(body) for (body,) in sets.fetch(connection, _HELD + lock, keys)]
    _release(connection, held, f"p:{new}")


def _release(connection: Connection, claims: Sequence[Claim], *also: str) -> None:
    """Remove these claims, with an entry of the history that no command made; ``also`` are more scopes to be told."""
    lowest, at = rev_floor(connection), as_written(datetime.now(UTC))
    writer = Writer(connection)
    history: list[tuple[object, ...]] = []
    for claim in claims:
        rev = max(claim.rev + 1, lowest)
        writer.remove("claim", claim.id, rev, (*scopes_of("claim", claim), *also))
        history.append((claim.id, rev, at))
    writer.flush()
    sets.run(connection, _SAVE_HISTORY, history)


def _useless(claim: Claim, application: str | None, before: str) -> bool:
    return application is None or claim.at < before or _about.decode(application).state != "pending"


_CLAIMS = """
SELECT claim.body, application.body FROM record AS claim
LEFT JOIN record AS application ON application.kind = 'application' AND application.id = claim.id
WHERE claim.kind = 'claim' AND claim.id > :last ORDER BY claim.id LIMIT :limit
"""
_HELD = """
SELECT claim.body FROM {rows} JOIN record AS claim ON claim.kind = 'claim' AND claim.id = CAST(each.column2 AS TEXT)
"""
_LET_GO = f"""
SELECT id, rev FROM feed
WHERE kind = 'claim' AND op = 'tombstone' AND (scope, id) IN (SELECT {sets.columns("TEXT", "TEXT")} FROM {{rows}})
"""
_SAVE_HISTORY = f"""
INSERT INTO history (kind, entity_id, rev, at, account_id, device_id, command_id, what, detail)
SELECT 'claim', {sets.columns("TEXT", "BIGINT", "TEXT")}, '', '', '', 'released', '' FROM {{rows}}
"""
