"""Another file takes the place of the store's: at once or not at all, and nobody who reads or writes is torn."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from cpd_core import prepared
from cpd_desktop.errors import StoreTrouble
from cpd_desktop.store import Store


def new_file(folder: Path) -> Path:
    """A database with one table."""
    path = folder / "new.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.executescript("CREATE TABLE extra (word TEXT); INSERT INTO extra VALUES ('new')")
    return path


def keep_all(db: sqlite3.Connection) -> str:
    """Carry over what the journal needs, and no more."""
    (sql,) = db.execute("SELECT sql FROM here.sqlite_master WHERE name = 'meta'").fetchone()
    db.execute(sql)
    db.execute("INSERT INTO main.meta SELECT * FROM here.meta")
    return "kept"


def test_all_threads_see_the_new_file_from_then_on(store: Store) -> None:
    store.journal.put("fact", "old")
    assert store.database.change_over(new_file(store.folder), keep_all) == "kept"
    seen: list[str] = []
    for _ in range(2):
        thread = threading.Thread(target=lambda: seen.append(store.journal.get("fact")))
        thread.start()
        thread.join()
    assert seen == ["old", "old"]
    with store.database.read() as db:
        assert db.execute("SELECT word FROM extra").fetchone() == ("new",)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.journal.put("fact", "and new")
    store.close()
    with closing(sqlite3.connect(store.database.path)) as db:
        assert db.execute("SELECT value FROM meta WHERE key = 'fact'").fetchone() == ("and new",)
    assert not (store.folder / "new.sqlite3").exists()


def test_it_waits_for_who_reads_and_whoever_writes_waits_for_it(store: Store) -> None:
    store.journal.put("fact", "old")
    reading, may_end = threading.Event(), threading.Event()
    order: list[str] = []

    def read() -> None:
        with store.database.read() as db:
            reading.set()
            assert may_end.wait(30)
            assert db.execute("SELECT value FROM meta WHERE key = 'fact'").fetchone() == ("old",)
            order.append("read")

    def keep(db: sqlite3.Connection) -> str:
        writer.start()
        may_end.set()
        return keep_all(db)

    def write() -> None:
        store.journal.put("fact", "written after")
        order.append("written")

    reader, writer = threading.Thread(target=read), threading.Thread(target=write)
    reader.start()
    assert reading.wait(30)
    store.database.change_over(new_file(store.folder), keep)
    reader.join()
    writer.join()
    assert order == ["read", "written"]
    assert store.journal.get("fact") == "written after"


def test_what_goes_wrong_leaves_the_old_file(store: Store) -> None:
    store.journal.put("fact", "old")

    def fail(db: sqlite3.Connection) -> str:
        keep_all(db)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.database.change_over(new_file(store.folder), fail)
    assert store.journal.get("fact") == "old"
    store.journal.put("fact", "still")
    assert store.journal.get("fact") == "still"
    assert store.database.integrity() == ""


def test_a_reader_that_never_ends_is_trouble_in_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpd_desktop.store.database.BUSY_SECONDS", 0.05)
    store.journal.put("fact", "old")
    new = new_file(store.folder)
    with store.database.read(), pytest.raises(StoreTrouble, match="正忙"):
        store.database.change_over(new, keep_all)
    assert store.journal.get("fact") == "old"


def test_the_prepared_form_is_what_the_migrations_make(store: Store) -> None:
    """Or no client would take such a file: then it is time for another FORM."""
    with closing(sqlite3.connect(":memory:")) as db:
        for statement in (prepared.RECORD, *prepared.INDEXES):
            db.execute(statement)
        theirs = {name: "".join(sql.split()) for name, sql in db.execute("SELECT name, sql FROM sqlite_master")}
    with store.database.read() as db:
        found = db.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'record' AND type <> 'trigger'")
        assert {name: "".join(sql.split()) for name, sql in found} == theirs
