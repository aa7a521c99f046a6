"""The flags of all applications, worked out here and kept up to date at low cost.

The file itself notes which records are new, changed or gone (triggers, in ``store/tables.py``); what is kept here can
be thrown away at any time and is then worked out anew.
"""

import sqlite3

OWN_TABLES = ("flag", "evidence", "asked", "stale", "unchecked", "gone")
KEY = "flags"  # in the table of small facts: by which rules the flags were worked out; none: all is to be done anew


def begin_anew(tx: sqlite3.Connection) -> None:
    """Forget all flags: the next check looks at everything."""
    for table in OWN_TABLES:
        tx.execute(f"DELETE FROM {table}")
    tx.execute("DELETE FROM meta WHERE key = ?", (KEY,))
