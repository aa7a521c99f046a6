"""Media on this machine, to be played without a network: files in a folder, and what has come so far of others.

The files themselves say what is here; there is no table that could say otherwise. ``<name>.part`` grows, and gets its
name once it is whole and, for a medium of the service, has the right hash.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from cpd_core.lessons import Media
from cpd_desktop.errors import StoreTrouble, Trouble
from cpd_desktop.platform.files import append, sync_folder
from cpd_desktop.sync.client import Download

Tell = Callable[[int], None]


class MediaFiles:
    """The folder of an account's media."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, media: Media) -> Path | None:
        """The file of a medium, None where it is not here as a whole."""
        found = self.place(media)
        return found if found.is_file() else None

    def place(self, media: Media) -> Path:
        """Where a medium is, or would be."""
        name = media.sha256 or hashlib.sha256(media.address.encode()).hexdigest()
        return self.folder / name[:2] / name

    def part(self, media: Media) -> Path:
        """Where what has come so far is kept."""
        place = self.place(media)
        return place.with_name(f"{place.name}.part")

    def here(self, media: Media) -> int:
        """How many bytes of a medium are here."""
        for path in (self.place(media), self.part(media)):
            if path.is_file():
                return path.stat().st_size
        return 0

    def all_bytes(self) -> int:
        """What all media on this machine take of the disk."""
        return sum(path.stat().st_size for path in self.folder.glob("*/*") if path.is_file())

    def take(self, media: Media, file: Download, tell: Tell) -> None:
        """Take in what comes; ``tell`` is told how many bytes are here, and may raise to stop it.

        Raises Trouble where it ends too early, or is not what was asked for; what is of use stays for the next time.
        """
        part = self.part(media)
        if not file.start:
            part.unlink(missing_ok=True)
        tell(file.start)
        for done in append(part, file.pieces):
            tell(file.start + done)
        size = part.stat().st_size if part.exists() else 0
        if size < (media.size or file.total):
            raise Trouble("下载中断", "已下载的部分已保存，可继续下载")
        if media.sha256 and _hash_of(part) != media.sha256:
            part.unlink()
            raise Trouble("下载不完整", "收到的内容与校验值不符，请重新下载")
        part.replace(self.place(media))
        sync_folder(part.parent)

    def delete(self, media: Media) -> None:
        """Delete what is here of a medium; raises StoreTrouble where a player has it open (Windows)."""
        try:
            for path in (self.place(media), self.part(media)):
                path.unlink(missing_ok=True)
        except OSError as problem:
            raise StoreTrouble("无法删除", "文件正在播放，请先停止播放再删除") from problem


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
