"""What comes back of what was done here: the overlay has shown it all along, so only the mirror moves."""

import sqlite3
from collections.abc import Iterable, Sequence

import msgspec

from cpd_core import columns

_MOVE = f"""
UPDATE record SET scope = ?, rev = ?, seq = ?, gen = ?, body = CAST(? AS TEXT), local = NULL, sync = ''
WHERE kind = ? AND id = ? AND ({", ".join(columns.NAMES)}) IS ({columns.PLACES})
"""  # no column of a list is written, so the indexes of lists, which cost more than the row, stay as they are


def are_moved(tx: sqlite3.Connection, rows: Iterable[Sequence[object]], count: int) -> bool:
    """Have rows show the mirror that came; False where one does not look as the overlay said, and stays as it was.

    Each of the ``count`` rows is (kind, id, scope, rev, seq, gen, body, and the columns of lists).
    """
    return tx.executemany(_MOVE, ((*row[2:7], *row[:2], *row[7:]) for row in rows)).rowcount == count


def settled(tx: sqlite3.Connection, keys: Sequence[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Those of these entities (kind, id) on which nothing is outstanding and nothing waits for a choice."""
    if not keys:
        return frozenset()
    found = tx.execute(
        """SELECT k.value ->> 0, k.value ->> 1 FROM json_each(?) AS k
        WHERE NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.entity_kind = k.value ->> 0
            AND o.entity_id = k.value ->> 1)
        AND NOT EXISTS (SELECT 1 FROM conflict AS c WHERE c.entity_kind = k.value ->> 0
            AND c.entity_id = k.value ->> 1)""",
        (msgspec.json.encode(keys).decode(),),
    )
    return frozenset(found.fetchall())
