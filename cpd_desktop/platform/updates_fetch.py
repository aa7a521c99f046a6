"""Asking the service for a newer version of this program and bringing it here: in a worker, out of the way."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_desktop.errors import Cancelled, Refused
from cpd_desktop.platform import updates
from cpd_desktop.platform.files import append, write_durably
from cpd_desktop.platform.updates import KEPT, PLATFORM, Manifest, Untrusted

if TYPE_CHECKING:
    from cpd_desktop.sync.client import ServiceClient

Report = Callable[[int, int], None]
"""Bytes here, bytes in all."""


class Updates:
    """What a channel offers. ``folder`` holds what was downloaded, ``ours`` is the version that runs."""

    def __init__(self, folder: Path, channel: str, trusted: tuple[str, ...], ours: str) -> None:
        self.folder = folder
        self._channel = channel
        self._trusted = trusted
        self._ours = ours
        self._signed = b""

    def look(self, client: "ServiceClient") -> Manifest | None:
        """The newer version that is offered, None for none; raises Untrusted, Offline."""
        try:
            self._signed = client.update_manifest(self._channel)
        except Refused:
            return None  # this service offers none, or knows of no such thing yet
        offered = updates.opened(self._signed, self._trusted)
        meant = offered.channel == self._channel and offered.platform == PLATFORM
        if not re.fullmatch(updates.FILE_NAME, offered.file) or not meant:
            raise Untrusted("新版本的说明无法核实", "它没有可信的签名，没有下载。请联系省注协")
        return offered if updates.is_newer(offered.version, self._ours) else None

    def fetch(self, client: "ServiceClient", offered: Manifest, report: Report, cancelled: threading.Event) -> Path:
        """Bring the installer here, going on where a break left off, and check it.

        Raises Untrusted (and deletes it), Cancelled, Offline, StoreTrouble for a full disk; what has come stays.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        path, part = self.folder / offered.file, self.folder / f"{offered.sha256}.part"
        self._forget_others(path, part)
        if not updates.is_whole(path, offered):
            have = part.stat().st_size if part.exists() else 0
            address = f"/v1/updates/{self._channel}/{offered.file}"
            with client.download(address, have) as file:
                if not file.start:
                    part.unlink(missing_ok=True)
                for done in append(part, file.pieces):
                    report(file.start + done, offered.size)
                    if cancelled.is_set():
                        raise Cancelled("已取消", "已下载的部分已保存，可继续下载")
                    if file.start + done > offered.size:
                        break  # it cannot be the file any more
            if not updates.is_whole(part, offered):
                part.unlink(missing_ok=True)
                raise Untrusted("下载的新版本不完整或已被改动", "已经删除，稍后会重新下载")
            part.replace(path)
        write_durably(self.folder / KEPT, self._signed)
        return path

    def ready(self) -> Path | None:
        """What an earlier start has brought here and is still whole and newer."""
        return updates.ready(self.folder, self._trusted, self._ours)

    def _forget_others(self, *kept: Path) -> None:
        for path in self.folder.iterdir():
            if path not in kept and path.is_file():
                path.unlink()
