"""How much of the disk attachments may take: what is fetched ahead, and what goes when room is needed."""

import shutil
import sqlite3
from typing import NamedTuple

import msgspec

from cpd_desktop.store.blob_use import HELD, added_of, bytes_here, is_removed
from cpd_desktop.store.blobs import Blobs

# What a reviewer looks at, the one that waits longest first, with what is known here of each attachment. The index of
# the queue has this order, so that only as much of it is read as is asked for.
_QUEUE = f"""
SELECT paper.value ->> 'sha256', paper.value ->> 'size', paper.value ->> 'media_type',
    coalesce(blob.state, 'wanted'), blob.sha256 IN ({HELD})
FROM record
CROSS JOIN json_each(CASE WHEN json_valid(record.body) THEN record.body ELSE '{{}}' END, '$.attachments') AS paper
LEFT JOIN blob ON blob.sha256 = paper.value ->> 'sha256'
WHERE record.listed = 1 AND record.state = 'pending' AND CASE paper.type WHEN 'object' THEN
    length(paper.value ->> 'sha256') = 64 AND typeof(paper.value ->> 'size') = 'integer'
    AND paper.value ->> 'media_type' <> '' END
ORDER BY record.filed_at, record.rid
"""


class Wanted(NamedTuple):
    """An attachment to fetch; ``size`` in bytes."""

    sha256: str
    size: int
    media_type: str


class Plan(msgspec.Struct, frozen=True):
    """What is to be fetched, in this order, and what stays whatever else has to go."""

    wanted: tuple[Wanted, ...] = ()
    stay: frozenset[str] = frozenset()

    @property
    def bytes(self) -> int:
        """How much is to be fetched."""
        return sum(one.size for one in self.wanted)


class Budget:
    """Plans within ``budget`` bytes, and makes room: what was used longest ago goes first.

    ``keep_free`` bytes of the disk are left to others, whatever the budget says.
    """

    def __init__(self, blobs: Blobs, budget: int, keep_free: int) -> None:
        self._blobs = blobs
        self._budget = budget
        self._keep_free = keep_free

    def plan(self) -> Plan | None:
        """Of the attachments of what waits for a decision as many as the limit allows, beginning with the oldest.

        None where nothing waits to be fetched and no more is here than may be, which is told without a walk.
        """
        with self._blobs.database.read() as db:
            if not self._is_to_plan(db):
                return None
            left = self._limit(db) - self._held(db)
            wanted: list[Wanted] = []
            stay: set[str] = set()
            for sha256, size, media_type, state, held in db.execute(_QUEUE, {"added": added_of(self._blobs)}):
                if held or sha256 in stay:
                    continue
                left -= size
                if left < 0:
                    return Plan(tuple(wanted), frozenset(stay))
                stay.add(sha256)
                if state == "wanted":
                    wanted.append(Wanted(sha256, size, media_type))
        self._forget_others(stay)
        return Plan(tuple(wanted), frozenset(stay))

    def note_looks(self) -> None:
        """Write down what was looked at since the last time."""
        if self._blobs.has_looks():
            with self._blobs.database.write() as tx:
                self._blobs.note_looks(tx)

    def make_room(self, size: int, plan: Plan) -> bool:
        """Make room for ``size`` more bytes; False, with nothing thrown out, where there is none to be made.

        With 0 as much goes as is over the limit. What the plan keeps and what acts or forms refer to stays.
        """
        with self._blobs.database.write() as tx:
            over = bytes_here(tx) + size - self._limit(tx)
            if over <= 0:
                return True
            out: list[tuple[str, int]] = []
            for sha256, bytes_ in self._used_longest_ago(tx):
                if over <= 0:
                    break
                if sha256 not in plan.stay:
                    out.append((sha256, bytes_))
                    over -= bytes_
            if over > 0 and size:
                return False
            gone = [(sha256,) for sha256, _ in out if is_removed(self._blobs, sha256)]
            tx.executemany("DELETE FROM blob WHERE sha256 = ?", gone)
        return over <= 0 and len(gone) == len(out)

    def _is_to_plan(self, db: sqlite3.Connection) -> bool:
        """Whether there is anything to do."""
        waits = db.execute("SELECT 1 FROM blob WHERE state = 'wanted' LIMIT 1").fetchone() is not None
        return waits or bytes_here(db) > self._limit(db)

    def _limit(self, db: sqlite3.Connection) -> int:
        """How many bytes may be here now: less than the budget where the disk is nearly full."""
        free = shutil.disk_usage(self._blobs.folder).free
        return min(self._budget, bytes_here(db) + free - self._keep_free)

    def _held(self, db: sqlite3.Connection) -> int:
        """The bytes that cannot go."""
        row = db.execute(
            f"""SELECT coalesce(sum(size), 0) FROM blob
            WHERE state <> 'wanted' AND (state <> 'here' OR sha256 IN ({HELD}))""",
            {"added": added_of(self._blobs)},
        ).fetchone()
        return int(row[0])

    def _used_longest_ago(self, tx: sqlite3.Connection) -> list[tuple[str, int]]:
        found = tx.execute(
            f"SELECT sha256, size FROM blob WHERE state = 'here' AND sha256 NOT IN ({HELD}) ORDER BY used",
            {"added": added_of(self._blobs)},
        )
        return found.fetchall()

    def _forget_others(self, queue: set[str]) -> None:
        """The whole queue was seen: what else was wanted has been decided meanwhile."""
        others = [(sha256,) for sha256, _, _ in self._blobs.wanted() if sha256 not in queue]
        if others:
            with self._blobs.database.write() as tx:
                tx.executemany("DELETE FROM blob WHERE sha256 = ? AND state = 'wanted'", others)
