"""The tables of flags, and how all of them are forgotten: what ``store/flags.py`` works out can be made anew.

The file itself notes which records are new, changed or gone, by triggers (``store/tables.py``); only thousands of
decisions at once are noted by a statement of their own, which takes a tenth of the time.
"""

import sqlite3
from collections.abc import Sequence

import msgspec

TABLES = ("flag", "evidence", "holder", "asked", "circle", "stale", "unchecked", "gone")
TRIGGERS = ("flag_new", "flag_changed", "flag_gone")
KEY = "flags"  # in the table of small facts: by which rules the flags were worked out; none: all is to be done anew
FILLING = "flags filling"  # the same while tables are filled, with the last record, and later the piece


def begin_anew(tx: sqlite3.Connection) -> None:
    """Forget all flags: the next check looks at everything."""
    for table in TABLES:
        tx.execute(f"DELETE FROM {table}")
    tx.execute("DELETE FROM meta WHERE key IN (?, ?)", (KEY, FILLING))


def note_decided(tx: sqlite3.Connection, rids: Sequence[object]) -> None:
    """Note that these applications were decided, or are no longer."""
    listed = msgspec.json.encode(rids).decode()
    tx.execute(
        "INSERT INTO unchecked (rid) SELECT value FROM json_each(?) WHERE true ON CONFLICT (rid) DO NOTHING", (listed,)
    )
