"""Attachments over the network: up before the commands that name them, down within a budget."""

import hashlib
import shutil
from collections.abc import Callable

from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.platform.files import append
from cpd_desktop.store.blobs import Blobs
from cpd_desktop.sync.client import ServiceClient
from cpd_desktop.views import Progress, ProgressCallback

BUDGET = 2 * 1024**3  # bytes of attachments on this machine; beyond it they are fetched when they are looked at
KEEP_FREE = 1024**3  # bytes of the disk that prefetching leaves alone


def send_all(blobs: Blobs, client: ServiceClient, progress: ProgressCallback, between: Callable[[], None]) -> int:
    """Send what commands refer to; returns how many arrived.

    One that the service refuses does not hold up the others: the command that names it comes back and says so.
    """
    waiting = blobs.to_send()
    total, done, sent = sum(size for _, size, _ in waiting), 0, 0
    for sha256, size, media_type in waiting:
        between()
        progress(Progress("blobs-up", done, total, "bytes"))
        path = blobs.path(sha256)
        if path is not None and _arrives(client, sha256, path.read_bytes(), media_type):
            blobs.mark_here(sha256)
            sent += 1
        done += size
        progress(Progress("blobs-up", done, total, "bytes"))
    return sent


def fetch_wanted(blobs: Blobs, client: ServiceClient, progress: ProgressCallback, between: Callable[[], None]) -> int:
    """Fetch attachments of what waits for a decision, within the budget; returns how many are new here."""
    wanted = blobs.wanted()
    if not wanted:
        return 0
    budget = min(BUDGET - blobs.bytes_here(), shutil.disk_usage(blobs.folder).free - KEEP_FREE)
    total, done, fetched = sum(size for _, size, _ in wanted), 0, 0
    for sha256, size, media_type in wanted:
        between()
        if done + size > budget:
            break

        def watch(here: int, before: int = done) -> None:
            progress(Progress("blobs-down", min(before + here, total), total, "bytes"))
            between()

        watch(0)
        try:
            blobs.keep(fetch(blobs, client, sha256, watch), media_type)
            fetched += 1
        except Refused:
            blobs.no_longer_wanted(sha256)
        done += size
        progress(Progress("blobs-down", done, total, "bytes"))
    return fetched


def fetch(blobs: Blobs, client: ServiceClient, sha256: str, watch: Callable[[int], None] | None = None) -> bytes:
    """Fetch one attachment, going on where a break left off, and check it.

    ``watch`` is told how many bytes are here. Raises Refused, Offline, or Trouble where the bytes are not what was
    asked for; those are thrown away.
    """
    part = blobs.part(sha256)
    have = part.stat().st_size if part.exists() else 0
    with client.download(f"/v1/blobs/{sha256}", have) as file:  # its address is its hash: it is never another file
        if not file.start:
            part.unlink(missing_ok=True)
        for done in append(part, file.pieces):
            if watch:
                watch(file.start + done)
    data = part.read_bytes() if part.exists() else b""
    part.unlink(missing_ok=True)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Trouble("附件下载不完整", "收到的内容与校验值不符，请重试")
    return data


def _arrives(client: ServiceClient, sha256: str, data: bytes, media_type: str) -> bool:
    try:
        client.put_blob(sha256, data, media_type)
    except Refused:
        return False
    return True
