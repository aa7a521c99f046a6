"""The local cache: one SQLite file and a folder of attachments per account; all SQL of the client is here."""

from pathlib import Path
from typing import TYPE_CHECKING

from cpd_desktop.errors import DamagedStore
from cpd_desktop.late import late
from cpd_desktop.store.database import Database

if TYPE_CHECKING:
    from cpd_desktop.store.answers import Answers
    from cpd_desktop.store.asides import Asides
    from cpd_desktop.store.batches import Batches
    from cpd_desktop.store.blobs import Blobs
    from cpd_desktop.store.conflicts import Conflicts
    from cpd_desktop.store.counts import Counts
    from cpd_desktop.store.flags import Flags
    from cpd_desktop.store.groups import Groups
    from cpd_desktop.store.journal import Journal
    from cpd_desktop.store.mirror import Mirror
    from cpd_desktop.store.outbox import Outbox
    from cpd_desktop.store.overview import Overview
    from cpd_desktop.store.packs import Packs
    from cpd_desktop.store.reasons import Reasons
    from cpd_desktop.store.records import Records
    from cpd_desktop.store.reports import Reports
    from cpd_desktop.store.saved_filters import SavedFilters


class Store:
    """The store of one account, by subject. Usable from any thread.

    A subject is loaded when it is first asked for: a window is painted before anything is read.
    """

    def __init__(self, folder: Path, damaged: bool = False, account_id: str = "") -> None:
        """Open or make the store in this folder, of the account ``account_id``; raises StoreTrouble.

        A file that is damaged, or was found so at work (``damaged``), is set aside and what the person did is saved.
        """
        self.folder = folder
        self._account_id = account_id
        self.database, self.rescued = _open(folder / "cache.sqlite3", damaged)

    @late
    def records(self) -> "Records":
        """Entities as they are here, and lists of them."""
        from cpd_desktop.store.records import Records

        return Records(self.database, self._account_id)

    @late
    def counts(self) -> "Counts":
        """How many there are."""
        from cpd_desktop.store.counts import Counts

        return Counts(self.database)

    @late
    def overview(self) -> "Overview":
        """Figures of a province."""
        from cpd_desktop.store.overview import Overview

        return Overview(self.database)

    @late
    def packs(self) -> "Packs":
        """What goes into packs and comes out of them."""
        from cpd_desktop.store.packs import Packs

        return Packs(self.database)

    @late
    def outbox(self) -> "Outbox":
        """What the person did and the service does not know yet."""
        from cpd_desktop.store.outbox import Outbox

        return Outbox(self.database)

    @late
    def mirror(self) -> "Mirror":
        """The copy of what the service knows."""
        from cpd_desktop.store.mirror import Mirror

        return Mirror(self.database)

    @late
    def answers(self) -> "Answers":
        """What the service says to what was sent."""
        from cpd_desktop.store.answers import Answers

        return Answers(self.database)

    @late
    def conflicts(self) -> "Conflicts":
        """What did not take effect."""
        from cpd_desktop.store.conflicts import Conflicts

        return Conflicts(self.database)

    @late
    def blobs(self) -> "Blobs":
        """Attachments."""
        from cpd_desktop.store.blobs import Blobs

        return Blobs(self.database, self.folder / "blobs")

    @late
    def journal(self) -> "Journal":
        """Activities and settings."""
        from cpd_desktop.store.journal import Journal

        return Journal(self.database)

    @late
    def flags(self) -> "Flags":
        """What staff should look at before they decide."""
        from cpd_desktop.store.flags import Flags

        return Flags(self.database)

    @late
    def groups(self) -> "Groups":
        """Counts of a list by what its applications have in common."""
        from cpd_desktop.store.groups import Groups

        return Groups(self.database, self._account_id)

    @late
    def saved_filters(self) -> "SavedFilters":
        """Filters with a name."""
        from cpd_desktop.store.saved_filters import SavedFilters

        return SavedFilters(self.database)

    @late
    def asides(self) -> "Asides":
        """What was put aside, with a note."""
        from cpd_desktop.store.asides import Asides

        return Asides(self.database)

    @late
    def reasons(self) -> "Reasons":
        """Reasons of one's own."""
        from cpd_desktop.store.reasons import Reasons

        return Reasons(self.database)

    @late
    def batches(self) -> "Batches":
        """What batches meet, and which there were."""
        from cpd_desktop.store.batches import Batches

        return Batches(self.database)

    @late
    def reports(self) -> "Reports":
        """What became of what was sent."""
        from cpd_desktop.store.reports import Reports

        return Reports(self.database)

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
