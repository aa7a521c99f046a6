"""Who may know of which attachment; the bytes lie in a :class:`~cpd_service.store.blob_store.BlobStore`.

Bytes are stored before the database says so, and are never changed afterwards; a crash in between leaves bytes that
nobody refers to, for ``cpd-service blobs collect``.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from cpd_core.entities import Attachment
from cpd_service.store import sets
from cpd_service.store.writer import Overtaken


def remember(connection: Connection, blobs: Iterable[Attachment], scopes: Iterable[str]) -> None:
    """Write down that these blobs are stored and that the scopes may know of them; idempotent.

    ``name`` of an attachment plays no part: bytes have none.
    """
    rows = {blob.sha256: (blob.sha256, blob.size, blob.media_type) for blob in blobs}
    sets.run(connection, _INSERT_BLOBS, list(rows.values()))
    link(connection, {(sha256, scope) for scope in scopes for sha256 in rows})


def link(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Let scopes know of blobs that are stored, as pairs of hash and scope; idempotent.

    Raises :class:`Overtaken` where one of them was collected since it was looked up.
    """
    try:
        sets.run(connection, _INSERT_LINKS, sorted(pairs))
    except IntegrityError as failure:
        raise Overtaken from failure


def known(connection: Connection, hashes: Collection[str], scopes: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Size and media type of those blobs that one of the scopes may know of. No scope, no blobs."""
    pairs = [(sha256, scope) for sha256 in hashes for scope in scopes]
    return {sha256: (size, media_type) for sha256, size, media_type in sets.fetch(connection, _KNOWN, pairs)}


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
