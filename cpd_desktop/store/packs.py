"""What goes into a pack for a machine without a network, and what was decided on such a machine."""

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from cpd_desktop.store.database import Database

ROWS_A_PAGE = 500
_SHARED = "SELECT rid FROM record WHERE scope = 'ref' AND body IS NOT NULL ORDER BY seq"
# What is known of the members whose applications are chosen. Others of theirs that wait stay out: nobody asked for it.
_AROUND = """
WITH chosen AS MATERIALIZED (SELECT value AS id FROM json_each(:ids)),
people AS MATERIALIZED (SELECT DISTINCT r.member_id FROM chosen
    CROSS JOIN record AS r ON r.kind = 'application' AND r.id = chosen.id WHERE r.member_id <> '')
SELECT r.rid FROM people CROSS JOIN record AS r ON r.kind = 'member' AND r.id = people.member_id
WHERE r.body IS NOT NULL AND r.scope = :scope
UNION
SELECT r.rid FROM people CROSS JOIN record AS r ON r.member_id = people.member_id AND r.member_id <> ''
WHERE r.body IS NOT NULL AND r.scope = :scope AND r.kind IN
    ('application', 'completion', 'grant', 'choice', 'certificate')
    AND (r.kind <> 'application' OR r.body ->> '$.state' <> 'pending' OR r.id IN (SELECT id FROM chosen))
UNION
SELECT r.rid FROM chosen CROSS JOIN record AS r ON r.kind = 'application' AND r.id = chosen.id
"""
_UNTOUCHED = """
SELECT r.id, r.hours FROM json_each(:ids) AS k CROSS JOIN record AS r ON r.kind = 'application' AND r.id = k.value
WHERE r.local IS NULL AND r.body IS NOT NULL AND r.scope = :scope
"""
_ROWS = """
SELECT r.seq, r.kind, r.id, r.rev, r.body FROM json_each(:rids) AS k CROSS JOIN record AS r ON r.rid = k.value
WHERE r.body IS NOT NULL ORDER BY r.seq
"""
_PAPERS = """
SELECT DISTINCT p.value ->> 'sha256', p.value ->> 'size', p.value ->> 'media_type' FROM json_each(:ids) AS k
CROSS JOIN record AS r ON r.kind = 'application' AND r.id = k.value
CROSS JOIN json_each(r.body, '$.attachments') AS p
"""
_DECIDED = """
SELECT id, rev, state, confirmed_hours, reason, coalesce(local ->> '$.decided_at', '') FROM record
WHERE kind = 'application' AND local IS NOT NULL AND local <> '' AND state IN ('confirmed', 'refused')
    AND body ->> '$.state' = 'pending' ORDER BY id
"""


class Row(NamedTuple):
    """A record as the service sent it."""

    seq: int
    kind: str
    id: str
    rev: int
    body: str


class Paper(NamedTuple):
    """An attachment of a chosen application."""

    sha256: str
    size: int
    media_type: str


class DecidedRow(NamedTuple):
    """An application that waited in the mirror and is decided here; ``rev`` is the mirror's."""

    id: str
    rev: int
    state: str
    confirmed_hours: float | None
    reason: str
    at: str


class Packs:
    """Queries for packs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def untouched(self, ids: Sequence[str], scope: str) -> dict[str, float]:
        """Those of these applications on which nothing is outstanding here, with the hours asked for."""
        with self._database.read() as db:
            return dict(db.execute(_UNTOUCHED, {"ids": _json(ids), "scope": scope}).fetchall())

    def around(self, ids: Sequence[str], scope: str) -> "array[int]":
        """The rows that these applications need beside them, and their own, in the order of the feed."""
        with self._database.read() as db:
            wanted = {"ids": _json(ids), "scope": scope}
            sql = f"SELECT rid FROM ({_AROUND}) JOIN record USING (rid) ORDER BY record.seq"
            return array("q", (rid for (rid,) in db.execute(sql, wanted)))

    def shared(self) -> "array[int]":
        """The rows of the reference data."""
        with self._database.read() as db:
            return array("q", (rid for (rid,) in db.execute(_SHARED)))

    def pages(self, rids: Sequence[int]) -> Iterator[list[Row]]:
        """These rows, some hundred at a time."""
        for start in range(0, len(rids), ROWS_A_PAGE):
            some = msgspec.json.encode(list(rids[start : start + ROWS_A_PAGE])).decode()
            with self._database.read() as db:
                yield [Row(*row) for row in db.execute(_ROWS, {"rids": some})]

    def papers(self, ids: Sequence[str]) -> list[Paper]:
        """The attachments of these applications."""
        with self._database.read() as db:
            return [Paper(*row) for row in db.execute(_PAPERS, {"ids": _json(ids)})]

    def decided(self) -> list[DecidedRow]:
        """What was decided here and is not sent, as it stands now."""
        with self._database.read() as db:
            return [DecidedRow(*row) for row in db.execute(_DECIDED)]

    def holds_batch(self, batch_id: str) -> bool:
        """Whether anything here was decided by this batch: it was stored, and not taken back."""
        with self._database.read() as db:
            sql = "SELECT 1 FROM record WHERE batch_id = ? AND batch_id <> '' LIMIT 1"
            return db.execute(sql, (batch_id,)).fetchone() is not None


def _json(ids: Sequence[str]) -> str:
    return msgspec.json.encode(list(ids)).decode()
