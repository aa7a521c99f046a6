"""The service that the benches work on: a demo, grown to any size in one province."""

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from devtools.service import DemoAccount, demo_accounts, make_demo

PROVINCE = "32"
SCOPE = f"p:{PROVINCE}"

_COPIES = """
WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :count),
original AS (
    SELECT row_number() OVER (ORDER BY rid) - 1 AS n, kind, rev, member_id, province, year, body FROM record
    WHERE kind = 'application' AND province = :province AND body ->> '$.state' = 'pending'
)
INSERT INTO record (kind, id, rev, member_id, province, year, body)
SELECT kind, printf('%08x-0000-4000-8000-%012x', number.n, number.n), rev, member_id, province, year,
    json_set(body, '$.id', printf('%08x-0000-4000-8000-%012x', number.n, number.n))
FROM number JOIN original ON original.n = number.n % (SELECT count(*) FROM original)
"""
_POINTERS = """
INSERT INTO feed (scope, seq, op, rid, kind, id, rev)
SELECT scope.id, scope.seq + row_number() OVER (ORDER BY rid), 'upsert', rid, kind, record.id, rev
FROM record JOIN scope ON scope.id = :scope WHERE rid > :last
"""
_CHANGES = (
    """UPDATE feed SET rev = rev + 1, seq = (SELECT scope.seq FROM scope WHERE scope.id = :scope) + oldest.n
    FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS n FROM feed
        WHERE scope = :scope AND kind = 'application' ORDER BY seq LIMIT :count) AS oldest
    WHERE feed.scope = :scope AND feed.seq = oldest.seq""",
    """UPDATE record SET rev = rev + 1, body = json_set(body, '$.rev', rev + 1, '$.note', '改 ' || rid)
    WHERE rid IN (SELECT feed.rid FROM feed JOIN scope ON scope.id = feed.scope
        WHERE feed.scope = :scope AND feed.seq > scope.seq)""",
    "UPDATE scope SET seq = (SELECT max(seq) FROM feed WHERE feed.scope = :scope) WHERE id = :scope",
)


def service(work: Path, pending: int) -> Path:
    """The service in which the province has that many applications to decide on: the same for every bench."""
    return work.parent / f"service-{pending}"


def make_service(work: Path, pending: int) -> Path:
    """Make that service out of a demo, once; nobody but its clients writes into it."""
    directory = service(work, pending)
    if directory.exists():
        return directory
    half_made = directory.with_name(directory.name + "-half")
    shutil.rmtree(half_made, ignore_errors=True)
    make_demo(half_made, members=60, applications=400)
    _grow(half_made / "service.sqlite3", pending)
    half_made.rename(directory)
    return directory


def change(directory: Path, count: int) -> None:
    """Give as many applications of the province a new revision and a new place in its feed, as writes would."""
    with closing(sqlite3.connect(directory / "service.sqlite3", isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        for statement in _CHANGES:
            db.execute(statement, {"scope": SCOPE, "count": count})
        db.execute("COMMIT")


def high(directory: Path) -> int:
    """The last number in the province's feed."""
    with closing(sqlite3.connect(directory / "service.sqlite3")) as db:
        return db.execute("SELECT seq FROM scope WHERE id = ?", (SCOPE,)).fetchone()[0]


def staff_account(service: Path) -> DemoAccount:
    """The first staff account of the province."""
    return next(a for a in demo_accounts(service) if a.user_type == "province_staff" and a.province == PROVINCE)


def plain_server(service: Path) -> list[str]:
    """The command that serves a service's database the plain way."""
    return [sys.executable, "-m", "bench.plain_server", str(service / "service.sqlite3")]


def _grow(database: Path, pending: int) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        (last,) = db.execute("SELECT max(rid) FROM record").fetchone()
        db.execute(_COPIES, {"count": pending, "province": PROVINCE})
        db.execute(_POINTERS, {"scope": SCOPE, "last": last})
        db.execute(_CHANGES[-1], {"scope": SCOPE})
        db.execute("COMMIT")
        db.execute("ANALYZE")
