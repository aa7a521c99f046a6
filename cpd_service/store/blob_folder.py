"""Attachments in a folder: ``ab/<sha256>``, written beside and renamed, so that only whole bytes get a name."""

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from cpd_service.store.blob_store import PART, SHA256, BlobMissing, Stored, checked


class BlobFolder:
    """A :class:`~cpd_service.store.blob_store.BlobStore` in a folder; ``durable=False`` leaves out fsync, for demos."""

    def __init__(self, folder: Path, durable: bool = True) -> None:
        self.folder = folder
        self._durable = durable
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the bytes of this hash lie, or would."""
        return self.folder / checked(sha256)[:2] / sha256

    def put(self, data: bytes) -> str:
        """Store bytes under their hash and return it; where they are already, ``put_at`` becomes now."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        try:
            os.utime(target)
        except FileNotFoundError:
            self._write(target, io.BytesIO(data))
        return sha256

    def put_file(self, path: Path, sha256: str) -> None:
        """Store a file of any size whose hash is known, as :meth:`put` does; it is not held in memory."""
        target = self.path(sha256)
        try:
            os.utime(target)
        except FileNotFoundError:
            with path.open("rb") as file:
                self._write(target, file)

    def open(self, sha256: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from ``start``, in parts, to the end or ``length`` of them; raises :class:`BlobMissing` at once."""
        try:
            file = self.path(sha256).open("rb")
        except FileNotFoundError as failure:
            raise BlobMissing(sha256) from failure
        file.seek(start)
        return _parts(file, length)

    def head(self, sha256: str) -> Stored | None:
        """What is known of an attachment, None where it is not here."""
        try:
            found = self.path(sha256).stat()
        except FileNotFoundError:
            return None
        return Stored(sha256, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def delete(self, sha256: str) -> None:
        """Remove an attachment; nothing happens where it is not here."""
        self.path(sha256).unlink(missing_ok=True)

    def list(self) -> Iterator[Stored]:
        """Everything that is here, as a stream."""
        for shelf in sorted(self.folder.iterdir()):
            if shelf.is_dir():
                names = (path.name for path in shelf.iterdir() if SHA256.fullmatch(path.name))
                yield from (found for name in names if (found := self.head(name)))

    def _write(self, target: Path, source: BinaryIO) -> None:
        target.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix="new-")
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(source, file, PART)
            file.flush()
            if self._durable:
                os.fsync(file.fileno())
        Path(name).replace(target)
        if self._durable:
            fsync_folder(target.parent)


def _parts(file: BinaryIO, length: int | None) -> Iterator[bytes]:
    left = length
    with file:
        while part := file.read(PART if left is None else min(PART, left)):
            yield part
            left = None if left is None else left - len(part)


def fsync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, as fsync does with the bytes of a file."""
    if os.name == "nt":  # Windows cannot open a folder; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
