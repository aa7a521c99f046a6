"""Reading our own signed PDFs: the parts that a signature is checked by. No PDF in general, and none is drawn.

The service writes a certificate in one go and signs every byte of it but the signature's own place (ByteRange). So
whatever the bytes mean to a viewer, they are those that were signed, or the check fails; nothing else needs to be read.
PAdES: ETSI EN 319 142-1; the signature is a CMS SignedData (RFC 5652) with one signer and SHA-256.
"""

import hashlib
import re

import msgspec

PROOF_ENTRY = b"/CpdProof"
MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")  # the attribute's object identifier, RFC 5652, 11.2
_SEQUENCE, _SET, _OCTETS, _SIGNED_ATTRIBUTES = 0x30, 0x31, 0x04, 0xA0
_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10}) *\]")
_PROOF = re.compile(PROOF_ENTRY + rb" \(([A-Z2-7]{1,1000})\)")
_HEX = re.compile(rb"[0-9a-f]+")


class Signature(msgspec.Struct, frozen=True):
    """A CMS signature: ``value`` is over ``signed``, its attributes, one of which is the ``digest`` of a file."""

    cms: bytes
    signed: bytes
    value: bytes
    digest: bytes


class SignedFile(msgspec.Struct, frozen=True):
    """A file's signature, and the digest that the file has now."""

    signature: Signature
    digest: bytes

    @property
    def fits(self) -> bool:
        """Whether the file is the one that the signed attributes speak of."""
        return self.digest == self.signature.digest


def proof_in(pdf: bytes) -> str:
    """The proof that a file carries, "" where there is none."""
    found = _PROOF.search(pdf)
    return found[1].decode() if found else ""


def signature_in(pdf: bytes) -> SignedFile | None:
    """The signature of a file that is signed from its first byte to its last, None for any other."""
    ranges = _RANGE.findall(pdf)
    if len(ranges) != 1:
        return None
    first, second, length = (int(number) for number in ranges[0])
    gap = pdf[first:second]
    if second + length != len(pdf) or second <= first or gap[:1] + gap[-1:] != b"<>":
        return None
    if not _HEX.fullmatch(gap[1:-1]) or len(gap) % 2:
        return None
    digest = hashlib.sha256(pdf[:first] + pdf[second:]).digest()
    try:
        return SignedFile(read_cms(bytes.fromhex(gap[1:-1].decode())), digest)
    except (ValueError, IndexError):  # not the DER that we write
        return None


def read_cms(padded: bytes) -> Signature:
    """Read ContentInfo > SignedData > the one SignerInfo; raises ``ValueError`` and ``IndexError``."""
    tag, cms, content = _element(padded, 0)
    if tag != _SEQUENCE or padded[len(cms) :].strip(b"\0"):
        raise ValueError("something follows the signature")
    (_, _, explicit) = _children(content)[1]
    (_, _, signed_data) = _children(explicit)[0]
    (signer,) = _children(_children(signed_data)[-1][2])
    parts = _children(signer[2])
    attributes, value = parts[3], parts[5]
    if attributes[0] != _SIGNED_ATTRIBUTES or value[0] != _OCTETS:
        raise ValueError("not a signature over attributes")
    (named,) = [content for _, _, content in _children(attributes[2]) if content.startswith(MESSAGE_DIGEST)]
    (named_digest,) = _children(_children(named)[1][2])
    signed = bytes((_SET,)) + attributes[1][1:]  # signed as the SET that they are, RFC 5652, 5.4
    return Signature(cms, signed, value[2], named_digest[2])


def _children(content: bytes) -> list[tuple[int, bytes, bytes]]:
    found: list[tuple[int, bytes, bytes]] = []
    place = 0
    while place < len(content):
        element = _element(content, place)
        found.append(element)
        place += len(element[1])
    return found


def _element(data: bytes, start: int) -> tuple[int, bytes, bytes]:
    """One DER element: its tag, all of its bytes, its content."""
    size, begin = data[start + 1], start + 2
    if size >= 0x80:
        octets = size & 0x7F
        size, begin = int.from_bytes(data[begin : begin + octets], "big"), begin + octets
    if begin + size > len(data) or data[start] & 0x1F == 0x1F:
        raise ValueError("not DER")
    return data[start], data[start : begin + size], data[begin : begin + size]
