"""Writing a snapshot: a page at a time from the database through the packer into the file, whatever the size."""

import gzip
import json
import threading
from pathlib import Path

from sqlalchemy import Connection, text

from cpd_core.messages import PROTOCOL_MAX
from cpd_service.snapshots.folder import Contents, SnapshotFolder
from cpd_service.store.database import Database
from cpd_service.store.feed import live_pages, read_state

LINE_ITEMS = 1000
GZIP_LEVEL = 6  # packed once, loaded many times; level 1 takes half the time and makes half as much again


class Stopped(Exception):
    """The service stops; the snapshot was not finished and nothing of it is left."""


def build(database: Database, folder: SnapshotFolder, scope: str, stop: threading.Event | None = None) -> Path:
    """Write the snapshot of a scope as it is at one moment and return the file; raises :class:`Stopped`.

    Lines of JSON: ``{"epoch", "high", "count", "protocol"}``; lists of up to 1,000 items as in a page of changes, all
    of them upserts; ``{"end": true}``, so that a reader knows that nothing was cut off.
    """
    with database.reading_at_once() as connection:
        state = read_state(connection, scope)
        contents = Contents(scope, state.epoch, state.high, count(connection, scope))
        with folder.writing(contents) as file, gzip.GzipFile("", "wb", GZIP_LEVEL, file, mtime=0) as packed:
            packed.write(_line({"epoch": state.epoch, "high": state.high, "count": contents.count}))
            for items in live_pages(connection, scope, state.high, LINE_ITEMS):
                if stop is not None and stop.is_set():
                    raise Stopped
                packed.write(b"[%s]\n" % items)
            packed.write(b'{"end": true}\n')
    return folder.folder / contents.file_name


def count(connection: Connection, scope: str, at_most: int | None = None) -> int:
    """How many entities a scope holds; counts no further than ``at_most``."""
    limit = "" if at_most is None else f"LIMIT {at_most:d}"
    query = f"SELECT count(*) FROM (SELECT 1 FROM feed WHERE scope = :scope AND op = 'upsert' {limit}) AS live"
    return connection.execute(text(query), {"scope": scope}).scalar_one()


def _line(head: dict[str, str | int]) -> bytes:
    return json.dumps(head | {"protocol": PROTOCOL_MAX}).encode() + b"\n"
