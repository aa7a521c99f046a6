"""A reviewer confirms 1,000 applications and then 10,000: from the click to acknowledged, pulled and stored.

Baseline: one POST, applied by three set-wise statements, then one transaction on the client; no outbox, so a crash
loses it, and nobody checks whether the reviewer saw what is decided on.
"""

import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench import material, plain_client, reviewer
from bench.harness import Figures, Size, Target
from devtools.service import running

ROUNDS = 5
LIMIT = 0.5 / 0.23  # both measured beside each other in the same trial
COUNTS: dict[Size, tuple[int, ...]] = {"quick": (1_000,), "usual": (1_000, 10_000), "full": (1_000, 10_000)}
TARGETS = tuple(Target(f"{count:,} decisions", "s", LIMIT) for count in COUNTS["full"])


def prepare(work: Path, size: Size) -> None:
    """A service with as many pending applications, and a staff profile that has them."""
    reviewer.make_profile(material.make_service(work, sum(COUNTS[size])))


def ours(work: Path, size: Size) -> Figures:
    """Desk and sync."""
    with reviewer.at_work(material.service(work, sum(COUNTS[size]))) as workspace:
        return {f"{count:,} decisions": reviewer.confirm(workspace, count) for count in COUNTS[size]}


def baseline(work: Path, size: Size) -> Figures:
    """The same decisions, the plain way, on a copy of the same database."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        shutil.copytree(material.service(work, sum(COUNTS[size])), folder / "service")
        with running(material.plain_server(folder / "service")) as url:
            db = plain_client.create_store(folder / "store.sqlite3")
            plain_client.pull(url, db)
            figures = {f"{count:,} decisions": _decide(url, db, count) for count in COUNTS[size]}
            db.close()
        with closing(sqlite3.connect(folder / "service" / "service.sqlite3")) as served:
            (decided,) = served.execute("SELECT count(*) FROM plain_receipt").fetchone()
            if decided != sum(COUNTS[size]):
                raise RuntimeError(f"{decided} decided")
    return figures


def _decide(url: str, db: plain_client.Connection, count: int) -> float:
    decisions = plain_client.pending(db, count)
    begun = time.perf_counter()
    plain_client.decide(url, db, decisions)
    return time.perf_counter() - begun
