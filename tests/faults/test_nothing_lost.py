"""kill -9 of clients and service at random moments: nothing that was promised is lost, nothing is doubled.

Most kills are aimed: they come some milliseconds after a client has said that it enters a phase of its sync, so that
every phase has its share, of the client's deaths and of the service's. The others come at any moment.
"""

import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cpd_desktop.store.blob_garbage import collect
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.support.demo import DemoAccount, account
from tests.support.service import ServiceProcess

KILLS, LONG_KILLS = 5, 200  # of clients, and as many of the service
PHASES = {
    "member": ("desk", "session", "blobs-up", "push", "pull"),
    "staff": ("desk", "session", "push", "pull", "blobs-down"),
}
AIMED = 0.8  # of the kills; the others come at any moment, while a program starts, too
BUDGET = 3_000_000  # bytes of attachments for the reviewer: some thirty, so that room is made all the time
PATIENCE = 10.0  # seconds until a phase that does not come is no longer waited for


@dataclass
class Promises:
    """What the killed clients said was stored."""

    filed: dict[str, str] = field(default_factory=dict)
    edits: Counter[str] = field(default_factory=Counter)
    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    deleted: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)

    def figures(self) -> str:
        """How much was promised."""
        edits = self.edits.total()
        return f"{len(self.filed)} filed, {edits} edits, {len(self.deleted)} deleted, {len(self.decided)} decided"

    def read(self, text: str) -> None:
        """Take in the lines of one life; the last may be cut off and then promised nothing."""
        for line in text.split("\n")[:-1]:
            word, *rest = line.split(" ")
            if word == "filed":
                self.filed[rest[0]] = rest[1]
                self.words[rest[0]].add(rest[1])
            elif word == "edited":
                self.edits[rest[0]] += 1
                self.words[rest[0]].add(rest[1])
            elif word == "deleted":
                self.deleted.add(rest[0])
            elif word == "decided":
                self.decided.update(rest)


class Client:
    """A worker process on one profile."""

    def __init__(self, role: str, profile: Path, seed: int) -> None:
        self.role = role
        self.output = profile / f"promises-{seed}.txt"
        self.errors = profile / f"errors-{seed}.txt"
        command = [sys.executable, "-X", "faulthandler", "-m", "tests.faults.worker", role, str(profile), str(seed)]
        with self.output.open("wb") as out, self.errors.open("wb") as err:
            self.process = subprocess.Popen(command, stdout=out, stderr=err)

    def phase(self) -> str:
        """What it said last that it is about to do."""
        said = [line for line in self.output.read_text().split("\n")[:-1] if line.startswith("phase ")]
        return said[-1].removeprefix("phase ") if said else "start"

    def wait_for(self, phase: str) -> None:
        """Wait until it enters a phase, for a while: where the service is slow it may take too long."""
        until = time.monotonic() + PATIENCE
        while self.phase() != phase and time.monotonic() < until:
            self.must_live()
            time.sleep(0.002)

    def must_live(self) -> None:
        """A worker that ended by itself is a failure."""
        ended = self.process.poll()
        assert ended is None, f"the worker ended by itself: {self.errors.read_text()[-3000:]}"

    def kill(self) -> str:
        """Kill -9 and return what it had promised."""
        self.must_live()
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        return self.output.read_text()


@contextmanager
def signed_in(profile: Path, url: str, who: DemoAccount) -> Iterator[Workspace]:
    """A workspace of one person, signed in and in step with the service."""
    with closing(Workspace(profile, server=url)) as workspace:
        workspace.sign_in(who.user_type, who.login, who.password)
        workspace.sync.run()
        yield workspace


def settle(profile: Path) -> None:
    """Sync a worked profile until nothing waits to be sent."""
    with closing(Workspace(profile)) as workspace:
        for _ in range(5):
            workspace.sync.run()
            if not workspace.sync.status().unsent:
                return
        pytest.fail(f"still unsent: {workspace.sync.status()}")


def play(service: ServiceProcess, profiles: dict[str, Path], kills: int, chance: random.Random) -> Promises:
    """Let both clients work; kill clients and service as often as asked, in any order."""
    promises = Promises()
    met: dict[str, Counter[str]] = defaultdict(Counter)  # who was killed, and what the client was about to do
    clients = {role: Client(role, profile, 0) for role, profile in profiles.items()}
    victims = ["client", "service"] * kills
    chance.shuffle(victims)
    for number, victim in enumerate(victims, 1):
        client = clients[chance.choice(sorted(clients))]
        aim(client, chance)
        if victim == "service":
            met["service"][f"{client.role} in {client.phase()}"] += 1
            service.kill()
            time.sleep(chance.choice([0.0, chance.uniform(0.0, 0.5)]))  # the clients meet a service that is away
            service.restart()
        else:
            promises.read(client.kill())
            met["client"][f"{client.role} in {client.phase()}"] += 1
            clients[client.role] = Client(client.role, profiles[client.role], number)
    for client in clients.values():
        promises.read(client.kill())
    for victim, phases in sorted(met.items()):
        print(f"\n{phases.total()} kills of the {victim}: {dict(sorted(phases.items()))}")
    return promises


def aim(client: Client, chance: random.Random) -> None:
    """Wait for the moment of death: some milliseconds into a phase, or any."""
    if chance.random() < AIMED:
        client.wait_for(chance.choice(PHASES[client.role]))
        time.sleep(chance.uniform(0.0, 0.04))  # not a wait for anything: the moment of death is what varies
    else:
        time.sleep(chance.uniform(0.0, 2.0))


def check(service_dir: Path, promises: Promises, profiles: dict[str, Path], kills: int) -> None:
    """Hold the service's own tables against the promises."""
    with closing(sqlite3.connect(service_dir / "service.sqlite3")) as database:
        notes = database.execute("SELECT id, json_extract(body, '$.note') FROM record WHERE kind = 'application'")
        records: dict[str, str] = dict(notes.fetchall())
        steps: dict[str, Counter[str]] = defaultdict(Counter)
        for entity_id, what in database.execute("SELECT entity_id, what FROM history WHERE kind = 'application'"):
            steps[entity_id][what] += 1
        doubled = database.execute(
            "SELECT device_id, command_id, count(*) FROM history WHERE command_id <> ''"
            " GROUP BY device_id, command_id HAVING count(*) > 1"
        ).fetchall()
    with closing(Workspace(profiles["member"])) as workspace:
        held = Counter((c.entity_id, c.what) for c in workspace.conflicts.list())
    with closing(Workspace(profiles["staff"])) as workspace:
        held.update((c.entity_id, c.what) for c in workspace.conflicts.list())

    print(f"promised: {promises.figures()}; conflicts kept: {held.total()}")
    print(f"on the service: {dict(sum(steps.values(), Counter[str]()))}")
    assert not doubled
    for entity_id in promises.filed:
        assert steps[entity_id]["filed"] == 1, "filed once, not lost, not doubled"
        assert (entity_id in records) == (not steps[entity_id]["deleted"]), "gone, and nobody has deleted it"
        edited = steps[entity_id]["edited"]
        kept = edited + held[entity_id, "application.edit"]
        assert kept >= promises.edits[entity_id], "an edit that was promised took effect or is kept as a conflict"
        assert edited <= promises.edits[entity_id] + kills + 1, "an edit took effect more than once"
        if entity_id in records and not held[entity_id, "application.edit"] and edited == promises.edits[entity_id]:
            assert records[entity_id] in promises.words[entity_id]
    for entity_id in promises.deleted:
        assert entity_id not in records or held[entity_id, "application.delete"], "a deletion was lost"
    for entity_id in promises.decided:
        kept = steps[entity_id]["confirmed"] + steps[entity_id]["refused"]
        kept += held[entity_id, "application.confirm"] + held[entity_id, "application.refuse"]
        assert kept, "a decision that was promised neither took effect nor is kept as a conflict"


def attachments_are_whole(workspace: Workspace) -> None:
    """Nothing waits to go up, and after a look at everything table and folder say the same, within the budget."""
    blobs = workspace.account.store.blobs
    print(f"attachments: {workspace.attachments.use()}")
    assert not blobs.to_send()
    collect(blobs, "2099-01-01")  # takes in what a kill has left without a row …
    workspace.sync.run()  # … which may be more than the budget, as the next sync sees
    held = {path.name: path.read_bytes() for path in blobs.folder.glob("??/*") if len(path.name) == 64}
    assert all(hashlib.sha256(data).hexdigest() == name for name, data in held.items())
    use = workspace.attachments.use()
    assert (use.count, use.bytes) == (len(held), sum(map(len, held.values())))
    assert use.bytes - use.unreferenced_bytes <= workspace.attachments.budget


def contents(workspace: Workspace) -> dict[str, object]:
    """All applications that a workspace shows."""
    desk = workspace.applications
    rids = desk.ids(ApplicationQuery())
    ids = [row.id for at in range(0, len(rids), 100) for row in desk.rows(rids[at : at + 100])]
    return {application_id: desk.detail(application_id).application for application_id in ids}


@pytest.mark.parametrize("kills", [KILLS, pytest.param(LONG_KILLS, marks=pytest.mark.long)])
def test_kill_9_anywhere_loses_nothing_and_doubles_nothing(
    service: ServiceProcess, demo_copy: Path, tmp_path: Path, kills: int
) -> None:
    people = {
        "member": account(demo_copy, "non_practising", "32"),
        "staff": account(demo_copy, "province_staff", "32"),
    }
    profiles = {role: tmp_path / role for role in people}
    for role, who in people.items():
        with signed_in(profiles[role], service.url, who) as workspace:
            workspace.attachments.set_budget(BUDGET if role == "staff" else 2**40)

    promises = play(service, profiles, kills, random.Random(kills))
    for profile in profiles.values():
        settle(profile)
    for profile in profiles.values():  # once more: each sees what the other's last acts did
        settle(profile)

    assert promises.filed, "the member's worker never got to work"
    assert promises.decided, "the reviewer's worker never got to work"
    check(demo_copy, promises, profiles, kills)
    for role, who in people.items():
        with (
            closing(Workspace(profiles[role])) as worked,
            signed_in(tmp_path / f"{role}-fresh", service.url, who) as fresh,
        ):
            assert contents(worked) == contents(fresh), f"the {role}'s cache differs from the service"
            assert not worked.account.store.database.integrity()
            attachments_are_whole(worked)
    service.check()
