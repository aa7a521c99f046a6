"""How often a password was wrong, by login and by address: after some a picture code is asked for, later one waits.

By login it keeps out who guesses one person's password; by address who tries one password on many. An office shares an
address, so an address may fail more often. The keys are digests: the table tells nobody's name.
"""

import hashlib
import time
from typing import NamedTuple

from sqlalchemy import Connection, delete, select, text, update

from cpd_core.messages import UserType
from cpd_core.outcomes import error
from cpd_service.limits import network_of
from cpd_service.problems import ProblemError
from cpd_service.store.tables import sign_in_failure

DELAY_SECONDS = 1.0
DELAY_MAX_SECONDS = 300.0


class Patience(NamedTuple):
    """After so many failures a picture is asked for, after so many each further one makes the next wait longer.

    They are forgotten once there was none for so many seconds.
    """

    before_picture: int
    before_delay: int
    forget_after: float


OF_LOGIN = Patience(3, 5, 86_400.0)
OF_ADDRESS = Patience(20, 100, 3_600.0)


class Counted(NamedTuple):
    """What a failure leads to: a picture for the next try; and whether it is the first after which one has to wait."""

    needs_picture: bool
    begins_to_wait: bool


class Key(NamedTuple):
    """Whose failures are counted, as a digest, and how patient one is with them."""

    sha256: str
    patience: Patience


def login_key(user_type: UserType, login: str) -> Key:
    """Somebody who signs in, whether or not there is such an account."""
    return Key(_hash(f"{user_type}/{login}"), OF_LOGIN)


def address_key(address: str) -> Key:
    """An address; all those of an IPv6 subscriber are one."""
    return Key(_hash(f"address/{network_of(address)}"), OF_ADDRESS)


def needs_picture(connection: Connection, *keys: Key) -> bool:
    """Whether these keys have to read a picture first; raises :class:`ProblemError` 429 where they have to wait."""
    needed, wait = False, 0.0
    for key, patience in keys:
        query = select(sign_in_failure.c.failures, sign_in_failure.c.blocked_until)
        row = connection.execute(query.where(sign_in_failure.c.login_sha256 == key)).first()
        if row is not None and row.blocked_until > time.time() - patience.forget_after:
            needed = needed or row.failures >= patience.before_picture
            wait = max(wait, row.blocked_until - time.time())
    if wait > 0:
        seconds = {"seconds": int(wait) + 1}
        retry = {"Retry-After": str(seconds["seconds"])}
        later = error("password", "SIGN_IN_LATER", **seconds)
        raise ProblemError(429, "SIGN_IN_LATER", later, params=seconds, headers=retry)
    return needed


def count(connection: Connection, *keys: Key) -> Counted:
    """Count a failure of each key."""
    now, needed, waits = time.time(), False, False
    connection.execute(delete(sign_in_failure).where(sign_in_failure.c.blocked_until < now - OF_LOGIN.forget_after))
    for key, patience in sorted(keys):  # in one order: nobody waits in a circle
        known = {"key": key, "now": now, "since": now - patience.forget_after}
        failures: int = connection.execute(_COUNT, known).scalar_one()
        needed = needed or failures >= patience.before_picture
        beyond = failures - patience.before_delay
        waits = waits or (beyond == 1 and patience is OF_LOGIN)
        if beyond > 0:
            delay = min(DELAY_SECONDS * 2.0 ** min(beyond, 20), DELAY_MAX_SECONDS)
            row = update(sign_in_failure).where(sign_in_failure.c.login_sha256 == key)
            connection.execute(row.values(blocked_until=now + delay))
    return Counted(needed, waits)


def forgive(connection: Connection, login: Key) -> None:
    """Who knows the password has failed never; the address has."""
    connection.execute(delete(sign_in_failure).where(sign_in_failure.c.login_sha256 == login.sha256))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


# One statement: two failures at once must both count, on PostgreSQL too.
_COUNT = text("""
INSERT INTO sign_in_failure (login_sha256, failures, blocked_until) VALUES (:key, 1, :now)
ON CONFLICT (login_sha256) DO UPDATE SET blocked_until = excluded.blocked_until,
    failures = CASE WHEN sign_in_failure.blocked_until < :since THEN 1 ELSE sign_in_failure.failures + 1 END
RETURNING failures
""")
