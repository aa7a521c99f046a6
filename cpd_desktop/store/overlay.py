"""The overlay: the mirror with our outstanding commands applied, by the same rules that the service will apply.

Every function works inside a transaction that the caller has opened.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from cpd_core import columns
from cpd_core.commands import World, decide
from cpd_core.entities import ENTITY_TYPES, Application, Choice, Claim, Completion, EntityKind, Member
from cpd_core.lessons import Note, Progress
from cpd_core.messages import Command, Payload
from cpd_core.outcomes import Actor, Applied, Outcome, Owned
from cpd_desktop.errors import Bug
from cpd_desktop.store.flag_tables import note_decided
from cpd_desktop.store.readback import payload_of, read_back

_DECODERS = {kind: msgspec.json.Decoder(type_) for kind, type_ in ENTITY_TYPES.items()}
_COMMAND = msgspec.json.Decoder(Command)

_SET_LOCAL = f"UPDATE record SET local = CAST(? AS TEXT), sync = ?, {columns.ASSIGNMENTS} WHERE kind = ? AND id = ?"
_SET_DECIDED = """
UPDATE record SET local = CAST(? AS TEXT), sync = ?, batch_id = ?, state = ?, confirmed_hours = ?, reason = ?
WHERE rid = ?
"""  # a column that is not named costs no index
_SET_DELETED = "UPDATE record SET local = '', sync = ?, listed = 0 WHERE kind = ? AND id = ?"
_DROP_UNKNOWN = "DELETE FROM record WHERE kind = ? AND id = ? AND body IS NULL"


class Judge(Struct, frozen=True):
    """Who acts and what the rules need to know: works out what a command comes to on this device."""

    name: str
    member: Member | None
    world: World
    account_id: str = ""
    province: str = ""

    def decide(self, command: Command, payload: Payload, base_rev: int, current: Owned | None) -> Outcome:
        """The outcome of one command; its own time goes into the history, so that a replay gives the same."""
        actor = Actor(self.name, command.client_time, self.member, self.account_id, self.province)
        return decide(command.kind, command.entity_id, payload, base_rev, current, actor, self.world)


class Laid(Struct, frozen=True, gc=False):
    """What a row shows: ``local`` is the overlay, b"" for deleted here, None where the mirror's ``body`` is shown.

    A row with neither is dropped. ``decided`` is given with row and batch where nothing that the member typed has
    changed: of thousands of decisions only few columns are written.
    """

    kind: EntityKind
    id: str
    sync: str
    local: bytes | None
    body: str | None = None
    decided: Application | None = None
    rid: int | None = None
    batch_id: str = ""


def owned(kind: EntityKind, doc: str | bytes | None) -> Owned | None:
    """Decode an entity that commands act on; None for no document or a local deletion."""
    if not doc:
        return None
    entity = read_back(_DECODERS[kind], doc)
    if not isinstance(entity, Application | Completion | Choice | Claim | Progress | Note):
        raise Bug(f"no command acts on a {kind}")
    return entity


def replay(judge: Judge, mirror: Owned | None, commands: Sequence[tuple[bytes, int | None]]) -> Owned | None:
    """Apply outstanding commands, oldest first, each with its base revision (None: what the one before left).

    A command that has no effect here any more changes nothing; the service will say what becomes of it.
    """
    current = mirror
    for raw, base_rev in commands:
        command = read_back(_COMMAND, raw)
        payload = payload_of(command)
        seen = base_rev if base_rev is not None else (current.rev if current else 0)
        outcome = judge.decide(command, payload, seen, current)
        if isinstance(outcome, Applied):
            current = outcome.entity
    return current


def refresh(tx: sqlite3.Connection, judge: Judge, keys: Iterable[tuple[str, str]]) -> None:
    """Work out anew what these entities (kind, id) look like with what is outstanding on them."""
    listed = msgspec.json.encode([list(key) for key in keys]).decode()
    outstanding, acked_only = _outstanding(tx, listed)
    found = tx.execute(
        """SELECT r.kind, r.id, r.body, EXISTS (
            SELECT 1 FROM conflict AS c WHERE c.entity_kind = r.kind AND c.entity_id = r.id)
        FROM json_each(?) AS k CROSS JOIN record AS r ON r.kind = k.value ->> 0 AND r.id = k.value ->> 1""",
        (listed,),
    )
    laid: list[Laid] = []
    for kind, id_, body, in_conflict in found.fetchall():
        commands = outstanding.get((kind, id_), [])
        sync = "conflict" if in_conflict else ""
        if not commands:
            laid.append(Laid(kind, id_, sync, None, body))
            continue
        sync = sync or ("sent" if (kind, id_) in acked_only else "unsent")
        entity = replay(judge, owned(kind, body), commands)
        laid.append(Laid(kind, id_, sync, msgspec.json.encode(entity) if entity else b""))
    lay(tx, laid)


def lay(tx: sqlite3.Connection, rows: Iterable[Laid]) -> None:
    """Write overlays and the columns that lists use."""
    shown: list[tuple[object, ...]] = []
    decided: list[tuple[object, ...]] = []
    deleted: list[tuple[object, ...]] = []
    unknown: list[tuple[object, ...]] = []
    for row in rows:
        doc = row.body if row.local is None else row.local
        if new := row.decided:
            fields = (new.state, new.confirmed_hours, new.reason)
            decided.append((row.local, row.sync, row.batch_id, *fields, row.rid))
        elif doc:
            values = columns.values_of(row.kind, columns.shown_of(doc))
            shown.append((row.local, row.sync, *values, row.kind, row.id))
        elif row.local == b"":
            deleted.append((row.sync, row.kind, row.id))
        else:
            unknown.append((row.kind, row.id))
    tx.executemany(_SET_LOCAL, shown)
    tx.executemany(_SET_DECIDED, decided)
    note_decided(tx, [row[-1] for row in decided])
    tx.executemany(_SET_DELETED, deleted)
    tx.executemany(_DROP_UNKNOWN, unknown)


def conflict_orphans(tx: sqlite3.Connection, rids: str, code: str) -> None:
    """Turn what is outstanding on these rows (a JSON list of rids) into conflicts before the rows go."""
    tx.execute(
        """INSERT INTO conflict
            (command_id, kind, entity_kind, entity_id, bytes, seen, batch_id, status, code, answer, at)
        SELECT o.command_id, o.kind, o.entity_kind, o.entity_id, o.bytes, o.seen, o.batch_id, 'conflict', ?2, '{}', o.at
        FROM json_each(?1) AS k CROSS JOIN record AS r ON r.rid = k.value
        JOIN outbox AS o ON o.entity_kind = r.kind AND o.entity_id = r.id WHERE r.kind <> 'claim'""",
        (rids, code),
    )
    tx.execute(
        """INSERT INTO report_line (report, status, kind, entity_id, command_id, code, answer, count)
        SELECT 0, 'conflict', o.kind, o.entity_id, o.command_id, ?2, '{}', 1
        FROM json_each(?1) AS k CROSS JOIN record AS r ON r.rid = k.value AND r.kind = 'claim'
        JOIN outbox AS o ON o.entity_kind = r.kind AND o.entity_id = r.id""",
        (rids, code),
    )  # a claim holds nothing that was typed: the report says what became of it
    tx.execute(
        """DELETE FROM outbox WHERE (entity_kind, entity_id) IN
        (SELECT r.kind, r.id FROM json_each(?) AS k CROSS JOIN record AS r ON r.rid = k.value)""",
        (rids,),
    )


def _outstanding(
    tx: sqlite3.Connection, listed: str
) -> tuple[dict[tuple[str, str], list[tuple[bytes, int | None]]], set[tuple[str, str]]]:
    """Each entity's commands, oldest first, with base revisions; and the entities of which all are acknowledged."""
    found = tx.execute(
        """SELECT o.entity_kind, o.entity_id, o.bytes, o.state,
            CASE WHEN EXISTS (SELECT 1 FROM outbox AS b WHERE b.command_id = o.base_after) THEN NULL ELSE o.base_rev END
        FROM json_each(?) AS k JOIN outbox AS o ON o.entity_kind = k.value ->> 0 AND o.entity_id = k.value ->> 1
        ORDER BY o.device_seq""",
        (listed,),
    )
    commands: dict[tuple[str, str], list[tuple[bytes, int | None]]] = defaultdict(list)
    unacked: set[tuple[str, str]] = set()
    for kind, id_, raw, state, base_rev in found:
        commands[kind, id_].append((raw, base_rev))
        if state != "acked":
            unacked.add((kind, id_))
    return commands, commands.keys() - unacked
