"""Pages of a scope's feed, glued together by the database: one result row a page, never decoded in Python."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, text

from cpd_service.store.tables import scope as scope_table

PAGE_MAX = 5000
PAGE_DEFAULT = 1000

_GLUE = {
    # The order of group_concat is that of the inner query, which LIMIT keeps from being flattened away.
    "sqlite": "CAST(group_concat(item, ',') AS BLOB)",
    "postgresql": "convert_to(string_agg(item, ',' ORDER BY seq), 'UTF8')",
}
_PAGE = """
SELECT count(*) AS number, max(seq) AS last, {glue} AS items FROM (
    SELECT feed.seq, '{{"seq":' || feed.seq || ',"op":"' || feed.op || '","kind":"' || feed.kind
        || '","id":"' || feed.id || '","rev":' || feed.rev
        || CASE WHEN feed.op = 'upsert' THEN ',"data":' || record.body ELSE '' END || '}}' AS item
    FROM feed LEFT JOIN record ON record.rid = feed.rid
    WHERE feed.scope = :scope AND feed.seq > :since AND feed.seq <= :high
    ORDER BY feed.seq LIMIT :limit) AS page
"""
_QUERIES = {name: text(_PAGE.format(glue=glue)) for name, glue in _GLUE.items()}


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
    state = connection.execute(scope_table.select().where(scope_table.c.id == scope)).first()
    epoch, high, floor = (state.epoch, state.seq, state.floor) if state else (_epoch(connection), 0, 0)
    foreign = cursor.epoch not in ("", epoch) or cursor.since > high
    if foreign or 0 < cursor.since < floor:
        raise Resync
    query = _QUERIES[connection.dialect.name]
    page = connection.execute(query, {"scope": scope, "since": cursor.since, "high": high, "limit": limit}).one()
    following = page.last if page.number == limit else high
    head = {"epoch": epoch, "floor": floor, "high": high, "next": following, "more": following < high}
    return b'%s,"items":[%s]}' % (msgspec.json.encode(head)[:-1], page.items or b"")


def _epoch(connection: Connection) -> str:
    return connection.scalars(text("SELECT value FROM setting WHERE key = 'epoch'")).one()
