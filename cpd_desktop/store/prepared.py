"""Taking over a prepared cache (:mod:`cpd_core.prepared`): its file becomes the store's, with what is here already."""

import sqlite3
from pathlib import Path

from cpd_core.messages import PROTOCOL_MAX
from cpd_core.prepared import FORM, Head
from cpd_desktop.errors import DamagedStore
from cpd_desktop.store import indexes
from cpd_desktop.store.database import Database, trouble_of
from cpd_desktop.store.flag_tables import begin_anew
from cpd_desktop.store.mirror import Cursor, Stored, put_cursor

FEW = 100_000  # records that are carried over, in a second: the reference data, the own account


class Unusable(ValueError):
    """A file that is none of ours, not whole, or of another form."""


def is_welcome(database: Database, scope: str) -> bool:
    """Whether a prepared cache could be taken over: nothing is done here yet, and nothing of the scope is here."""
    with database.read() as db:
        return _is_new(db, "main", scope)


def take_over(database: Database, file: Path, cursor: Cursor, want_blobs: bool) -> Stored:
    """Have the file become the store's; the feed goes on from its ``high``.

    The row ids of what is here change: no list shows any of it. ``want_blobs`` notes the attachments of what is to be
    decided for fetching. Raises Unusable, StoreTrouble; then everything is as before.
    """

    def keep(db: sqlite3.Connection) -> Stored:
        head = _head_of(db, cursor.scope)
        if not _is_new(db, "here", cursor.scope):
            raise Unusable("something was done here meanwhile")
        _carry_over(db)
        if want_blobs:
            db.execute("INSERT OR IGNORE INTO blob (sha256, size, media_type, state) SELECT *, 'wanted' FROM paper")
        db.execute("DROP TABLE paper")
        db.execute("DROP TABLE prepared")
        moved = Cursor(cursor.scope, head.epoch, head.high)
        put_cursor(db, moved)
        new_epoch = cursor.epoch not in ("", head.epoch)
        return Stored(moved, more=True, new_epoch=new_epoch, high=head.high, items=head.count)

    try:
        return database.change_over(file, keep)
    except sqlite3.DatabaseError as error:
        trouble = trouble_of(error, file)
        if trouble and not isinstance(trouble, DamagedStore):
            raise trouble from error
        raise Unusable(str(error)) from error
    except OSError as error:  # on Windows, where something else looks at the file: the feed has it all, too
        raise Unusable(str(error)) from error


def _is_new(db: sqlite3.Connection, here: str, scope: str) -> bool:
    """Whether the database ``here`` is before its first load of the scope."""
    if not indexes.are_whole(db, here):
        return False
    (busy,) = db.execute(
        f"""SELECT EXISTS (SELECT 1 FROM {here}.outbox) OR EXISTS (SELECT 1 FROM {here}.conflict)
        OR EXISTS (SELECT 1 FROM {here}.record WHERE listed = 1) OR EXISTS (SELECT 1 FROM {here}.record WHERE scope = ?)
        OR (SELECT count(*) FROM (SELECT 1 FROM {here}.record LIMIT ?)) > ?""",
        (scope, FEW + 1, FEW),
    ).fetchone()
    return not busy


def _head_of(db: sqlite3.Connection, scope: str) -> Head:
    """What the file says it is; raises Unusable, sqlite3.DatabaseError."""
    rows = db.execute("SELECT form, protocol, scope, epoch, high, count FROM main.prepared").fetchall()
    if len(rows) != 1:
        raise Unusable("no head")
    head = Head(*rows[0])
    if head.form != FORM or head.protocol > PROTOCOL_MAX or head.scope != scope:
        raise Unusable(f"form {head.form}, protocol {head.protocol}, {head.scope}")
    if _tables_of_records(db, "main") != _tables_of_records(db, "here", "AND type <> 'trigger'"):  # flags: ours alone
        raise Unusable("other tables")
    return head


def _tables_of_records(db: sqlite3.Connection, which: str, but: str = "") -> dict[str, str]:
    """The table of records and what belongs to it as SQL without its spaces, by name."""
    found = db.execute(f"SELECT name, sql FROM {which}.sqlite_master WHERE tbl_name = 'record' {but}")
    return {name: "".join(sql.split()) for name, sql in found}


def _carry_over(db: sqlite3.Connection) -> None:
    """Put all that is in ``here`` into the file; where both have a record, the file's is the newer one.

    Flags know records by their row ids, which are others now: they are worked out anew (``store/flags.py``).
    """
    others = "FROM here.sqlite_master WHERE tbl_name <> 'record' AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    for (sql,) in db.execute(f"SELECT sql {others} ORDER BY type DESC").fetchall():  # tables before their indexes
        db.execute(sql)
    for (table,) in db.execute(f"SELECT name {others} AND type = 'table'").fetchall():
        db.execute(f'INSERT INTO main."{table}" SELECT * FROM here."{table}"')
    names = [str(row[1]) for row in db.execute("PRAGMA main.table_info(record)") if row[1] != "rid"]
    listed = ", ".join(names)
    db.execute(f"INSERT OR IGNORE INTO main.record ({listed}) SELECT {listed} FROM here.record")
    begin_anew(db)
    for (trigger,) in db.execute("SELECT sql FROM here.sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(trigger)
    (version,) = db.execute("PRAGMA here.user_version").fetchone()
    db.execute(f"PRAGMA main.user_version = {version:d}")
