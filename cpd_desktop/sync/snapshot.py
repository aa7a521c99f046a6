"""The first load of a scope from a file that the service has prepared: downloaded, unpacked, taken over as a whole.

Neither side ever holds more of it than some pieces.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from cpd_core.prepared import FORM
from cpd_desktop.errors import Refused
from cpd_desktop.platform.files import append
from cpd_desktop.store import Store, prepared
from cpd_desktop.store.mirror import Cursor, Stored
from cpd_desktop.store.prepared import Unusable
from cpd_desktop.sync.client import NotReady, ServiceClient
from cpd_desktop.views import Progress, ProgressCallback

PIECE = 16 * 1024  # packed bytes that are unpacked at a time; larger ones take twice as long


class Snapshot:
    """The prepared file of one scope."""

    def __init__(self, store: Store, scope: str) -> None:
        self._store = store
        self._scope = scope
        self._address = f"/v1/scopes/{scope}/snapshot?form={FORM}"
        self._etag = f"snapshot {scope}"  # key in the journal: which file it is that is here
        self.path = store.folder / f"snapshot-{scope.replace(':', '-')}.zst"
        self._plain = self.path.with_suffix(".sqlite3")

    def fetch(self, client: ServiceClient, progress: ProgressCallback, between: Callable[[], None]) -> bool:
        """Bring the file here, going on where a break left off; False where there is none (yet) or none is of use.

        Raises Offline, StoreTrouble for a full disk, and what ``between`` raises; what has come stays.
        """
        self._plain.unlink(missing_ok=True)  # of a time before a crash
        if not prepared.is_welcome(self._store.database, self._scope):
            self.path.unlink(missing_ok=True)
            return False
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

    def load(self, cursor: Cursor, want_blobs: bool, between: Callable[[], None]) -> Stored:
        """Have the fetched file become the store's. What was fetched stays only where ``between`` breaks it off.

        Raises Unusable, and then the feed has it all, too; StoreTrouble for a full disk.
        """
        try:
            self._unpack(between)
            self.path.unlink()  # before it has done its work, or a crash after that would leave it here
            return prepared.take_over(self._store.database, self._plain, cursor, want_blobs)
        finally:
            self._plain.unlink(missing_ok=True)

    def _unpack(self, between: Callable[[], None]) -> None:
        try:
            for _ in append(self._plain, _unpacked(self.path)):
                between()
        except Unusable:
            self.path.unlink()
            raise


def _unpacked(path: Path) -> Iterator[bytes]:
    """What is packed in a file, up to its checksum; raises Unusable."""
    import zstandard  # only for a first load

    unpack = zstandard.ZstdDecompressor().decompressobj()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield unpack.decompress(piece)
    except zstandard.ZstdError as error:
        raise Unusable(str(error)) from error
    if not unpack.eof:
        raise Unusable("not whole")
