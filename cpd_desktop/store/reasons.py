"""Reasons for 不予确认 and 撤销确认: a list that its owner edits, and what was said in free words lately."""

import sqlite3

import msgspec

from cpd_desktop.store.database import Database

USUAL = (
    "证明材料未加盖主办方公章，请补充",
    "附件不清晰或不完整，请重新上传",
    "申请学时数与证明材料不一致",
    "学时年度与证明材料不一致",
    "学时途径选择有误，请更正",
    "与已确认的学时重复",
    "所附材料不能证明参加了培训",
)
"""Where the list begins. Members read them and the history keeps them: Chinese, whatever the window speaks."""

FREE_KEPT = 20  # reasons in free words that are offered again
_BEGUN = "reasons"  # in the table of small facts: the list is the person's own, even where nothing is left on it


class Reasons:
    """The list of one account, on this machine."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> tuple[str, ...]:
        """The list in its owner's order; at first the usual ones."""
        with self._database.read() as db:
            if not _is_begun(db):
                return USUAL
            return _listed(db)

    def offered(self) -> tuple[str, ...]:
        """What to offer where a reason is asked for: what was used last first, then the list in its order."""
        with self._database.read() as db:
            used = [row[0] for row in db.execute("SELECT text FROM reason WHERE used > 0 ORDER BY used DESC")]
            listed = _listed(db) if _is_begun(db) else USUAL
        return tuple(dict.fromkeys((*used, *listed)))

    def put(self, reasons: "tuple[str, ...]") -> None:
        """Make these the list, in this order; texts are stripped, empty ones and doubles are left out."""
        kept = tuple(dict.fromkeys(text.strip() for text in reasons if text.strip()))
        with self._database.write() as tx:
            tx.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, '1')", (_BEGUN,))
            tx.execute(
                """DELETE FROM reason WHERE (place IS NOT NULL OR text IN (SELECT value FROM json_each(?)))
                AND text NOT IN (SELECT value FROM json_each(?))""",
                (_json(USUAL), _json(kept)),
            )
            tx.executemany(
                """INSERT INTO reason (text, place) VALUES (?, ?)
                ON CONFLICT (text) DO UPDATE SET place = excluded.place""",
                [(text, place) for place, text in enumerate(kept)],
            )

    def used(self, reason: str) -> None:
        """Note that a reason was given: it is offered first the next time, whether it is on the list or not."""
        with self._database.take_in() as tx:
            tx.execute(
                """INSERT INTO reason (text, used) VALUES (?, (SELECT coalesce(max(used), 0) + 1 FROM reason))
                ON CONFLICT (text) DO UPDATE SET used = excluded.used""",
                (reason.strip(),),
            )
            tx.execute(
                """DELETE FROM reason WHERE place IS NULL AND text NOT IN
                (SELECT text FROM reason WHERE place IS NULL ORDER BY used DESC LIMIT ?)""",
                (FREE_KEPT,),
            )


def _is_begun(db: sqlite3.Connection) -> bool:
    found = db.execute(
        "SELECT 1 FROM reason WHERE place IS NOT NULL UNION SELECT 1 FROM meta WHERE key = ?", (_BEGUN,)
    )  # a rescue keeps the list and not the fact
    return found.fetchone() is not None


def _json(texts: tuple[str, ...]) -> str:
    return msgspec.json.encode(texts).decode()


def _listed(db: sqlite3.Connection) -> tuple[str, ...]:
    found = db.execute("SELECT text FROM reason WHERE place IS NOT NULL ORDER BY place")
    return tuple(row[0] for row in found)
