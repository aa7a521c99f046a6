"""What each sync's report says of decisions and claims: written as answers come, closed when the sync has ended.

What took effect is kept as ids, a chunk to a row; everything else as a line of its own, with what the person saw and
what was there when the sync ended, so that the difference can be read after it was settled.
"""

import sqlite3
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from cpd_core.commands import STAFF_COMMANDS
from cpd_core.messages import Result
from cpd_desktop.store.conflicts import Answer
from cpd_desktop.store.database import Database
from cpd_desktop.store.readback import read_back
from cpd_desktop.store.times import utc_now

KEPT = 50  # reports
_ANSWER = msgspec.json.Decoder(Answer)
_IDS = msgspec.json.Decoder(tuple[str, ...])
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(STAFF_COMMANDS))


class Line(Struct, frozen=True):
    """What became of one act, or of several that took effect together: ``ids`` are those of the applications."""

    status: str
    kind: str
    ids: tuple[str, ...]
    code: str
    answer: Answer
    seen: str | None
    now: str | None


class Made(Struct, frozen=True):
    """A report that was made: when (UTC)."""

    id: int
    at: str


class Reports:
    """The reports of one account, the newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def close(self) -> int:
        """Make a report of what has been answered since the last one; returns its id, 0 where there was nothing.

        What came back as a conflict, by an answer or because its record went, is written down as it stands now.
        """
        with self._database.read() as db:  # most syncs have nothing to say
            if not db.execute(_ANYTHING).fetchone()[0]:
                return 0
        with self._database.take_in() as tx:
            tx.execute(_CAME_BACK)
            if not tx.execute("SELECT 1 FROM report_line WHERE report = 0 LIMIT 1").fetchone():
                return 0
            tx.execute(_AS_IT_IS_NOW)
            made = tx.execute("INSERT INTO report (at) VALUES (?) RETURNING id", (utc_now(),)).fetchone()[0]
            tx.execute("UPDATE report_line SET report = ? WHERE report = 0", (made,))
            old = "SELECT id FROM report ORDER BY id DESC LIMIT -1 OFFSET ?"
            tx.execute(f"DELETE FROM report_line WHERE report IN ({old})", (KEPT,))
            tx.execute(f"DELETE FROM report WHERE id IN ({old})", (KEPT,))
        return int(made)

    def made(self) -> tuple[Made, ...]:
        """All reports, the newest first."""
        with self._database.read() as db:
            return tuple(Made(*row) for row in db.execute("SELECT id, at FROM report ORDER BY id DESC"))

    def lines(self, report: int) -> tuple[Line, ...]:
        """What one of them says, in the order in which the answers came."""
        with self._database.read() as db:
            return tuple(_line(*row) for row in db.execute(_LINES, (report,)))


def note_done(tx: sqlite3.Connection, results: Sequence[Result]) -> None:
    """Write down what took effect, inside the transaction that stores the answers."""
    ids = msgspec.json.encode([r.command_id for r in results if r.status == "applied"]).decode()
    tx.execute(_DONE, (ids,))
    tx.executemany(_ANSWERED, _rows(r for r in results if r.status == "noop"))


def note_lost_claims(tx: sqlite3.Connection, results: Iterable[Result]) -> None:
    """Write down claims that a colleague was quicker with: there is nothing to choose, so they do not wait for it."""
    tx.executemany(f"{_ANSWERED} AND entity_kind = 'claim'", _rows(results))


def _rows(results: Iterable[Result]) -> list[tuple[str, str, str, str]]:
    return [(r.status, r.code, msgspec.json.encode(Answer(r.errors, r.params)).decode(), r.command_id) for r in results]


def _line(
    status: str, kind: str, entity_id: str, code: str, answer: str, seen: str | None, now: str | None, ids: str | None
) -> Line:
    several = read_back(_IDS, ids) if ids is not None else (entity_id,)
    return Line(status, kind, several, code, read_back(_ANSWER, answer), seen, now)


_COLUMNS = "report, status, kind, entity_id, command_id, code, answer, seen, now, entities, count"
_DONE = f"""
INSERT INTO report_line ({_COLUMNS})
SELECT 0, 'applied', o.kind, '', '', '', '{{}}', NULL, NULL, json_group_array(o.entity_id), count(*)
FROM json_each(?) AS k JOIN outbox AS o ON o.command_id = k.value WHERE o.kind IN ({_KINDS}) GROUP BY o.kind
"""
_ANSWERED = f"""
INSERT INTO report_line ({_COLUMNS})
SELECT 0, ?, kind, entity_id, command_id, ?, ?, NULL, NULL, NULL, 1 FROM outbox
WHERE command_id = ? AND kind IN ({_KINDS})
"""
_ANYTHING = "SELECT EXISTS (SELECT 1 FROM report_line WHERE report = 0) OR EXISTS (SELECT 1 FROM conflict)"
_CAME_BACK = f"""
INSERT INTO report_line ({_COLUMNS})
SELECT 0, c.status, c.kind, c.entity_id, c.command_id, c.code, c.answer, c.seen, NULL, NULL, 1 FROM conflict AS c
WHERE c.kind IN ({_KINDS}) AND NOT EXISTS (
    SELECT 1 FROM report_line AS l WHERE l.command_id = c.command_id AND l.command_id <> '')
"""
_AS_IT_IS_NOW = """
UPDATE report_line SET now = (SELECT r.body FROM record AS r WHERE r.kind = 'application' AND r.id = entity_id)
WHERE report = 0 AND seen IS NOT NULL
"""
_LINES = """
SELECT status, kind, entity_id, code, answer, seen, now, entities FROM report_line WHERE report = ? ORDER BY id
"""
