"""Signing in and out. A token is random and opaque; only its SHA-256 is stored, bound to account and device."""

import hashlib
import secrets
import time

from sqlalchemy import Connection, RowMapping, delete, insert, select, text, update

from cpd_core.messages import SignIn
from cpd_core.outcomes import error
from cpd_service import clock
from cpd_service.accounts import passwords
from cpd_service.accounts.accounts import Caller, caller_of
from cpd_service.audit.chain import SIGN_IN, Deed, Who, append
from cpd_service.problems import ProblemError
from cpd_service.store.database import Database
from cpd_service.store.tables import account, sign_in_failure, token
from cpd_service.store.writer import PLAIN_ID
from cpd_service.study import clock as study_clock

FREE_FAILURES = 5  # after so many wrong passwords in a row each further one makes the next wait longer
DELAY_SECONDS = 1.0
DELAY_MAX_SECONDS = 300.0
FORGET_AFTER_SECONDS = 86_400.0
LOGIN_MAX = 100  # characters
PASSWORD_MAX = 200
DEVICE_NAME_MAX = 100


class WrongPassword(Exception):
    """No such account, or the password is wrong, or it is disabled: never said which."""


class TooManyFailures(Exception):
    """Too many wrong passwords for this login: try again after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def check(asked: SignIn) -> None:
    """Check the form of a sign-in; raises :class:`ProblemError` 422 naming the field."""
    longest = {"login": LOGIN_MAX, "password": PASSWORD_MAX, "device_name": DEVICE_NAME_MAX}
    wrong = [
        error(name, "text.long", max=limit, length=len(getattr(asked, name)))
        for name, limit in longest.items()
        if len(getattr(asked, name)) > limit
    ]
    wrong += [error(name, "text.control") for name in longest if "\0" in getattr(asked, name)]
    if not PLAIN_ID.fullmatch(asked.device_id):
        wrong.append(error("device_id", "id.form"))
    if wrong:
        raise ProblemError(422, "INVALID", *wrong)


def sign_in(database: Database, asked: SignIn) -> tuple[Caller, str]:
    """Check the password and open a session; returns the caller and the token.

    Raises :class:`WrongPassword` and :class:`TooManyFailures`, both whether or not there is such an account.
    """
    key = _hash(f"{asked.user_type}/{asked.login}")
    with database.reading() as connection:
        _refuse_while_blocked(connection, key)
        found = connection.execute(
            select(account).where(account.c.user_type == asked.user_type, account.c.login == asked.login)
        ).mappings()
        row = found.first()
    usable = row is not None and not row["disabled"]
    fits = passwords.verify(asked.password, row["password_hash"] if row is not None and usable else None)
    if row is None or not fits:
        with database.writing() as connection:
            blocked = _count_failure(connection, key)
            if blocked and row is not None:
                _note(connection, row, asked.device_id, "sign_in.blocked")
        raise WrongPassword
    secret = secrets.token_urlsafe(32)
    with database.writing() as connection:
        connection.execute(delete(sign_in_failure).where(sign_in_failure.c.login_sha256 == key))
        connection.execute(
            insert(token).values(
                token_sha256=_hash(secret),
                account_id=row["id"],
                device_id=asked.device_id,
                device_name=asked.device_name,
                created_at=clock.now(),
            )
        )
        study_clock.start(connection, row["id"], asked.device_id)
        _note(connection, row, asked.device_id, "sign_in", device=asked.device_name)
    return caller_of(row, asked.device_id), secret


def caller_by_token(connection: Connection, secret: str) -> Caller | None:
    """Whose token this is; None where it is unknown, signed out, or the account disabled."""
    row = connection.execute(_CALLER, {"token": _hash(secret)}).mappings().first()
    return caller_of(row, row["device_id"]) if row is not None else None


def sign_out(database: Database, secret: str) -> None:
    """Forget a token."""
    with database.writing() as connection:
        caller = caller_by_token(connection, secret)
        connection.execute(delete(token).where(token.c.token_sha256 == _hash(secret)))
        if caller is not None:
            who = Who(caller.account_id, caller.name, caller.device_id)
            append(connection, SIGN_IN, who, clock.now(), [Deed("sign_out", "account", caller.account_id)])


def _refuse_while_blocked(connection: Connection, key: str) -> None:
    query = select(sign_in_failure.c.blocked_until).where(sign_in_failure.c.login_sha256 == key)
    remaining = (connection.scalar(query) or 0.0) - time.time()
    if remaining > 0:
        raise TooManyFailures(remaining)


def _note(connection: Connection, row: RowMapping, device_id: str, what: str, **detail: object) -> None:
    """Let the trail say it; the last thing in its transaction, as the trail is locked from then on."""
    who = Who(row["id"], row["name"], device_id)
    append(connection, SIGN_IN, who, clock.now(), [Deed(what, "account", row["id"], {**detail, "login": row["login"]})])


def _count_failure(connection: Connection, key: str) -> bool:
    """Count a failure; whether it is the first that makes the next one wait."""
    now = time.time()
    forgotten = sign_in_failure.c.blocked_until < now - FORGET_AFTER_SECONDS
    connection.execute(delete(sign_in_failure).where(forgotten))
    failures: int = connection.execute(_COUNT, {"key": key, "now": now}).scalar_one()
    beyond = failures - FREE_FAILURES
    if beyond > 0:
        delay = min(DELAY_SECONDS * 2.0 ** min(beyond, 20), DELAY_MAX_SECONDS)
        row = update(sign_in_failure).where(sign_in_failure.c.login_sha256 == key)
        connection.execute(row.values(blocked_until=now + delay))
    return beyond == 1


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


# As text: every request asks it, and building it anew would take longer than the answer.
_CALLER = text("""
SELECT account.*, token.device_id FROM token JOIN account ON account.id = token.account_id
WHERE token.token_sha256 = :token AND NOT account.disabled
""")
# One statement: two failures at once must both count, on PostgreSQL too.
_COUNT = text("""
INSERT INTO sign_in_failure (login_sha256, failures, blocked_until) VALUES (:key, 1, :now)
ON CONFLICT (login_sha256) DO UPDATE SET failures = sign_in_failure.failures + 1, blocked_until = excluded.blocked_until
RETURNING failures
""")
