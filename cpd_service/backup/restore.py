"""Restoring a backup: one transaction, at the end of which the database begins a new life."""

import secrets
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from cpd_service.backup import BackupError
from cpd_service.backup.archive import Archive, Manifest, open_archive
from cpd_service.backup.tables import copy_in, drop, is_empty
from cpd_service.check import check
from cpd_service.store.blob_store import BlobStore
from cpd_service.store.database import Database, is_known, new_epoch, revision_of, upgrade
from cpd_service.store.revisions import REV_FLOOR

REV_STEP = 2**20  # more revisions than any record sees between two restores
REV_STEPS = 2**20  # of which one is drawn, so that two restores of one backup do not meet; 2**53 is JSON's last integer


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought, and what ``check`` says of it."""

    manifest: Manifest
    troubles: Sequence[str]


def restore(file: Path, database_url: str, store: BlobStore, replace: bool = False) -> Restored:
    """Fill a database from a backup; nothing is touched unless the whole file has been read and found whole.

    A database that holds something is refused unless ``replace``. It is all one transaction: whatever fails leaves what
    was there. What ``check`` finds is told and not refused: a flaw that was there before must not keep all else away.
    Raises :class:`BackupError`.
    """
    with open_archive(file) as archive, closing(Database(database_url)) as database:
        if not is_known(archive.manifest.revision):
            raise BackupError(f"the backup is of revision {archive.manifest.revision}: restore it by a newer version")
        archive.verify()
        for _, data in archive.blobs():
            store.put(data)
        with database.writing() as connection:
            revision_of(connection)  # a database of a newer version is refused
            if not replace and not is_empty(connection):
                raise BackupError("the database is not empty; --replace deletes what is in it")
            _fill(connection, archive)
        with database.reading() as connection:
            return Restored(archive.manifest, check(connection, store))


def _fill(connection: Connection, archive: Archive) -> None:
    drop(connection)
    upgrade(connection, archive.manifest.revision)
    for table in archive.manifest.tables:
        copy_in(connection, table, archive.rows(table))
    upgrade(connection)
    _begin_new_life(connection)


def _begin_new_life(connection: Connection) -> None:
    """Let every client load anew, and no revision mean two contents.

    Revisions that were given out after the backup are known to clients, so those to come begin above all of them.
    """
    epoch = {"epoch": new_epoch()}
    connection.execute(text("UPDATE setting SET value = :epoch WHERE key = 'epoch'"), epoch)
    connection.execute(text("UPDATE scope SET epoch = :epoch"), epoch)
    floor = connection.scalar(text("SELECT value FROM setting WHERE key = :key"), {"key": REV_FLOOR})
    raised = int(floor or 0) + REV_STEP * (1 + secrets.randbelow(REV_STEPS))
    connection.execute(text("DELETE FROM setting WHERE key = :key"), {"key": REV_FLOOR})
    new = {"key": REV_FLOOR, "value": str(raised)}
    connection.execute(text("INSERT INTO setting (key, value) VALUES (:key, :value)"), new)
