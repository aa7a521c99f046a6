"""Rehearsals: who would pass a year by a changed rule file, who would not. A process of its own does the work.

How far it is stands in the database, so that any process of the service can say so or stop it; one that says nothing
for a while has died. It takes turns with nobody: members are read in short transactions and judged between them.
"""

import os
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, RowMapping, text

from cpd_core.entities import MemberType
from cpd_core.messages import FieldError
from cpd_core.national import (
    Rehearsal,
    RehearsalChange,
    RehearsalChanges,
    RehearsalGroup,
    RehearsalRequest,
    RehearsalState,
)
from cpd_core.outcomes import error
from cpd_core.requirements import RuleBook
from cpd_service import clock
from cpd_service.national import compare, rules
from cpd_service.national.directory import refuse
from cpd_service.national.office import Office
from cpd_service.problems import ProblemError
from cpd_service.store import sets
from cpd_service.store.database import Database

LISTED_MAX = 20_000  # members that are named; more are counted
SILENT = timedelta(seconds=60)
KEPT = 10  # rehearsals, the oldest are forgotten
YEARS_BACK = 20
PAGE = 200
ADDRESS = "CPD_REHEARSAL_DATABASE"  # in the environment of the process
Said = Callable[[int, int], None]


class _Summary(Struct):
    """What a rehearsal has come to so far."""

    groups: list[RehearsalGroup]
    changed: int = 0
    listed: int = 0
    seconds: float = 0.0


def begin(office: Office, asked: RehearsalRequest) -> Rehearsal:
    """Write down what is to be rehearsed; raises :class:`ProblemError`. :class:`Launcher` sets it going."""
    last = clock.today().year
    if not last - YEARS_BACK <= asked.year <= last:
        refuse([error("year", "rehearsal.year", first=last - YEARS_BACK, last=last)])
    found = rules.check(office.connection, asked.toml)
    if found.faults:
        raise ProblemError(422, "INVALID", *(fault.error for fault in found.faults))
    office.connection.execute(_LOCK)
    if any(_state(row) == "running" for row in office.connection.execute(_ALL).mappings()):
        raise ProblemError(422, "INVALID", error("toml", "rehearsal.running"))
    rehearsal_id = str(uuid.uuid4())
    office.connection.execute(
        _BEGIN,
        {
            "id": rehearsal_id,
            "at": office.at,
            "account": office.who.account_id,
            "who": office.who.name,
            "toml": asked.toml,
            "rule": found.rule_id,
            "year": asked.year,
            "total": compare.count(office.connection),
            "summary": msgspec.json.encode(_Summary([])).decode(),
        },
    )
    _forget(office.connection)
    office.note("rules.rehearsed", "ruleset", found.id, rule_id=found.rule_id, year=asked.year)
    return find(office.connection, rehearsal_id)


def run(database: Database, rehearsal_id: str, said: Said | None = None) -> None:
    """Do a rehearsal from its beginning to its end, or until it is told to stop."""
    with database.reading() as connection:
        row = connection.execute(_ONE, {"id": rehearsal_id}).mappings().one()
        now = RuleBook([record.toml for record in rules.records(connection).values()])
        then = RuleBook(_texts_with(connection, row["toml"]))
    work, after, began = _Work(row["year"], now, then), "", time.monotonic()
    while True:
        with database.reading() as connection:
            facts = compare.block(connection, row["year"], after)
        changes = [work.take(one) for one in facts]
        with database.writing() as connection:
            work.save(connection, rehearsal_id, [change for change in changes if change])
            summary = work.summary(time.monotonic() - began)
            state = "done" if not facts else "running"
            told = {"id": rehearsal_id, "done": work.done, "state": state, "at": clock.now(), "summary": summary}
            stopped = connection.execute(_STEP, told).scalar() is None
        if said:
            said(work.done, row["total"])
        if not facts or stopped:
            return
        after = facts[-1].member.id


def find(connection: Connection, rehearsal_id: str) -> Rehearsal:
    """How far a rehearsal is; raises :class:`ProblemError` 404."""
    row = connection.execute(_ONE, {"id": rehearsal_id}).mappings().first()
    if row is None:
        raise ProblemError(404, "NOT_FOUND")
    summary = msgspec.json.decode(row["summary"], type=_Summary)
    return Rehearsal(
        id=row["id"],
        at=row["at"],
        by=row["who"],
        year=row["year"],
        rule_id=row["rule_id"],
        state=_state(row),
        done=row["done"],
        total=row["total"],
        changed=summary.changed,
        listed=summary.listed,
        seconds=summary.seconds,
        groups=tuple(summary.groups),
    )


def latest(connection: Connection) -> str:
    """The id of the rehearsal that was begun last, "" where there was none."""
    return connection.execute(_LATEST).scalar() or ""


def stop(office: Office, rehearsal_id: str) -> Rehearsal:
    """Let a rehearsal end before its next block of members; what it has found so far can be read."""
    if office.connection.execute(_STOP, {"id": rehearsal_id}).rowcount:
        office.note("rules.rehearsal_stopped", "ruleset", "", rehearsal=rehearsal_id)
    return find(office.connection, rehearsal_id)


def changes(connection: Connection, rehearsal_id: str, after: int = 0, limit: int = PAGE) -> RehearsalChanges:
    """Those whose result changes, in the order in which they were met."""
    asked = {"id": rehearsal_id, "after": after, "limit": limit + 1}
    rows = connection.execute(_CHANGES, asked).mappings().all()
    entries = tuple(
        RehearsalChange(
            number=row["number"],
            no=row["no"],
            name=row["name"],
            province=row["province"],
            member_type=row["member_type"],
            before=row["before"],
            after=row["after"],
            why=msgspec.json.decode(row["why"], type=tuple[FieldError, ...]),
        )
        for row in rows[:limit]
    )
    return RehearsalChanges(entries=entries, next=entries[-1].number if len(rows) > limit else 0)


class Launcher:
    """Starts the processes that do rehearsals, and ends them with the service."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[bytes]] = []

    def launch(self, database: Database, begun: Rehearsal) -> None:
        """Start one; where the database is goes by its environment, which nobody else reads."""
        self._started = [one for one in self._started if one.poll() is None]
        process = subprocess.Popen(
            [sys.executable, "-m", "cpd_service.national.rehearse", begun.id],
            env={**os.environ, ADDRESS: database.url.render_as_string(hide_password=False)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        self._started.append(process)

    def close(self) -> None:
        """End what is still at work; it is then said to have failed."""
        for one in self._started:
            one.terminate()
            one.wait()
        self._started.clear()


class _Work:
    """What a rehearsal counts."""

    def __init__(self, year: int, now: RuleBook, then: RuleBook) -> None:
        self.done = 0
        self._comparison = compare.Comparison(year, now, then)
        self._groups: dict[tuple[str, MemberType], Counter[str]] = {}
        self._changed = 0

    def take(self, facts: compare.Facts) -> compare.Compared | None:
        """Judge a member; returns it where the result changes."""
        self.done += 1
        found = self._comparison.of(facts)
        if found is None:
            return None
        group = self._groups.setdefault((found.member.province, found.member.member_type), Counter())
        group["members"] += 1
        group["passed_before"] += found.before == "passed"
        group["passed_after"] += found.after == "passed"
        group["gained"] += found.after == "passed" != found.before
        group["lost"] += found.before == "passed" != found.after
        return found if found.before != found.after else None

    def save(self, connection: Connection, rehearsal_id: str, found: list[compare.Compared]) -> None:
        """Name those whose result changes, up to the limit."""
        named = found[: max(0, LISTED_MAX - self._changed)]
        rows = [
            (
                rehearsal_id,
                number,
                one.member.no,
                one.member.name,
                one.member.province,
                one.member.member_type,
                one.before,
                one.after,
                msgspec.json.encode(one.why).decode(),
            )
            for number, one in enumerate(named, start=self._changed + 1)
        ]
        sets.run(connection, _SAVE_CHANGES, rows)
        self._changed += len(found)

    def summary(self, seconds: float) -> str:
        """What stands so far, as JSON."""
        groups = [
            RehearsalGroup(
                province=province,
                member_type=member_type,
                members=counts["members"],
                passed_before=counts["passed_before"],
                passed_after=counts["passed_after"],
                gained=counts["gained"],
                lost=counts["lost"],
            )
            for (province, member_type), counts in sorted(self._groups.items())
        ]
        listed = min(self._changed, LISTED_MAX)
        return msgspec.json.encode(_Summary(groups, self._changed, listed, round(seconds, 1))).decode()


def _texts_with(connection: Connection, toml: str) -> list[str]:
    """The rule files as they would be: the changed one in the place of the one with its id."""
    now = rules.records(connection)
    replaced = rules.check(connection, toml).id
    return [record.toml for record in now.values() if record.id != replaced] + [toml]


def _state(row: RowMapping) -> RehearsalState:
    state: RehearsalState = row["state"]
    if state == "running" and row["seen_at"] < clock.as_written(datetime.now(UTC) - SILENT):
        return "failed"
    return state


def _forget(connection: Connection) -> None:
    for (old,) in connection.execute(_OLD, {"kept": KEPT}).all():
        connection.execute(text("DELETE FROM rehearsal_change WHERE rehearsal_id = :id"), {"id": old})
        connection.execute(text("DELETE FROM rehearsal WHERE id = :id"), {"id": old})


_LOCK = text("UPDATE rehearsal SET seen_at = seen_at WHERE state = 'running'")
_ALL = text("SELECT state, seen_at FROM rehearsal")
_ONE = text("SELECT * FROM rehearsal WHERE id = :id")
_LATEST = text("SELECT id FROM rehearsal ORDER BY at DESC, id LIMIT 1")
_OLD = text("SELECT id FROM rehearsal ORDER BY at DESC, id LIMIT 1000 OFFSET :kept")
_BEGIN = text("""
INSERT INTO rehearsal (id, at, account_id, who, toml, rule_id, state, seen_at, summary, year, done, total)
VALUES (:id, :at, :account, :who, :toml, :rule, 'running', :at, :summary, :year, 0, :total)
""")
# Whoever has been told to stop finds no row any more.
_STEP = text("""
UPDATE rehearsal SET done = :done, state = :state, seen_at = :at, summary = :summary
WHERE id = :id AND state = 'running' RETURNING id
""")
_STOP = text("UPDATE rehearsal SET state = 'cancelled' WHERE id = :id AND state = 'running'")
_CHANGES = text("""
SELECT * FROM rehearsal_change WHERE rehearsal_id = :id AND number > :after ORDER BY number LIMIT :limit
""")
_SAVE_CHANGES = f"""
INSERT INTO rehearsal_change (rehearsal_id, number, no, name, province, member_type, before, after, why)
SELECT {sets.columns("TEXT", "BIGINT", *["TEXT"] * 7)} FROM {{rows}}
"""
