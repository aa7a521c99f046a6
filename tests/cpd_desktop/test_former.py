"""Before a schema changes, the store as it was is copied; the copy is whole, and does not stay for ever."""

import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from pathlib import Path

import pytest

from cpd_desktop.errors import StoreTrouble
from cpd_desktop.store import Store, former
from cpd_desktop.store.database import SCHEMA_VERSION, Database
from cpd_desktop.store.upgrade import upgrade

OLD = 1
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of the first schema with something in it, part of it still in the log."""
    path = tmp_path / "running" / "cache.sqlite3"
    path.parent.mkdir()
    upgrade(path, "0001")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA wal_autocheckpoint=0")
    db.execute("INSERT INTO meta (key, value) VALUES ('note', 'kept')")
    shutil.copytree(path.parent, tmp_path / "killed")  # as a kill leaves it: closing would empty the log
    db.close()
    killed = tmp_path / "killed" / "cache.sqlite3"
    assert killed.with_name("cache.sqlite3-wal").stat().st_size > 0
    return killed


def value(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        return str(db.execute("SELECT value FROM meta WHERE key = 'note'").fetchone()[0])


def test_the_store_as_it_was_is_kept_whole(old: Path) -> None:
    Store(old.parent).close()
    (copy,) = former.copies(old)
    assert copy.name == f"cache.schema-{OLD}.sqlite3"
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == OLD
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert value(copy) == value(old) == "kept"
    assert not list(old.parent.glob("*.copying*"))
    Store(old.parent).close()
    assert former.copies(old) == (copy,), "nothing changes, nothing is copied"


def test_one_copy_is_enough(old: Path) -> None:
    earlier = old.with_name("cache.schema-0.sqlite3")
    earlier.write_bytes(b"of an earlier change")
    Store(old.parent).close()
    assert [copy.name for copy in former.copies(old)] == [f"cache.schema-{OLD}.sqlite3"]


def test_without_room_for_it_nothing_changes(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(former.shutil, "disk_usage", lambda _path: Usage(1, 1, 1000))
    with pytest.raises(StoreTrouble, match="清理出 50 MB"):
        Database(old)
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == OLD
    assert former.copies(old) == ()


def test_a_copy_goes_after_a_month_of_the_service(old: Path) -> None:
    store = Store(old.parent)
    for today, there in (("2026-12-01", 1), ("2026-12-30", 1), ("2026-12-31", 0), ("2027-01-02", 0)):
        former.forget(old, store.journal, today)
        assert len(former.copies(old)) == there, today
    store.close()
    assert SCHEMA_VERSION > OLD
