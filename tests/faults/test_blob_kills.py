"""kill -9 between an attachment's file and its row, at each such moment: whatever is left, a later run mends."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cpd_desktop.store import Store
from cpd_desktop.store.blob_garbage import collect, usage
from tests.cpd_desktop.test_blob_budget import paper, proof

DIE = """
import os, signal, sys
from pathlib import Path
from cpd_desktop.store import Store
from cpd_desktop.store.blob_budget import Budget, Plan
from cpd_desktop.store.blob_garbage import collect
from cpd_desktop.store.database import Database
from tests.cpd_desktop.test_blob_budget import paper
store = Store(Path(sys.argv[1]))
def die(*_args, **_more):
    os.kill(os.getpid(), signal.SIGKILL)
def unlink_and_die(path, missing_ok=False):
    os.unlink(path)
    die()
"""
ACTS = {
    "a file was chosen": "Database.write = die; store.blobs.add(paper('new'), 'application/pdf')",
    "a file was fetched": "Database.write = die; store.blobs.keep(paper('new'), 'application/pdf')",
    "room is made": "Path.unlink = unlink_and_die; Budget(store.blobs, 0, 0).make_room(0, Plan())",
    "garbage is collected": "Path.unlink = unlink_and_die; collect(store.blobs, '2026-03-08')",
}


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("act", ACTS)
def test_a_kill_between_file_and_row_is_mended_by_the_next_collections(tmp_path: Path, act: str) -> None:
    with closing(Store(tmp_path)) as store:
        for words in ("one", "two"):
            store.blobs.keep(paper(words), "application/pdf")
        collect(store.blobs, "2026-03-01")

    killed = subprocess.run([sys.executable, "-c", f"{DIE}\n{ACTS[act]}", str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL

    with closing(Store(tmp_path)) as store:
        assert agree(store) is False, "the kill came where it was meant to"
        collect(store.blobs, "2026-03-02")
        assert agree(store)
        if act.startswith("a file"):
            assert store.blobs.path(proof("new").sha256), "whoever chooses or wants it again finds it"
            store.blobs.keep(paper("new"), "application/pdf")
            assert agree(store)
        assert not usage(store.blobs).missing
        for day in ("2026-03-20", "2026-03-28"):
            collect(store.blobs, day)
            assert agree(store)
        assert usage(store.blobs).count == 0
        assert not store.database.integrity()


def agree(store: Store) -> bool:
    """Whether table and folder name the same attachments."""
    with store.database.read() as db:
        rows = {row[0] for row in db.execute("SELECT sha256 FROM blob WHERE state <> 'wanted'")}
    return rows == {path.name for path in store.blobs.folder.glob("??/*")}
