"""A certificate known by heart, a key to sign it, and what a PDF of ours says inside."""

import re
import zlib
from functools import cache

import msgspec

from cpd_core.entities import Certificate, SourceHours
from cpd_core.proofs import prove
from cpd_service.certificates import private_keys
from cpd_service.certificates.document import Address, document
from cpd_service.certificates.pades import signer_of
from cpd_service.certificates.private_keys import PrivateKey

CERTIFICATE = Certificate(
    id="2026-32-000417-5",
    rev=1,
    number="2026-32-000417-5",
    member_id="m-1",
    member_no="FZ32000001",
    member_name="王㛃",  # a rare name, as people have
    member_type="non_practising",
    province="32",
    year=2026,
    hours=42.5,
    required_hours=40.0,
    fulfilled=True,
    by_source=(SourceHours(source="online", hours=34.5), SourceHours(source="output", hours=8.0)),
    issued_on="2026-11-24",
    issuer="江苏省注册会计师协会",
)
NOWHERE = Address()


@cache
def key(_which: str = "ours") -> PrivateKey:
    """A private key, made once a session for each name."""
    return private_keys.make()


def proven(certificate: Certificate = CERTIFICATE, by: PrivateKey | None = None) -> Certificate:
    """A certificate with its proof."""
    signing = by or key()
    return msgspec.structs.replace(certificate, proof=prove(certificate, signing.id, signing.sign_proof))


def signed_pdf(
    certificate: Certificate | None = None, by: PrivateKey | None = None, address: Address = NOWHERE
) -> bytes:
    """The signed PDF of a certificate."""
    return document(certificate or proven(by=by), address, signer_of(by or key()))


def streams(pdf: bytes) -> list[bytes]:
    """The unpacked streams of a PDF of ours."""
    packed = re.findall(rb"/Filter /FlateDecode [^>]*>>\nstream\n(.*?)\nendstream", pdf, re.DOTALL)
    return [zlib.decompress(each) for each in packed]


def readable(pdf: bytes) -> set[str]:
    """The characters that a reader can search for and copy: those of the fonts' ToUnicode maps."""
    found: set[str] = set()
    for stream in streams(pdf):
        for target in re.findall(rb"<[0-9A-F]{4}> <([0-9A-F]{4,8})>", stream):
            found.add(bytes.fromhex(target.decode()).decode("utf-16-be"))
    return found
