"""One's own account: another password, where a code is sent, the second factor, where one is signed in."""

import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, RowMapping, delete, select, text, update

from cpd_core.account_messages import Device, Enrolment, MailChange, OwnAccount, PasswordChange
from cpd_core.outcomes import error
from cpd_core.passwords import LONGEST, check_password
from cpd_service import clock
from cpd_service.accounts import passwords, second_factor, tries
from cpd_service.accounts.accounts import Caller
from cpd_service.accounts.resets import set_password
from cpd_service.accounts.sessions import note
from cpd_service.audit.chain import Who
from cpd_service.problems import ProblemError
from cpd_service.store.database import Database
from cpd_service.store.tables import account, token

MAIL_MAX = 200  # characters
SEEN_EVERY = timedelta(hours=1)  # a request more often than that writes nothing
_MAIL = re.compile(r"[^\s@<>,;:\"\\]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+", re.ASCII)


def facts(connection: Connection, caller: Caller, token_sha256: str, can_mail: bool) -> OwnAccount:
    """What somebody may know of the own account."""
    row = _row(connection, caller)
    rows = connection.execute(
        select(token).where(token.c.account_id == caller.account_id).order_by(token.c.created_at.desc())
    ).mappings()
    return OwnAccount(
        mail=masked(row["mail"]),
        can_mail=can_mail,
        second_factor=bool(row["totp_secret"]),
        may_have_second_factor=caller.user_type in second_factor.ROLES,
        recovery_codes=second_factor.codes_left(row),
        devices=tuple(
            Device(
                id=_public(each["token_sha256"]),
                name=each["device_name"],
                signed_in_at=each["created_at"],
                seen_at=each["seen_at"] or each["created_at"],
                current=each["token_sha256"] == token_sha256,
            )
            for each in rows
        ),
    )


def change_password(database: Database, caller: Caller, token_sha256: str, asked: PasswordChange) -> None:
    """Another password; all other devices are signed out. Raises :class:`ProblemError` naming the field."""
    if asked.new == asked.old:
        raise ProblemError(422, "INVALID", error("new", "password.same"))
    if wrong := check_password(asked.new, caller.login):
        raise ProblemError(422, "INVALID", *wrong)
    check_own(database, caller, asked.old, "old")
    hashed = passwords.hash_password(asked.new)
    with database.writing() as connection:
        set_password(connection, caller.account_id, hashed, keep_token=token_sha256)
        note(connection, _who(caller), "own.password")


def change_mail(database: Database, caller: Caller, asked: MailChange) -> None:
    """Where a code for a forgotten password is sent, "" for nowhere; raises :class:`ProblemError` naming the field."""
    mail = asked.mail.strip()
    if mail and (len(mail) > MAIL_MAX or not _MAIL.fullmatch(mail)):
        raise ProblemError(422, "INVALID", error("mail", "mail.form"))
    check_own(database, caller, asked.password, "password")
    with database.writing() as connection:
        connection.execute(update(account).where(account.c.id == caller.account_id).values(mail=mail))
        note(connection, _who(caller), "own.mail", mail=masked(mail))


def begin_second_factor(database: Database, caller: Caller, password: str) -> Enrolment:
    """A secret for the phone; raises :class:`ProblemError` 403 for whom it is not meant, 422 for a wrong password."""
    if caller.user_type not in second_factor.ROLES:
        raise ProblemError(403, "NOT_YOURS")
    check_own(database, caller, password, "password")
    with database.writing() as connection:
        return second_factor.begin(connection, _row(connection, caller))


def complete_second_factor(database: Database, caller: Caller, code: str) -> tuple[str, ...]:
    """Turn it on, with the recovery codes; raises :class:`ProblemError` 422 for a wrong code."""
    with database.writing() as connection:
        codes = second_factor.complete(connection, _row(connection, caller), code)
        if codes is not None:
            note(connection, _who(caller), "own.second_factor_on")
    if codes is None:
        raise ProblemError(422, "INVALID", error("code", "code.wrong"))
    return codes


def end_second_factor(database: Database, caller: Caller, password: str) -> None:
    """Turn it off; raises :class:`ProblemError` 422 for a wrong password."""
    check_own(database, caller, password, "password")
    with database.writing() as connection:
        second_factor.turn_off(connection, caller.account_id)
        note(connection, _who(caller), "own.second_factor_off")


def sign_out_device(database: Database, caller: Caller, device: str) -> None:
    """End one of the caller's own sessions; nothing happens where there is none of that id."""
    with database.writing() as connection:
        own = connection.scalars(select(token.c.token_sha256).where(token.c.account_id == caller.account_id)).all()
        ended = [each for each in own if _public(each) == device]
        connection.execute(delete(token).where(token.c.token_sha256.in_(ended)))
        if ended:
            note(connection, _who(caller), "own.signed_out", device=device)


def seen(database: Database, caller: Caller, token_sha256: str) -> None:
    """Note that a device was here, at most once an hour."""
    before = clock.as_written(datetime.now(UTC) - SEEN_EVERY)
    if caller.seen_at >= before:
        return
    with database.writing() as connection:
        connection.execute(_SEEN, {"token": token_sha256, "now": clock.now(), "before": before})


def check_own(database: Database, caller: Caller, password: str, field: str) -> None:
    """Whether it is the caller's own password: a wrong one counts as at the sign-in. Raises :class:`ProblemError`."""
    if len(password) > LONGEST:
        raise ProblemError(422, "INVALID", error(field, "password.wrong"))
    key = tries.login_key(caller.user_type, caller.login)
    with database.reading() as connection:
        tries.needs_picture(connection, key)
        stored = _row(connection, caller)["password_hash"]
    if not passwords.verify(password, stored):
        with database.writing() as connection:
            tries.count(connection, key)
        raise ProblemError(422, "INVALID", error(field, "password.wrong"))


def masked(mail: str) -> str:
    """An address that its owner recognises and nobody learns: w***@example.cn."""
    name, at, host = mail.rpartition("@")
    return f"{name[:1]}***{at}{host}" if at else ""


def _who(caller: Caller) -> Who:
    return Who(caller.account_id, caller.name, caller.device_id)


def _row(connection: Connection, caller: Caller) -> RowMapping:
    return connection.execute(select(account).where(account.c.id == caller.account_id)).mappings().one()


def _public(token_sha256: str) -> str:
    """A session's name for its owner: enough to tell it from others, of no use to sign in with."""
    return token_sha256[:16]


_SEEN = text("UPDATE token SET seen_at = :now WHERE token_sha256 = :token AND seen_at < :before")
