"""Videos and sounds of courses: who may fetch them, and for how long.

A player sends no headers of ours, so it gets an address that is signed: the hash of the file and when the address ends,
under a secret of this database (HMAC-SHA256). Whoever has the address has the file until then; nobody can make another.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from cpd_core.messages import MediaAddress
from cpd_service.store import sets
from cpd_service.study.clock import now

LASTS = 2 * 3600  # seconds: a lesson and a break; the client asks for another one where that was not enough
SECRET = "media_secret"  # the key in ``setting``


@dataclass(frozen=True, slots=True)
class Found:
    """A medium that courses refer to: its size in bytes and its media type."""

    size: int
    media_type: str


def remember(connection: Connection, media: Iterable[tuple[str, int, str]]) -> None:
    """Write down that these are stored, as (hash, size, media type); idempotent."""
    sets.run(connection, _REMEMBER, sorted(set(media)))


def find(connection: Connection, sha256: str) -> Found | None:
    """A medium, None where there is none of this hash."""
    row = connection.execute(_FIND, {"sha256": sha256}).first()
    return Found(row.size, row.media_type) if row else None


def address_of(connection: Connection, sha256: str) -> MediaAddress:
    """An address that everyone can fetch a medium at for a while. Writes the secret where there is none yet."""
    until = now() // 1000 + LASTS
    sign = _sign(_secret(connection, make=True), sha256, until)
    return MediaAddress(path=f"/media/{sha256}?until={until}&sign={sign}", seconds=LASTS)


def is_signed(connection: Connection, sha256: str, until: int, sign: str) -> bool:
    """Whether an address is one of ours and not over yet."""
    secret = _secret(connection)
    return bool(secret) and hmac.compare_digest(_sign(secret, sha256, until), sign) and now() // 1000 <= until


def _sign(secret: str, sha256: str, until: int) -> str:
    return hmac.new(secret.encode(), f"{sha256}:{until}".encode(), hashlib.sha256).hexdigest()


def _secret(connection: Connection, make: bool = False) -> str:
    if make:
        connection.execute(_MAKE, {"key": SECRET, "value": secrets.token_hex(32)})
    return str(connection.scalar(_SECRET, {"key": SECRET}) or "")


_SECRET = text("SELECT value FROM setting WHERE key = :key")
_MAKE = text("INSERT INTO setting (key, value) VALUES (:key, :value) ON CONFLICT (key) DO NOTHING")
_FIND = text("SELECT size, media_type FROM media WHERE sha256 = :sha256")
_REMEMBER = f"""
INSERT INTO media (sha256, size, media_type) SELECT {sets.columns("TEXT", "BIGINT", "TEXT")} FROM {{rows}} WHERE true
ON CONFLICT (sha256) DO NOTHING
"""
