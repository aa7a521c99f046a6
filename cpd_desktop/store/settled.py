"""What the last batch of decisions has settled: kept while it is the last, so that an undo brings it back.

One row of ``meta``; nothing but the undo reads it.
"""

import sqlite3
from collections.abc import Sequence

import msgspec

KEY = "settled"
_COLUMNS = "command_id, kind, entity_kind, entity_id, seen, batch_id, status, code, answer, at"


def settle(tx: sqlite3.Connection, batch_id: str, entities: Sequence[tuple[str, str]]) -> None:
    """Take the conflicts of these entities (kind, id) off the list, on account of a batch of decisions."""
    if not entities:
        return
    listed = msgspec.json.encode(entities).decode()
    which = "(entity_kind, entity_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?1))"
    tx.execute(
        f"""INSERT OR REPLACE INTO meta (key, value)
        SELECT '{KEY}', json_object('batch', ?2, 'rows',
            json_group_array(json_array({_COLUMNS}, CAST(bytes AS TEXT)))) FROM conflict WHERE {which}""",
        (listed, batch_id),
    )
    tx.execute(f"DELETE FROM conflict WHERE {which}", (listed,))


def bring_back(tx: sqlite3.Connection, batch_id: str, entities: Sequence[tuple[str, str]]) -> None:
    """Put back the conflicts that a batch has settled of these entities, whose decisions are undone."""
    listed = msgspec.json.encode(entities).decode()
    tx.execute(
        f"""INSERT OR IGNORE INTO conflict ({_COLUMNS}, bytes)
        SELECT row.value ->> 0, row.value ->> 1, row.value ->> 2, row.value ->> 3, row.value ->> 4, row.value ->> 5,
            row.value ->> 6, row.value ->> 7, row.value ->> 8, row.value ->> 9, CAST(row.value ->> 10 AS BLOB)
        FROM meta, json_each(meta.value, '$.rows') AS row
        WHERE meta.key = '{KEY}' AND meta.value ->> 'batch' = ?2 AND (row.value ->> 2, row.value ->> 3) IN
            (SELECT value ->> 0, value ->> 1 FROM json_each(?1))""",
        (listed, batch_id),
    )
