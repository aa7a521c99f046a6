"""Pages of a scope's feed: the JSON of the records as it is stored, glued together and never decoded.

SQLite glues by itself, one result row a page: it does so with the interpreter lock released, and readers stay out of
each other's way. PostgreSQL gives a row an item, which Python joins: its own gluing took three times as long.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, text

from cpd_core.messages import ScopeNews
from cpd_core.prepared import Record
from cpd_service.store import sets

PAGE_MAX = 5000
PAGE_DEFAULT = 1000

# One item of a page as JSON. Ids and kinds are plain, so nothing needs escaping; the body is stored ready to send.
ITEM = """'{"seq":' || feed.seq || ',"op":"' || feed.op || '","kind":"' || feed.kind || '","id":"' || feed.id
    || '","rev":' || feed.rev || CASE WHEN feed.op = 'upsert' THEN ',"data":' || record.body ELSE '' END || '}'"""
GLUE = {
    # The order of group_concat is that of the inner query, which LIMIT keeps from being flattened away.
    "sqlite": "CAST(group_concat(item, ',') AS BLOB)",
    "postgresql": "convert_to(string_agg(item, ',' ORDER BY seq), 'UTF8')",
}


@dataclass(frozen=True, slots=True)
class State:
    """Where a scope stands: its epoch, the highest seq given out, and the seq up to which removals are forgotten."""

    epoch: str
    high: int
    floor: int


class Resync(Exception):
    """The cursor belongs to another life of the database, or what it missed is forgotten: start from a new copy."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """From where a client wants to go on: the last seq it has and the epoch it comes from ("": not known yet).

    ``began``: where the scope stood when a load from scratch began that these pages are of. All that was removed since
    then is in the feed, however early in it the load has got.
    """

    since: int
    epoch: str = ""
    began: int = 0


def read_page(connection: Connection, scope: str, cursor: Cursor, limit: int) -> bytes:
    """The changes of a scope after a cursor, as the JSON of :class:`cpd_core.messages.Page`; raises :class:`Resync`.

    The caller has checked that the scope may be read.
    """
    state = read_state(connection, scope)
    foreign = cursor.epoch not in ("", state.epoch) or cursor.since > state.high
    if foreign or 0 < max(cursor.since, cursor.began) < state.floor:
        raise Resync
    wanted = {"scope": scope, "since": cursor.since, "high": state.high, "limit": limit}
    page = _read_items(connection, wanted)
    following = page.last if page.number == limit else state.high
    head = {"epoch": state.epoch, "floor": state.floor, "high": state.high}
    head |= {"next": following, "more": following < state.high}
    return glued(head, page.items)


def read_state(connection: Connection, scope: str) -> State:
    """Where a scope stands; one that nothing was written to yet stands at 0."""
    row = connection.execute(_STATE, {"scope": scope}).first()
    return State(*row) if row is not None else State(_epoch(connection), 0, 0)


def read_news(connection: Connection, scopes: Sequence[str]) -> tuple[ScopeNews, ...]:
    """Where these scopes stand, in their order."""
    stands = {scope: (epoch, seq) for scope, epoch, seq in sets.fetch(connection, _NEWS, [(s,) for s in scopes])}
    if len(stands) < len(scopes):  # nothing was written to one of them yet
        stands = dict.fromkeys(scopes, (_epoch(connection), 0)) | stands
    return tuple(ScopeNews(scope=scope, epoch=stands[scope][0], high=stands[scope][1]) for scope in scopes)


def live_pages(connection: Connection, scope: str, high: int, limit: int) -> Iterator[list[Record]]:
    """All that a scope holds up to ``high``, in order of seq, ``limit`` records to a page.

    For one moment's view of more than a page, within :meth:`cpd_service.store.database.Database.reading_at_once`.
    """
    since = 0
    while True:
        rows = connection.execute(_LIVE, {"scope": scope, "since": since, "high": high, "limit": limit}).all()
        if rows:
            yield [Record(*row) for row in rows]
            since = rows[-1][0]
        if len(rows) < limit:
            return


def glued(head: Mapping[str, object], items: bytes) -> bytes:
    """A JSON object of ``head`` with a list of ``items`` as its last field."""
    return b'%s,"items":[%s]}' % (msgspec.json.encode(head)[:-1], items)


class _Items(msgspec.Struct, frozen=True):
    """Items glued by commas: how many, and the seq of the last."""

    number: int
    last: int
    items: bytes


def _read_items(connection: Connection, wanted: Mapping[str, object]) -> _Items:
    if connection.dialect.name == "sqlite":
        number, last, items = connection.execute(_GLUED, wanted).one()
        return _Items(number, last or 0, items or b"")
    rows = connection.execute(_ROWS, wanted).all()
    return _Items(len(rows), rows[-1][0] if rows else 0, ",".join([item for _, item in rows]).encode())


def _epoch(connection: Connection) -> str:
    return connection.execute(_EPOCH).scalar_one()


_PAGE = f"""
SELECT feed.seq, {ITEM} AS item FROM feed LEFT JOIN record ON record.rid = feed.rid
WHERE feed.scope = :scope AND feed.seq > :since AND feed.seq <= :high ORDER BY feed.seq LIMIT :limit
"""
_ROWS = text(_PAGE)
_GLUED = text(f"SELECT count(*), max(seq), {GLUE['sqlite']} FROM ({_PAGE}) AS page")
_LIVE = text("""
SELECT feed.seq, feed.kind, feed.id, feed.rev, record.body FROM feed JOIN record ON record.rid = feed.rid
WHERE feed.scope = :scope AND feed.seq > :since AND feed.seq <= :high AND feed.op = 'upsert'
ORDER BY feed.seq LIMIT :limit
""")
_STATE = text("SELECT epoch, seq, floor FROM scope WHERE id = :scope")
_EPOCH = text("SELECT value FROM setting WHERE key = 'epoch'")
_NEWS = f"SELECT id, epoch, seq FROM scope WHERE id IN (SELECT {sets.columns('TEXT')} FROM {{rows}})"
