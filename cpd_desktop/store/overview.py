"""Counting for the overview of a province: SQLite counts, Python only hands the counts on.

When and by whom was decided stands in the documents alone. They are read once for all aspects of a period.
"""

from array import array
from collections.abc import Generator, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

import msgspec

from cpd_core.entities import Application, Completion, Grant, Member
from cpd_core.ledger import Facts
from cpd_core.overview import Aspect, Counted, Period, Tally
from cpd_desktop.store.counts import PENDING
from cpd_desktop.store.database import Database
from cpd_desktop.store.readback import read_back
from cpd_desktop.store.times import BEIJING

MEMBERS_AT_ONCE = 500
_DOC = "coalesce(r.local, r.body)"
_DAY = "date({0}, '+8 hours')"  # of a moment in UTC, as Beijing's calendar has it
_COLUMNS: dict[Aspect, str] = {
    "day": _DAY.format("decided_at"),
    "reviewer": "decided_by",
    "kind": "subkind",
    "sponsor": "sponsor",
    "pathway": "pathway",
    "reason": "reason",
}
# Materialized before anything is asked of it: else every column that is asked for reads the document once more.
_DECIDED = f"""
WITH known AS MATERIALIZED (
    SELECT r.rid, r.state, r.subkind, r.sponsor, r.pathway, r.reason, r.hours, r.confirmed_hours, r.filed_at,
        {_DOC} ->> '$.decided_at' AS decided_at, coalesce({_DOC} ->> '$.decided_by', '') AS decided_by
    FROM record AS r NOT INDEXED WHERE r.listed = 1 AND r.state <> 'pending'),
decided AS (SELECT * FROM known WHERE decided_at >= :begin AND decided_at < :end)
"""
_SUMS = "count(*), coalesce(sum(hours), 0), coalesce(sum(confirmed_hours), 0)"
# Three aspects a question: sorting for each of six costs more than reading all documents twice.
_TOGETHER: tuple[tuple[Aspect, ...], ...] = (("day", "reviewer", "kind"), ("sponsor", "pathway", "reason"))
_CUBE = f"{_DECIDED} SELECT {{columns}}, state, {_SUMS} FROM decided GROUP BY 1, 2, 3, 4"
_CUBES = tuple((group, _CUBE.format(columns=", ".join(_COLUMNS[each] for each in group))) for group in _TOGETHER)
# All of a member at once, as one JSON list a kind: half the time of one document after the other.
_NEAR = """
SELECT r.member_id, r.kind, '[' || group_concat(coalesce(r.local, r.body)) || ']' FROM json_each(:members) AS k
CROSS JOIN record AS r ON r.member_id = k.value AND r.member_id <> ''
    AND r.kind IN ('application', 'completion', 'grant')
WHERE r.year BETWEEN :year - 1 AND :year + 1 AND coalesce(r.local, r.body) <> '' GROUP BY k.key, r.kind
"""
_STATE = """
SELECT m.id, coalesce(m.local, m.body),
    (SELECT group_concat(r.rid || ':' || r.rev || ':' || r.sync || ':' || r.state || ':'
        || coalesce(r.confirmed_hours, '') || ':' || coalesce(length(r.local), '')) FROM record AS r
    WHERE r.member_id = m.id AND r.member_id <> '' AND r.kind IN ('application', 'completion', 'grant')
        AND r.year BETWEEN :year - 1 AND :year + 1)
FROM record AS m WHERE m.kind = 'member' AND coalesce(m.local, m.body) <> ''
"""
_MEMBER = msgspec.json.Decoder(Member)
_APPLICATIONS = msgspec.json.Decoder(tuple[Application, ...])
_COMPLETIONS = msgspec.json.Decoder(tuple[Completion, ...])
_GRANTS = msgspec.json.Decoder(tuple[Grant, ...])


class Slice(msgspec.Struct, frozen=True):
    """Applications behind a figure: ``what`` was filed, waits or was decided, within ``period`` where one is given.

    ``aspect`` and ``code`` name what they have in common, ``state`` the outcome; "" does not narrow.
    """

    what: str
    period: Period | None = None
    aspect: Aspect | None = None
    code: str = ""
    state: str = ""


class MemberState(NamedTuple):
    """A member, and what changes whenever anything that bears on the year changes."""

    member_id: str
    document: str
    mark: int


class Overview:
    """Counts of one account's store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting_by_day(self) -> dict[date, Tally]:
        """What waits, by the day of filing."""
        return self._by_day(f"{_DAY.format('filed_at')}", PENDING)

    def waiting_by(self, column: str) -> tuple[Tally, ...]:
        """What waits, by ``subkind``, ``sponsor`` or ``pathway``."""
        return self._tallies(
            f"SELECT {column}, count(*), coalesce(sum(hours), 0) FROM record WHERE {PENDING} GROUP BY 1"
        )

    def filed_by_day(self, period: Period) -> dict[date, Tally]:
        """What was filed within a period, whatever became of it, by day."""
        begin, end = bounds(period)
        return self._by_day(
            _DAY.format("filed_at"), "listed = 1 AND filed_at >= :begin AND filed_at < :end", begin=begin, end=end
        )

    def decided(self, period: Period) -> tuple[Counted, ...]:
        """The decisions of a period that hold, counted by every aspect; what has one in common may come in parts."""
        begin, end = bounds(period)
        found: list[Counted] = []
        with self._database.read() as db:
            for aspects, sql in _CUBES:
                for *codes, state, count, asked, confirmed in db.execute(sql, {"begin": begin, "end": end}):
                    pairs = zip(aspects, codes, strict=True)
                    found += [Counted(aspect, code, state, count, asked, confirmed) for aspect, code in pairs]
        return tuple(found)

    def rids(self, wanted: Slice) -> "array[int]":
        """The rows behind a figure, the oldest first."""
        values: dict[str, object] = {"code": wanted.code, "state": wanted.state}
        before, source, tests = "", "record", [PENDING if wanted.what == "waiting" else "listed = 1"]
        if wanted.what == "decided":
            before, source, tests = _DECIDED, "decided", ["true"]
        if wanted.period:
            values["begin"], values["end"] = bounds(wanted.period)
            if wanted.what != "decided":
                tests.append("filed_at >= :begin AND filed_at < :end")
        if wanted.aspect:
            tests.append(f"{_COLUMNS[wanted.aspect]} = :code")
        if wanted.state:
            tests.append("state = :state")
        with self._database.read() as db:
            where = " AND ".join(tests)
            found = db.execute(f"{before} SELECT rid FROM {source} WHERE {where} ORDER BY filed_at, rid", values)
            return array("q", (rid for (rid,) in found))

    def members(self, year: int) -> list[MemberState]:
        """All members; the mark of one is another as soon as a fact near the year is."""
        with self._database.read() as db:
            found = db.execute(_STATE, {"year": year})
            return [MemberState(id_, document, hash((document, facts))) for id_, document, facts in found]

    def facts(self, members: Iterable[MemberState], year: int, unsent: frozenset[str]) -> Generator[Facts]:
        """What is known of these members that can bear on a year, some hundred members a query."""
        waiting = list(members)
        for start in range(0, len(waiting), MEMBERS_AT_ONCE):
            some = waiting[start : start + MEMBERS_AT_ONCE]
            near = self._near([each.member_id for each in some], year)
            for each in some:
                yield Facts(
                    member=read_back(_MEMBER, each.document),
                    applications=read_back(_APPLICATIONS, near.get((each.member_id, "application"), "[]")),
                    completions=read_back(_COMPLETIONS, near.get((each.member_id, "completion"), "[]")),
                    grants=read_back(_GRANTS, near.get((each.member_id, "grant"), "[]")),
                    unsent=unsent,
                )

    def _near(self, member_ids: list[str], year: int) -> dict[tuple[str, str], str]:
        """The documents of these members, (member id, kind) -> JSON list."""
        with self._database.read() as db:
            found = db.execute(_NEAR, {"members": msgspec.json.encode(member_ids).decode(), "year": year})
            return {(member_id, kind): documents for member_id, kind, documents in found}

    def _by_day(self, day: str, where: str, **values: object) -> dict[date, Tally]:
        sql = f"SELECT {day}, count(*), coalesce(sum(hours), 0) FROM record WHERE {where} GROUP BY 1"
        return {date.fromisoformat(each.code): each for each in self._tallies(sql, values) if each.code}

    def _tallies(self, sql: str, values: dict[str, object] | None = None) -> tuple[Tally, ...]:
        with self._database.read() as db:
            return tuple(Tally(code or "", count, hours) for code, count, hours in db.execute(sql, values or {}))


def bounds(period: Period) -> tuple[str, str]:
    """The first moment of a period and the first after it, as the wire writes them."""
    moments = (datetime.combine(day, time(), BEIJING) for day in (period.first, period.last + timedelta(days=1)))
    begin, end = (moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for moment in moments)
    return begin, end
