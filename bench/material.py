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

_HIGH = "UPDATE scope SET seq = (SELECT max(seq) FROM feed WHERE feed.scope = :scope) WHERE id = :scope"


def make_service(directory: Path, pending: int) -> None:
    """A demo service in which the province has ``pending`` more applications to decide on; kept once made."""
    if directory.exists():
        return
    half_made = directory.with_name(directory.name + "-half")
    shutil.rmtree(half_made, ignore_errors=True)
    make_demo(half_made, members=60, applications=400)
    _grow(half_made / "service.sqlite3", pending)
    half_made.rename(directory)


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
        db.execute(_HIGH, {"scope": SCOPE})
        db.execute("COMMIT")
        db.execute("ANALYZE")
