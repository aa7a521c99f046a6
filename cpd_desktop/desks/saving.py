"""全部保存: the attachments of an application as files in a folder that the person chose."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cpd_core.applications import MEDIA_TYPES
from cpd_core.entities import Attachment
from cpd_core.file_names import parted, plain_name
from cpd_desktop.errors import Offline, Refused, SignInNeeded, Trouble
from cpd_desktop.exports.files import save_beside

if TYPE_CHECKING:
    from cpd_desktop.desks.applications import ApplicationDesk

Tell = Callable[[int, int], None]


class Saved(Struct, frozen=True):
    """What was saved, and the names of what could not be fetched, with ``why`` of the first of them."""

    files: tuple[Path, ...]
    missing: tuple[str, ...] = ()
    why: Trouble | None = None


def save_all(desk: "ApplicationDesk", attachments: Sequence[Attachment], folder: Path, tell: Tell) -> Saved:
    """Save attachments under their own names; what is not on this machine is fetched.

    No file is overwritten: where another one has the name, a number is added; one with the same bytes is left as it is.
    What cannot be fetched is told in the result. Raises Trouble where the folder cannot be written to, and what
    ``tell`` raises; each file that was saved is whole then.
    """
    files: list[Path] = []
    missing: list[str] = []
    why: Trouble | None = None
    for number, attachment in enumerate(attachments):
        tell(number, len(attachments))
        try:
            content = desk.fetch_file(attachment).read_bytes()
        except (Offline, SignInNeeded, Refused) as trouble:
            missing.append(attachment.name)
            why = why or trouble
            continue
        files.append(save_beside(folder, *parted(file_name(attachment)), content))
    tell(len(attachments), len(attachments))
    return Saved(tuple(files), tuple(missing), why)


def file_name(attachment: Attachment) -> str:
    """The attachment's name with an extension that fits its type, so that no other program is started than it should.

    A name that says ``.exe`` over the type PDF gets ``.pdf`` behind it.
    """
    suffixes = MEDIA_TYPES.get(attachment.media_type, (".bin",))
    name = plain_name(Path(attachment.name).name)
    return name if name.lower().endswith(suffixes) else plain_name(name + suffixes[0])
