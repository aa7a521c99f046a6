"""The one way to write entities: commands, certificates and demo data all go through :class:`Writer`.

How to use it (this API is stable)::

    with database.writing() as connection:      # cpd_service.store.database.Database
        writer = Writer(connection)
        writer.put("member", member)             # an entity struct of cpd_core.messages
        writer.remove("application", gone.id, rev=gone.rev + 1, scopes=("m:1", "p:32"))
        seqs = writer.flush()                    # {(scope, kind, id): seq}

Nothing is written before ``flush()``; it writes everything put so far in a handful of statements, whatever the number,
and may be called again and again within a transaction (every ten thousand entities or so, where there are many).
"""

import re
from collections import Counter
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, text

from cpd_core.entities import Claim, Entity, EntityKind, Member
from cpd_core.lessons import Note, Progress
from cpd_service import clock
from cpd_service.store import sets

PLAIN_ID = re.compile(r"[A-Za-z0-9_.:-]{1,100}", re.ASCII)  # pages are glued together in SQL: an id needs no escaping
REF_KINDS = frozenset(("province", "institute", "sponsor", "course", "ruleset", "signing_key"))
Key = tuple[EntityKind, str]
_body = msgspec.json.Encoder()


class Overtaken(Exception):
    """Somebody else wrote a newer revision, or the same new id, in the meantime: roll back and look again."""


class _Change(msgspec.Struct, frozen=True):
    """``places``: the scopes whose feeds tell of it, and as what."""

    rev: int
    entity: Entity | None
    places: tuple[tuple[str, str], ...]


class Writer:
    """Collects changes of entities and writes records, scopes and feed set-wise, in the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._changes: dict[Key, _Change] = {}

    def put(
        self,
        kind: EntityKind,
        entity: Entity,
        scopes: Iterable[str] | None = None,
        leaves: Iterable[str] = (),
    ) -> None:
        """Insert or replace an entity; its ``rev`` must be above the one that is there.

        ``scopes`` are the feeds that carry it, by default those of :func:`scopes_of`; ``leaves`` those that do no more.
        """
        carried = [(scope, "upsert") for scope in scopes or scopes_of(kind, entity)]
        carried += [(scope, "leave") for scope in leaves]
        self._add(kind, entity.id, _Change(entity.rev, entity, tuple(carried)))

    def remove(self, kind: EntityKind, entity_id: str, rev: int, scopes: Iterable[str]) -> None:
        """Delete an entity: a tombstone of revision ``rev`` in each of ``scopes``."""
        self._add(kind, entity_id, _Change(rev, None, tuple((scope, "tombstone") for scope in scopes)))

    def flush(self) -> dict[tuple[str, str, str], int]:
        """Write what was put and removed; returns the seq of each ``(scope, kind, id)``. Raises :class:`Overtaken`."""
        changes, self._changes = self._changes, {}
        if not changes:
            return {}
        upserts = [_record_row(kind, change.entity) for (kind, _), change in changes.items() if change.entity]
        upserts.sort()  # by kind and id: everyone takes records in this order, or two writers could wait for each other
        written = sets.fetch(self.connection, _UPSERT_RECORDS, upserts)
        if len(written) != len(upserts):
            raise Overtaken
        removed = [key for key, change in changes.items() if change.entity is None]
        sets.run(self.connection, _DELETE_RECORDS, removed)
        return self._write_feed(changes, {(kind, entity_id): rid for kind, entity_id, rid in written})

    def _add(self, kind: EntityKind, entity_id: str, change: _Change) -> None:
        if not PLAIN_ID.fullmatch(entity_id):
            raise ValueError(f"not a plain id: {entity_id!r}")
        self._changes.pop((kind, entity_id), None)  # the later one takes the later place
        self._changes[kind, entity_id] = change

    def _write_feed(self, changes: dict[Key, _Change], rids: dict[Key, int]) -> dict[tuple[str, str, str], int]:
        count = Counter(scope for change in changes.values() for scope, _ in change.places)
        following = self._raise_scopes(count)
        seqs: dict[tuple[str, str, str], int] = {}
        rows: list[tuple[str, int, str, str, str, int, str | None, int | None]] = []
        now = clock.now()
        for key, change in changes.items():
            kind, entity_id = key
            rid = rids.get(key)
            for scope, op in change.places:
                seq = seqs[scope, kind, entity_id] = following[scope]
                following[scope] = seq + 1
                rows.append((scope, seq, op, kind, entity_id, change.rev, None if op == "upsert" else now, rid))
        rows.sort()  # by scope and seq: neighbours lie side by side, which takes SQLite a quarter less
        sets.run(self.connection, _UPSERT_FEED, rows)
        return seqs

    def _raise_scopes(self, count: dict[str, int]) -> dict[str, int]:
        """Take numbers from each scope and return the first; the rows stay locked to the commit, in id order."""
        rows = sorted(count.items())
        raised = sets.fetch(self.connection, _RAISE_SCOPES, rows)
        return {scope: seq - count[scope] + 1 for scope, seq in raised}


def scopes_of(kind: EntityKind, entity: Entity) -> tuple[str, ...]:
    """The feeds that carry an entity: the member's and the province's (a claim: only that), or ``ref`` for all."""
    if kind in REF_KINDS:
        return ("ref",)
    if isinstance(entity, Progress | Note):  # nobody looks over a learner's shoulder
        return (f"m:{entity.member_id}",)
    if isinstance(entity, Claim):  # the member does not see who looks at what
        return (f"p:{entity.province}",)
    return (f"m:{_member_id(entity)}", f"p:{getattr(entity, 'province')}")  # noqa: B009 -- the unions' members differ


def scope_seq(connection: Connection, scope: str) -> int:
    """The highest number given out in a scope so far."""
    return connection.scalar(text("SELECT seq FROM scope WHERE id = :scope"), {"scope": scope}) or 0


def _member_id(entity: Entity) -> str | None:
    return entity.id if isinstance(entity, Member) else getattr(entity, "member_id", None)


def _record_row(kind: str, entity: Entity) -> tuple[str, str, int, str | None, str | None, int | None, str]:
    body = _body.encode(entity).decode()
    province, year = getattr(entity, "province", None), getattr(entity, "year", None)
    return (kind, entity.id, entity.rev, _member_id(entity), province, year, body)


# member_id is not set anew: it never changes, and naming it would make SQLite rewrite its index.
_UPSERT_RECORDS = f"""
INSERT INTO record (kind, id, rev, member_id, province, year, body)
SELECT {sets.columns("TEXT", "TEXT", "BIGINT", "TEXT", "TEXT", "INTEGER", "TEXT")} FROM {{rows}} WHERE true
ON CONFLICT (kind, id) DO UPDATE SET rev = excluded.rev, province = excluded.province, year = excluded.year,
    body = excluded.body
WHERE record.rev < excluded.rev
RETURNING kind, id, rid
"""

_DELETE_RECORDS = f"DELETE FROM record WHERE (kind, id) IN (SELECT {sets.columns('TEXT', 'TEXT')} FROM {{rows}})"

_RAISE_SCOPES = """
INSERT INTO scope (id, epoch, seq, floor)
SELECT CAST(each.column1 AS TEXT), (SELECT value FROM setting WHERE key = 'epoch'), CAST(each.column2 AS BIGINT), 0
FROM {rows} WHERE true
ON CONFLICT (id) DO UPDATE SET seq = scope.seq + excluded.seq
RETURNING id, seq
"""

_UPSERT_FEED = f"""
INSERT INTO feed (scope, seq, op, kind, id, rev, at, rid)
SELECT {sets.columns("TEXT", "BIGINT", "TEXT", "TEXT", "TEXT", "BIGINT", "TEXT", "BIGINT")} FROM {{rows}} WHERE true
ON CONFLICT (scope, kind, id) DO UPDATE SET seq = excluded.seq, op = excluded.op, rev = excluded.rev,
    rid = excluded.rid, at = excluded.at
"""
