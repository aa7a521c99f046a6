"""kill -9 at every step of taking over a prepared cache: the store is the old one or the new one, and whole."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from cpd_core.prepared import FORM
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.service import ServiceProcess

STEPS = (
    "snapshot.Snapshot.fetch",
    "snapshot.append",
    "prepared.take_over",
    "prepared._carry_over",
    "os.fsync",
    "database.Database._rename_here",
    "Path.replace",
    "database.sync_folder",
    "snapshot.Snapshot.load",
)

# Says before and after each step where it is, and waits there for its death.
SYNC = """
import os, sys, time
from pathlib import Path
import cpd_desktop.store.database as database
import cpd_desktop.store.prepared as prepared
import cpd_desktop.sync.pull as pull
import cpd_desktop.sync.snapshot as snapshot
from cpd_desktop.workspace import Workspace

def watched(owner, name, at):
    step = getattr(owner, name)
    def tell(when):
        print(when, flush=True)
        if when == sys.argv[2]:
            time.sleep(60)
    def run(*args, **more):
        tell("before " + at)
        found = step(*args, **more)
        tell("after " + at)
        return found
    setattr(owner, name, run)

for at in sys.argv[3:]:
    *path, name = at.split(".")
    owner = globals()[path[0]]
    for part in path[1:]:
        owner = getattr(owner, part)
    watched(owner, name, at)
welcome = prepared.is_welcome  # the reference data come by the feed, so that every step is one of the province's
prepared.is_welcome = lambda database, scope: scope != "ref" and welcome(database, scope)
workspace = Workspace(Path(sys.argv[1]))
workspace.sync.run()
print("done", flush=True)
"""


@pytest.fixture
def office(demo_copy: Path, tmp_path: Path) -> Iterator[Path]:
    """A profile whose staff member has signed in and has nothing yet; the service has the file ready."""
    process = ServiceProcess(demo_copy)
    process.options = ("--snapshot-min", "100")
    process.restart()
    who = account(demo_copy, "province_staff", "32")
    with closing(Workspace(tmp_path / "profile", server=process.url)) as workspace:
        workspace.sign_in("province_staff", who.login, who.password)
        token = {"Authorization": f"Bearer {workspace.account.session.token}"}
        workspace.account.store.journal.put("fact", "kept")
    address = f"{process.url}/v1/scopes/p:32/snapshot?form={FORM}"
    while requests.get(address, headers=token, timeout=30).status_code == 202:
        time.sleep(0.05)
    yield tmp_path / "profile"
    process.stop()


def killed_at(profile: Path, moment: str) -> bool:
    """Sync until the moment comes, and kill it there; False where the moment never came."""
    command = [sys.executable, "-c", SYNC, str(profile), moment, *STEPS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        for line in child.stdout:
            if line.strip() == moment:
                child.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
                return True
    return False


def test_the_store_is_the_old_one_or_the_new_one(office: Path, tmp_path: Path) -> None:
    seen: dict[str, int] = {}
    for moment in [f"{when} {step}" for step in STEPS for when in ("before", "after")]:
        profile = tmp_path / moment.replace(" ", "-").replace(".", "-")
        shutil.copytree(office, profile)
        assert killed_at(profile, moment), moment
        with closing(Workspace(profile)) as workspace:
            store = workspace.account.store
            assert not store.rescued, moment
            assert store.database.integrity() == "", moment
            assert store.journal.get("fact") == "kept", moment
            seen[moment] = workspace.applications.total(ApplicationQuery()).count
            workspace.sync.run()
            assert workspace.sync.run(verify=True).mended == 0, moment
            whole = workspace.applications.total(ApplicationQuery()).count
            assert not list(store.folder.glob("snapshot*")), moment
        assert whole > 100
        assert seen[moment] in (0, whole), moment
    assert [seen[f"{when} Path.replace"] > 0 for when in ("before", "after")] == [False, True]
