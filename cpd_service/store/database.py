"""The database behind the service: SQLite in one file, or PostgreSQL, under the same code."""

import secrets
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.resources import files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.engine import URL, make_url

from cpd_service.store.fairness import FairLock
from cpd_service.store.tables import setting

BUSY_SECONDS = 30  # how long a process waits for another one's write on the same SQLite file
READERS_MAX = 40  # as many as the thread pool has threads, so that none waits for a connection

HIDE_PARAMETERS = True  # in what an error says, and so in the log: they are people's names, numbers and notes


class NewerDatabase(Exception):
    """The database was written by a newer version of the service; this one must not touch it."""


class Database:
    """Transactions on one database. Safe to use from many threads."""

    def __init__(self, url: str) -> None:
        """Open the database at ``url`` (``sqlite:///FILE`` or ``postgresql://…``); nothing is created but the file."""
        self.url = _with_driver(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(self.url)
        self._writers: AbstractContextManager[None] = FairLock() if self.is_sqlite else nullcontext()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """A transaction that only reads."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading_at_once(self) -> Generator[Connection]:
        """A transaction whose statements all see the same moment, however long it lasts (SQLite's always do)."""
        with self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """A transaction that writes: committed at the end of the block, rolled back by an exception."""
        with self._writers, self.engine.connect() as connection:
            writer = connection.execution_options(writes=True)
            with writer.begin():
                yield writer

    def migrate(self) -> None:
        """Bring the tables up to date and give a new database its epoch; raises :class:`NewerDatabase`."""
        with self.writing() as connection:
            upgrade(connection)
            if connection.scalar(select(setting.c.value).where(setting.c.key == "epoch")) is None:
                connection.execute(insert(setting).values(key="epoch", value=new_epoch()))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def new_epoch() -> str:
    """A name for one life of a database: a restored one gets another, so that every client looks again."""
    return secrets.token_hex(8)


def revision_of(connection: Connection) -> str:
    """The revision of the tables that are there, "" where there are none; raises :class:`NewerDatabase`."""
    revision = MigrationContext.configure(connection).get_current_revision() or ""
    if revision and not is_known(revision):
        raise NewerDatabase(f"the database is at revision {revision}, which this version does not know")
    return revision


def is_known(revision: str) -> bool:
    """Whether this version of the service knows the revision."""
    scripts = ScriptDirectory.from_config(_alembic_config()).walk_revisions()
    return revision in {script.revision for script in scripts}


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision, in the caller's transaction; raises :class:`NewerDatabase`."""
    revision_of(connection)
    config = _alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _with_driver(url: str) -> URL:
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, pool_size=10, max_overflow=READERS_MAX - 10, pool_pre_ping=True, hide_parameters=HIDE_PARAMETERS
        )
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=READERS_MAX,
        max_overflow=10,
        hide_parameters=HIDE_PARAMETERS,
        pool_use_lifo=True,  # the connection used last has the warmest cache
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(raw: Any, _record: object) -> None:
    # 40 MB of log before it is worked in: at the usual 4 MB every large chunk would pay for that within its commit.
    checkpoint = "wal_autocheckpoint=10000"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000", checkpoint):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once when another one wrote in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("cpd_service.store") / "migrations"))
    config.set_main_option("path_separator", "os")
    return config
