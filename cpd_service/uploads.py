"""Attachments on their way in and out: verified, stored, and only shown within the caller's scopes."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cpd_core.messages import Attachment
from cpd_core.outcomes import error
from cpd_service.accounts.accounts import Caller
from cpd_service.problems import ProblemError
from cpd_service.service import Service
from cpd_service.store import blobs
from cpd_service.store.media import media_type_of

ANY_TYPE = ("", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Found:
    """A stored attachment."""

    path: Path
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
    service.blobs.write(data)
    stored = Attachment(sha256=sha256, name="", size=len(data), media_type=media_type)
    with service.database.writing() as connection:
        blobs.remember(connection, [stored], [caller.home])


def find(service: Service, caller: Caller, sha256: str) -> Found | None:
    """An attachment that one of the caller's scopes may know of."""
    with service.database.reading() as connection:
        known = blobs.known(connection, [sha256], caller.scopes).get(sha256)
    return None if known is None else Found(service.blobs.path(sha256), known[1])
