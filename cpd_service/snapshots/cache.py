"""Writing a prepared cache (:mod:`cpd_core.prepared`): a plain SQLite file, then packed."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import zstandard
from msgspec.structs import astuple

from cpd_core import prepared

LEVEL = 6  # packed once, unpacked many times, which takes the same at every level
PIECE = 1024 * 1024  # bytes
# Nobody reads the file before it is whole, and one that was not finished is thrown away.
_SETTINGS = (f"page_size={prepared.PAGE}", "journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY")


def write(path: Path, head: prepared.Head, pages: Iterable[list[prepared.Record]]) -> None:
    """Make the file out of the records of the head's scope, in order of their numbers; raises what ``pages`` raises."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for setting in _SETTINGS:
            db.execute(f"PRAGMA {setting}")
        db.execute("BEGIN")
        for statement in (prepared.RECORD, prepared.HEAD, prepared.PAPER):
            db.execute(statement)
        db.execute(prepared.PUT_HEAD, astuple(head))
        for page in pages:
            rows = prepared.rows_of(head.scope, page)
            db.executemany(prepared.PUT_ROW, rows.records)
            db.executemany(prepared.PUT_PAPER, rows.papers)
        for statement in prepared.INDEXES:  # at the end: made in one go they are a fraction of the work, and denser
            db.execute(statement)
        db.execute("COMMIT")


def pack(path: Path, into: BinaryIO, between: Callable[[], None]) -> None:
    """Pack a file with a checksum of its content; raises what ``between`` raises."""
    packer = zstandard.ZstdCompressor(LEVEL, write_checksum=True).compressobj(path.stat().st_size)
    with path.open("rb") as plain:
        while piece := plain.read(PIECE):
            between()
            into.write(packer.compress(piece))
    into.write(packer.flush())
