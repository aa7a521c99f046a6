"""The file of a backup: a ZIP with ``manifest.json``, ``tables/<name>.jsonl`` and, where wanted, ``blobs/<sha256>``.

A line of a table is a JSON array of one row's values, in the order of the manifest's columns. The format knows nothing
of SQLite or PostgreSQL, so that what began in a file can move to a server.
"""

import hashlib
import zipfile
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from cpd_service.backup import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
PART = 1024 * 1024  # bytes read at once


class TableEntry(msgspec.Struct, frozen=True):
    """A table in the file: its columns, how many rows, and the SHA-256 of its lines."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the file holds. ``blobs`` is None where the attachments were left out.

    ``blobs_missing``: how many the database names and the store had lost.
    """

    format: int = FORMAT
    made_at: str
    revision: str
    epoch: str
    tables: tuple[TableEntry, ...]
    blobs: int | None = None
    blob_bytes: int = 0
    blobs_missing: int = 0

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)


class ArchiveWriter:
    """Writes the parts of a file, the manifest last; made by :func:`new_archive`."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> TableEntry:
        """Write a table as it streams in."""
        digest, count = hashlib.sha256(), 0
        with self._zip.open(_table_name(name), "w", force_zip64=True) as part:
            for row in rows:
                line = msgspec.json.encode(tuple(row)) + b"\n"
                digest.update(line)
                part.write(line)
                count += 1
        return TableEntry(name, tuple(columns), count, digest.hexdigest())

    def blob(self, sha256: str, data: bytes) -> None:
        """Write an attachment; pictures and PDF files are compressed already."""
        self._zip.writestr(zipfile.ZipInfo(_blob_name(sha256)), data, zipfile.ZIP_STORED)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest."""
        self._zip.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))


class Archive:
    """A file to read; made by :func:`open_archive`."""

    def __init__(self, zipped: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip = zipped
        self.manifest = manifest

    def rows(self, table: TableEntry) -> Iterator[list[object]]:
        """The rows of a table, one at a time."""
        with self._zip.open(_table_name(table.name)) as part:
            for line in part:
                yield msgspec.json.decode(line, type=list[object])

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """Hash and bytes of each attachment in the file; raises :class:`BackupError` for one that is not its hash."""
        for name in self._zip.namelist():
            if name.startswith(_blob_name("")):
                data = self._zip.read(name)
                sha256 = name.removeprefix(_blob_name(""))
                if hashlib.sha256(data).hexdigest() != sha256:
                    raise BackupError(f"the backup is damaged: attachment {sha256}")
                yield sha256, data

    def verify(self) -> None:
        """Read all of it and compare with the manifest; raises :class:`BackupError`."""
        for table in self.manifest.tables:
            digest, count = hashlib.sha256(), 0
            with self._zip.open(_table_name(table.name)) as part:
                while read := part.read(PART):
                    digest.update(read)
                    count += read.count(b"\n")
            if (count, digest.hexdigest()) != (table.rows, table.sha256):
                raise BackupError(f"the backup is damaged: table {table.name}")
        count, size = 0, 0
        for _, data in self.blobs():
            count, size = count + 1, size + len(data)
        if (count, size) != (self.manifest.blobs or 0, self.manifest.blob_bytes):
            raise BackupError("the backup is damaged: attachments are missing")


@contextmanager
def new_archive(file: IO[bytes]) -> Generator[ArchiveWriter]:
    """Begin a file; it is complete at the end of the block."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as zipped:
        yield ArchiveWriter(zipped)


@contextmanager
def open_archive(path: Path) -> Generator[Archive]:
    """Open a file; whatever proves unreadable within the block, too, is a :class:`BackupError`."""
    try:
        with zipfile.ZipFile(path) as zipped:
            yield Archive(zipped, _read_manifest(zipped))
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, msgspec.DecodeError) as failure:
        raise BackupError(f"{path} is no backup of this service, or it is damaged: {failure}") from failure


def _read_manifest(zipped: zipfile.ZipFile) -> Manifest:
    manifest = msgspec.json.decode(zipped.read(MANIFEST), type=Manifest)
    if manifest.format != FORMAT:
        raise BackupError(f"the backup has format {manifest.format}; this version reads {FORMAT}")
    return manifest


def _table_name(name: str) -> str:
    return f"tables/{name}.jsonl"


def _blob_name(sha256: str) -> str:
    return f"blobs/{sha256}"
