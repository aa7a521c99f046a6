"""Where the bytes of attachments lie: a folder, or any store that speaks S3, behind one small protocol.

Content-addressed: bytes are stored under their SHA-256 and never changed, so everything here may be done again.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

PART = 256 * 1024  # bytes handed on at once
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class BlobMissing(Exception):
    """The store has no bytes of this hash."""


class BlobStoreError(OSError):
    """The store cannot be used now, or not as it was set up; the text says why."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store knows of an attachment: bytes, and when it was last put (UTC, by the store's own clock)."""

    sha256: str
    size: int
    put_at: datetime


class BlobStore(Protocol):
    """What every store can do. All methods raise ``OSError`` where the store cannot be used."""

    def put(self, data: bytes) -> str:
        """Store bytes under their hash and return it; where they are already, ``put_at`` becomes now."""
        ...

    def put_file(self, path: Path, sha256: str) -> None:
        """Store a file of any size whose hash is known, as :meth:`put` does; it is not held in memory."""
        ...

    def open(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from ``start``, in parts, to the end or ``length`` of them; raises :class:`BlobMissing` at once."""
        ...

    def head(self, sha256: str) -> Stored | None:
        """What is known of an attachment, None where it is not here."""
        ...

    def delete(self, sha256: str) -> None:
        """Remove an attachment; nothing happens where it is not here."""
        ...

    def list(self) -> Iterator[Stored]:
        """Everything that is here, as a stream."""
        ...


def read(store: BlobStore, sha256: str) -> bytes:
    """All bytes of an attachment; raises :class:`BlobMissing`."""
    return b"".join(store.open(sha256))


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, read a part at a time."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checked(sha256: str) -> str:
    """The hash itself; raises ``ValueError`` where it is none, so that no path is ever made of anything else."""
    if not SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return sha256


def open_store(place: str | Path) -> BlobStore:
    """The store at a place: ``s3://BUCKET/PREFIX?endpoint=URL&region=NAME``, or the path of a folder.

    Raises :class:`BlobStoreError` where a store that speaks S3 cannot be used.
    """
    if isinstance(place, str) and place.startswith("s3://"):
        from cpd_service.store.blob_s3 import S3Store  # botocore takes half a second and is not always installed

        return S3Store(place)
    from cpd_service.store.blob_folder import BlobFolder

    return BlobFolder(Path(place))
