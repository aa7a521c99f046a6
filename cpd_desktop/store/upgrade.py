"""Brings a store's file to the newest schema. The only module that imports Alembic and SQLAlchemy at work."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from cpd_desktop.store.database import connect

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(path: Path, revision: str = "head") -> None:
    """Run the missing migrations, all in one transaction, so that a crash leaves the old schema whole.

    Raises sqlite3.Error, as everything else that works on the file does.
    """
    engine = create_engine("sqlite://", creator=lambda: connect(path))
    event.listen(engine, "begin", _begin)
    try:
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    except DBAPIError as wrapped:
        if isinstance(wrapped.orig, sqlite3.Error):
            raise wrapped.orig from wrapped
        raise
    finally:
        engine.dispose()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # sqlite3 itself would not open one before CREATE TABLE
