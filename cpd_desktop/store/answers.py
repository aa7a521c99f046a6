"""What becomes of each result of a push: one transaction per chunk."""

import sqlite3
from collections.abc import Iterable

import msgspec

from cpd_core.messages import Result
from cpd_desktop.store.conflicts import Answer
from cpd_desktop.store.database import Database
from cpd_desktop.store.overlay import Judge, refresh
from cpd_desktop.store.reports import note_done, note_lost_claims

_CONFLICT = """
INSERT INTO conflict (command_id, kind, entity_kind, entity_id, bytes, seen, batch_id, status, code, answer, at)
SELECT command_id, kind, entity_kind, entity_id, bytes, seen, batch_id, :status, :code, :answer, at
FROM outbox WHERE command_id = :id AND entity_kind <> 'claim'
"""


class Answers:
    """Takes in what the service said to a chunk of commands."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, judge: Judge, results: Iterable[Result]) -> None:
        """Store the results of a chunk.

        applied, noop: acknowledged, the overlay is held until the pull reaches ``ack_seq``; conflict, rejected,
        blocked: out of the overlay, kept with what was typed; retry: stays queued. A claim that a colleague has
        made before holds nothing that was typed: the report says so, and nobody has to choose.
        """
        good: list[Result] = []
        bad: list[Result] = []
        retry: list[Result] = []
        for result in results:
            target = good if result.status in ("applied", "noop") else retry if result.status == "retry" else bad
            target.append(result)
        with self._database.take_in() as tx:  # whoever asks again is told the same
            changed = _entities(tx, [r.command_id for r in bad])
            note_done(tx, good)
            changed += _acknowledge(tx, good)
            _put_aside(tx, bad)
            tx.executemany("UPDATE outbox SET state = 'queued' WHERE command_id = ?", [(r.command_id,) for r in retry])
            refresh(tx, judge, changed)


def _entities(tx: sqlite3.Connection, command_ids: list[str]) -> list[tuple[str, str]]:
    found = tx.execute(
        """SELECT DISTINCT o.entity_kind, o.entity_id
        FROM json_each(?) AS k JOIN outbox AS o ON o.command_id = k.value""",
        (msgspec.json.encode(command_ids).decode(),),
    )
    return found.fetchall()


def _acknowledge(tx: sqlite3.Connection, good: list[Result]) -> list[tuple[str, str]]:
    """Hold the overlay until the pull reaches ``ack_seq``; returns the entities of commands that are let go at once."""
    ids = msgspec.json.encode([r.command_id for r in good]).decode()
    tx.executemany(
        "UPDATE outbox SET state = 'acked', ack_scope = ?, ack_seq = ?, ack_rev = ? WHERE command_id = ?",
        [(r.ack_scope, r.ack_seq, r.rev, r.command_id) for r in good],
    )
    tx.executemany(
        "UPDATE outbox SET base_rev = ? WHERE base_after = ?", [(r.rev, r.command_id) for r in good]
    )  # for the time when the command before it has been let go
    tx.execute(
        """UPDATE record SET sync = 'sent' FROM (
            SELECT o.entity_kind, o.entity_id FROM json_each(?) AS k JOIN outbox AS o ON o.command_id = k.value
        ) AS done
        WHERE record.kind = done.entity_kind AND record.id = done.entity_id AND sync = 'unsent' AND NOT EXISTS (
            SELECT 1 FROM outbox AS o
            WHERE o.entity_kind = record.kind AND o.entity_id = record.id AND o.state <> 'acked')
        """,
        (ids,),
    )
    released = tx.execute(
        """DELETE FROM outbox WHERE command_id IN (SELECT value FROM json_each(?)) AND +state = 'acked' AND (ack_seq = 0
        OR ack_seq <= (SELECT seq FROM cursor WHERE scope = ack_scope)) RETURNING entity_kind, entity_id""",
        (ids,),
    )  # already pulled, or without any effect to wait for
    return released.fetchall()


def _put_aside(tx: sqlite3.Connection, bad: list[Result]) -> None:
    for result in bad:
        answer = msgspec.json.encode(Answer(result.errors, result.params)).decode()
        tx.execute(_CONFLICT, {"id": result.command_id, "status": result.status, "code": result.code, "answer": answer})
    note_lost_claims(tx, bad)
    tx.executemany("DELETE FROM outbox WHERE command_id = ?", [(r.command_id,) for r in bad])
