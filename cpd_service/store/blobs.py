"""Attachments: content-addressed files in a folder, and who may know of them in the database.

A file is there before the database says so, and is never changed afterwards; a crash in between leaves an unnamed file.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from sqlalchemy import Connection

from cpd_core.messages import Attachment
from cpd_service.store import sets

SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class BlobFolder:
    """The folder: ``ab/<sha256>``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the bytes of this hash lie, or would."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.folder / sha256[:2] / sha256

    def write(self, data: bytes, durable: bool = True) -> str:
        """Store bytes under their hash and return it; ``durable=False`` leaves out the fsync, for demo data."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if target.exists():
            return sha256
        target.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix="new-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        Path(name).replace(target)
        if durable:
            _fsync_folder(target.parent)
        return sha256


def remember(connection: Connection, blobs: Iterable[Attachment], scopes: Iterable[str]) -> None:
    """Write down that these blobs are stored and that the scopes may know of them; idempotent.

    ``name`` of an attachment plays no part: bytes have none.
    """
    rows = {blob.sha256: (blob.sha256, blob.size, blob.media_type) for blob in blobs}
    sets.run(connection, _INSERT_BLOBS, list(rows.values()))
    link(connection, {(sha256, scope) for scope in scopes for sha256 in rows})


def link(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Let scopes know of blobs that are stored, as pairs of hash and scope; idempotent."""
    sets.run(connection, _INSERT_LINKS, sorted(pairs))


def known(connection: Connection, hashes: Collection[str], scopes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Size and media type of those blobs that one of the scopes may know of. No scope, no blobs."""
    pairs = [(sha256, scope) for sha256 in hashes for scope in scopes]
    return {sha256: (size, media_type) for sha256, size, media_type in sets.fetch(connection, _KNOWN, pairs)}


def _fsync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_INSERT_BLOBS = f"""
INSERT INTO blob (sha256, size, media_type) SELECT {sets.columns("TEXT", "BIGINT", "TEXT")} FROM {{rows}} WHERE true
ON CONFLICT (sha256) DO NOTHING
"""

_INSERT_LINKS = f"""
INSERT INTO blob_scope (sha256, scope) SELECT {sets.columns("TEXT", "TEXT")} FROM {{rows}} WHERE true
ON CONFLICT (sha256, scope) DO NOTHING
"""

_KNOWN = f"""
SELECT DISTINCT blob.sha256, blob.size, blob.media_type FROM blob JOIN blob_scope ON blob_scope.sha256 = blob.sha256
WHERE (blob_scope.sha256, blob_scope.scope) IN (SELECT {sets.columns("TEXT", "TEXT")} FROM {{rows}})
"""
