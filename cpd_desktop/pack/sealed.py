"""The envelope: a file encrypted with a passphrase, written and read in chunks, so that its size costs no memory.

    CPDPACK\\n | length, head (JSON) | SHA-256 of the head | check of the passphrase | chunk | chunk | ... | last chunk
    chunk: number, length and whether it is the last, then ChaCha20-Poly1305 with both as its nonce

The key is Argon2id of the passphrase and a salt of this file: no two files share one, so numbers are enough of a nonce.
A chunk that was changed, moved, left out or added does not open; the head is part of what each chunk is checked with.
"""

import hashlib
import hmac
import os
import struct
from typing import IO, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from cpd_desktop.pack import troubles

MAGIC = b"CPDPACK\n"
FORMAT = 1
CIPHER = "argon2id+chacha20-poly1305"
CHUNK = 1024 * 1024  # bytes before encryption
TAG = 16
LAST = 1 << 31
HEAD_MAX, CHUNK_MAX = 4096, 16 * 1024 * 1024
PASSPHRASE_MIN = 8  # characters

Kind = Literal["queue", "decisions"]
_FRAME = struct.Struct(">II")


class Cost(msgspec.Struct, frozen=True):
    """What a guess of the passphrase costs: memory in KiB, passes, lanes (RFC 9106, the second recommendation)."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def is_bearable(self) -> bool:
        """Whether this machine need not fear it: a file from elsewhere names it."""
        return 8 * self.lanes <= self.memory <= 1024 * 1024 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16


class _Head(msgspec.Struct, frozen=True):
    """What has to be known before the passphrase is asked for."""

    format: int
    kind: Kind
    cipher: str
    salt: str
    cost: Cost
    chunk: int


class _Any(msgspec.Struct, frozen=True):
    """What every format, also a later one, says."""

    format: int


class SealedWriter:
    """Encrypts what is written into ``file``; nothing of it is readable before :meth:`finish`."""

    def __init__(self, file: IO[bytes], kind: Kind, passphrase: str, cost: Cost) -> None:
        """Raises PackTrouble for a passphrase that is too short."""
        if len(passphrase) < PASSPHRASE_MIN:
            raise troubles.short_passphrase(PASSPHRASE_MIN)
        salt = os.urandom(16)
        head = msgspec.json.encode(_Head(FORMAT, kind, CIPHER, salt.hex(), cost, CHUNK))
        self._file = file
        self._head = hashlib.sha256(head).digest()
        key, check = _keys(passphrase, salt, cost)
        self._cipher = ChaCha20Poly1305(key)
        self._waiting = bytearray()
        self._number = 0
        file.write(MAGIC + struct.pack(">I", len(head)) + head + self._head + _check(check, self._head))

    def write(self, data: bytes) -> None:
        """Add bytes; they leave memory as soon as a chunk is full."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Write the last chunk."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, data: bytes, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last), data, self._head)
        self._file.write(_FRAME.pack(self._number, len(sealed) | (LAST if last else 0)) + sealed)
        self._number += 1


class SealedReader:
    """Decrypts a file from its start to its end. What it hands out is whole so far; only the end says that all is."""

    def __init__(self, file: IO[bytes], kind: Kind, passphrase: str) -> None:
        """Raises PackTrouble for another kind of file, one that is damaged at its start, or another passphrase."""
        self._file = file
        head, raw = _read_head(file)
        if head.kind != kind:
            raise troubles.other_kind(head.kind)
        self._head = hashlib.sha256(raw).digest()
        key, check = _keys(passphrase, bytes.fromhex(head.salt), head.cost)
        if not hmac.compare_digest(_check(check, self._head), self._exactly(32)):
            raise troubles.wrong_passphrase()
        self._cipher = ChaCha20Poly1305(key)
        self._ready = bytearray()
        self._number = 0
        self._over = False

    def read(self, count: int) -> bytes:
        """Exactly so many bytes; raises PackTrouble where there are fewer, or they are not as written."""
        while len(self._ready) < count:
            if self._over:
                raise troubles.malformed()
            self._ready += self._next()
        data = bytes(self._ready[:count])
        del self._ready[:count]
        return data

    def expect_end(self) -> None:
        """Everything has been read; raises PackTrouble where there is more, or the end is missing."""
        while not self._over:
            self._ready += self._next()
        if self._ready:
            raise troubles.malformed()
        if self._file.read(1):
            raise troubles.more_behind()

    def _next(self) -> bytes:
        number, length = _FRAME.unpack(self._exactly(_FRAME.size))
        last, length = bool(length & LAST), length & ~LAST
        if not TAG <= length <= CHUNK_MAX:
            raise troubles.altered(self._number + 1)
        sealed = self._exactly(length)
        if number != self._number and self._opens(number, last, sealed):
            raise troubles.out_of_order(self._number + 1, number + 1)
        try:
            data = self._cipher.decrypt(_nonce(self._number, last), sealed, self._head)
        except InvalidTag as changed:
            raise troubles.altered(self._number + 1) from changed
        if number != self._number:
            raise troubles.altered(self._number + 1)
        self._number += 1
        self._over = last
        return data

    def _opens(self, number: int, last: bool, sealed: bytes) -> bool:
        try:
            self._cipher.decrypt(_nonce(number, last), sealed, self._head)
        except InvalidTag:
            return False
        return True

    def _exactly(self, count: int) -> bytes:
        data = self._file.read(count)
        if len(data) < count:
            raise troubles.cut_off()
        return data


def _read_head(file: IO[bytes]) -> tuple[_Head, bytes]:
    if file.read(len(MAGIC)) != MAGIC:
        raise troubles.not_a_pack()
    size = file.read(4)
    length = int.from_bytes(size, "big")
    if len(size) < 4:
        raise troubles.cut_off()
    if length > HEAD_MAX:
        raise troubles.head_damaged()
    raw, told = file.read(length), file.read(32)
    if len(raw) < length or len(told) < 32:
        raise troubles.cut_off()
    if hashlib.sha256(raw).digest() != told:
        raise troubles.head_damaged()
    try:
        if msgspec.json.decode(raw, type=_Any).format != FORMAT:
            raise troubles.newer()
        head = msgspec.json.decode(raw, type=_Head)
        salt = bytes.fromhex(head.salt)
    except ValueError as strange:  # msgspec's errors are such, too
        raise troubles.head_damaged() from strange
    if head.cipher != CIPHER:
        raise troubles.newer()
    if not head.cost.is_bearable or len(salt) != 16:
        raise troubles.head_damaged()
    return head, raw


def _keys(passphrase: str, salt: bytes, cost: Cost) -> tuple[bytes, bytes]:
    """The key of the chunks, and one that tells whether the passphrase is right without opening any."""
    made = Argon2id(salt=salt, length=64, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    both = made.derive(passphrase.encode())
    return both[:32], both[32:]


def _check(key: bytes, head: bytes) -> bytes:
    return hmac.new(key, head, hashlib.sha256).digest()


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">IQ", int(last), number)
