"""Signing in and out. A token is random and opaque; only its SHA-256 is stored, bound to account and device."""

import hashlib
import secrets

from sqlalchemy import Connection, RowMapping, delete, insert, select, text

from cpd_core.messages import SignIn
from cpd_core.outcomes import error
from cpd_service import clock
from cpd_service.accounts import passwords, pictures, second_factor, tries
from cpd_service.accounts.accounts import Caller, caller_of
from cpd_service.accounts.tries import Key
from cpd_service.audit.chain import SIGN_IN, Deed, Who, append
from cpd_service.problems import ProblemError
from cpd_service.store.database import Database
from cpd_service.store.tables import account, token
from cpd_service.store.writer import PLAIN_ID
from cpd_service.study import clock as study_clock

LOGIN_MAX = 100  # characters
PASSWORD_MAX = 200
LONGEST = {"login": LOGIN_MAX, "password": PASSWORD_MAX} | dict.fromkeys(
    ("device_name", "picture_id", "picture", "code"), 100
)


def check(asked: SignIn) -> None:
    """Check the form of a sign-in; raises :class:`ProblemError` 422 naming the field."""
    wrong = [
        error(name, "text.long", max=limit, length=len(getattr(asked, name)))
        for name, limit in LONGEST.items()
        if len(getattr(asked, name)) > limit
    ]
    wrong += [error(name, "text.control") for name in LONGEST if "\0" in getattr(asked, name)]
    if not PLAIN_ID.fullmatch(asked.device_id):
        wrong.append(error("device_id", "id.form"))
    if wrong:
        raise ProblemError(422, "INVALID", *wrong)


def sign_in(database: Database, asked: SignIn, address: str) -> tuple[Caller, str]:
    """Check who it is and open a session; returns the caller and the token.

    Raises :class:`ProblemError` 401 naming the field that is missing or wrong, 429 where one has to wait: the same
    whether or not there is such an account, but for the second factor, which only who knows the password hears of.
    """
    keys = tries.login_key(asked.user_type, asked.login), tries.address_key(address)
    row = _known(database, asked, keys)
    usable = row is not None and not row["disabled"]
    fits = passwords.verify(asked.password, row["password_hash"] if row is not None and usable else None)
    if row is None or not fits:
        raise _refused(database, asked, row, keys, "password", "SIGN_IN_FAILED")
    if row["totp_secret"]:
        _check_second_factor(database, row, asked, keys)
    secret = secrets.token_urlsafe(32)
    with database.writing() as connection:
        tries.forgive(connection, keys[0])
        connection.execute(
            insert(token).values(
                token_sha256=digest(secret),
                account_id=row["id"],
                device_id=asked.device_id,
                device_name=asked.device_name,
                created_at=clock.now(),
                seen_at=clock.now(),
            )
        )
        study_clock.start(connection, row["id"], asked.device_id)
        note(
            connection,
            Who(row["id"], row["name"], asked.device_id),
            "sign_in",
            device=asked.device_name,
            login=row["login"],
        )
    return caller_of(row, asked.device_id), secret


def caller_by_token(connection: Connection, secret: str) -> Caller | None:
    """Whose token this is; None where it is unknown, signed out, or the account disabled."""
    row = connection.execute(_CALLER, {"token": digest(secret)}).mappings().first()
    return caller_of(row, row["device_id"], row["seen_at"]) if row is not None else None


def sign_out(database: Database, secret: str) -> None:
    """Forget a token."""
    with database.writing() as connection:
        caller = caller_by_token(connection, secret)
        connection.execute(delete(token).where(token.c.token_sha256 == digest(secret)))
        if caller is not None:
            note(connection, Who(caller.account_id, caller.name, caller.device_id), "sign_out")


def note(connection: Connection, who: Who, what: str, **detail: object) -> None:
    """Let the trail say it; the last thing in its transaction, as the trail is locked from then on."""
    append(connection, SIGN_IN, who, clock.now(), [Deed(what, "account", who.account_id, detail)])


def digest(secret: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _known(database: Database, asked: SignIn, keys: tuple[Key, Key]) -> RowMapping | None:
    """The account's row, once it may be looked at: nobody has to wait, and the picture, where one is due, is solved."""
    same = (account.c.user_type == asked.user_type) & (account.c.login == asked.login)
    with database.reading() as connection:
        needed = tries.needs_picture(connection, *keys)
        row = connection.execute(select(account).where(same)).mappings().first()
    if needed:
        with database.writing() as connection:
            solved = pictures.solved(connection, asked.picture_id, asked.picture)
        if not solved:  # no failure: the password has not been looked at
            code = "picture.wrong" if asked.picture else "picture.needed"
            raise ProblemError(401, "SIGN_IN_FAILED", error("picture", code))
    return row


def _check_second_factor(database: Database, row: RowMapping, asked: SignIn, keys: tuple[Key, Key]) -> None:
    if not asked.code:
        raise ProblemError(401, "SIGN_IN_FAILED", error("code", "code.needed"))
    with database.writing() as connection:
        right = second_factor.take(connection, row, asked.code)
    if not right:
        raise _refused(database, asked, row, keys, "code", "code.wrong")


def _refused(
    database: Database, asked: SignIn, row: RowMapping | None, keys: tuple[Key, Key], field: str, code: str
) -> ProblemError:
    """A failure that counts; says when the next try needs a picture, too."""
    with database.writing() as connection:
        counted = tries.count(connection, *keys)
        if counted.begins_to_wait and row is not None:
            who = Who(row["id"], row["name"], asked.device_id)
            note(connection, who, "sign_in.blocked", login=row["login"])
    more = (error("picture", "picture.needed"),) if counted.needs_picture else ()
    return ProblemError(401, "SIGN_IN_FAILED", error(field, code), *more)


# As text: every request asks it, and building it anew would take longer than the answer.
_CALLER = text("""
SELECT account.*, token.device_id, token.seen_at FROM token JOIN account ON account.id = token.account_id
WHERE token.token_sha256 = :token AND NOT account.disabled
""")
