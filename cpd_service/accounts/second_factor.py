"""The second factor of staff: six digits from a phone (TOTP, RFC 6238), or one of ten codes kept for its loss.

A code works once: the time step of the last one that did is kept. The secret has to be readable here, as the phone's
is; who takes the database has it, and the passwords' hashes beside it.
"""

import base64
import hashlib
import hmac
import secrets
import struct
import time
from urllib.parse import quote, urlencode

import msgspec
from sqlalchemy import Connection, RowMapping, update

from cpd_core.account_messages import Enrolment
from cpd_service.store.tables import account

DIGITS = 6
STEP = 30  # seconds
DRIFT = 1  # steps that a phone's clock may be off
RECOVERY_CODES = 10
ISSUER = "继续教育"
ROLES = ("province_staff", "national_staff")

_codes = msgspec.json.Decoder(tuple[str, ...])


def begin(connection: Connection, row: RowMapping) -> Enrolment:
    """A new secret, of no effect until a code of it has been seen."""
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    connection.execute(update(account).where(account.c.id == row["id"]).values(totp_begun=secret))
    facts = urlencode({"secret": secret, "issuer": ISSUER, "digits": DIGITS, "period": STEP}, quote_via=quote)
    uri = f"otpauth://totp/{quote(ISSUER)}:{quote(row['login'])}?{facts}"
    return Enrolment(secret=secret, uri=uri, qr=_qr(uri))


def complete(connection: Connection, row: RowMapping, code: str) -> tuple[str, ...] | None:
    """Turn it on where the code is of the secret that was begun; returns the recovery codes, None for a wrong code."""
    step = _step_of(row["totp_begun"], code, after=0) if row["totp_begun"] else 0
    if not step:
        return None
    codes = tuple(f"{secrets.randbelow(10**5):05}-{secrets.randbelow(10**5):05}" for _ in range(RECOVERY_CODES))
    kept = msgspec.json.encode([_digest(row["id"], each) for each in codes]).decode()
    on = {"totp_secret": row["totp_begun"], "totp_begun": "", "totp_step": step, "recovery_codes": kept}
    connection.execute(update(account).where(account.c.id == row["id"]).values(on))
    return codes


def take(connection: Connection, row: RowMapping, code: str) -> bool:
    """Whether a code is right; it is used up then. Two at once with the same one: only the first."""
    step = _step_of(row["totp_secret"], code, after=row["totp_step"])
    if step:
        used = update(account).where(account.c.id == row["id"], account.c.totp_step < step).values(totp_step=step)
        return connection.execute(used).rowcount == 1
    left, wanted = _codes.decode(row["recovery_codes"] or "[]"), _digest(row["id"], code)
    if wanted not in left:
        return False
    rest = msgspec.json.encode([each for each in left if each != wanted]).decode()
    same = (account.c.id == row["id"]) & (account.c.recovery_codes == row["recovery_codes"])
    return connection.execute(update(account).where(same).values(recovery_codes=rest)).rowcount == 1


def turn_off(connection: Connection, account_id: str) -> None:
    """Without a second factor from now on."""
    off = {"totp_secret": "", "totp_begun": "", "totp_step": 0, "recovery_codes": ""}
    connection.execute(update(account).where(account.c.id == account_id).values(off))


def codes_left(row: RowMapping) -> int:
    """How many recovery codes there are."""
    return len(_codes.decode(row["recovery_codes"] or "[]"))


def code_at(secret: str, step: int) -> str:
    """The code of a time step (RFC 6238 with SHA-1, which is what phones' programs speak)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def _step_of(secret: str, code: str, after: int) -> int:
    """The time step whose code this is, later than ``after``; 0 for none."""
    typed = "".join(code.split())
    now = int(time.time()) // STEP
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > after and secrets.compare_digest(code_at(secret, step).encode(), typed.encode()):
            return step
    return 0


def _digest(account_id: str, code: str) -> str:
    return hashlib.sha256(f"{account_id}/{''.join(code.split())}".encode()).hexdigest()


def _qr(uri: str) -> str:
    import segno  # enrolments are rare

    return segno.make(uri, error="m").svg_inline(scale=4, border=3)
