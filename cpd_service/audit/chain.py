"""The chain: each row's digest covers the row and the digest of the one before it in its lane.

Lanes keep writers apart: acts of the national desk, sign-ins, and the decisions of each province, whose writers wait
for each other anyway. A lane's head is locked last in a transaction, and only one lane in each: nobody waits in a ring.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, text

from cpd_service.store import sets

OFFICE = "office"  # what the national desk does, and who does it at the service's own command line
SIGN_IN = "sign-in"
DECISIONS = "decisions"  # what a block of history entries is called
Detail = Mapping[str, object]
_json = msgspec.json.Encoder(order="sorted")
_COLUMNS = ("lane", "number", "at", "account_id", "who", "device_id", "what", "kind", "entity_id", "detail")


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, and on which device; nobody's account is whoever works at the service itself."""

    account_id: str
    name: str
    device_id: str


OPERATOR = Who("", "cpd-service", "")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done, to be written down."""

    what: str
    kind: str = ""
    entity_id: str = ""
    detail: Detail | None = None


def append(connection: Connection, lane: str, who: Who, at: str, deeds: Iterable[Deed]) -> None:
    """Write deeds at the end of a lane, which stays locked to the end of the transaction."""
    rows: list[tuple[object, ...]] = []
    number, digest = connection.execute(_LOCK, {"lane": lane}).one()
    for deed in deeds:
        number += 1
        detail = _json.encode(deed.detail or {}).decode()
        row = (lane, number, at, who.account_id, who.name, who.device_id, deed.what, deed.kind, deed.entity_id, detail)
        digest = link(digest, row)
        rows.append((*row, digest))
    sets.run(connection, _SAVE, rows)
    connection.execute(_SAVE_HEAD, {"lane": lane, "number": number, "sha256": digest})


def append_history(connection: Connection, lane: str, who: Who, at: str, rows: Sequence[Sequence[object]]) -> None:
    """Cover a block of history entries that were just written; ``rows`` begin with their ids, in order."""
    ids = [int(str(row[0])) for row in rows]
    detail = {"count": len(rows), "history": _ranges(ids), "sha256": block_digest(rows)}
    append(connection, lane, who, at, [Deed(DECISIONS, detail=detail)])


def link(before: str, row: Sequence[object]) -> str:
    """The digest of a row that follows a row of digest ``before``."""
    return hashlib.sha256(_json.encode((before, *row))).hexdigest()


def block_digest(rows: Iterable[Sequence[object]]) -> str:
    """The digest of history entries: id, kind, entity, revision, time, account, device, command, what, detail."""
    return hashlib.sha256(_json.encode([tuple(row) for row in rows])).hexdigest()


def verify(connection: Connection) -> Iterator[str]:
    """Every break of the chain, in words that name the row; reads the trail once, and the history that it covers."""
    heads = {lane: (number, digest) for lane, number, digest in connection.execute(_HEADS)}
    seen: dict[str, tuple[int, str]] = {}
    for row in connection.execute(_ROWS):
        lane, number = row.lane, row.number
        before_number, before = seen.get(lane, (0, ""))
        if number != before_number + 1:
            yield f"{lane} {before_number + 1}: missing, the next row there is {number}"
        elif link(before, tuple(row)[:-1]) != row.sha256:
            yield f"{lane} {number}: does not say any more what was written, or what stands before it was changed"
        elif row.what == DECISIONS:
            yield from _verify_block(connection, lane, number, row.detail)
        seen[lane] = number, row.sha256
    for lane in sorted(heads.keys() | seen.keys()):
        at_end, head = seen.get(lane, (0, "")), heads.get(lane, (0, ""))
        if at_end != head:
            yield f"{lane} {at_end[0]}: the trail ends here and should end at {head[0]}"


def ends(connection: Connection) -> list[tuple[str, int, str]]:
    """Where each lane ends: its name, the number of its last row and that row's digest."""
    return sorted((lane, number, digest) for lane, number, digest in connection.execute(_HEADS))


def _verify_block(connection: Connection, lane: str, number: int, detail: str) -> Iterator[str]:
    told = msgspec.json.decode(detail)
    rows = [tuple(row) for first, last in told["history"] for row in _history(connection, first, last)]
    if block_digest(rows) != told["sha256"]:
        where = ", ".join(f"{first} to {last}" for first, last in told["history"])
        yield f"{lane} {number}: the {told['count']} history entries {where} are not those that were written"


def _history(connection: Connection, first: int, last: int) -> Iterator[Sequence[object]]:
    yield from connection.execute(_HISTORY, {"first": first, "last": last})


def _ranges(ids: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order, as first and last of each run."""
    runs: list[tuple[int, int]] = []
    for one in ids:
        if runs and runs[-1][1] == one - 1:
            runs[-1] = runs[-1][0], one
        else:
            runs.append((one, one))
    return runs


_LOCK = text("""
INSERT INTO audit_head (lane, number, sha256) VALUES (:lane, 0, '')
ON CONFLICT (lane) DO UPDATE SET number = audit_head.number RETURNING number, sha256
""")
_SAVE = f"""
INSERT INTO audit ({", ".join(_COLUMNS)}, sha256)
SELECT {sets.columns("TEXT", "BIGINT", *["TEXT"] * 9)} FROM {{rows}}
"""
_SAVE_HEAD = text("UPDATE audit_head SET number = :number, sha256 = :sha256 WHERE lane = :lane")
_HEADS = text("SELECT lane, number, sha256 FROM audit_head")
_ROWS = text(f"SELECT {', '.join(_COLUMNS)}, sha256 FROM audit ORDER BY lane, number").execution_options(yield_per=1000)
_HISTORY = text("""
SELECT id, kind, entity_id, rev, at, account_id, device_id, command_id, what, detail FROM history
WHERE id BETWEEN :first AND :last ORDER BY id
""")
