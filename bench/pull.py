"""A province's staff pull 100,000 applications (--full: a million) by the feed into an empty store.

Baseline: SELECT, stream as gzip, decode, executemany of ready rows, with no feed, scopes, cursor or overlay. Ours also
syncs the reference data and fetches the attachments of what is to be decided.
"""

import tempfile
import time
from pathlib import Path

from bench import material, plain_client, reviewer
from bench.harness import Figures, Size, Target
from devtools.service import running

ROUNDS = 5
TARGETS = (Target("pull and store", "s", 1.0), Target("with attachments", "s"))
RECORDS: dict[Size, int] = {"quick": 10_000, "usual": 100_000, "full": 1_000_000}


def prepare(work: Path, size: Size) -> None:
    """A service with as many applications."""
    material.make_service(work, RECORDS[size])


def ours(work: Path, size: Size) -> Figures:
    """One sync of an empty profile."""
    loaded = reviewer.first_load(material.service(work, RECORDS[size]), RECORDS[size])
    return {"pull and store": loaded.records, "with attachments": loaded.whole}


def baseline(work: Path, size: Size) -> Figures:
    """The same rows, the plain way."""
    seconds = plain_seconds(work, RECORDS[size])
    return {"pull and store": seconds, "with attachments": seconds}  # it knows of none


def plain_seconds(work: Path, expected: int) -> float:
    """Seconds until the plain client has stored everything."""
    command = material.plain_server(material.service(work, expected))
    with tempfile.TemporaryDirectory(dir=work) as folder, running(command) as url:
        db = plain_client.create_store(Path(folder) / "store.sqlite3")
        begun = time.perf_counter()
        count = plain_client.pull(url, db)
        seconds = time.perf_counter() - begun
        db.close()
        if count < expected:
            raise RuntimeError(f"only {count} records came")
    return seconds
