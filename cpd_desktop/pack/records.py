"""What lies in an envelope: pieces, each with its kind and length, and at the end a signature of them all.

The signature holds the digests of the first piece and of everything, so that the first one can be proven alone.
"""

import hashlib
import struct
from collections.abc import Iterator
from typing import IO, TypeVar

import msgspec

from cpd_desktop.pack import troubles
from cpd_desktop.pack.forms import Ticket
from cpd_desktop.pack.keys import Signer, is_signed
from cpd_desktop.pack.sealed import Cost, Kind, SealedReader, SealedWriter

HEAD, RECORDS, FILE, DECISIONS, END = b"H", b"E", b"F", b"D", b"Z"
PIECE_MAX = 64 * 1024 * 1024  # bytes; an attachment has at most 4 MB, a page of records less
_PIECE = struct.Struct(">cI")

T = TypeVar("T")


class _End(msgspec.Struct, frozen=True):
    """The last piece."""

    digest: str
    signature: str


class PackWriter:
    """Writes pieces; the first one is the head."""

    def __init__(self, file: IO[bytes], kind: Kind, passphrase: str, cost: Cost) -> None:
        self._kind: Kind = kind
        self._out = SealedWriter(file, kind, passphrase, cost)
        self._sum = hashlib.sha256()
        self._head = b""

    def put(self, kind: bytes, payload: bytes) -> None:
        """Add a piece."""
        if not self._head:
            self._head = payload
        framed = _PIECE.pack(kind, len(payload))
        self._sum.update(framed)
        self._sum.update(payload)
        self._out.write(framed)
        self._out.write(payload)

    def finish(self, signer: Signer) -> Ticket:
        """Sign everything and write the end."""
        digest = self._sum.digest()
        signature = signer.sign(_signed(self._kind, self._head, digest))
        payload = msgspec.json.encode(_End(digest.hex(), signature))
        self._out.write(_PIECE.pack(END, len(payload)))
        self._out.write(payload)
        self._out.finish()
        return Ticket(manifest=self._head.decode(), digest=digest.hex(), signature=signature)


class PackReader:
    """Reads pieces one after the other. Only after :meth:`finish` is anything of it to be believed."""

    def __init__(self, file: IO[bytes], kind: Kind, passphrase: str) -> None:
        self._kind: Kind = kind
        self._in = SealedReader(file, kind, passphrase)
        self._sum = hashlib.sha256()
        self._end: _End | None = None
        first, self.head = self._read()
        if first != HEAD:
            raise troubles.malformed()

    def pieces(self) -> Iterator[tuple[bytes, bytes]]:
        """What comes after the head: kind and payload."""
        while True:
            kind, payload = self._read()
            if kind == END:
                self._end = decoded(payload, _End)
                return
            yield kind, payload

    def finish(self, signer: str) -> Ticket:
        """Check the end and the signature of this key (hex); raises PackTrouble."""
        self._in.expect_end()
        digest = self._sum.digest()
        if self._end is None or self._end.digest != digest.hex():
            raise troubles.bad_signature()
        if not is_signed(signer, self._end.signature, _signed(self._kind, self.head, digest)):
            raise troubles.bad_signature()
        return Ticket(manifest=self.head.decode(), digest=digest.hex(), signature=self._end.signature)

    def _read(self) -> tuple[bytes, bytes]:
        framed = self._in.read(_PIECE.size)
        kind, length = _PIECE.unpack(framed)
        if length > PIECE_MAX:
            raise troubles.malformed()
        payload = self._in.read(length)
        if kind != END:
            self._sum.update(framed)
            self._sum.update(payload)
        return kind, payload


def is_ours(ticket: Ticket, signer: Signer) -> bool:
    """Whether this account on this machine has signed that pack."""
    try:
        digest = bytes.fromhex(ticket.digest)
    except ValueError:
        return False
    return is_signed(signer.public_key, ticket.signature, _signed("queue", ticket.manifest.encode(), digest))


def _signed(kind: Kind, head: bytes, digest: bytes) -> bytes:
    return kind.encode() + b"\n" + hashlib.sha256(head).digest() + digest


def decoded(payload: bytes, type_: type[T]) -> T:
    """Read a piece; raises PackTrouble."""
    try:
        return msgspec.json.decode(payload, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError) as strange:
        raise troubles.malformed() from strange
