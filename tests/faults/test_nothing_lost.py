"""kill -9 of clients and service at random moments: nothing that was promised is lost, nothing is doubled."""

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

from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.support.demo import DemoAccount, account
from tests.support.service import ServiceProcess

ROUNDS = 12
LONG_ROUNDS = 200


@dataclass
class Promises:
    """What the killed clients said was stored."""

    filed: dict[str, str] = field(default_factory=dict)
    edits: Counter[str] = field(default_factory=Counter)
    words: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    deleted: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)

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
                self.decided.update(rest[1:])


class Client:
    """A worker process on one profile."""

    def __init__(self, role: str, profile: Path, seed: int) -> None:
        self.output = profile / f"promises-{seed}.txt"
        self.errors = profile / f"errors-{seed}.txt"
        command = [sys.executable, "-X", "faulthandler", "-m", "tests.faults.worker", role, str(profile), str(seed)]
        with self.output.open("wb") as out, self.errors.open("wb") as err:
            self.process = subprocess.Popen(command, stdout=out, stderr=err)

    def kill(self) -> str:
        """Kill -9 and return what it had promised; a worker that ended by itself is a failure."""
        ended = self.process.poll()
        assert ended is None, f"the worker ended by itself: {self.errors.read_text()[-3000:]}"
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


def play(service: ServiceProcess, profiles: dict[str, Path], rounds: int, seed: int) -> Promises:
    """Let both clients work and kill one of the three each round."""
    chance = random.Random(seed)
    promises = Promises()
    clients = {role: Client(role, profile, 0) for role, profile in profiles.items()}
    for number in range(1, rounds + 1):
        time.sleep(chance.uniform(0.3, 1.5))  # not a wait for anything: the moment of death is what varies
        victim = chance.choice(["member", "staff", "service"])
        if victim == "service":
            service.kill()
            time.sleep(chance.uniform(0.0, 0.5))
            service.restart()
        else:
            promises.read(clients[victim].kill())
            clients[victim] = Client(victim, profiles[victim], number)
    for client in clients.values():
        promises.read(client.kill())
    return promises


def check(service_dir: Path, promises: Promises, profiles: dict[str, Path], rounds: int) -> None:
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

    assert not doubled
    for entity_id in promises.filed:
        assert steps[entity_id]["filed"] == 1, "filed once, not lost, not doubled"
        edited = steps[entity_id]["edited"]
        kept = edited + held[entity_id, "application.edit"]
        assert kept >= promises.edits[entity_id], "an edit that was promised took effect or is kept as a conflict"
        assert edited <= promises.edits[entity_id] + rounds + 1, "an edit took effect more than once"
        if entity_id in records and not held[entity_id, "application.edit"] and edited == promises.edits[entity_id]:
            assert records[entity_id] in promises.words[entity_id]
    for entity_id in promises.deleted:
        assert entity_id not in records or held[entity_id, "application.delete"], "a deletion was lost"
    for entity_id in promises.decided:
        kept = steps[entity_id]["confirmed"] + steps[entity_id]["refused"]
        kept += held[entity_id, "application.confirm"] + held[entity_id, "application.refuse"]
        assert kept, "a decision that was promised neither took effect nor is kept as a conflict"


def contents(workspace: Workspace) -> dict[str, object]:
    """All applications that a workspace shows."""
    desk = workspace.applications
    rids = desk.ids(ApplicationQuery())
    ids = [row.id for at in range(0, len(rids), 100) for row in desk.rows(rids[at : at + 100])]
    return {application_id: desk.detail(application_id).application for application_id in ids}


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(LONG_ROUNDS, marks=pytest.mark.long)])
def test_kill_9_anywhere_loses_nothing_and_doubles_nothing(
    service: ServiceProcess, demo_copy: Path, tmp_path: Path, rounds: int
) -> None:
    people = {
        "member": account(demo_copy, "non_practising", "32"),
        "staff": account(demo_copy, "province_staff", "32"),
    }
    profiles = {role: tmp_path / role for role in people}
    for role, who in people.items():
        with signed_in(profiles[role], service.url, who):
            pass

    promises = play(service, profiles, rounds, seed=rounds)
    for profile in profiles.values():
        settle(profile)
    for profile in profiles.values():  # once more: each sees what the other's last acts did
        settle(profile)

    assert promises.filed, "the member's worker never got to work"
    assert promises.decided, "the reviewer's worker never got to work"
    check(demo_copy, promises, profiles, rounds)
    for role, who in people.items():
        with (
            closing(Workspace(profiles[role])) as worked,
            signed_in(tmp_path / f"{role}-fresh", service.url, who) as fresh,
        ):
            assert contents(worked) == contents(fresh), f"the {role}'s cache differs from the service"
    service.check()
