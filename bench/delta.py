"""A staff member who holds 10,000 applications syncs: 1,000 of them have changed, then nothing has.

Baseline: one GET of the changed rows and one executemany; then one GET that brings nothing. Ours asks for news first,
on a connection that is kept, pulls the scope that has some, and looks for attachments that it lacks.
"""

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from bench import material, plain_client, reviewer
from bench.harness import Figures, Size, Target
from devtools.service import running

ROUNDS = 5
TARGETS = (
    Target("1,000 changes", "s", 0.15 / 0.07),  # both measured beside each other in the same trial
    Target("nothing new", "ms", 5, "alone"),
)
RECORDS: dict[Size, int] = {"quick": 2_000, "usual": 10_000, "full": 10_000}
CHANGES = 1_000
IDLE_SYNCS = 11


def prepare(work: Path, size: Size) -> None:
    """A service and a profile that has everything."""
    reviewer.make_profile(material.make_service(work, RECORDS[size]))


def ours(work: Path, size: Size) -> Figures:
    """A sync with changes, then some without."""
    with reviewer.at_work(material.service(work, RECORDS[size]), changes=CHANGES) as workspace:
        seconds = reviewer.sync(workspace, CHANGES)
        idle = [reviewer.sync(workspace, 0) for _ in range(IDLE_SYNCS)]
    return {"1,000 changes": seconds, "nothing new": statistics.median(idle) * 1000}


def baseline(work: Path, size: Size) -> Figures:
    """The same changes, the plain way."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        shutil.copytree(material.service(work, RECORDS[size]), folder / "service")
        high = material.high(folder / "service")
        material.change(folder / "service", CHANGES)
        with running(material.plain_server(folder / "service")) as url:
            db = plain_client.create_store(folder / "store.sqlite3")
            plain_client.pull(url, db)
            seconds = _delta(url, high, db, CHANGES)
            idle = [_delta(url, high + CHANGES, db, 0) for _ in range(IDLE_SYNCS)]
            db.close()
    return {"1,000 changes": seconds, "nothing new": statistics.median(idle) * 1000}


def _delta(url: str, since: int, db: plain_client.Connection, expected: int) -> float:
    begun = time.perf_counter()
    count = plain_client.delta(url, since, db)
    seconds = time.perf_counter() - begun
    if count != expected:
        raise RuntimeError(f"{count} changes came")
    return seconds
