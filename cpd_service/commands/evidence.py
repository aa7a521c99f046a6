"""The attachments that a command names: their bytes must have arrived, and be what the command says they are."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

import msgspec

from cpd_core.applications import MEDIA_TYPES
from cpd_core.entities import Attachment
from cpd_core.messages import Draft, Edit, Enter, FieldError, Payload
from cpd_core.outcomes import error

Known = Mapping[str, tuple[int, str]]  # size in bytes and media type by SHA-256, within the caller's scopes


def attachments_of(payload: Payload) -> Sequence[Attachment]:
    """The attachments that a payload brings with it."""
    if isinstance(payload, Draft | Enter):
        return payload.attachments
    if isinstance(payload, Edit) and payload.to.attachments is not msgspec.UNSET:
        return payload.to.attachments
    return ()


def missing(attachments: Sequence[Attachment], known: Known) -> tuple[FieldError, ...]:
    """Errors for the attachments whose bytes have not arrived within the caller's scopes."""
    return tuple(
        error(f"attachments[{number}]", "attachment.missing", name=item.name)
        for number, item in enumerate(attachments)
        if item.sha256 not in known
    )


def differing(attachments: Sequence[Attachment], known: Known) -> tuple[FieldError, ...]:
    """Errors for the attachments whose bytes are not what their name, size or type says."""
    return tuple(
        error(f"attachments[{number}]", "attachment.content", name=item.name)
        for number, item in enumerate(attachments)
        if known[item.sha256] != (item.size, item.media_type)
        or PurePath(item.name).suffix.lower() not in MEDIA_TYPES[item.media_type]
    )
