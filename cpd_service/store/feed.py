"""Pages of a scope's feed, glued together by the database: one result row a page, never decoded in Python."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, TextClause, text

from cpd_core.messages import ScopeNews
from cpd_service.store.tables import scope as scope_table

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


def _query(glue: str, live: str = "") -> TextClause:
    return text(f"""
SELECT count(*) AS number, max(seq) AS last, {glue} AS items FROM (
    SELECT feed.seq, {ITEM} AS item FROM feed LEFT JOIN record ON record.rid = feed.rid
    WHERE feed.scope = :scope AND feed.seq > :since AND feed.seq <= :high {live}
    ORDER BY feed.seq LIMIT :limit) AS page
""")


_CHANGES = {name: _query(glue) for name, glue in GLUE.items()}
_LIVE = {name: _query(glue, "AND feed.op = 'upsert'") for name, glue in GLUE.items()}


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
    """From where a client wants to go on: the last seq it has and the epoch it comes from ("": not known yet)."""

    since: int
    epoch: str = ""


def read_page(connection: Connection, scope: str, cursor: Cursor, limit: int) -> bytes:
    """The changes of a scope after a cursor, as the JSON of :class:`cpd_core.messages.Page`; raises :class:`Resync`.

    The caller has checked that the scope may be read.
    """
    state = read_state(connection, scope)
    foreign = cursor.epoch not in ("", state.epoch) or cursor.since > state.high
    if foreign or 0 < cursor.since < state.floor:
        raise Resync
    wanted = {"scope": scope, "since": cursor.since, "high": state.high, "limit": limit}
    page = connection.execute(_CHANGES[connection.dialect.name], wanted).one()
    following = page.last if page.number == limit else state.high
    head = {"epoch": state.epoch, "floor": state.floor, "high": state.high}
    head |= {"next": following, "more": following < state.high}
    return glued(head, page.items or b"")


def read_state(connection: Connection, scope: str) -> State:
    """Where a scope stands; one that nothing was written to yet stands at 0."""
    row = connection.execute(scope_table.select().where(scope_table.c.id == scope)).first()
    if row is not None:
        return State(row.epoch, row.seq, row.floor)
    epoch = connection.scalars(text("SELECT value FROM setting WHERE key = 'epoch'")).one()
    return State(epoch, 0, 0)


def read_news(connection: Connection, scopes: Sequence[str]) -> tuple[ScopeNews, ...]:
    """Where these scopes stand, in their order."""
    states = ((scope, read_state(connection, scope)) for scope in scopes)
    return tuple(ScopeNews(scope=scope, epoch=state.epoch, high=state.high) for scope, state in states)


def live_pages(connection: Connection, scope: str, high: int, limit: int) -> Iterator[bytes]:
    """All that a scope holds up to ``high``, in order of seq: items glued by commas, ``limit`` to a page.

    For one moment's view of more than a page, within :meth:`cpd_service.store.database.Database.reading_at_once`.
    """
    since = 0
    while True:
        wanted = {"scope": scope, "since": since, "high": high, "limit": limit}
        page = connection.execute(_LIVE[connection.dialect.name], wanted).one()
        if page.number:
            yield page.items
            since = page.last
        if page.number < limit:
            return


def glued(head: Mapping[str, object], items: bytes) -> bytes:
    """A JSON object of ``head`` with a list of ``items`` as its last field."""
    return b'%s,"items":[%s]}' % (msgspec.json.encode(head)[:-1], items)
