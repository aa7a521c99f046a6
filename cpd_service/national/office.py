"""An act of the national office: one transaction that checks, writes entities, and ends with what the trail says of it.

Acts are for people who are online; a key that comes with a request keeps a repeated one from being done again.
"""

import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, text

from cpd_core.entities import Entity, EntityKind
from cpd_core.messages import encode
from cpd_core.national import AccountSecret
from cpd_core.outcomes import error
from cpd_service import clock
from cpd_service.accounts.accounts import Caller
from cpd_service.audit.chain import OFFICE, Deed, Who, append
from cpd_service.problems import ProblemError
from cpd_service.store import sets
from cpd_service.store.database import Database
from cpd_service.store.revisions import rev_floor
from cpd_service.store.writer import Overtaken, Writer

KEY_MAX = 100  # characters
Answer = TypeVar("Answer", bound=msgspec.Struct)


@dataclass
class Office:
    """Who acts, in the transaction that the act happens in. ``note`` what is done: it is written down at its end."""

    connection: Connection
    who: Who
    at: str
    writer: Writer
    _deeds: list[Deed] = field(default_factory=list[Deed])
    _history: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])

    def note(self, what: str, kind: str = "", entity_id: str = "", **detail: object) -> None:
        """Let the trail say this."""
        self._deeds.append(Deed(what, kind, entity_id, detail))

    def history(self, kind: EntityKind, entity_id: str, rev: int, what: str, **detail: object) -> None:
        """Let the history of an entity say this; no command did it."""
        text_ = msgspec.json.encode(detail).decode()
        self._history.append((kind, entity_id, rev, self.at, self.who.account_id, self.who.device_id, what, text_))

    def put(self, kind: EntityKind, entity: Entity) -> None:
        """Write an entity; its revision is already that of the new one."""
        self.writer.put(kind, entity)

    def next_rev(self, rev: int) -> int:
        """The revision that follows; after a restore it lies above all that were ever given out."""
        return max(rev + 1, rev_floor(self.connection))

    def close(self) -> None:
        """Write it all; the trail last, whose lock everyone else waits for."""
        self.writer.flush()
        sets.run(self.connection, _SAVE_HISTORY, self._history)
        append(self.connection, OFFICE, self.who, self.at, self._deeds)


def who_is(caller: Caller) -> Who:
    """The national staff behind a request; raises :class:`ProblemError` 403 for everybody else."""
    if caller.user_type != "national_staff":
        raise ProblemError(403, "NOT_YOURS")
    return Who(caller.account_id, caller.name, caller.device_id)


@contextmanager
def acting(database: Database, who: Who) -> Generator[Office]:
    """An act, committed at the end of the block; raises :class:`ProblemError` 503 where somebody else came first."""
    try:
        with database.writing() as connection:
            office = Office(connection, who, clock.now(), Writer(connection))
            yield office
            office.close()
    except Overtaken as overtaken:
        raise ProblemError(503, "BUSY", headers={"Retry-After": "1"}) from overtaken


def act_once(database: Database, who: Who, key: str, asked: bytes, act: Callable[[Office], Answer]) -> bytes:
    """Act and return the answer as JSON; with a ``key`` that was answered before, that answer, and nothing is done.

    ``asked`` is what the key stands for: the route and the body. Raises :class:`ProblemError` 422 for another one.
    """
    if not key:
        with acting(database, who) as office:
            return encode(act(office))
    if len(key) > KEY_MAX or not key.isprintable():
        raise ProblemError(422, "INVALID", error("Idempotency-Key", "id.form"))
    sha256 = hashlib.sha256(asked).hexdigest()
    with acting(database, who) as office:
        mine = {"account": who.account_id, "key": key}
        claimed = office.connection.execute(_CLAIM, {**mine, "sha256": sha256, "at": office.at}).first()
        if claimed is None:
            known, answer = office.connection.execute(_FIND, mine).one()
            if known != sha256:
                raise ProblemError(422, "PAYLOAD_DIFFERS", error("Idempotency-Key", "PAYLOAD_DIFFERS"))
            return answer.encode()
        done = act(office)
        office.connection.execute(_ANSWER, {**mine, "answer": encode(_kept(done)).decode()})
    return encode(done)


def _kept(answer: msgspec.Struct) -> msgspec.Struct:
    """What may be stored of an answer: never a password."""
    return replace(answer, password="") if isinstance(answer, AccountSecret) else answer


# PostgreSQL waits here for another transaction with the same key, and then finds its row.
_CLAIM = text("""
INSERT INTO done_once (account_id, key, sha256, answer, at) VALUES (:account, :key, :sha256, '', :at)
ON CONFLICT (account_id, key) DO NOTHING RETURNING key
""")
_FIND = text("SELECT sha256, answer FROM done_once WHERE account_id = :account AND key = :key")
_ANSWER = text("UPDATE done_once SET answer = :answer WHERE account_id = :account AND key = :key")
_SAVE_HISTORY = f"""
INSERT INTO history (kind, entity_id, rev, at, account_id, device_id, command_id, what, detail)
SELECT {sets.columns("TEXT", "TEXT", "BIGINT", "TEXT", "TEXT", "TEXT")}, '',
    CAST(each.column7 AS TEXT), CAST(each.column8 AS TEXT) FROM {{rows}}
"""
