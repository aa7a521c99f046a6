"""How much one device can have played: no more than what went by on the service's clock since its last report.

A row for each device and account says up to which moment its time is used up. It is written at the first sign-in and
moves on with each report; work of weeks without a network is thus believed, and an hour within a minute is not.
"""

import time

from sqlalchemy import Connection, text

from cpd_service.accounts.accounts import Caller

BEHIND = 600_000  # ms: the next report may begin before this one arrived, and come behind others


class DeviceClock:
    """The time of one device in one chunk of commands; in milliseconds."""

    def __init__(self, connection: Connection, caller: Caller, tolerance: int) -> None:
        self._connection = connection
        self._key = {"device": caller.device_id, "account": caller.account_id}
        self._now = now()
        self._latest = self._now + tolerance
        self._used: int | None = None
        self._moved = False

    @property
    def left(self) -> int:
        """How long the device can have played since its last report."""
        return max(0, self._latest - self._upto())

    def use(self, milliseconds: int) -> None:
        """So much of it was played."""
        self._used = self._upto() + milliseconds
        self._moved = True

    def save(self, more_to_come: bool) -> None:
        """Write it down, where something was used. What went by before the last report is of no more use then.

        ``more_to_come``: the device has reported so much at once that the rest follows in another chunk.
        """
        if self._moved:
            at = self._upto() if more_to_come else max(self._upto(), self._now - BEHIND)
            self._connection.execute(_SAVE, {**self._key, "at": at})

    def _upto(self) -> int:
        if self._used is None:
            found = self._connection.scalar(_READ, self._key)
            self._used = self._now if found is None else int(found)
        return self._used


def start(connection: Connection, account_id: str, device_id: str) -> None:
    """A device was signed in: from now on it can play."""
    connection.execute(_START, {"device": device_id, "account": account_id, "at": now()})


def now() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


_READ = text("SELECT at FROM study_clock WHERE device_id = :device AND account_id = :account")
_START = text(
    "INSERT INTO study_clock (device_id, account_id, at) VALUES (:device, :account, :at)"
    " ON CONFLICT (device_id, account_id) DO NOTHING"
)
_SAVE = text(
    "INSERT INTO study_clock (device_id, account_id, at) VALUES (:device, :account, :at)"
    " ON CONFLICT (device_id, account_id) DO UPDATE SET at = excluded.at"
)
