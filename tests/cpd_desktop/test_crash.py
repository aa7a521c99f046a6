"""kill -9 of a program that files and decides: what it called saved is saved, whole and once; no network needed."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cpd_core.entities import Application
from cpd_desktop.store import Store
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application
from tests.cpd_desktop.material import STAFF_SCOPE, command_of, count, offline_profile, pull, staff, upsert

FILE = """
import sys
from pathlib import Path
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import draft
workspace = Workspace(Path(sys.argv[1]))
while True:
    print("saved", workspace.applications.file(draft()), flush=True)
"""
DECIDE = """
import sys
from pathlib import Path
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
while waiting := workspace.review.matching(ApplicationQuery(state="pending")):
    workspace.review.confirm(waiting[:20])
    print("saved", *waiting[:20], flush=True)
"""


def killed_after(work: str, profile: Path, lines: int) -> set[str]:
    """Run the work, kill it after so many lines, and return the ids that it called saved."""
    command = [sys.executable, "-c", work, str(profile)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        heard = [child.stdout.readline() for _ in range(lines)]
        child.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        heard += [line for line in child.stdout if line.endswith("\n")]
    assert heard[0].startswith("saved"), "the child did not get to work"
    return {id_ for line in heard for id_ in line.split()[1:]}


def outbox(store: Store) -> list[str]:
    """The entities of the outbox; each row's columns are what its bytes say."""
    with store.database.read() as db:
        rows = db.execute("SELECT device_seq, command_id, kind, entity_id, bytes FROM outbox").fetchall()
    for *columns, raw in rows:
        command = command_of(raw)
        assert columns == [command.device_seq, command.command_id, command.kind, command.entity_id]
    return [row[3] for row in rows]


def test_what_was_filed_is_there_whole_and_once(tmp_path: Path) -> None:
    profile = offline_profile(tmp_path)
    saved: set[str] = set()
    for turn in (1, 4, 9):
        saved |= killed_after(FILE, profile, turn)
        with closing(Workspace(profile)) as workspace:
            store = workspace.account.store
            kept = outbox(store)
            assert len(kept) == len(set(kept)), "filed twice"
            assert saved <= set(kept), "called saved and lost"
            assert set(kept) == {a.id for a in store.records.entities(Application)}, "an act without its effect"
            assert not store.database.integrity()


def test_a_batch_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    profile = offline_profile(tmp_path, user_type="province_staff", member_id="", scopes=(STAFF_SCOPE, "ref"))
    with closing(Workspace(profile)) as workspace:
        rows = [upsert(n, application(f"a{n}", state="pending")) for n in range(1, 1001)]
        pull(workspace.account.store, *rows, scope=STAFF_SCOPE, by=staff())
    saved: set[str] = set()
    for turn in (1, 3, 5):
        saved |= killed_after(DECIDE, profile, turn)
        with closing(Workspace(profile)) as workspace:
            store = workspace.account.store
            kept = outbox(store)
            assert len(kept) == len(set(kept)), "decided twice"
            assert saved <= set(kept), "called saved and lost"
            assert len(kept) % 20 == 0, "half a batch"
            assert count(store, "record", "state = 'confirmed' AND sync = 'unsent'") == len(kept)


@pytest.mark.parametrize("leftover", ["session.json.1.new", "blobs/ab/abcdef.7.new"])
def test_a_file_that_was_cut_off_while_written_harms_nothing(tmp_path: Path, leftover: str) -> None:
    profile = offline_profile(tmp_path)
    torn = profile / "accounts" / "acc-1" / leftover
    torn.parent.mkdir(parents=True, exist_ok=True)
    torn.write_bytes(b'{"half')
    with closing(Workspace(profile)) as workspace:
        assert workspace.session
        assert workspace.applications.file_path("abcdef") is None
