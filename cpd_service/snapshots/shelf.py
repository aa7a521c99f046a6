"""Handing out snapshots: at once where one is prepared, built in the background where none is or it is stale."""

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from cpd_service.snapshots.build import Stopped, build, count
from cpd_service.snapshots.folder import Contents, SnapshotFolder
from cpd_service.store.database import Database
from cpd_service.store.feed import State, read_state

SNAPSHOT_MIN = 2000  # entities; fewer come as quickly by two pages of the feed
STALE_CHANGES = 5000  # a snapshot is built anew once the feed has gone on by so many changes …
STALE_PART = 0.1  # … and by this part of what the snapshot holds

log = logging.getLogger(__name__)


class TooSmall(Exception):
    """The scope holds too little to be worth a snapshot: load it from the feed."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A snapshot to be handed out; ``etag`` names these very bytes."""

    path: Path
    etag: str


class Shelf:
    """The snapshots of a service. One thread builds, one after the other, while anything is wanted."""

    def __init__(self, database: Database, folder: Path, smallest: int = SNAPSHOT_MIN) -> None:
        self._database = database
        self._folder = SnapshotFolder(folder)
        self._smallest = smallest
        self._guard = threading.Lock()
        self._wanted: dict[str, None] = {}  # scopes, in the order of asking; the first is being built
        self._worker: threading.Thread | None = None
        self._stop = threading.Event()

    def take(self, scope: str) -> Ready | None:
        """The snapshot of a scope; None while it is being built. Raises :class:`TooSmall`.

        A stale one is handed out as long as the feed goes on from it; the next one is then under way.
        """
        with self._database.reading() as connection:
            state = read_state(connection, scope)
            if state.high < self._smallest or count(connection, scope, self._smallest) < self._smallest:
                raise TooSmall
        found = self._folder.newest(scope)
        if found is None or not _leads_on(found[0], state):
            self._order(scope)
            return None
        contents, path = found
        if _is_stale(contents, state):
            self._order(scope)
        return Ready(path, f'"{contents.epoch}-{contents.high}-{path.stat().st_size}"')

    def close(self) -> None:
        """Stop building; what is not finished leaves nothing behind."""
        self._stop.set()
        with self._guard:
            worker = self._worker
        if worker is not None:
            worker.join()

    def _order(self, scope: str) -> None:
        with self._guard:
            if self._stop.is_set():
                return
            self._wanted[scope] = None
            if self._worker is None or not self._worker.is_alive():
                self._worker = threading.Thread(target=self._work, name="snapshots")
                self._worker.start()

    def _work(self) -> None:
        """Build what is wanted, then end."""
        while (scope := self._next()) is not None:
            try:
                build(self._database, self._folder, scope, self._stop)
            except Stopped:
                log.info("the snapshot of %s is left, the service stops", scope)
            except (OSError, DBAPIError) as failure:  # a full disk, a database that is gone: whoever asks tries again
                log.warning("the snapshot of %s cannot be built: %s", scope, failure)
            finally:
                with self._guard:
                    del self._wanted[scope]

    def _next(self) -> str | None:
        with self._guard:
            scope = next(iter(self._wanted), None)
            if scope is None or self._stop.is_set():
                self._worker = None
                return None
            return scope


def _leads_on(contents: Contents, state: State) -> bool:
    """Whether the feed goes on from this snapshot."""
    return contents.epoch == state.epoch and state.floor <= contents.high <= state.high


def _is_stale(contents: Contents, state: State) -> bool:
    return state.high - contents.high > max(STALE_CHANGES, STALE_PART * contents.count)
