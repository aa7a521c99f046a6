"""Attachments over the network: up before the commands that name them, down within a budget."""

import hashlib
from collections.abc import Callable, Iterator

from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.platform.files import append
from cpd_desktop.store.blob_budget import Budget
from cpd_desktop.store.blobs import Blobs
from cpd_desktop.sync.client import ServiceClient
from cpd_desktop.views import Progress, ProgressCallback

KEEP_FREE = 1024**3  # bytes of the disk that fetching ahead leaves alone


def send_all(
    blobs: Blobs, client: ServiceClient, progress: ProgressCallback, between: Callable[[], None]
) -> Iterator[int]:
    """Send what commands refer to; gives the size of each that has arrived, in bytes.

    One that the service refuses does not hold up the others: the command that names it comes back and says so.
    """
    waiting = blobs.to_send()
    total, done = sum(size for _, size, _ in waiting), 0
    for sha256, size, media_type in waiting:
        between()
        progress(Progress("blobs-up", done, total, "bytes"))
        path = blobs.path(sha256)
        if path is not None and _arrives(client, sha256, path.read_bytes(), media_type):
            blobs.mark_here(sha256)
            yield size
        done += size
        progress(Progress("blobs-up", done, total, "bytes"))


def fetch_ahead(
    blobs: Blobs, client: ServiceClient, budget: int, progress: ProgressCallback, between: Callable[[], None]
) -> Iterator[int]:
    """Fetch attachments of what waits for a decision, the oldest first, as many as ``budget`` bytes allow.

    Gives the size of each that has come. What was used longest ago makes room; some of the disk stays free.
    """
    within = Budget(blobs, budget, KEEP_FREE)
    within.note_looks()
    plan = within.plan()
    if plan is None:
        return
    within.make_room(0, plan)  # the budget may have been lowered, or the disk have become full
    total, done = plan.bytes, 0
    for sha256, size, media_type in plan.wanted:
        between()
        if not within.make_room(size, plan):
            return

        def watch(here: int, before: int = done) -> None:
            progress(Progress("blobs-down", min(before + here, total), total, "bytes"))
            between()

        watch(0)
        try:
            bring(blobs, client, sha256, media_type, watch)
        except Refused:
            blobs.no_longer_wanted(sha256)
        else:
            yield size
        done += size
        progress(Progress("blobs-down", done, total, "bytes"))


def bring(
    blobs: Blobs, client: ServiceClient, sha256: str, media_type: str, watch: Callable[[int], None] | None = None
) -> None:
    """Have an attachment here, whoever fetches it; raises as :func:`fetch` does."""
    with blobs.coming(sha256):
        path = blobs.path(sha256)
        data = path.read_bytes() if path else b""  # a kill may have come between the file and its row
        if hashlib.sha256(data).hexdigest() != sha256:
            data = fetch(blobs, client, sha256, watch)
        blobs.keep(data, media_type)


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
