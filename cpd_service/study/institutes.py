"""Who may report for an institute: a name and a secret of its platform's, of which only the SHA-256 is kept."""

import hashlib
import hmac
import re
import secrets

from sqlalchemy import Connection, text

from cpd_service import clock
from cpd_service.accounts.accounts import AccountError

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,60}", re.ASCII)


def make_key(connection: Connection, name: str, institute_id: str) -> str:
    """Make a key, or a new secret for one that is there, and return the secret; raises :class:`AccountError`."""
    if not _NAME.fullmatch(name):
        raise AccountError(f"a name has letters, digits, _ . - and at most 60 of them: {name}")
    if connection.scalar(_INSTITUTE, {"id": institute_id}) is None:
        raise AccountError(f"there is no institute {institute_id}")
    secret = secrets.token_urlsafe(24)
    row = {"name": name, "institute": institute_id, "secret": _hash(secret), "at": clock.now()}
    connection.execute(_SAVE, row)
    return secret


def institute_of(connection: Connection, name: str, secret: str) -> str | None:
    """The institute that this key reports for; None where name or secret are not right."""
    row = connection.execute(_FIND, {"name": name}).first()
    fits = hmac.compare_digest(row.secret_sha256 if row else _hash(""), _hash(secret))
    return row.institute_id if row and fits else None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


_INSTITUTE = text("SELECT 1 FROM record WHERE kind = 'institute' AND id = :id")
_FIND = text("SELECT institute_id, secret_sha256 FROM institute_key WHERE name = :name")
_SAVE = text(
    "INSERT INTO institute_key (name, institute_id, secret_sha256, made_at) VALUES (:name, :institute, :secret, :at)"
    " ON CONFLICT (name) DO UPDATE SET institute_id = excluded.institute_id, secret_sha256 = excluded.secret_sha256,"
    " made_at = excluded.made_at"
)
