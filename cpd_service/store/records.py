"""Reading entities within a caller's scopes. Without a scope there are no rows: the repository is built with them."""

from collections.abc import Collection, Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, text

from cpd_core.entities import ENTITY_TYPES, EntityKind, Member
from cpd_core.outcomes import Owned
from cpd_service.store import sets
from cpd_service.store.writer import Key

_DECODERS = {kind: msgspec.json.Decoder(ENTITY_TYPES[kind]) for kind in ENTITY_TYPES}


class Held(Struct):
    """An entity as it is now; ``gone`` once it was deleted, ``foreign`` where it is none of the caller's business."""

    rev: int = 0
    entity: Owned | None = None
    gone: bool = False
    foreign: bool = False


class Records:
    """The records of some scopes, in one transaction."""

    def __init__(self, connection: Connection, scopes: Iterable[str]) -> None:
        self._connection = connection
        self._scopes = tuple(scopes)
        self._member = next((scope[2:] for scope in self._scopes if scope.startswith("m:")), None)
        self._provinces = tuple(scope[2:] for scope in self._scopes if scope.startswith("p:")) or (None,)

    def lock(self, keys: Collection[Key]) -> dict[Key, Held]:
        """Lock and read the entities that exist, in id order; those outside the scopes come without content."""
        statement = _READ.replace("{provinces}", _within(len(self._provinces), 4)) + (
            _LOCK if self._connection.dialect.name == "postgresql" else ""
        )
        wanted = [(kind, entity_id, self._member, *self._provinces) for kind, entity_id in sorted(keys)]
        held: dict[Key, Held] = {}
        for kind, entity_id, rev, body in sets.fetch(self._connection, statement, wanted):
            if body is None:
                held[kind, entity_id] = Held(foreign=True)
            else:
                held[kind, entity_id] = Held(rev, decode(kind, body))
        return held

    def deleted(self, keys: Collection[Key]) -> dict[Key, int]:
        """Which of these were deleted within the scopes, and the revision of the tombstone."""
        if not keys:
            return {}
        found: dict[Key, int] = {}
        for scope in self._scopes:
            rows = sets.fetch(self._connection, _TOMBSTONES, [(scope, *key) for key in keys])
            found |= {(kind, entity_id): rev for kind, entity_id, rev in rows}
        return found

    def members(self, ids: Collection[str]) -> dict[str, Member]:
        """Those of these members who are of the provinces."""
        statement = _MEMBERS.replace("{provinces}", _within(len(self._provinces), 2))
        rows = sets.fetch(self._connection, statement, [(id_, *self._provinces) for id_ in sorted(ids)])
        return {entity_id: msgspec.json.decode(body, type=Member) for entity_id, body in rows}

    def member(self) -> Member | None:
        """The member whose scope this is."""
        query = text("SELECT body FROM record WHERE kind = 'member' AND id = :id")
        body = self._connection.scalar(query, {"id": self._member})
        return None if body is None else msgspec.json.decode(body, type=Member)


def decode(kind: EntityKind, body: str) -> Owned:
    """Decode a stored body; the kinds that commands act upon are the owned ones."""
    return _DECODERS[kind].decode(body)  # pyright: ignore[reportReturnType] -- the table of decoders loses the pairing


def _within(count: int, first: int) -> str:
    """SQL for the provinces that a row of values ends with, from its column ``first`` on."""
    return ", ".join(f"CAST(each.column{number} AS TEXT)" for number in range(first, first + count))


_READ = """
SELECT record.kind, record.id, record.rev,
    CASE WHEN record.member_id = CAST(each.column3 AS TEXT) OR record.province IN ({provinces})
    THEN record.body END
FROM {rows} JOIN record ON record.kind = CAST(each.column1 AS TEXT) AND record.id = CAST(each.column2 AS TEXT)
"""
# Only where rows are locked does their order matter: SQLite, with its one writer, is spared sorting the bodies.
_LOCK = " ORDER BY record.kind, record.id FOR UPDATE OF record"

_MEMBERS = """
SELECT record.id, record.body FROM {rows}
JOIN record ON record.kind = 'member' AND record.id = CAST(each.column1 AS TEXT)
WHERE record.province IN ({provinces})
"""

_TOMBSTONES = f"""
SELECT kind, id, rev FROM feed
WHERE op = 'tombstone' AND (scope, kind, id) IN (SELECT {sets.columns("TEXT", "TEXT", "TEXT")} FROM {{rows}})
"""
