"""The indexes that only lists need: put aside while many records come in at once, then made anew in one go.

So are the triggers that note for flags what is new (``store/flag_tables.py``), a third of what storing a record takes.
Who looks at a list meanwhile waits longer and sees the same. What is put aside is noted in the same transaction, so
that after a crash the next sync makes it anew.
"""

import sqlite3

from cpd_desktop.store.flag_tables import TRIGGERS, begin_anew

OF_LISTS = ("ix_record_list", "ix_record_queue", "ix_record_sponsor", "ix_record_name", "ix_record_member")
FEW = 5_000  # records; up to here they are sooner stored than indexes are made
_KEY = "index "  # how the keys of what is put aside begin in the table of small facts
_ASIDE = "SELECT key, value FROM {schema}.meta WHERE key GLOB ?"


def put_aside(tx: sqlite3.Connection, coming: int) -> None:
    """Drop them where far more is coming than is here."""
    (here,) = tx.execute("SELECT count(*) FROM record").fetchone()
    if coming <= FEW or coming < 2 * here:
        return
    for kind, names in (("INDEX", OF_LISTS), ("TRIGGER", TRIGGERS)):
        for name in names:
            tx.execute("INSERT INTO meta SELECT ? || name, sql FROM sqlite_master WHERE name = ?", (_KEY, name))
            tx.execute(f"DROP {kind} IF EXISTS {name}")
    begin_anew(tx)  # nobody notes what is to be looked at now: everything will be


def are_whole(db: sqlite3.Connection, schema: str = "main") -> bool:
    """Whether nothing is put aside."""
    return db.execute(_ASIDE.format(schema=schema), (_KEY + "*",)).fetchone() is None


def make_anew(tx: sqlite3.Connection) -> None:
    """Make anew what is put aside."""
    for key, sql in tx.execute(_ASIDE.format(schema="main"), (_KEY + "*",)).fetchall():
        tx.execute(sql)
        tx.execute("DELETE FROM meta WHERE key = ?", (key,))
