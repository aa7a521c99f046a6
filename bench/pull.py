"""A province's staff pull 100,000 applications from a running service into an empty store.

Baseline: SELECT, stream as gzip, decode, executemany of ready rows, with no feed, scopes, cursor or overlay. Ours also
syncs the reference data and fetches the attachments of what is to be decided.
"""

import tempfile
import time
from pathlib import Path

from bench import material, plain_client, reviewer
from bench.harness import Figures, Target
from devtools.service import running, running_service

ROUNDS = 5
TARGETS = (Target("pull and store", "s", 1.0),)


def prepare(work: Path, quick: bool) -> None:
    """A service with 100,000 applications, or 10,000."""
    material.make_service(work / "service", 10_000 if quick else 100_000)


def ours(work: Path, quick: bool) -> Figures:
    """One sync of an empty profile."""
    expected = 10_000 if quick else 100_000
    with (
        tempfile.TemporaryDirectory(dir=work) as folder,
        running_service(work / "service") as url,
        reviewer.signed_in(Path(folder), work / "service", url) as workspace,
    ):
        begun = time.perf_counter()
        report = workspace.sync.run()
        seconds = time.perf_counter() - begun
        if report.pulled < expected:
            raise RuntimeError(f"only {report.pulled} records came")
    return {"pull and store": seconds}


def baseline(work: Path, quick: bool) -> Figures:
    """The same rows, the plain way."""
    command = material.plain_server(work / "service")
    with tempfile.TemporaryDirectory(dir=work) as folder, running(command) as url:
        db = plain_client.create_store(Path(folder) / "store.sqlite3")
        begun = time.perf_counter()
        count = plain_client.pull(url, db)
        seconds = time.perf_counter() - begun
        db.close()
        if count < (10_000 if quick else 100_000):
            raise RuntimeError(f"only {count} records came")
    return {"pull and store": seconds}
