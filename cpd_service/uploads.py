"""Attachments on their way in and out: verified, stored, and only shown within the caller's scopes."""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass

from cpd_core.entities import Attachment
from cpd_core.media import media_type_of
from cpd_core.outcomes import error
from cpd_service.accounts.accounts import Caller
from cpd_service.problems import ProblemError
from cpd_service.service import Service
from cpd_service.store import blobs
from cpd_service.store.blob_store import BlobMissing

log = logging.getLogger(__name__)

ANY_TYPE = ("", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Found:
    """A stored attachment: its size in bytes and its media type."""

    size: int
    media_type: str


def store(service: Service, caller: Caller, sha256: str, data: bytes, declared_type: str) -> None:
    """Verify and store an attachment for the caller's home scope; raises :class:`ProblemError` 403 or 422."""
    if caller.home == "ref":  # what everyone sees is no place for a person's papers
        raise ProblemError(403, "FORBIDDEN")
    if not data:
        raise ProblemError(422, "INVALID", error("body", "attachment.empty", name=sha256[:8]))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ProblemError(422, "INVALID", error("sha256", "attachment.hash", name=sha256[:8]))
    media_type = media_type_of(data)
    if media_type is None:
        raise ProblemError(422, "INVALID", error("body", "attachment.type", name=sha256[:8]))
    if declared_type.partition(";")[0].strip().lower() not in (*ANY_TYPE, media_type):
        raise ProblemError(422, "INVALID", error("Content-Type", "attachment.content", name=sha256[:8]))
    service.blobs.put(data)
    stored = Attachment(sha256=sha256, name="", size=len(data), media_type=media_type)
    with service.database.writing() as connection:
        blobs.remember(connection, [stored], [caller.home])
        if service.blobs.head(sha256) is None:  # collected as one that nobody referred to, since it was put
            service.blobs.put(data)


def find(service: Service, caller: Caller, sha256: str) -> Found | None:
    """An attachment that one of the caller's scopes may know of."""
    with service.database.reading() as connection:
        known = blobs.known(connection, [sha256], caller.scopes).get(sha256)
    return None if known is None else Found(*known)


def read(service: Service, sha256: str, start: int, length: int) -> Iterator[bytes]:
    """A part of the bytes of an attachment that was found; raises :class:`ProblemError` 404 where they are lost.

    A client puts such an attachment aside and goes on with the next; our log is where it is said aloud.
    """
    try:
        return service.blobs.open(sha256, start, length)
    except BlobMissing as failure:
        log.error("attachment %s is missing from the store", sha256)
        raise ProblemError(404, "NOT_FOUND") from failure
