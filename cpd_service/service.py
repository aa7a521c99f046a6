"""What a running service consists of: its database, its blobs and the rules in force."""

from dataclasses import dataclass, field
from pathlib import Path

from cpd_service.rules import Rules, seed_rules
from cpd_service.snapshots.shelf import Shelf
from cpd_service.store.blob_store import BlobStore, open_store
from cpd_service.store.database import Database


@dataclass(frozen=True)
class Service:
    """Handed to every route; owns the connections."""

    database: Database
    blobs: BlobStore
    rules: Rules = field(default_factory=Rules)
    snapshots: Shelf | None = None  # None: it prepares none, and first loads come by the feed

    def close(self) -> None:
        """Stop what runs in the background and close the database."""
        if self.snapshots is not None:
            self.snapshots.close()
        self.database.close()


def open_service(database_url: str, blobs: str | Path) -> Service:
    """Open and migrate the database, seed the rules where there are none, and open the store of blobs."""
    database = Database(database_url)
    prepare(database)
    return Service(database, open_store(blobs))


def prepare(database: Database) -> None:
    """Migrate a database and give it rules: what ``serve``, ``migrate`` and ``demo`` all begin with."""
    database.migrate()
    seed_rules(database)
