"""Connections to the SQLite file, lent to one thread at a time; every write BEGIN IMMEDIATE, every failure in words.

They are not kept per thread: a task of Qt's thread pool is a new thread to Python each time and would leave one behind.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from cpd_core.prepared import PAGE
from cpd_desktop.errors import DamagedStore, StoreTrouble
from cpd_desktop.platform.files import sync_folder
from cpd_desktop.store import indexes

T = TypeVar("T")

SCHEMA_VERSION = 5  # PRAGMA user_version of the newest migration
BUSY_SECONDS = 10.0

# 已保存 is said after the commit, so the commit must be on the disk.
_AT_REST = ("PRAGMA synchronous=FULL", "PRAGMA cache_size=-16000", "PRAGMA wal_autocheckpoint=1000")
_ROOMY = ("PRAGMA cache_size=-64000", "PRAGMA wal_autocheckpoint=8000")  # what is written twice is copied back once
_TAKING_IN = ("PRAGMA synchronous=NORMAL", *_ROOMY)
_SETTINGS = (
    f"PRAGMA page_size={PAGE}",  # of a new file
    "PRAGMA journal_mode=WAL",
    "PRAGMA temp_store=MEMORY",
    *_AT_REST,
)
_BESIDE = (
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    "PRAGMA temp_store=MEMORY",
)  # nobody's before it is whole
_TROUBLE = {
    sqlite3.SQLITE_FULL: ("磁盘已满", "没有保存。请清理磁盘空间后重试"),
    sqlite3.SQLITE_BUSY: ("本机数据正忙", "另一个程序正在使用本机数据，请稍后重试"),
    sqlite3.SQLITE_CORRUPT: (
        "本机数据已损坏",
        "文件 {path} 已损坏。请重试：程序会另存该文件，救回尚未发送的内容，其余的在下次同步时重新下载",
    ),
    sqlite3.SQLITE_NOTADB: ("本机数据已损坏", "文件 {path} 不是本程序的数据，请保留该文件并重新打开程序"),
    sqlite3.SQLITE_READONLY: ("本机数据只读", "没有保存。请检查 {path} 的写入权限"),
    sqlite3.SQLITE_CANTOPEN: ("本机数据打不开", "请检查 {path} 所在文件夹的权限"),
    sqlite3.SQLITE_IOERR: ("磁盘读写失败", "没有保存。请检查磁盘后重试（{path}）"),
}


class Database:
    """The store's file. Usable from any thread."""

    def __init__(self, path: Path) -> None:
        """Open the file and bring its schema up to date; raises StoreTrouble."""
        self.path = path
        self._free: list[sqlite3.Connection] = []
        self._lent_out = 0
        self._lending = threading.Condition()  # of these two and of ``_closed``
        self._closed = False
        self.damaged = False  # once it was found to be: what can be saved has to be, before anything else is stored
        self._writer = threading.Lock()  # our own threads queue here instead of polling SQLite's lock
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._in_words():
            version = _version(path)
        if version > SCHEMA_VERSION:
            raise StoreTrouble("本机数据来自更新的版本", "请先升级本程序，再打开这份数据")
        if version < SCHEMA_VERSION:
            with self._in_words():
                if version:
                    from cpd_desktop.store import former  # the same

                    former.keep(path, version)
                    self._make_whole()
                from cpd_desktop.store.upgrade import upgrade  # SQLAlchemy and Alembic cost 0.3 s: only when needed

                upgrade(path)

    def _make_whole(self) -> None:
        """Migrations may count on every index."""
        with closing(connect(self.path)) as tx, _transaction(tx):
            indexes.make_anew(tx)

    @contextmanager
    def read(self) -> Generator[sqlite3.Connection]:
        """A connection to read with; several queries see one state only inside :meth:`write`."""
        with self._in_words(), self._lent() as connection:
            yield connection

    @contextmanager
    def write(self, many: bool = False) -> Generator[sqlite3.Connection]:
        """One transaction, committed at the end of the block and rolled back by any exception.

        ``many``: it writes thousands of rows and gets room for them.
        """
        room = _ROOMY if many else ()
        with self._writer, self._in_words(), self._lent() as tx, _settings(tx, room), _transaction(tx):
            yield tx

    @contextmanager
    def take_in(self) -> Generator[sqlite3.Connection]:
        """As :meth:`write`, for what the service would say once more: no wait for the disk, room for many rows.

        A power cut may undo the last of these transactions, in order and each as a whole; never one of :meth:`write`
        nor what came before that, since its commit sends all that is in the log to the disk.
        """
        with self._writer, self._in_words(), self._lent() as tx, _settings(tx, _TAKING_IN), _transaction(tx):
            yield tx

    def change_over(self, new: Path, keep: Callable[[sqlite3.Connection], T]) -> T:
        """Have another file take the place of this one, at once and for good; returns what ``keep`` does.

        ``keep`` works on the new file in one transaction, this one attached as ``here``, and puts into it what is to
        be kept. Nobody writes meanwhile; who reads does not wait. Raises StoreTrouble, OSError, sqlite3.DatabaseError
        or what ``keep`` raises; then this file is as before, and the new one of no use.
        """
        with self._writer:
            with closing(sqlite3.connect(new, isolation_level=None)) as db:
                _set(db, _BESIDE)
                db.execute("ATTACH ? AS here", (str(self.path),))
                with _transaction(db):
                    kept = keep(db)
            with new.open("rb+") as file:
                os.fsync(file.fileno())
            with self._in_words():
                self._rename_here(new)
        return kept

    def _rename_here(self, new: Path) -> None:
        """Wait until nobody has a connection: then the old file is whole without its log, and may go."""
        with self._lending:
            quiet = self._lending.wait_for(lambda: self._closed or not self._lent_out, BUSY_SECONDS)
            if self._closed or not quiet:
                raise _trouble(sqlite3.SQLITE_BUSY, self.path)
            while self._free:
                self._free.pop().close()
            with closing(connect(self.path)) as last:
                busy, _, _ = last.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:  # a log that is left would be taken for the new file's
                raise _trouble(sqlite3.SQLITE_BUSY, self.path)
            new.replace(self.path)
            sync_folder(self.path.parent)

    def integrity(self) -> str:
        """What SQLite finds wrong with the file, "" for nothing."""
        try:
            with self.read() as db:
                found = [str(row[0]) for row in db.execute("PRAGMA quick_check(5)")]
        except DamagedStore as damaged:
            return damaged.text
        self.damaged = self.damaged or found != ["ok"]
        return "" if found == ["ok"] else "；".join(found)

    def retire(self) -> None:
        """Close the file for good and wait for a write that is under way; those that wait for it are refused."""
        self.close()
        with self._writer:
            return

    def close(self) -> None:
        """Close the file for all threads without waiting: one that is at work ends what it does and then closes."""
        with self._lending:
            self._closed = True
            for connection in self._free:
                connection.close()
            self._free.clear()
            self._lending.notify_all()

    @contextmanager
    def _lent(self) -> Generator[sqlite3.Connection]:
        """A connection that nobody else uses meanwhile."""
        with self._lending:
            if self._closed:
                raise StoreTrouble("本机数据已关闭", "程序正在退出或更换账号；已保存的内容不受影响")
            connection = self._free.pop() if self._free else None
            self._lent_out += 1
        try:
            connection = connection or connect(self.path)
            yield connection
        finally:
            with self._lending:
                self._lent_out -= 1
                if connection is not None and self._closed:
                    connection.close()
                elif connection is not None:
                    self._free.append(connection)
                self._lending.notify_all()

    @contextmanager
    def _in_words(self) -> Generator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            trouble = trouble_of(error, self.path)
            if trouble is None:
                raise
            self.damaged = self.damaged or isinstance(trouble, DamagedStore)
            raise trouble from error
        except DamagedStore:
            self.damaged = True
            raise


@contextmanager
def _transaction(tx: sqlite3.Connection) -> Generator[None]:
    tx.execute("BEGIN IMMEDIATE")
    try:
        yield
        tx.execute("COMMIT")
    except BaseException:
        if tx.in_transaction:
            tx.execute("ROLLBACK")
        raise


@contextmanager
def _settings(tx: sqlite3.Connection, settings: Sequence[str]) -> Generator[None]:
    """Other settings than those at rest, as long as the block takes."""
    _set(tx, settings)
    try:
        yield
    finally:
        if settings:
            _set(tx, _AT_REST)


def _set(connection: sqlite3.Connection, settings: Iterable[str]) -> None:
    for setting in settings:
        connection.execute(setting)


def _version(path: Path) -> int:
    with closing(connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the store's settings, transactions by hand; it may be closed from another thread."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _set(connection, _SETTINGS)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    except UnicodeDecodeError as damage:  # SQLite names the damaged part of the schema, in bytes that are no text
        connection.close()
        raise _trouble(sqlite3.SQLITE_CORRUPT, path) from damage
    return connection


def trouble_of(error: sqlite3.DatabaseError, path: Path) -> StoreTrouble | None:
    """What happened to the file, in words; None where it is our own mistake (SQL, constraints)."""
    # Without a code it is Python that could not read a text as UTF-8: we write no other.
    undecodable = sqlite3.SQLITE_CORRUPT if isinstance(error, sqlite3.OperationalError) else sqlite3.SQLITE_OK
    code = getattr(error, "sqlite_errorcode", undecodable) & 0xFF  # the low byte is the primary code
    return _trouble(code, path) if code in _TROUBLE else None


def _trouble(code: int, path: Path) -> StoreTrouble:
    title, text = _TROUBLE[code]
    kind = DamagedStore if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) else StoreTrouble
    return kind(title, text, path=str(path))
