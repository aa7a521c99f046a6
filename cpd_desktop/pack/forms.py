"""The pieces of a pack and of what comes back. Hours are 学时 (45 minutes), times ISO 8601 in UTC."""

from typing import Literal

import msgspec

from cpd_core.entities import Strict, Wire

DECISIONS_A_PIECE = 500


class Manifest(Wire, frozen=True, kw_only=True):
    """The first piece of a pack: who made it, of what, and how much is in it. ``signer`` is a public key (hex).

    ``epoch`` and ``high`` say where the copy stood that it was taken from.
    """

    pack_id: str
    made_at: str
    account_id: str
    name: str
    province: str
    epoch: str
    high: int
    service_date: str
    signer: str
    count: int
    hours: float
    files: int = 0
    file_bytes: int = 0
    files_missing: int = 0


class Records(Wire, frozen=True, kw_only=True):
    """A page of the feed of one scope, as a service would send it."""

    scope: str
    page: msgspec.Raw


class FileHead(Wire, frozen=True, kw_only=True):
    """What stands before the bytes of an attachment."""

    sha256: str
    size: int
    media_type: str


class Ticket(Strict, frozen=True, kw_only=True):
    """What proves that a pack is one's own: its manifest as written, the digest of all pieces, one's signature."""

    manifest: str
    digest: str
    signature: str


class ReturnHead(Wire, frozen=True, kw_only=True):
    """The first piece of what comes back; ``return_id`` is the same for the same decisions."""

    return_id: str
    ticket: Ticket
    made_at: str
    name: str
    signer: str
    count: int


class Decision(Strict, frozen=True, kw_only=True):
    """What was decided on one application, upon the revision that the pack had."""

    id: str
    rev: int
    what: Literal["confirm", "refuse"]
    hours: float = 0.0
    reason: str = ""
    at: str = ""
