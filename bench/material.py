"""What the benches work on: a demo service grown to any size in one province, and a profile that has synced it."""

import shutil
import sqlite3
import sys
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from cpd_desktop.workspace import Workspace
from devtools.service import DemoAccount, demo_accounts, make_demo, running_service

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


def make_service(directory: Path, pending: int) -> None:
    """A demo service in which the province has ``pending`` more applications to decide on; kept once made."""
    if directory.exists():
        return
    half_made = directory.with_name(directory.name + "-half")
    shutil.rmtree(half_made, ignore_errors=True)
    make_demo(half_made, members=60, applications=400)
    _grow(half_made / "service.sqlite3", pending)
    half_made.rename(directory)


def make_profile(directory: Path, service: Path) -> None:
    """The profile of a staff member of the province, synced with the service; kept once made."""
    if directory.exists():
        return
    half_made = directory.with_name(directory.name + "-half")
    shutil.rmtree(half_made, ignore_errors=True)
    with running_service(service) as url, signed_in(half_made, service, url) as workspace:
        workspace.sync.run()
    half_made.rename(directory)


def staff_account(service: Path) -> DemoAccount:
    """The first staff account of the province."""
    return next(a for a in demo_accounts(service) if a.user_type == "province_staff" and a.province == PROVINCE)


@contextmanager
def signed_in(profile: Path, service: Path, url: str) -> Generator[Workspace]:
    """The province's staff member at work on a profile."""
    account = staff_account(service)
    with closing(Workspace(profile, url)) as workspace:
        workspace.sign_in("province_staff", account.login, account.password)
        yield workspace


def plain_server(service: Path) -> list[str]:
    """The command that serves a service's database the plain way."""
    return [sys.executable, "-m", "bench.plain_server", str(service / "service.sqlite3")]


def peak_megabytes() -> float:
    """The most memory that this process has held so far, in MB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "linux" else 1024) / 1024


def _grow(database: Path, pending: int) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        (last,) = db.execute("SELECT max(rid) FROM record").fetchone()
        db.execute(_COPIES, {"count": pending, "province": PROVINCE})
        db.execute(_POINTERS, {"scope": SCOPE, "last": last})
        db.execute("UPDATE scope SET seq = (SELECT max(seq) FROM feed WHERE scope = id) WHERE id = ?", (SCOPE,))
        db.execute("COMMIT")
        db.execute("ANALYZE")
