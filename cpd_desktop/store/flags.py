"""The flags of all applications, worked out here and kept up to date at low cost, a few members at a time.

What is new, changed or gone is noted as it is written (``store/flag_tables.py``). Each step takes some of them, reads
all applications of their members, and writes what is different, in one short transaction: a person who saves meanwhile
waits for one step at most, and a program that is closed goes on where it was. What is kept here can be thrown away at
any time and is then worked out anew.

Where everything is to be done anew, what files and hours are compared by is filled in first, in the order of the
records, and then put in the order of files and sponsors a piece at a time: member by member, each step would rewrite
most of these tables, and an index made in one go would have everybody wait.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import msgspec
from msgspec import Struct

from cpd_core.flag_rules import (
    KEY_BITS,
    OWN,
    Case,
    Figures,
    circle_key,
    file_key,
    member_key,
    own_bits,
    usual_hours,
)
from cpd_core.flags import BIT, bits_of
from cpd_desktop.store import blocks, indexes
from cpd_desktop.store.database import Database
from cpd_desktop.store.flag_tables import FILLING, KEY, begin_anew
from cpd_desktop.views import Checked

STEP = 200  # records looked at in one transaction, with all others of their members
MOST = 1_000  # of these others; from here on the next members wait for the next step
PIECES = 16  # into which they are divided to be put in the order of files and of circles
REST = 0.005  # seconds between two steps: who waits to write comes first, as Python's locks know no order
FILLED = 2_000  # records of which files and hours are filled in with one transaction
CIRCLES = 50  # sponsors and pathways looked at in one transaction
_OWN_BITS = bits_of(OWN)
_CASE = msgspec.json.Decoder(Case)
Bits = dict[int, int]  # rid -> flags


class Sharing(Struct, frozen=True):
    """Who else has a file: so many members with so many applications, the ids of some of them."""

    members: int
    applications: int
    ids: tuple[str, ...]


class Flags:
    """Flags of one account's store. ``form`` says which rules they come from: others have all of them made anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def to_do(self, form: str) -> int:
        """How many applications are still to be looked at."""
        with self._database.read() as db:
            anew = _form(db) != form
            table = "record WHERE listed = 1" if anew else "unchecked"
            return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def check(
        self, figures: Figures, form: str, progress: Callable[[Checked], None], cancelled: Callable[[], bool]
    ) -> bool:
        """Look at all that is new or changed; returns whether there was anything to do.

        ``progress`` is called after each step. After ``cancelled`` says so it ends with the step; the rest is done the
        next time.
        """
        total, done, filled, worked = self.to_do(form), 0, 0, False
        while not cancelled():
            with self._database.take_in() as tx:
                if not indexes.are_whole(tx):  # a first load is under way: it would be looked for without indexes
                    return worked
                if fills := _form(tx) != form:
                    looked_at, more = _fill(tx, form), True
                else:
                    looked_at = _step(tx, figures)
                    more = looked_at or _circles_step(tx, figures)
            if not more:
                return worked
            time.sleep(REST)
            worked = True
            filled += looked_at if fills else 0
            done += 0 if fills else looked_at
            told = (filled + done) // 2 if filled else done
            progress(Checked(min(told, total), total))
        return worked

    def cases_of(self, member_id: str) -> list[Case]:
        """A member's applications as flags see them."""
        with self._database.read() as db:
            return [case for _, case in _cases_of(db, [member_id])]

    def sharing(self, sha256: str, member_id: str, most: int) -> Sharing:
        """Which other members have a file, as far as it has been looked at; ``most`` ids are named."""
        values = {"file": file_key(sha256), "member": member_key(member_id), "most": most}
        others = "FROM holder WHERE file = :file AND member <> :member"
        with self._database.read() as db:
            members, count = db.execute(f"SELECT count(DISTINCT member), count(*) {others}", values).fetchone()
            found = db.execute(
                f"""SELECT r.id FROM (SELECT rid {others} LIMIT :most) AS e CROSS JOIN record AS r ON r.rid = e.rid
                WHERE r.listed = 1""",
                values,
            )
            return Sharing(members, count, tuple(row[0] for row in found))

    def hours_around(self, case: Case) -> list[tuple[float, int]]:
        """The hours of those with which an application is compared, with how many ask for them; itself included."""
        circle = circle_key(case)
        with self._database.read() as db:
            return _counted(db, circle) if circle is not None else []


def _form(db: sqlite3.Connection, key: str = KEY) -> str:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


# --- everything anew -------------------------------------------------------------------------------------------------


def _fill(tx: sqlite3.Connection, form: str) -> int:
    """Do one part of what comes before the first step; returns how many records were filled in.

    What comes or changes from the beginning on is noted as always.
    """
    found, _, place = _form(tx, FILLING).rpartition(" ")
    if found != form:
        begin_anew(tx)
        place = "0"
    if place.startswith("+"):
        return _put_in_order(tx, form, int(place))
    which = "FROM record AS r NOT INDEXED WHERE r.rid > ? AND r.listed = 1 ORDER BY r.rid LIMIT ?"
    cases = _cases(tx, which, (int(place), FILLED))
    if not cases:
        return _note_place(tx, form, "+0", 0)
    blocks.run(tx, _PUT_EVIDENCE, sorted(_evidence_of(cases)))
    blocks.run(tx, _PUT_ASKED, sorted(_asked_of(cases)))
    noted = "INSERT INTO unchecked (rid) SELECT value FROM json_each(?) WHERE true ON CONFLICT (rid) DO NOTHING"
    tx.execute(noted, (_json(rid for rid, _ in cases),))
    return _note_place(tx, form, str(cases[-1][0]), len(cases))


_ORDER = (
    """INSERT INTO holder (file, member, rid) SELECT file, member, rid FROM evidence
        WHERE file >= :low AND file < :high ORDER BY file, member, rid""",
    f"""INSERT INTO flag (rid, bits) SELECT DISTINCT rid, {BIT["same_file"]} FROM holder WHERE file IN
        (SELECT file FROM holder WHERE file >= :low AND file < :high GROUP BY file HAVING min(member) <> max(member))
        AND true ON CONFLICT (rid) DO NOTHING""",
    """INSERT INTO circle (circle, hours, rid) SELECT circle, hours, rid FROM asked
        WHERE circle >= :low AND circle < :high ORDER BY circle, hours, rid""",
    "INSERT OR IGNORE INTO stale (circle) SELECT DISTINCT circle FROM circle WHERE circle >= :low AND circle < :high",
)


def _put_in_order(tx: sqlite3.Connection, form: str, piece: int) -> int:
    """Put one of many pieces of what was filled in into the order of files and of circles."""
    if piece == PIECES:
        tx.execute("UPDATE meta SET key = ?, value = ? WHERE key = ?", (KEY, form, FILLING))
        return 0
    width = (1 << KEY_BITS) // PIECES
    for statement in _ORDER:
        tx.execute(statement, {"low": piece * width, "high": (piece + 1) * width})
    return _note_place(tx, form, f"+{piece + 1}", 0)


def _note_place(tx: sqlite3.Connection, form: str, place: str, count: int) -> int:
    tx.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (FILLING, f"{form} {place}"))
    return count


# --- members ---------------------------------------------------------------------------------------------------------


_NOTED = """
SELECT u.rid, r.member_id, (SELECT count(*) FROM record AS o
    WHERE o.member_id = r.member_id AND o.member_id <> '' AND o.kind = 'application')
FROM (SELECT rid FROM unchecked ORDER BY rid LIMIT ?) AS u
LEFT JOIN record AS r ON r.rid = u.rid AND r.kind = 'application'
"""


def _step(tx: sqlite3.Connection, figures: Figures) -> int:
    """Look at some of what is noted; returns how many applications those were, 0 where nothing is noted."""
    gone = tx.execute("SELECT rowid, rid, member_id FROM gone ORDER BY rowid LIMIT ?", (STEP,)).fetchall()
    noted = tx.execute(_NOTED, (STEP,)).fetchall()
    if not noted and not gone:
        return 0
    members = {member_id for _, _, member_id in gone}
    known = {rid for _, rid, _ in gone}
    count = 0
    for rid, member_id, others in noted:
        if member_id and member_id not in members:
            if count > MOST:
                continue
            members.add(member_id)
            count += others
        known.add(rid)
    cases = _cases_of(tx, sorted(members))
    known |= {rid for rid, _ in cases}
    bits = dict.fromkeys(known, 0)
    for _, group in groupby(cases, key=lambda each: each[1].member_id):
        theirs = list(group)
        bits |= zip((rid for rid, _ in theirs), own_bits([case for _, case in theirs], figures), strict=True)
    _put_bits(tx, bits, _OWN_BITS)
    _put_evidence(tx, cases, known)
    _put_asked(tx, cases, known)
    tx.execute("DELETE FROM unchecked WHERE rid IN (SELECT value FROM json_each(?))", (_json(known),))
    tx.execute("DELETE FROM gone WHERE rowid IN (SELECT value FROM json_each(?))", (_json(row[0] for row in gone),))
    return max(len(known), 1)


def _cases_of(db: sqlite3.Connection, members: Sequence[str]) -> list[tuple[int, Case]]:
    """All applications of these members, member by member."""
    return _cases(
        db,
        """FROM json_each(?) AS k CROSS JOIN record AS r
        ON r.member_id = k.value AND r.member_id <> '' AND r.kind = 'application' WHERE r.listed = 1""",
        (_json(members),),
    )


def _cases(db: sqlite3.Connection, which: str, values: Sequence[object]) -> list[tuple[int, Case]]:
    """Applications as flags see them. What a later service has made otherwise has no flags."""
    cases: list[tuple[int, Case]] = []
    found = db.execute(f"SELECT r.rid, CAST(coalesce(r.local, r.body) AS BLOB) {which}", values).fetchall()
    for rid, document in found:
        try:
            cases.append((rid, _CASE.decode(document)))
        except msgspec.DecodeError:
            continue
    return cases


def _put_bits(tx: sqlite3.Connection, bits: Bits, of: int) -> None:
    """Have these rows carry these flags; ``of`` are the bits that are spoken of, others stay as they are."""
    before = dict(
        tx.execute(
            "SELECT f.rid, f.bits FROM json_each(?) AS k CROSS JOIN flag AS f ON f.rid = k.value", (_json(bits),)
        ).fetchall()
    )
    after = {rid: (before.get(rid, 0) & ~of) | now for rid, now in bits.items()}
    changed = [(rid, now) for rid, now in after.items() if now != before.get(rid, 0)]
    put = "INSERT INTO flag (rid, bits) SELECT each.column1, each.column2 FROM {rows} WHERE true"
    blocks.run(tx, f"{put} ON CONFLICT (rid) DO UPDATE SET bits = excluded.bits", [row for row in changed if row[1]])
    none = _json(rid for rid, now in changed if not now)
    tx.execute("DELETE FROM flag WHERE rid IN (SELECT value FROM json_each(?))", (none,))


# --- files -----------------------------------------------------------------------------------------------------------


_PUT_EVIDENCE = "INSERT INTO evidence (rid, file, member) SELECT each.column1, each.column2, each.column3 FROM {rows}"


def _evidence_of(cases: Iterable[tuple[int, Case]]) -> set[tuple[int, int, int]]:
    return {(rid, file_key(p.sha256), member_key(case.member_id)) for rid, case in cases for p in case.attachments}


def _put_evidence(tx: sqlite3.Connection, cases: Iterable[tuple[int, Case]], known: set[int]) -> None:
    """Note who has which file, and flag what has one that another member has.

    Others' flags change only where a file becomes shared, or is no longer: a sheet that 500 members hand in is not
    looked at 500 times.
    """
    before = set(
        tx.execute(
            "SELECT e.rid, e.file, e.member FROM json_each(?) AS k CROSS JOIN evidence AS e ON e.rid = k.value",
            (_json(known),),
        ).fetchall()
    )
    after = _evidence_of(cases)
    changed = before ^ after
    if not changed:
        return
    files = sorted({file for _, file, _ in changed})
    were_shared = _shared(tx, files)
    tx.executemany("DELETE FROM evidence WHERE rid = ? AND file = ?", [row[:2] for row in before - after])
    tx.executemany("DELETE FROM holder WHERE rid = ? AND file = ? AND member = ?", before - after)
    blocks.run(tx, _PUT_EVIDENCE, sorted(after - before))
    put = "INSERT INTO holder (rid, file, member) SELECT each.column1, each.column2, each.column3 FROM {rows}"
    blocks.run(tx, put, sorted(after - before))
    turned = were_shared ^ _shared(tx, files)
    rids = {rid for rid, _, _ in changed} | {
        rid
        for (rid,) in tx.execute(
            "SELECT h.rid FROM json_each(?) AS k CROSS JOIN holder AS h ON h.file = k.value", (_json(turned),)
        )
    }
    sharing = tx.execute(
        """SELECT DISTINCT e.rid FROM json_each(?) AS k
        CROSS JOIN evidence AS e ON e.rid = k.value
        WHERE EXISTS (SELECT 1 FROM holder AS o WHERE o.file = e.file AND o.member < e.member)
        OR EXISTS (SELECT 1 FROM holder AS o WHERE o.file = e.file AND o.member > e.member)""",
        (_json(rids),),
    )
    bit = BIT["same_file"]
    _put_bits(tx, dict.fromkeys(rids, 0) | {rid: bit for (rid,) in sharing.fetchall()}, bit)


def _shared(tx: sqlite3.Connection, files: Sequence[int]) -> set[int]:
    """Those of these files that several members have."""
    found = tx.execute(
        """SELECT k.value FROM json_each(?) AS k
        WHERE (SELECT min(member) FROM holder WHERE file = k.value)
            <> (SELECT max(member) FROM holder WHERE file = k.value)""",
        (_json(files),),
    )
    return {row[0] for row in found}


# --- hours -----------------------------------------------------------------------------------------------------------


_PUT_ASKED = "INSERT INTO asked (rid, circle, hours) SELECT each.column1, each.column2, each.column3 FROM {rows}"


def _asked_of(cases: Iterable[tuple[int, Case]]) -> set[tuple[int, int, float]]:
    keyed = ((rid, circle_key(case), case.hours) for rid, case in cases)
    return {(rid, circle, hours) for rid, circle, hours in keyed if circle is not None}


def _put_asked(tx: sqlite3.Connection, cases: Iterable[tuple[int, Case]], known: set[int]) -> None:
    """Note who asks for how much of what; what is compared with it is looked at later, each circle once."""
    before = set(
        tx.execute(
            "SELECT a.rid, a.circle, a.hours FROM json_each(?) AS k CROSS JOIN asked AS a ON a.rid = k.value",
            (_json(known),),
        ).fetchall()
    )
    after = _asked_of(cases)
    gone = {rid for rid, _, _ in before - after}
    tx.execute("DELETE FROM asked WHERE rid IN (SELECT value FROM json_each(?))", (_json(gone),))
    tx.executemany("DELETE FROM circle WHERE rid = ? AND circle = ? AND hours = ?", before - after)
    blocks.run(tx, _PUT_ASKED, sorted(after - before))
    put = "INSERT INTO circle (rid, circle, hours) SELECT each.column1, each.column2, each.column3 FROM {rows}"
    blocks.run(tx, put, sorted(after - before))
    _put_bits(tx, dict.fromkeys(gone, 0), BIT["unusual_hours"])
    circles = _json({circle for _, circle, _ in before ^ after})
    tx.execute("INSERT OR IGNORE INTO stale (circle) SELECT value FROM json_each(?)", (circles,))


def _circles_step(tx: sqlite3.Connection, figures: Figures) -> bool:
    """Look at some of the circles whose hours have changed; False where there are none."""
    circles = [circle for (circle,) in tx.execute("SELECT circle FROM stale LIMIT ?", (CIRCLES,))]
    if not circles:
        return False
    bit = BIT["unusual_hours"]
    flagged = tx.execute(
        """SELECT f.rid FROM (SELECT rid FROM flag WHERE bits & ?) AS f CROSS JOIN asked AS a ON a.rid = f.rid
        WHERE +a.circle IN (SELECT value FROM json_each(?))""",
        (bit, _json(circles)),
    )
    bits: Bits = {rid: 0 for (rid,) in flagged.fetchall()}
    for circle in circles:
        counted = _counted(tx, circle)
        usual = usual_hours(counted, figures.unusual)
        far = [hours for hours, _ in counted if usual and usual.is_far(hours)]
        asking = "SELECT c.rid FROM json_each(?) AS k CROSS JOIN circle AS c ON c.circle = ? AND c.hours = k.value"
        bits |= {rid: bit for (rid,) in tx.execute(asking, (_json(far), circle))} if far else {}
    _put_bits(tx, bits, bit)
    tx.execute("DELETE FROM stale WHERE circle IN (SELECT value FROM json_each(?))", (_json(circles),))
    return True


def _counted(db: sqlite3.Connection, circle: int) -> list[tuple[float, int]]:
    found = db.execute("SELECT hours, count(*) FROM circle WHERE circle = ? GROUP BY hours ORDER BY hours", (circle,))
    return found.fetchall()


def _json(values: Iterable[object]) -> str:
    return msgspec.json.encode(list(values)).decode()
