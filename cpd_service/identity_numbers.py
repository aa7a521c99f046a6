"""Identity numbers (GB 11643): checked, masked, and known again by a keyed digest. The number itself is never stored.

The digest's key lies in the database: it keeps the table from being searched by guessing numbers, not from somebody who
takes the whole database away.
"""

import hashlib
import hmac
import re
import secrets
from datetime import date

from sqlalchemy import Connection, text

from cpd_service.check_digits import check_character

_FORM = re.compile(r"[1-9][0-9]{16}[0-9X]", re.ASCII)
EARLIEST = date(1900, 1, 1)


def is_identity_number(number: str) -> bool:
    """Whether it has the form, a day of birth that there was, and the right check character."""
    if not _FORM.fullmatch(number) or check_character(number[:17]) != number[17]:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return EARLIEST <= born <= date.today()


def masked(number: str) -> str:
    """The form that records carry: the area and the last four, the date of birth hidden."""
    return number[:6] + "*" * 8 + number[-4:]


class Digests:
    """Digests of identity numbers, by the key of one database."""

    def __init__(self, connection: Connection) -> None:
        connection.execute(_MAKE, {"value": secrets.token_hex(32)})
        self._key = bytes.fromhex(connection.execute(_KEY).scalar_one())

    def of(self, number: str) -> str:
        """The digest of one number, hex."""
        return hmac.new(self._key, number.encode(), hashlib.sha256).hexdigest()


_MAKE = text("INSERT INTO setting (key, value) VALUES ('identity_key', :value) ON CONFLICT (key) DO NOTHING")
_KEY = text("SELECT value FROM setting WHERE key = 'identity_key'")
