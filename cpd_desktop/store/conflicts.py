"""What came back as conflict, rejected or blocked, with what was typed, until the person has chosen."""

import sqlite3
from typing import cast

import msgspec
from msgspec import Struct

from cpd_core.entities import EntityKind
from cpd_core.messages import Command, CommandKind, FieldError
from cpd_desktop.store.database import Database
from cpd_desktop.store.outbox import Act, Performed, perform
from cpd_desktop.store.overlay import Judge, refresh
from cpd_desktop.store.readback import read_back


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the service said beside the code."""

    errors: tuple[FieldError, ...] = ()
    params: dict[str, str | int | float] = {}


_COMMAND = msgspec.json.Decoder(Command)
_ANSWER = msgspec.json.Decoder(Answer)


class KeptConflict(Struct, frozen=True):
    """An act that did not take effect. ``seen`` is the entity's JSON as the person saw it, ``now`` as it is."""

    command: Command
    kind: CommandKind
    entity_kind: EntityKind
    entity_id: str
    status: str
    code: str
    answer: Answer
    seen: str | None
    now: str | None
    at: str


class Conflicts:
    """Reads and settles conflicts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        """How many acts wait for the person's choice."""
        with self._database.read() as db:
            return int(db.execute("SELECT count(*) FROM conflict").fetchone()[0])

    def list(self) -> list[KeptConflict]:
        """All of them, in the order in which they were done."""
        with self._database.read() as db:
            found = [_kept(row) for row in db.execute(_SELECT)]
        return sorted(found, key=lambda kept: kept.command.device_seq)  # a clock may have been set back in between

    def get(self, command_id: str) -> KeptConflict | None:
        """One of them, None where it has been settled."""
        with self._database.read() as db:
            row = db.execute(f"{_SELECT} WHERE c.command_id = ?", (command_id,)).fetchone()
        return _kept(row) if row else None

    def discard(self, judge: Judge, command_id: str) -> None:
        """Let what was typed go; the person has chosen what is there now."""
        with self._database.write() as tx:
            _settle(tx, judge, command_id)

    def replace(self, judge: Judge, command_id: str, act: Act) -> Performed:
        """Do the act anew upon what is there now and settle the conflict, in one transaction.

        When the rules refuse the act nothing changes and the refusal is handed back.
        """
        with self._database.write() as tx:
            done = perform(tx, judge, [act])
            if not done.refused:
                _settle(tx, judge, command_id)
        return done


_SELECT = """
SELECT c.command_id, c.kind, c.entity_kind, c.entity_id, c.status, c.code, c.answer, c.seen,
    coalesce(r.local, r.body), c.at, c.bytes
FROM conflict AS c LEFT JOIN record AS r ON r.kind = c.entity_kind AND r.id = c.entity_id
"""


def _kept(row: tuple[str, str, str, str, str, str, str, str | None, str | None, str, bytes]) -> KeptConflict:
    _, kind, entity_kind, entity_id, status, code, answer, seen, now, at, raw = row
    return KeptConflict(
        command=read_back(_COMMAND, raw),
        kind=cast("CommandKind", kind),
        entity_kind=cast("EntityKind", entity_kind),
        entity_id=entity_id,
        status=status,
        code=code,
        answer=read_back(_ANSWER, answer),
        seen=seen,
        now=now or None,
        at=at,
    )


def _settle(tx: sqlite3.Connection, judge: Judge, command_id: str) -> None:
    row = tx.execute(
        "DELETE FROM conflict WHERE command_id = ? RETURNING entity_kind, entity_id", (command_id,)
    ).fetchone()
    if row:
        refresh(tx, judge, [row])
