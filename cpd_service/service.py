"""What a running service consists of: its database, its blobs and the rules in force."""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from cpd_service.certificates.keys import Keys
from cpd_service.limits import RateLimit
from cpd_service.national.overview import Overviews
from cpd_service.national.rehearsals import Launcher
from cpd_service.operating.meters import Meters
from cpd_service.problems import ProblemError
from cpd_service.rules import Rules, seed_rules
from cpd_service.snapshots.shelf import Shelf
from cpd_service.store.blob_store import BlobStore, open_store
from cpd_service.store.database import Database

if TYPE_CHECKING:
    from cpd_service.certificates.private_keys import PrivateKey
    from cpd_service.mail import Mailer


@dataclass(frozen=True)
class Service:
    """Handed to every route; owns the connections."""

    database: Database
    blobs: BlobStore
    media: BlobStore | None = None  # videos and sounds of courses; None: it has none of its own
    rules: Rules = field(default_factory=Rules)
    snapshots: Shelf | None = None  # None: it prepares none, and first loads come by the feed
    keys: Keys | None = None  # None: it signs nothing
    updates: Path | None = None  # newer versions of the client, a folder for each channel; None: it offers none
    mailer: "Mailer | None" = None  # None: it sends no mail
    public_url: str = ""  # where everyone can open it
    limit: RateLimit = field(default_factory=RateLimit)  # of what people ask without signing in
    meters: Meters = field(default_factory=Meters)
    access_log: bool = False  # whether each request leaves a line in the log
    overviews: Overviews = field(default_factory=Overviews)  # of the national desk
    rehearsals: Launcher = field(default_factory=Launcher)
    stopping: threading.Event = field(default_factory=threading.Event)  # set once it was told to stop

    def signing_key(self, connection: Connection) -> "PrivateKey":
        """The key that signs certificates now; raises :class:`ProblemError` 503 where there is none."""
        if self.keys is None:
            raise ProblemError(503, "KEYS_AWAY")
        return self.keys.signing(connection)

    def close(self) -> None:
        """Stop what runs in the background and close the database."""
        if self.snapshots is not None:
            self.snapshots.close()
        if self.mailer is not None:
            self.mailer.close()
        self.rehearsals.close()
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
