"""Attachments: how much of the disk they take, and a file that the person chose, looked at before it is stored."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_core.applications import ATTACHMENT_BYTES_MAX, MEDIA_TYPES
from cpd_core.entities import Attachment
from cpd_core.file_names import parted, plain_name
from cpd_core.media import media_type_of
from cpd_core.outcomes import error
from cpd_desktop.errors import Invalid, Refused, Trouble
from cpd_desktop.views import AttachmentUse

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

KNOWN_EXTENSIONS = frozenset(extension for extensions in MEDIA_TYPES.values() for extension in extensions)

PICTURES = ("image/jpeg", "image/png")
PICTURE_EXTENSIONS = frozenset(extension for picture in PICTURES for extension in MEDIA_TYPES[picture])


class AttachmentDesk:
    """The attachments on this machine, as a whole."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    @property
    def budget(self) -> int:
        """How many bytes they may take, for each account of the profile."""
        return self._workspace.profile.remembered.attachment_bytes

    def set_budget(self, size: int) -> None:
        """Change :attr:`budget`; holds from the next sync on. With 0 nothing is fetched ahead."""
        self._workspace.profile.remember(attachment_bytes=size)

    def use(self) -> AttachmentUse:
        """What they take now; reads all applications, so it may take seconds."""
        from cpd_desktop.store.blob_garbage import usage  # seldom needed

        return usage(self._workspace.account.store.blobs)


def read_attachment(path: Path) -> tuple[Attachment, bytes]:
    """Read a file that may be attached; raises Invalid (field ``attachments``), or Trouble where it cannot be read."""
    name = plain_name(path.name)
    if parted(name)[1].lower() not in (*KNOWN_EXTENSIONS, ""):
        raise _invalid("attachment.type", name)
    data = _bytes_of(path, name)
    return attachment_of(name, data), data


def attachment_of(name: str, data: bytes) -> Attachment:
    """What bytes are that may be attached, by their content; raises Invalid.

    A name without an extension gets the one of its content. One with another extension is refused, as it lies; only
    photos are often called .png where they are JPEG, or the other way round, and get their own.
    """
    if not data:
        raise _invalid("attachment.empty", name)
    if len(data) >= ATTACHMENT_BYTES_MAX:
        raise _invalid("attachment.size", name, max_mb=4)
    media_type, extension = media_type_of(data), parted(name)[1].lower()
    if media_type is None:
        raise _invalid("attachment.content" if extension else "attachment.type", name)
    if not extension:
        name = plain_name(name + MEDIA_TYPES[media_type][0])
    elif extension not in MEDIA_TYPES[media_type]:
        if not (media_type in PICTURES and extension in PICTURE_EXTENSIONS):
            raise _invalid("attachment.content", name)
        name = plain_name(parted(name)[0] + MEDIA_TYPES[media_type][0])
    sha256 = hashlib.sha256(data).hexdigest()
    return Attachment(sha256=sha256, name=name, size=len(data), media_type=media_type)


def is_too_large(refused: Refused) -> bool:
    """Whether all that is wrong with a file is its size."""
    return [error.code for error in refused.errors] == ["attachment.size"]


def _bytes_of(path: Path, name: str) -> bytes:
    """The file's bytes; one that is too large is refused without being read to its end."""
    try:
        with path.open("rb") as file:
            data = file.read(ATTACHMENT_BYTES_MAX)
    except OSError as unreadable:
        raise Trouble(
            "无法读取文件",
            "“{name}”读不出来（{problem}），请检查后重选",
            name=name,
            problem=str(unreadable.strerror),
        ) from unreadable
    return data


def _invalid(code: str, name: str, **params: int) -> Invalid:
    found = error("attachments", code, name=name[:60], **params)
    return Invalid("不能添加附件", "", (found,))
