"""Attachments that nothing here refers to any more, and what a kill has left behind.

Found by looking at what is there, not by what somebody remembered, so that a run mends whatever an earlier one, or a
program that was killed between a file and its row, has left. A row is what decides; files follow it.
"""

import re
import sqlite3
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

from cpd_core.media import media_type_of
from cpd_desktop.store.blob_use import HELD, IN_RECORDS, added_of, is_removed
from cpd_desktop.store.blobs import Blobs
from cpd_desktop.views import AttachmentUse

GRACE_DAYS = 7  # by the service's date, from when nothing was first found to refer to it
LEFTOVER_SECONDS = 86_400.0  # a file that nobody has written to for so long is not being written

_NAME = re.compile(r"[0-9a-f]{64}")


class Collected(msgspec.Struct, frozen=True):
    """What a run threw away."""

    count: int
    bytes: int


def usage(blobs: Blobs) -> AttachmentUse:
    """Look at everything; reads all applications."""
    with blobs.database.read() as db:
        loose, _ = _loose(blobs, db)
        rows: list[tuple[str, int, str]] = db.execute("SELECT sha256, size, state FROM blob").fetchall()
    here = [(sha256, size) for sha256, size, state in rows if state != "wanted"]
    wanted = [size for _, size, state in rows if state == "wanted"]
    unused = [size for sha256, size in here if sha256 in loose]
    return AttachmentUse(
        count=len(here),
        bytes=sum(size for _, size in here),
        wanted=len(wanted),
        wanted_bytes=sum(wanted),
        unreferenced=len(unused),
        unreferenced_bytes=sum(unused),
        missing=sum(1 for sha256, _ in here if blobs.path(sha256) is None),
    )


def collect(blobs: Blobs, today: str) -> Collected:
    """Throw away what nothing has referred to for :data:`GRACE_DAYS`; ``today`` is the service's date.

    Only after a complete sync, for only then is it known what there is to refer to it.
    """
    _adopt(blobs)
    with blobs.database.read() as db:  # long where there are many applications: nobody waits for it
        loose, referred = _loose(blobs, db)
    _mend_rows(blobs, loose, referred)
    _mark(blobs, loose, today)
    _remove_leftovers(blobs)
    return _throw_away(blobs, loose, today)


def _loose(blobs: Blobs, db: sqlite3.Connection) -> tuple[set[str], set[str]]:
    """The attachments that nothing refers to, and those that an application does."""
    known = {row[0] for row in db.execute("SELECT sha256 FROM blob")}
    referred = {row[0] for row in db.execute(IN_RECORDS)}
    held = {row[0] for row in db.execute(HELD, {"added": added_of(blobs)})}
    return known - referred - held, referred


def _adopt(blobs: Blobs) -> None:
    """Files without a row get one: a kill between the two, or a row that was damaged. Their grace begins today."""
    with blobs.database.read() as db:
        known = {row[0] for row in db.execute("SELECT sha256 FROM blob")}
    strays = [path for path in _files(blobs.folder) if _NAME.fullmatch(path.name) and path.name not in known]
    rows = [(path.name, path.stat().st_size, media_type_of(path.read_bytes()) or "") for path in strays]
    if rows:
        with blobs.database.write() as tx:
            tx.executemany(
                "INSERT OR IGNORE INTO blob (sha256, size, media_type, state) VALUES (?, ?, ?, 'added')", rows
            )


def _mend_rows(blobs: Blobs, loose: set[str], referred: set[str]) -> None:
    """Rows say what is: not that bytes are here that are gone, nor that the service lacks what it has told us of."""
    with blobs.database.write() as tx:
        rows: list[tuple[str, str]] = tx.execute(
            f"SELECT sha256, state FROM blob WHERE state IN ('added', 'here', 'wanted') AND sha256 NOT IN ({HELD})",
            {"added": added_of(blobs)},
        ).fetchall()
        gone = [row for row in rows if row[1] != "wanted" and blobs.path(row[0]) is None]
        idle = [row for row in rows if row[1] == "wanted" and row[0] in loose]
        tx.executemany("DELETE FROM blob WHERE sha256 = ? AND state = ?", gone + idle)
        adopted = [(sha256,) for sha256, state in rows if state == "added" and sha256 in referred]
        tx.executemany("UPDATE blob SET state = 'here' WHERE sha256 = ?", adopted)


def _mark(blobs: Blobs, loose: set[str], today: str) -> None:
    """Note since when nothing refers to them, and that something does again."""
    listed = msgspec.json.encode(sorted(loose)).decode()
    with blobs.database.write() as tx:
        tx.execute(
            "UPDATE blob SET loose_since = ? WHERE loose_since = '' AND sha256 IN (SELECT value FROM json_each(?))",
            (today, listed),
        )
        tx.execute(
            """UPDATE blob SET loose_since = ''
            WHERE loose_since <> '' AND sha256 NOT IN (SELECT value FROM json_each(?))""",
            (listed,),
        )


def _throw_away(blobs: Blobs, loose: set[str], today: str) -> Collected:
    """Looked at once more in the transaction: a form may have been saved since the applications were read."""
    last = (date.fromisoformat(today) - timedelta(days=GRACE_DAYS)).isoformat()
    with blobs.database.write() as tx:
        found: list[tuple[str, int]] = tx.execute(
            f"SELECT sha256, size FROM blob WHERE loose_since BETWEEN '1' AND :last AND sha256 NOT IN ({HELD})",
            {"last": last, "added": added_of(blobs)},
        ).fetchall()
        out = [(sha256, size) for sha256, size in found if sha256 in loose and is_removed(blobs, sha256)]
        tx.executemany("DELETE FROM blob WHERE sha256 = ?", [(sha256,) for sha256, _ in out])
    return Collected(len(out), sum(size for _, size in out))


def _remove_leftovers(blobs: Blobs) -> None:
    """Downloads that nobody goes on with, and files that were cut off while they were written."""
    wanted = {blobs.part(sha256).name for sha256, _, _ in blobs.wanted()}
    before = time.time() - LEFTOVER_SECONDS
    for path in _files(blobs.folder):
        if path.suffix in (".part", ".new") and path.name not in wanted and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("??/*") if path.is_file())
