"""The file of a backup: one moment of a database that is being written to, complete or not there at all."""

import threading
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from cpd_service.backup import BackupError
from cpd_service.backup.archive import open_archive
from cpd_service.backup.restore import restore
from cpd_service.backup.take import backup
from cpd_service.cli import main
from cpd_service.service import open_service
from cpd_service.store.blob_folder import BlobFolder
from cpd_service.store.database import Database
from tests.cpd_service.conftest import World
from tests.support.api import PDF, Api, hashed
from tests.support.world import build_world

CHUNK = 10
CHUNKS_MEANWHILE = 3


def write_until(api: Api, done: threading.Event, ids: list[str], ready: threading.Event) -> None:
    """Push chunks, each one transaction, until told to stop."""
    draft = api.draft()
    while not done.is_set():
        chunk = [api.command("application.file", str(uuid.uuid4()), draft) for _ in range(CHUNK)]
        assert {result["status"] for result in api.push(*chunk)} == {"applied"}
        ids += [command["entity_id"] for command in chunk]
        if len(ids) >= CHUNKS_MEANWHILE * CHUNK:
            ready.set()


def test_a_backup_under_way_holds_one_moment_and_holds_nobody_up(world: World, tmp_path: Path) -> None:
    done, ready, ids = threading.Event(), threading.Event(), list[str]()
    store = BlobFolder(world.service.directory / "blobs")
    writer = threading.Thread(target=write_until, args=(world.api("an"), done, ids, ready))
    writer.start()
    try:
        assert ready.wait(60)
        manifest = backup(world.service.database_url, tmp_path / "backup.zip", store)
    finally:
        done.set()
        writer.join()

    url = f"sqlite:///{(tmp_path / 'restored.sqlite3').as_posix()}"
    restored = restore(tmp_path / "backup.zip", url, BlobFolder(tmp_path / "blobs"))
    assert restored.troubles == [], "what check says of any database"
    assert restored.manifest == manifest
    with closing(Database(url)) as database, database.reading() as connection:
        held = set(connection.scalars(text("SELECT id FROM record WHERE kind = 'application'")))
    assert len(held & set(ids)) % CHUNK == 0, "a transaction is in it or not"
    assert set(ids[: CHUNKS_MEANWHILE * CHUNK]) <= held
    assert (tmp_path / "blobs" / hashed(PDF)[:2] / hashed(PDF)).read_bytes() == PDF


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty PostgreSQL database."""
    server = request.getfixturevalue("postgres")
    name = f"empty_{uuid.uuid4().hex}"
    yield server.create(name)
    server.drop(name)


@pytest.fixture
def small(tmp_path: Path) -> tuple[str, Path]:
    """A database with the small world and its backup."""
    url = f"sqlite:///{(tmp_path / 'small.sqlite3').as_posix()}"
    build_world(url, tmp_path / "blobs")
    backup(url, tmp_path / "small.zip")
    return url, tmp_path / "small.zip"


def test_what_began_in_a_file_moves_to_postgresql_and_goes_on_there(
    small: tuple[str, Path], postgres_url: str, tmp_path: Path
) -> None:
    store = BlobFolder(tmp_path / "blobs")
    assert restore(small[1], postgres_url, store).troubles == []
    backup(postgres_url, tmp_path / "back.zip")
    with open_archive(small[1]) as first, open_archive(tmp_path / "back.zip") as second:
        tables = [{t.name: t for t in one.manifest.tables} for one in (first, second)]
        same = {name for name in tables[0] if tables[0][name] == tables[1][name]}
        assert set(tables[0]) - same == {"scope", "setting"}, "the epoch is new, and all else is what it was"
    with closing(open_service(postgres_url, tmp_path / "blobs")) as service, service.database.writing() as connection:
        insert = "INSERT INTO record (kind, id, rev, body) VALUES ('sponsor', 'new', 1, '{}') RETURNING rid"
        last = connection.scalar(text("SELECT max(rid) FROM record"))
        assert connection.scalar(text(insert)) == last + 1, "rows are numbered after those that came"


def test_a_backup_that_is_not_whole_touches_nothing(small: tuple[str, Path], tmp_path: Path) -> None:
    url, file = small
    store = BlobFolder(tmp_path / "blobs")
    whole = file.read_bytes()
    with closing(Database(url)) as database, database.reading() as connection:
        before = connection.scalar(text("SELECT value FROM setting WHERE key = 'epoch'"))
    middle = len(whole) // 2
    for damaged in (
        whole[:-100],
        whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        b"PK\x03\x04",
        b"",
    ):
        file.write_bytes(damaged)
        with pytest.raises(BackupError, match="damaged"):
            restore(file, url, store, replace=True)
    with closing(Database(url)) as database, database.reading() as connection:
        assert connection.scalar(text("SELECT value FROM setting WHERE key = 'epoch'")) == before


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("manifest.json", b'"revision": "', b'"revision": "9', "newer version"),
        ("manifest.json", b'"format": 1', b'"format": 2', "format 2"),
        ("tables/account.jsonl", b"login-an", b"login-xx", "table account"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_in_words(
    small: tuple[str, Path], tmp_path: Path, part: str, old: bytes, new: bytes, said: str
) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(small[1]) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            assert name != part or old in data
            target.writestr(name, data.replace(old, new) if name == part else data)
    with pytest.raises(BackupError, match=said):
        restore(changed, f"sqlite:///{(tmp_path / 'new.sqlite3').as_posix()}", BlobFolder(tmp_path / "blobs"))


def test_a_failed_backup_leaves_the_last_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "backup.zip"
    file.write_bytes(b"the last one")
    empty, missing = tmp_path / "empty.sqlite3", tmp_path / "missing.sqlite3"
    empty.touch()
    for database, said in ((empty, "none of its tables"), (missing, "there is no database")):
        assert main(["backup", str(file), "--database-url", f"sqlite:///{database.as_posix()}"]) == 1
        assert said in capsys.readouterr().err
    assert file.read_bytes() == b"the last one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "empty.sqlite3"]


def test_a_damaged_database_is_noticed_at_the_backup(small: tuple[str, Path], tmp_path: Path) -> None:
    database = tmp_path / "small.sqlite3"
    content = bytearray(database.read_bytes())
    content[4096 * 3 : 4096 * 8] = bytes(4096 * 5)
    database.write_bytes(content)
    with pytest.raises(BackupError, match="damaged"):
        backup(small[0], tmp_path / "second.zip")
    assert not (tmp_path / "second.zip").exists()


def test_attachments_that_are_lost_are_counted_and_keep_nothing_else_from_being_saved(
    small: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Database(small[0])) as database, database.writing() as connection:
        connection.execute(text("INSERT INTO blob VALUES (:sha256, 3, 'application/pdf')"), {"sha256": "0" * 64})
        connection.execute(text("INSERT INTO blob_scope VALUES (:sha256, 'm:an')"), {"sha256": "0" * 64})
    options = ["--database-url", small[0], "--blobs", str(tmp_path / "blobs")]
    assert main(["backup", str(tmp_path / "b.zip"), *options, "--with-blobs"]) == 1
    assert "0 attachments, 0 bytes; 1 are missing" in capsys.readouterr().out
    assert main(["restore", str(tmp_path / "b.zip"), *options, "--replace"]) == 1
    assert "is missing from the store" in capsys.readouterr().out
