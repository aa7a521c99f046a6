"""A reviewer confirms 10,000 applications: from the click to acknowledged, pulled and stored.

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
from bench.harness import Figures, Target
from cpd_desktop.views import ApplicationQuery
from devtools.service import running, running_service

ROUNDS = 5
TARGETS = (Target("decide, send, store", "s", 0.5 / 0.23),)  # both measured beside each other in the same trial


def _decisions(quick: bool) -> int:
    return 1_000 if quick else 10_000


def prepare(work: Path, quick: bool) -> None:
    """A service with as many pending applications, and a staff profile that has them."""
    material.make_service(work / "service", _decisions(quick))
    reviewer.make_profile(work / "profile", work / "service")


def ours(work: Path, quick: bool) -> Figures:
    """Desk and sync on copies of service and profile."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        for part in ("service", "profile"):
            shutil.copytree(work / part, folder / part)
        with (
            running_service(folder / "service") as url,
            reviewer.signed_in(folder / "profile", folder / "service", url) as workspace,
        ):
            ids = workspace.review.matching(ApplicationQuery(state="pending"))[: _decisions(quick)]
            begun = time.perf_counter()
            batch = workspace.review.confirm(ids)
            report = workspace.sync.run()
            seconds = time.perf_counter() - begun
            if not batch.stored == report.applied == _decisions(quick):
                raise RuntimeError(f"{batch.stored} stored, {report.applied} applied of {_decisions(quick)}")
            if workspace.sync.status().unsent:
                raise RuntimeError("something is still unsent")
    return {"decide, send, store": seconds}


def baseline(work: Path, quick: bool) -> Figures:
    """The same decisions, the plain way, on a copy of the same database."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name)
        shutil.copytree(work / "service", folder / "service")
        with running(material.plain_server(folder / "service")) as url:
            db = plain_client.create_store(folder / "store.sqlite3")
            plain_client.pull(url, db)
            rows = db.execute("SELECT id, hours FROM application WHERE state = 'pending' LIMIT ?", (_decisions(quick),))
            ids = [(key, hours, f"{n:036d}") for n, (key, hours) in enumerate(rows)]
            begun = time.perf_counter()
            plain_client.decide(url, db, ids)
            seconds = time.perf_counter() - begun
            db.close()
        with closing(sqlite3.connect(folder / "service" / "service.sqlite3")) as served:
            (decided,) = served.execute("SELECT count(*) FROM plain_receipt").fetchone()
            if decided != _decisions(quick):
                raise RuntimeError(f"{decided} decided")
    return {"decide, send, store": seconds}
