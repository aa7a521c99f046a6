"""The proof on a certificate: what its QR code says, signed, so that it can be checked without the service.

A text of capitals and digits (base32): version, key id, facts, Ed25519 signature over all before it. The facts are a
MessagePack array, hours as whole halves; about 150 bytes together, a QR code of 57 modules.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from cpd_core.entities import Certificate, SourceHours

VERSION = 1
PREFIX = "CPD:"  # of a QR code where the service has no address that everyone can open
SIGNATURE_BYTES = 64
HEAD_BYTES = 1 + 4  # version, key id
LONGEST = 1000  # characters; a QR code of letters holds fewer than 4,300
_FIRST_DAY = date(2000, 1, 1)
_SOURCES = ("online", "input", "output", "carried_over", "special")  # only ever appended to: places are on paper

Sign = Callable[[bytes], bytes]


class _Facts(msgspec.Struct, frozen=True, array_like=True):
    number: str
    member_no: str
    member_name: str
    year: int
    hours: int
    required: int
    waived: int
    fulfilled: bool
    by_source: tuple[tuple[int, int], ...]
    issued_on: int
    issuer: str


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What a proof states; hours in 学时. Whether it is signed by anyone is another question."""

    text: str
    key_id: str
    number: str
    member_no: str
    member_name: str
    year: int
    hours: float
    required_hours: float
    waived_hours: float
    fulfilled: bool
    by_source: tuple[SourceHours, ...]
    issued_on: str
    issuer: str
    signed: bytes
    signature: bytes


def prove(certificate: Certificate, key_id: str, sign: Sign) -> str:
    """The proof of a certificate; ``sign`` makes the Ed25519 signature of the key of this id."""
    facts = _Facts(
        number=certificate.number,
        member_no=certificate.member_no,
        member_name=certificate.member_name,
        year=certificate.year,
        hours=_halves(certificate.hours),
        required=_halves(certificate.required_hours),
        waived=_halves(certificate.waived_hours),
        fulfilled=certificate.fulfilled,
        by_source=tuple((_SOURCES.index(row.source), _halves(row.hours)) for row in certificate.by_source),
        issued_on=(date.fromisoformat(certificate.issued_on) - _FIRST_DAY).days,
        issuer=certificate.issuer,
    )
    signed = bytes((VERSION,)) + bytes.fromhex(key_id) + msgspec.msgpack.encode(facts)
    return base64.b32encode(signed + sign(signed)).decode().rstrip("=")


def read_proof(text: str) -> Proof | None:
    """Read a proof, or a scanned QR code that carries one; None where it is none, or of a version yet to come."""
    text = text.strip().upper().rpartition("/")[2].rpartition(":")[2]
    try:
        return _read(text) if len(text) <= LONGEST else None
    except (msgspec.DecodeError, binascii.Error, ValueError, OverflowError):
        return None


def code_of(proof: str) -> str:
    """The check code that is printed beside the number: 64 bits that only who has the certificate knows."""
    return hashlib.sha256(proof.encode()).hexdigest()[:16].upper()


def shown_code(code: str) -> str:
    """A check code in groups of four, to be read out."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def _read(text: str) -> Proof | None:
    packed = base64.b32decode(text + "=" * (-len(text) % 8))
    signed, signature = packed[:-SIGNATURE_BYTES], packed[-SIGNATURE_BYTES:]
    if len(signed) <= HEAD_BYTES or signed[0] != VERSION:
        return None
    facts = msgspec.msgpack.decode(signed[HEAD_BYTES:], type=_Facts)
    if any(not 0 <= place < len(_SOURCES) for place, _ in facts.by_source):
        return None
    return Proof(
        text=base64.b32encode(packed).decode().rstrip("="),  # its last letter has bits to spare
        key_id=signed[1:HEAD_BYTES].hex(),
        number=facts.number,
        member_no=facts.member_no,
        member_name=facts.member_name,
        year=facts.year,
        hours=facts.hours / 2,
        required_hours=facts.required / 2,
        waived_hours=facts.waived / 2,
        fulfilled=facts.fulfilled,
        by_source=tuple(SourceHours(source=_SOURCES[place], hours=halves / 2) for place, halves in facts.by_source),
        issued_on=(_FIRST_DAY + timedelta(days=facts.issued_on)).isoformat(),
        issuer=facts.issuer,
        signed=signed,
        signature=signature,
    )


def _halves(hours: float) -> int:
    return round(hours * 2)
