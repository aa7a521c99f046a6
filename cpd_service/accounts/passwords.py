"""Passwords by argon2id (RFC 9106, the profile for little memory: 64 MiB, 3 passes, 4 lanes)."""

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_hasher = PasswordHasher()
_at_a_time = threading.BoundedSemaphore(
    2
)  # 64 MiB and four lanes each: more at once would only push out everything else


def hash_password(password: str) -> str:
    """The hash to store, with its own salt."""
    with _at_a_time:
        return _hasher.hash(password)


def verify(password: str, stored: str | None) -> bool:
    """Whether a password fits; takes the same time where there is no account (``stored`` is None)."""
    with _at_a_time:
        try:
            return _hasher.verify(stored or _nobodys_hash(), password) and stored is not None
        except VerifyMismatchError:
            return False


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex(16))
