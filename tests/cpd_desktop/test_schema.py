"""The file: tables and migrations agree, and every way in which it can be unusable has words."""

import ast
import re
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

import cpd_desktop.store.migrations
from cpd_core.prepared import PAGE
from cpd_desktop.errors import StoreTrouble
from cpd_desktop.store import Store
from cpd_desktop.store.database import SCHEMA_VERSION, Database
from cpd_desktop.store.tables import metadata


def schema(path: Path) -> dict[str, str]:
    """What a file's tables and indexes are, without the spaces of their SQL."""
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
        return {name: re.sub(r"\s+", "", sql) for name, sql in found}


def test_models_and_migrations_agree(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'models.sqlite3'}")
    metadata.create_all(engine)
    engine.dispose()
    Database(tmp_path / "migrated.sqlite3").close()

    assert schema(tmp_path / "migrated.sqlite3") == schema(tmp_path / "models.sqlite3")


def test_a_migration_imports_nothing_of_the_project() -> None:
    folder = Path(cpd_desktop.store.migrations.__file__).parent
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.startswith(("cpd_", "ui", "resources"))], file


def test_a_file_of_a_newer_program_is_refused_by_name_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite3"
    Database(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")

    with pytest.raises(StoreTrouble, match="更新的版本"):
        Database(path)

    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION + 1


def test_a_damaged_file_says_so_and_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite3"
    path.write_bytes(b"this is no database, but it may be somebody's only copy" * 100)

    with pytest.raises(StoreTrouble, match="损坏") as caught:
        Database(path)

    assert str(path) in caught.value.text
    assert path.read_bytes().startswith(b"this is no database")


def test_a_page_damaged_inside_the_file_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number in range(200):
        store.journal.put(f"key {number}", "value" * 50)
    with store.database.write() as tx:
        root = tx.execute("SELECT rootpage FROM sqlite_master WHERE name = 'meta'").fetchone()[0]
    store.close()
    path = tmp_path / "cache.sqlite3"
    data = bytearray(path.read_bytes())
    data[(root - 1) * PAGE : root * PAGE] = b"\xff" * PAGE
    path.write_bytes(data)

    damaged = Store(tmp_path)
    with pytest.raises(StoreTrouble, match="损坏"):
        damaged.journal.get("key 7")
    assert damaged.database.integrity()
    damaged.close()


def test_a_busy_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpd_desktop.store.database.BUSY_SECONDS", 0.05)
    store = Store(tmp_path)
    with closing(sqlite3.connect(tmp_path / "cache.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreTrouble, match="正忙"):
            store.journal.put("key", "value")
        other.execute("ROLLBACK")
    store.journal.put("key", "value")
    assert store.journal.get("key") == "value"
    store.close()


def test_a_full_disk_says_so_and_the_file_stays_whole(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.journal.put("before", "kept")
    with store.database.read() as db:
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(StoreTrouble, match="磁盘已满"):
        store.journal.put("too much", "x" * 1_000_000)
    assert store.journal.get("before") == "kept"
    assert store.journal.get("too much") == ""
    store.close()


def test_a_commit_is_on_the_disk_before_anyone_says_saved(store: Store) -> None:
    with store.database.read() as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    def half() -> None:
        with store.database.write() as tx:
            tx.execute("INSERT INTO meta (key, value) VALUES ('half', 'done')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert store.journal.get("half") == ""
    store.journal.put("whole", "done")
    assert store.journal.get("whole") == "done"


def test_closing_lets_a_thread_at_work_finish_and_tells_the_next_one(store: Store) -> None:
    """The window closes while a sync stores a page: nobody waits, nothing is torn."""
    at_work, closed = threading.Event(), threading.Event()

    def work() -> None:
        with store.database.write() as tx:
            tx.execute("INSERT INTO meta (key, value) VALUES ('page', 'whole')")
            at_work.set()
            assert closed.wait(30)

    worker = threading.Thread(target=work)
    worker.start()
    assert at_work.wait(30)
    store.close()
    closed.set()
    worker.join()
    with pytest.raises(StoreTrouble, match="已关闭"):
        store.journal.get("page")
    with closing(sqlite3.connect(store.database.path)) as db:
        assert db.execute("SELECT value FROM meta WHERE key = 'page'").fetchone() == ("whole",)


def test_threads_that_come_and_go_leave_no_connections(store: Store) -> None:
    for _ in range(50):
        thread = threading.Thread(target=store.journal.get, args=("key",))
        thread.start()
        thread.join()
    if Path("/proc/self/fd").exists():
        held = [str(f.readlink()) for f in Path("/proc/self/fd").iterdir() if f.is_symlink()]
        assert held.count(str(store.database.path)) == 1
