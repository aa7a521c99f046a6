"""Making a snapshot: from the database a page at a time into a prepared cache, whatever the size, then packed."""

import threading
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, text

from cpd_core.messages import PROTOCOL_MAX
from cpd_core.prepared import FORM, Head, Record
from cpd_service.snapshots import cache
from cpd_service.snapshots.folder import Contents, SnapshotFolder
from cpd_service.store.database import Database
from cpd_service.store.feed import live_pages, read_state

PAGE = 1000  # records held at a time


class Stopped(Exception):
    """The service stops; the snapshot was not finished and nothing of it is left."""


def build(database: Database, folder: SnapshotFolder, scope: str, stop: threading.Event | None = None) -> Path:
    """Write the snapshot of a scope as it is at one moment and return the file; raises :class:`Stopped`."""

    def go_on() -> None:
        if stop is not None and stop.is_set():
            raise Stopped

    def pages(connection: Connection, high: int) -> Iterator[list[Record]]:
        for page in live_pages(connection, scope, high, PAGE):
            go_on()
            yield page

    with folder.unfinished() as plain:
        with database.reading_at_once() as connection:
            state = read_state(connection, scope)
            contents = Contents(scope, state.epoch, state.high, count(connection, scope))
            head = Head(FORM, PROTOCOL_MAX, scope, state.epoch, state.high, contents.count)
            cache.write(plain, head, pages(connection, state.high))
        with folder.writing(contents) as file:
            cache.pack(plain, file, go_on)
    return folder.folder / contents.file_name


def count(connection: Connection, scope: str, at_most: int | None = None) -> int:
    """How many entities a scope holds; counts no further than ``at_most``."""
    limit = "" if at_most is None else f"LIMIT {at_most:d}"
    query = f"SELECT count(*) FROM (SELECT 1 FROM feed WHERE scope = :scope AND op = 'upsert' {limit}) AS live"
    return connection.execute(text(query), {"scope": scope}).scalar_one()
