"""The local cache: one SQLite file and a folder of attachments per account; all SQL of the client is here."""

from pathlib import Path

from cpd_desktop.errors import DamagedStore
from cpd_desktop.store.answers import Answers
from cpd_desktop.store.blobs import Blobs
from cpd_desktop.store.conflicts import Conflicts
from cpd_desktop.store.counts import Counts
from cpd_desktop.store.database import Database
from cpd_desktop.store.journal import Journal
from cpd_desktop.store.mirror import Mirror
from cpd_desktop.store.outbox import Outbox
from cpd_desktop.store.records import Records


class Store:
    """The store of one account, by subject. Usable from any thread."""

    def __init__(self, folder: Path, damaged: bool = False) -> None:
        """Open or make the store in this folder; raises StoreTrouble.

        A file that is damaged, or was found so at work (``damaged``), is set aside and what the person did is saved.
        """
        self.folder = folder
        self.database, self.rescued = _open(folder / "cache.sqlite3", damaged)
        self.records = Records(self.database)
        self.counts = Counts(self.database)
        self.outbox = Outbox(self.database)
        self.mirror = Mirror(self.database)
        self.answers = Answers(self.database)
        self.conflicts = Conflicts(self.database)
        self.blobs = Blobs(self.database, folder / "blobs")
        self.journal = Journal(self.database)

    def close(self) -> None:
        """Close the file for all threads."""
        self.database.close()


def _open(path: Path, damaged: bool) -> tuple[Database, bool]:
    """The file's database, and whether it had to be rescued for that."""
    if not damaged and not path.with_suffix(".rescued").exists():
        try:
            return Database(path), False
        except DamagedStore:
            damaged = True
    from cpd_desktop.store import rescue  # hardly ever needed

    if damaged:
        rescue.rescue(path)
    rescue.finish(path)
    return Database(path), True
