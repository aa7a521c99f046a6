"""What a scope holds, for a client that compares its copy: the digests of all of it, the items of one bucket."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from cpd_core.digests import bucket_of, digests
from cpd_core.messages import Digests
from cpd_service.store import sets
from cpd_service.store.feed import GLUE, ITEM, glued, read_state

FETCHED = 2000  # rows held at a time


def read_digests(connection: Connection, scope: str) -> Digests:
    """The digests of all that a scope holds; reads the keys of the scope, a second for a million."""
    state = read_state(connection, scope)
    live = ((kind, entity_id, rev) for _, kind, entity_id, rev in _live(connection, scope))
    return Digests(epoch=state.epoch, high=state.high, buckets=tuple(digests(live)))


def read_bucket(connection: Connection, scope: str, number: int) -> bytes:
    """What a scope holds in one bucket, as the JSON of :class:`cpd_core.messages.Bucket`."""
    state = read_state(connection, scope)
    live = _live(connection, scope)
    seqs = [(scope, seq) for seq, kind, entity_id, _ in live if bucket_of(kind, entity_id) == number]
    statement = _ITEMS.replace("{glue}", GLUE[connection.dialect.name])
    parts = [bytes(items) for (items,) in sets.fetch(connection, statement, seqs)]
    return glued({"epoch": state.epoch, "high": state.high}, b",".join(parts))


def _live(connection: Connection, scope: str) -> Iterator[tuple[int, str, str, int]]:
    """Seq, kind, id and revision of all that a scope holds, in order of seq."""
    rows = connection.execute(_LIVE, {"scope": scope})
    return ((row.seq, row.kind, row.id, row.rev) for row in rows)


_LIVE = text(
    "SELECT seq, kind, id, rev FROM feed WHERE scope = :scope AND op = 'upsert' ORDER BY seq"
).execution_options(yield_per=FETCHED)
# The LIMIT keeps SQLite from flattening the inner query and losing its order.
_ITEMS = f"""
SELECT {{glue}} FROM (
    SELECT feed.seq, {ITEM} AS item FROM {{rows}}
    JOIN feed ON feed.scope = CAST(each.column1 AS TEXT) AND feed.seq = CAST(each.column2 AS BIGINT)
    JOIN record ON record.rid = feed.rid ORDER BY feed.seq LIMIT {sets.BLOCK}) AS bucket
"""
