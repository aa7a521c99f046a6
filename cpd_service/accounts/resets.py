"""A forgotten password: a code by mail, and a new password for it. Nothing tells whether an account exists."""

import hashlib
import secrets
import time

from sqlalchemy import Connection, RowMapping, delete, select, text, update

from cpd_core.account_messages import ForgottenPassword, PasswordReset
from cpd_core.messages import UserType
from cpd_core.outcomes import error
from cpd_core.passwords import check_password
from cpd_service.accounts import passwords
from cpd_service.accounts.sessions import note
from cpd_service.accounts.tries import forgive, login_key
from cpd_service.audit.chain import Who
from cpd_service.mail import Letter, Mailer
from cpd_service.problems import ProblemError
from cpd_service.store.database import Database
from cpd_service.store.tables import account, reset_code, token

SECONDS = 900.0  # that a code is good for
TRIES = 5  # of one code
LETTERS = 3  # within WINDOW; more would fill somebody's mailbox
WINDOW = 3600.0  # seconds
DIGITS = 8


def ask(database: Database, mailer: Mailer, asked: ForgottenPassword) -> None:
    """Send a code where there is such an account with an address; the same otherwise, but for the letter."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with database.writing() as connection:
        row = _find(connection, asked.user_type, asked.login)
        to = row["mail"] if row is not None and not row["disabled"] else ""
        if row is None or not to or not _keep(connection, row["id"], code):
            return
    minutes = int(SECONDS // 60)
    words = (
        f"您正在重设继续教育账号的密码，验证码：{code}\n{minutes} 分钟内有效。"
        f"如果不是您本人的操作，请忽略这封邮件，密码不会改变。\n\n"
        f"Your code for a new password: {code} (good for {minutes} minutes). If you did not ask for it, do nothing."
    )
    mailer.send(Letter(to, "重设密码的验证码 / Code for a new password", words))


def reset(database: Database, asked: PasswordReset) -> None:
    """Set a new password for a code; raises :class:`ProblemError` 422 naming the field. All devices are signed out."""
    if wrong := check_password(asked.new, asked.login):
        raise ProblemError(422, "INVALID", *wrong)
    with database.writing() as connection:
        row = _find(connection, asked.user_type, asked.login)
        right = row is not None and _take(connection, row["id"], asked.code)
    if row is None or not right:  # said outside: a wrong try has to count
        raise ProblemError(422, "INVALID", error("code", "code.wrong"))
    hashed = passwords.hash_password(asked.new)
    with database.writing() as connection:
        set_password(connection, row["id"], hashed)
        forgive(connection, login_key(asked.user_type, asked.login))
        note(connection, Who(row["id"], row["name"], ""), "password.reset")


def set_password(connection: Connection, account_id: str, hashed: str, keep_token: str = "") -> None:
    """Store a password's hash and sign out all devices but that of ``keep_token`` (a token's SHA-256)."""
    connection.execute(
        update(account).where(account.c.id == account_id).values(password_hash=hashed, must_change=False)
    )
    connection.execute(delete(reset_code).where(reset_code.c.account_id == account_id))
    others = (token.c.account_id == account_id) & (token.c.token_sha256 != keep_token)
    connection.execute(delete(token).where(others))


def _find(connection: Connection, user_type: UserType, login: str) -> RowMapping | None:
    same = (account.c.user_type == user_type) & (account.c.login == login)
    return connection.execute(select(account).where(same)).mappings().first()


def _keep(connection: Connection, account_id: str, code: str) -> bool:
    """Keep a new code in the place of the one before; False where too many were sent lately."""
    now = time.time()
    kept = {"account": account_id, "code": _digest(account_id, code), "until": now + SECONDS, "now": now}
    sent = connection.scalar(_KEEP, {**kept, "window": WINDOW, "most": LETTERS})
    return sent is not None


def _take(connection: Connection, account_id: str, code: str) -> bool:
    """Whether that is the code; a wrong one counts, and after some the code is of no use any more."""
    same = (reset_code.c.account_id == account_id) & (reset_code.c.tries < TRIES) & (reset_code.c.until >= time.time())
    tried = update(reset_code).where(same).values(tries=reset_code.c.tries + 1).returning(reset_code.c.code_sha256)
    kept = connection.scalar(tried)
    if kept is None or not secrets.compare_digest(kept, _digest(account_id, "".join(code.split()))):
        return False
    connection.execute(delete(reset_code).where(reset_code.c.account_id == account_id))
    return True


def _digest(account_id: str, code: str) -> str:
    return hashlib.sha256(f"{account_id}/{code}".encode()).hexdigest()


# One statement: of two who ask at once, both letters count.
_KEEP = text("""
INSERT INTO reset_code (account_id, code_sha256, until, tries, sent, since) VALUES (:account, :code, :until, 0, 1, :now)
ON CONFLICT (account_id) DO UPDATE SET code_sha256 = excluded.code_sha256, until = excluded.until, tries = 0,
    sent = CASE WHEN reset_code.since < :now - :window THEN 1 ELSE reset_code.sent + 1 END,
    since = CASE WHEN reset_code.since < :now - :window THEN :now ELSE reset_code.since END
WHERE reset_code.sent < :most OR reset_code.since < :now - :window
RETURNING sent
""")
