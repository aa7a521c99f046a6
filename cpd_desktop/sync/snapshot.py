"""The first load of a scope from a file that the service has prepared: downloaded beside the store, then stored.

The file is gzip: a line that says what it is, lines of up to 1,000 feed items each, and a line that says it is whole.
Neither side ever holds more of it than a few lines.
"""

import gzip
import zlib
from collections.abc import Callable, Generator
from contextlib import closing

import msgspec

from cpd_core.messages import PROTOCOL_MAX
from cpd_desktop.errors import Refused
from cpd_desktop.platform.files import append
from cpd_desktop.store import Store
from cpd_desktop.store.mirror import Cursor, Item, Stored, items_of
from cpd_desktop.store.overlay import Judge
from cpd_desktop.sync.ahead import ahead
from cpd_desktop.sync.client import UNREADABLE, NotReady, ServiceClient
from cpd_desktop.views import Progress, ProgressCallback

TOGETHER = 5_000  # items in a transaction; it takes some 0.1 s, as long as anyone waits for the write lock


class Head(msgspec.Struct, frozen=True):
    """The first line: valid as of ``high``, ``count`` items."""

    epoch: str
    high: int
    count: int
    protocol: int


class End(msgspec.Struct, frozen=True):
    """The last line."""

    end: bool


class Damaged(ValueError):
    """A file that is none of ours, or not whole."""


_HEAD = msgspec.json.Decoder(Head)
_END = msgspec.json.Decoder(End)


class Snapshot:
    """The prepared file of one scope."""

    def __init__(self, store: Store, scope: str) -> None:
        self._store = store
        self._address = f"/v1/scopes/{scope}/snapshot"
        self._etag = f"snapshot {scope}"  # key in the journal: which file it is that is here
        self.path = store.folder / f"snapshot-{scope.replace(':', '-')}.gz"

    def fetch(self, client: ServiceClient, progress: ProgressCallback, between: Callable[[], None]) -> bool:
        """Bring the file here, going on where a break left off; False where there is none (yet).

        Raises Offline, StoreTrouble for a full disk, and what ``between`` raises; what has come stays.
        """
        etag = self._store.journal.get(self._etag)
        have = self.path.stat().st_size if etag and self.path.exists() else 0
        try:
            with client.download(self._address, have, etag) as file:
                if not file.start:
                    self.path.unlink(missing_ok=True)  # before its name stands for another file
                    self._store.journal.put(self._etag, file.etag)
                for done in append(self.path, file.pieces):
                    progress(Progress("pull", file.start + done, max(file.start + done, file.total), "bytes"))
                    between()
        except (NotReady, Refused):
            return False  # the feed has it all, too
        return True

    def load(self, cursor: Cursor, judge: Judge, want_blobs: bool, watch: Callable[[Stored, int], None]) -> Stored:
        """Store the fetched file, some lines at a time; the cursor moves after the last one. The file is removed.

        ``watch`` is told of each such transaction and how many items there are in all; what it raises ends the load,
        which begins anew next time. Raises Damaged, and then the file is removed, too.
        """
        try:
            with gzip.open(self.path) as file:
                head = _HEAD.decode(file.readline())
                if head.protocol > PROTOCOL_MAX:
                    raise Damaged(f"protocol {head.protocol}")
                self._store.mirror.expect(head.count)
                with closing(ahead(_batches(file))) as batches:
                    for items in batches:
                        stored = self._store.mirror.store_items(cursor, head.epoch, items, judge, want_blobs)
                        watch(stored, head.count)
                        cursor = stored.cursor
        except (*UNREADABLE, Damaged, EOFError, gzip.BadGzipFile, zlib.error) as error:
            self.path.unlink()
            raise Damaged(str(error)) from error
        stored = self._store.mirror.end_of_snapshot(cursor, head.epoch, head.high, judge)
        self.path.unlink()
        return stored


def _batches(file: gzip.GzipFile) -> Generator[list[Item]]:
    """What is in the lines of a file after its head; raises what :meth:`Snapshot.load` takes for a damaged file."""
    items: list[Item] = []
    while (line := file.readline()).startswith(b"["):
        items += items_of(line)
        if len(items) >= TOGETHER:
            yield items
            items = []
    _END.decode(line)
    if items:
        yield items
