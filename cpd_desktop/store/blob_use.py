"""Who needs which attachments, said once in SQL for all that throw some out. Documents that are damaged need none."""

import sqlite3

import msgspec

from cpd_desktop.store.blobs import Blobs

_COMMANDS = "kind IN ('application.file', 'application.edit', 'application.enter')"


def _hashes_in(table: str, column: str, where: str) -> str:
    document = f"CAST({table}.{column} AS TEXT)"
    return f"""SELECT found.atom FROM {table}
        CROSS JOIN json_tree(CASE WHEN json_valid({document}) THEN {document} ELSE '{{}}' END) AS found
        WHERE {table}.{where} AND found.key = 'sha256'"""


def _hashes_of_applications(column: str, how: str) -> str:
    """Joined with ``blob``, so that a million applications take no more memory than there are attachments here."""
    document = f"record.{column}"
    return f"""SELECT blob.sha256 FROM record {how}
        CROSS JOIN json_each(CASE WHEN json_valid({document}) THEN {document} ELSE '{{}}' END, '$.attachments') AS found
        CROSS JOIN blob ON blob.sha256 = CASE found.type WHEN 'object' THEN found.value ->> 'sha256' END
        WHERE record.kind = 'application' AND {document} IS NOT NULL"""


IN_RECORDS = f"""{_hashes_of_applications("body", "NOT INDEXED")}
    UNION {_hashes_of_applications("local", "INDEXED BY ix_record_local")}"""
"""The attachments in ``blob`` that an application refers to, as the service knows it or as it is shown here."""

HELD = f"""{_hashes_in("outbox", "bytes", _COMMANDS)} UNION {_hashes_in("conflict", "bytes", _COMMANDS)}
    UNION {_hashes_in("meta", "value", "key <> ''")} UNION SELECT value FROM json_each(:added)"""
"""What must stay although the service may not have it: what acts that wait refer to, a form that is kept or open, and
certificates that were fetched. ``:added`` is :func:`added_of`."""


def added_of(blobs: Blobs) -> str:
    """The value of ``:added`` in :data:`HELD`."""
    return msgspec.json.encode(sorted(blobs.added)).decode()


def bytes_here(db: sqlite3.Connection) -> int:
    """The size of all attachments on this machine, in bytes."""
    return int(db.execute("SELECT coalesce(sum(size), 0) FROM blob WHERE state <> 'wanted'").fetchone()[0])


def is_removed(blobs: Blobs, sha256: str) -> bool:
    """Remove the bytes; False where that is not possible now: on Windows a program may have the file open."""
    try:
        blobs.place(sha256).unlink(missing_ok=True)
    except PermissionError:
        return False
    return True
