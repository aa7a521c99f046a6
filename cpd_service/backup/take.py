"""Making a backup while the service goes on serving: what one moment held, in a file that has been read again."""

import os
import sqlite3
import tempfile
from collections.abc import Generator, Iterable
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

import msgspec
from sqlalchemy import Connection, text

from cpd_service import clock
from cpd_service.backup import BackupError
from cpd_service.backup.archive import ArchiveWriter, Manifest, new_archive, open_archive
from cpd_service.backup.tables import copy_out
from cpd_service.store.blob_folder import fsync_folder
from cpd_service.store.blob_store import BlobMissing, BlobStore, read
from cpd_service.store.database import Database, revision_of


def backup(database_url: str, file: Path, store: BlobStore | None = None) -> Manifest:
    """Write a backup, with the attachments of ``store`` where one is given, and return what it holds.

    The file appears under its name once it is complete, on the disk and has been read again; until then, what had that
    name stays. Raises :class:`BackupError` and ``OSError``.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as name:
        making = Path(name)
        handle, written = tempfile.mkstemp(dir=making)  # readable by nobody else: it holds password hashes
        with os.fdopen(handle, "wb") as output, _one_moment(database_url, making) as connection:
            manifest = _write(connection, output, store)
            output.flush()
            os.fsync(output.fileno())
        with open_archive(Path(written)) as archive:
            archive.verify()
        Path(written).replace(file)
        fsync_folder(file.parent)
    return manifest


def _write(connection: Connection, output: IO[bytes], store: BlobStore | None) -> Manifest:
    revision = revision_of(connection)
    if not revision:
        raise BackupError("this is no database of the service: it has none of its tables")
    made_at = clock.now()
    epoch = connection.scalars(text("SELECT value FROM setting WHERE key = 'epoch'")).one()
    with new_archive(output) as archive:
        tables = copy_out(connection, archive)
        manifest = Manifest(made_at=made_at, revision=revision, epoch=epoch, tables=tables)
        if store is not None:
            count, size, missing = _copy_blobs(connection, archive, store)
            manifest = msgspec.structs.replace(manifest, blobs=count, blob_bytes=size, blobs_missing=missing)
        archive.finish(manifest)
    return manifest


def _copy_blobs(connection: Connection, archive: ArchiveWriter, store: BlobStore) -> tuple[int, int, int]:
    """Copy the attachments that the database names; returns how many, their bytes, and how many are lost.

    One that is lost shall not keep the others from being saved.
    """
    count, size, missing = 0, 0, 0
    names: Iterable[str] = connection.scalars(text("SELECT sha256 FROM blob ORDER BY sha256"))
    for sha256 in names:
        try:
            data = read(store, sha256)
        except BlobMissing:
            missing += 1
        else:
            archive.blob(sha256, data)
            count, size = count + 1, size + len(data)
    return count, size, missing


@contextmanager
def _one_moment(database_url: str, folder: Path) -> Generator[Connection]:
    """A transaction that sees one moment of the database, for as long as it takes, and holds nobody up."""
    with closing(Database(database_url)) as database:
        if not database.is_sqlite:
            with database.engine.connect() as connection:
                snapshot = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                with snapshot.begin():
                    yield snapshot
            return
        source = Path(database.url.database or "")
    if not source.is_file():
        raise BackupError(f"there is no database {source}")
    _copy_sqlite(source, folder / "copy.sqlite3")
    with closing(Database(f"sqlite:///{(folder / 'copy.sqlite3').as_posix()}")) as copy, copy.reading() as connection:
        yield connection


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that is being written to, and look the copy over: a page that is damaged is found today."""
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as failure:
        raise BackupError(f"the database is damaged or cannot be read: {failure}") from failure
    if said != "ok":
        raise BackupError(f"the database is damaged: {said}")
