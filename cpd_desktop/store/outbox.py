"""The outbox: what the person did, as the exact bytes to send, until the service's answer has been pulled."""

import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from cpd_core.commands import DECISIONS, ENTITY_OF
from cpd_core.entities import Application, Attachment, EntityKind
from cpd_core.messages import MAX_CHUNK, Base, Command, CommandKind, Draft, Edit, Enter, Payload
from cpd_core.outcomes import Applied, Conflict, Outcome, Owned
from cpd_desktop.store import blocks
from cpd_desktop.store.database import Database
from cpd_desktop.store.ids import uuids
from cpd_desktop.store.overlay import Judge, Laid, lay, owned, refresh
from cpd_desktop.store.settled import bring_back, settle
from cpd_desktop.store.times import utc_now

CHUNK_BYTES = 4 * 1024 * 1024  # of commands in one request, before compression
MANY = 500  # acts that are worked out at a time; a transaction of more gets more room


class Act(Struct, frozen=True, gc=False):
    """What a person does to one entity. ``seen_rev`` is the revision that was on the screen, None where none was."""

    kind: CommandKind
    entity_id: str
    payload: Payload
    seen_rev: int | None = None


class Refusal(Struct, frozen=True, gc=False):
    """An act that the rules do not let happen here and now; nothing of it was stored."""

    act: Act
    outcome: Outcome


class Performed(Struct, frozen=True):
    """What was stored of a batch of acts."""

    batch_id: str
    command_ids: tuple[str, ...]
    refused: tuple[Refusal, ...]


class Outgoing(NamedTuple):
    """A command on its way: ``bytes`` as they are sent, ``after`` the command that it was made upon, "" for none."""

    device_seq: int
    command_id: str
    bytes: bytes
    after: str


class _Target(Struct, frozen=True, gc=False):
    """An entity before the act: as it is shown, and the last command that is outstanding on it."""

    current: Owned | None
    doc: bytes | None
    rid: int | None
    after: str | None
    after_rev: int | None  # what the service made of the command before, where it has answered
    in_conflict: bool


class _Some(NamedTuple):
    """What became of some acts: ``settled`` are entities (kind, id) whose conflicts a new decision settles."""

    command_ids: list[str]
    refused: list[Refusal]
    settled: list[tuple[str, str]]


class Outbox:
    """Stores acts and hands out what is to be sent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def perform(self, judge: Judge, acts: Sequence[Act], batch_name: str = "", batch_id: str = "") -> Performed:
        """Store acts with their overlay in one transaction; on return they are on the disk.

        A decision on an application that is decided anew settles the one that did not take effect.
        Acts that have no effect by the rules are handed back and not stored; the others are.
        """
        with self._database.write(many=len(acts) > MANY) as tx:
            return perform(tx, judge, acts, batch_name, batch_id, settles=True)

    def undo_delete(self, judge: Judge, entity_id: str) -> bool:
        """Take a deletion back that has not been sent; False when it is too late or there is none."""
        with self._database.write() as tx:
            last = tx.execute(
                """SELECT device_seq, kind, state FROM outbox WHERE entity_kind = 'application' AND entity_id = ?
                ORDER BY device_seq DESC LIMIT 1""",
                (entity_id,),
            ).fetchone()
            if last is None or last[1] != "application.delete" or last[2] != "queued":
                return False
            tx.execute("DELETE FROM outbox WHERE device_seq = ?", (last[0],))
            refresh(tx, judge, [("application", entity_id)])
        return True

    def unsent_deletions(self) -> tuple[str, ...]:
        """The applications whose deletion can still be taken back, oldest first."""
        with self._database.read() as db:
            found = db.execute(
                """SELECT entity_id FROM outbox WHERE kind = 'application.delete' AND state = 'queued'
                ORDER BY device_seq"""
            )
            return tuple(row[0] for row in found)

    def undo_batch(self, judge: Judge, batch_id: str) -> int:
        """Take back what has not been sent of a batch and has nothing done upon it; returns how many.

        A conflict that one of these decisions had settled is there again.
        """
        with self._database.write() as tx:
            found = tx.execute(
                """DELETE FROM outbox WHERE batch_id = ? AND state = 'queued' AND NOT EXISTS (
                    SELECT 1 FROM outbox AS later WHERE later.entity_kind = outbox.entity_kind
                    AND later.entity_id = outbox.entity_id AND later.device_seq > outbox.device_seq)
                RETURNING entity_kind, entity_id""",
                (batch_id,),
            )
            undone: list[tuple[str, str]] = found.fetchall()
            tx.execute("UPDATE batch SET stored = stored - ? WHERE batch_id = ?", (len(undone), batch_id))
            tx.executemany("UPDATE record SET batch_id = '' WHERE kind = ? AND id = ?", undone)
            bring_back(tx, batch_id, undone)
            refresh(tx, judge, undone)
        return len(undone)

    def lay_all(self, judge: Judge) -> None:
        """Lay everything outstanding over the mirror anew."""
        with self._database.write() as tx:
            refresh(tx, judge, tx.execute("SELECT DISTINCT entity_kind, entity_id FROM outbox").fetchall())

    def unsent(self) -> int:
        """How many commands the service has not acknowledged."""
        with self._database.read() as db:
            return int(db.execute("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sent')").fetchone()[0])

    def unsent_ids(self, entity_kind: str) -> frozenset[str]:
        """The entities of a kind with commands that the service has not acknowledged."""
        with self._database.read() as db:
            found = db.execute(
                "SELECT DISTINCT entity_id FROM outbox WHERE entity_kind = ? AND state IN ('queued', 'sent')",
                (entity_kind,),
            )
            return frozenset(row[0] for row in found)

    def next_chunk(self, after_seq: int = 0, later: Sequence[int] = (), most: int = MAX_CHUNK) -> list[Outgoing]:
        """The oldest commands not acknowledged after ``after_seq``, marked as sent.

        They are marked before they leave, so that after a crash nobody takes back what may have arrived. Left out are
        those that the service wants ``later`` (device_seq), and those on an entity with a command before them that is
        not answered yet: sent without it, they would be blocked for good.
        """
        with self._database.write(many=True) as tx:
            found = tx.execute(_NEXT, {"after": after_seq, "later": msgspec.json.encode(later).decode(), "most": most})
            chunk: list[Outgoing] = []
            size = 0
            for row in found.fetchall():
                size += len(row[2])
                if chunk and size > CHUNK_BYTES:
                    break
                chunk.append(Outgoing(*row))
            tx.execute(
                "UPDATE outbox SET state = 'sent' WHERE device_seq IN (SELECT value FROM json_each(?))",
                (msgspec.json.encode([one.device_seq for one in chunk]).decode(),),
            )
        return chunk


_NEXT = """
WITH later(seq) AS MATERIALIZED (SELECT value FROM json_each(:later))
SELECT o.device_seq, o.command_id, o.bytes, coalesce(o.base_after, '') FROM outbox AS o
WHERE o.state IN ('queued', 'sent') AND o.device_seq > :after AND o.device_seq NOT IN (SELECT seq FROM later)
AND NOT EXISTS (SELECT 1 FROM outbox AS e
    WHERE e.entity_kind = o.entity_kind AND e.entity_id = o.entity_id AND e.state <> 'acked'
    AND e.device_seq < o.device_seq AND (e.device_seq <= :after OR e.device_seq IN (SELECT seq FROM later)))
ORDER BY o.device_seq LIMIT :most
"""


def perform(
    tx: sqlite3.Connection,
    judge: Judge,
    acts: Sequence[Act],
    batch_name: str = "",
    batch_id: str = "",
    settles: bool = False,
) -> Performed:
    """:meth:`Outbox.perform` inside the caller's transaction. Each act is on another entity.

    ``settles``: a decision settles the conflicts of its application, which for staff are earlier decisions on it.
    """
    now = utc_now()
    batch_id = batch_id or (str(uuid.uuid4()) if batch_name or len(acts) > 1 else "")
    some = [_perform_some(tx, judge, acts[n : n + MANY], batch_id, now, settles) for n in range(0, len(acts), MANY)]
    command_ids = tuple(id_ for done in some for id_ in done.command_ids)
    if command_ids and batch_id:
        tx.execute(
            """INSERT INTO batch (batch_id, name, stored, at) VALUES (?, ?, ?, ?)
            ON CONFLICT (batch_id) DO UPDATE SET stored = stored + excluded.stored""",
            (batch_id, batch_name, len(command_ids), now),
        )
    _queue_blobs(tx, acts)
    settle(tx, batch_id, [key for done in some for key in done.settled])
    return Performed(batch_id, command_ids, tuple(refusal for done in some for refusal in done.refused))


def _perform_some(
    tx: sqlite3.Connection, judge: Judge, acts: Sequence[Act], batch_id: str, now: str, settles: bool
) -> _Some:
    """Decide and store some acts: few enough that what they hold is let go before the collector looks at it twice."""
    targets = _targets(tx, acts)
    seq = _last_seq(tx)
    stored: list[tuple[object, ...]] = []
    new: list[tuple[str, str, str]] = []
    laid: list[Laid] = []
    refused: list[Refusal] = []
    settled: list[tuple[str, str]] = []
    for act, command_id in zip(acts, uuids(len(acts)), strict=True):
        kind = ENTITY_OF[act.kind]
        target = targets[kind, act.entity_id]
        rev = target.current.rev if target.current else 0
        command = Command(
            command_id=command_id,
            device_seq=seq + 1,
            kind=act.kind,
            entity_id=act.entity_id,
            base=Base(after=target.after) if target.after else Base(rev=rev),
            payload=msgspec.Raw(msgspec.json.encode(act.payload)),
            client_time=now,
            batch_id=batch_id,
        )
        outcome = judge.decide(command, act.payload, rev, target.current)
        if act.seen_rev not in (None, rev):
            outcome = Conflict("CHANGED_SINCE_REVIEW")  # a sync was faster than the person
        if not isinstance(outcome, Applied):
            refused.append(Refusal(act, outcome))
            continue
        seq += 1
        base_rev = target.after_rev if target.after else rev
        stored.append(
            (seq, command_id, act.kind, kind, act.entity_id, base_rev, target.after,
             msgspec.json.encode(command), target.doc or None, batch_id, now)
        )  # fmt: skip
        if target.rid is None:
            new.append((kind, act.entity_id, batch_id))
        doc = msgspec.json.encode(outcome.entity) if outcome.entity else b""
        anew = settles and target.in_conflict and act.kind in DECISIONS
        if anew:
            settled.append((kind, act.entity_id))
        sync = "conflict" if target.in_conflict and not anew else "unsent"
        decided = outcome.entity if act.kind in DECISIONS and isinstance(outcome.entity, Application) else None
        laid.append(Laid(kind, act.entity_id, sync, doc, decided=decided, rid=target.rid, batch_id=batch_id))
    _store(tx, stored, new, laid)
    return _Some([str(row[1]) for row in stored], refused, settled)


def _store(
    tx: sqlite3.Connection,
    stored: list[tuple[object, ...]],
    new: list[tuple[str, str, str]],
    laid: list[Laid],
) -> None:
    blocks.run(tx, _QUEUE, stored)
    tx.executemany("INSERT INTO record (kind, id, batch_id) VALUES (?, ?, ?)", new)
    lay(tx, laid)
    if stored:
        tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('device_seq', ?)", (str(stored[-1][0]),))


_QUEUE = """
INSERT INTO outbox
    (device_seq, command_id, kind, entity_kind, entity_id, base_rev, base_after, bytes, seen, batch_id, at, state)
SELECT each.column1, each.column2, each.column3, each.column4, each.column5, each.column6, each.column7, each.column8,
    CAST(each.column9 AS TEXT), each.column10, each.column11, 'queued' FROM {rows}
"""


def _targets(tx: sqlite3.Connection, acts: Iterable[Act]) -> dict[tuple[str, str], _Target]:
    """What the acts are done to, read with one query for each kind of entity."""
    ids: dict[EntityKind, list[str]] = {}
    for act in acts:
        ids.setdefault(ENTITY_OF[act.kind], []).append(act.entity_id)
    return {
        (kind, id_): _Target(owned(kind, doc), doc, rid, after, after_rev, bool(in_conflict))
        for kind, listed in ids.items()
        for id_, rid, doc, after, after_rev, in_conflict in tx.execute(
            _TARGETS, {"kind": kind, "ids": msgspec.json.encode(listed).decode()}
        )
    }


_TARGETS = """
SELECT k.value, r.rid, CAST(coalesce(r.local, r.body) AS BLOB), last.command_id, last.ack_rev,
    EXISTS (SELECT 1 FROM conflict AS c WHERE c.entity_kind = :kind AND c.entity_id = k.value)
FROM json_each(:ids) AS k
LEFT JOIN record AS r ON r.kind = :kind AND r.id = k.value
LEFT JOIN outbox AS last ON last.device_seq = (SELECT max(o.device_seq) FROM outbox AS o
    WHERE o.entity_kind = :kind AND o.entity_id = k.value)
"""


def _last_seq(tx: sqlite3.Connection) -> int:
    row = tx.execute("SELECT value FROM meta WHERE key = 'device_seq'").fetchone()
    return int(row[0]) if row else 0


def _queue_blobs(tx: sqlite3.Connection, acts: Iterable[Act]) -> None:
    """Attachments that something refers to are sent before it."""
    hashes = [(a.sha256,) for act in acts for a in attachments_of(act.payload)]
    tx.executemany("UPDATE blob SET state = 'queued' WHERE sha256 = ? AND state = 'added'", hashes)


def attachments_of(payload: Payload) -> tuple[Attachment, ...]:
    """The attachments that a payload refers to."""
    match payload:
        case Draft() | Enter():
            return payload.attachments
        case Edit() if payload.to.attachments is not msgspec.UNSET:
            return payload.to.attachments
        case _:
            return ()
