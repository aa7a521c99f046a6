"""Bytes on the wire, both ways and with headers: for a changed record that is pulled, a decision that is pushed, and a
record of a first load from the prepared cache.

Counted by a relay between client and service, on a demo whose people, sponsors and papers all differ, as they do in
life. A decision's bytes include its result and the decided record, which comes back with the pull. Baseline: the plain
client and server, which squeeze what is pulled and send decisions bare, without any proof of them.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import material, plain_client, reviewer
from bench.harness import Figures, Size, Target
from bench.relay import Relay
from cpd_desktop.views import ApplicationQuery
from cpd_service.snapshots.build import build
from cpd_service.snapshots.folder import SnapshotFolder
from cpd_service.store.database import Database
from devtools.service import make_demo, running, running_service

ROUNDS = 1  # it is the same every time
TARGETS = (
    Target("a record pulled", "bytes"),
    Target("a decision pushed", "bytes"),
    Target("a record prepared", "bytes"),
)
CHANGES = 1_000


def prepare(work: Path, size: Size) -> None:
    """A demo of some size, the same for all: bytes do not depend on it; and a profile that has synced it."""
    make_demo(work / "service", members=640, applications=4_000)
    reviewer.make_profile(work / "service")


def ours(work: Path, size: Size) -> Figures:
    """A sync of changed records, then one of decisions."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder, count = _changed(work, Path(name))
        shutil.copytree(reviewer.profile(work / "service"), folder / "profile")
        with (
            running_service(folder / "service") as url,
            Relay(url) as relay,
            reviewer.signed_in(folder / "profile", folder / "service", relay.url) as workspace,
        ):
            pulled = _bytes(relay, lambda: reviewer.sync(workspace, count))
            pending = len(workspace.review.matching(ApplicationQuery(state="pending")))
            pushed = _bytes(relay, lambda: reviewer.confirm(workspace, pending))
    prepared, records = _prepared(work / "service")
    return {
        "a record pulled": pulled / count,
        "a decision pushed": pushed / pending,
        "a record prepared": prepared / records,
    }


def baseline(work: Path, size: Size) -> Figures:
    """All records, then the same decisions, the plain way."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder, _ = _changed(work, Path(name))
        with running(material.plain_server(folder / "service")) as url, Relay(url) as relay:
            db = plain_client.create_store(folder / "store.sqlite3")
            pulled = _bytes(relay, lambda: plain_client.pull(relay.url, db))
            (count,) = db.execute("SELECT count(*) FROM application").fetchone()
            decisions = plain_client.pending(db, -1)
            pushed = _bytes(relay, lambda: plain_client.decide(relay.url, db, decisions))
            db.close()
    each = pulled / count
    return {"a record pulled": each, "a decision pushed": pushed / len(decisions), "a record prepared": each}


def _prepared(service: Path) -> tuple[int, int]:
    """The size in bytes of the province's prepared cache, and how many records it has."""
    with tempfile.TemporaryDirectory(dir=service.parent) as name:
        database = Database(f"sqlite:///{(service / 'service.sqlite3').as_posix()}")
        folder = SnapshotFolder(Path(name))
        path = build(database, folder, material.SCOPE)
        found = folder.newest(material.SCOPE)
        database.close()
        if found is None:
            raise RuntimeError("there is no prepared cache")
        return path.stat().st_size, found[0].count


def _changed(work: Path, folder: Path) -> tuple[Path, int]:
    """A folder with a copy of the service in which records have changed, and how many."""
    shutil.copytree(work / "service", folder / "service")
    before = material.high(folder / "service")
    material.change(folder / "service", CHANGES)
    return folder, material.high(folder / "service") - before


def _bytes(relay: Relay, act: Callable[[], object]) -> int:
    before = relay.bytes
    act()
    return relay.bytes - before
