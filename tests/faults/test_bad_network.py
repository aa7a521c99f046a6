"""Real clients, a real service and a real proxy between them that does what bad networks do.

Whatever it does: nothing is lost, nothing is doubled, the same bytes go again, and people read words.
"""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from cpd_core.messages import CommandChunk, Draft
from cpd_desktop.errors import Offline, Trouble
from cpd_desktop.sync import client, pull
from cpd_desktop.sync.client import ServiceTrouble
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.support.demo import DemoAccount, account
from tests.support.proxy import HARMLESS, REFUSALS, RETRY_AFTER, Exchange, Fault, Proxy
from tests.support.service import ServiceProcess

BAD = [fault for fault in Fault if fault not in HARMLESS and fault is not Fault.NOT_READY_202]
WAITS = {Fault.BUSY_503: RETRY_AFTER, Fault.TOO_MANY_429: RETRY_AFTER}
STAGES = ["GET /v1/news", "PUT /v1/blobs", "POST /v1/commands", "GET /v1/scopes"]
SNAPSHOT, CHANGES = "GET /v1/scopes/p:32/snapshot", "GET /v1/scopes/p:32/changes"
ROUNDS, LONG_ROUNDS = 60, 1500
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Line:
    """A service, the proxy before it, and a member's profile that is signed in through both."""

    demo: Path
    proxy: Proxy
    profile: Path


@pytest.fixture(scope="module")
def line(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    folder = tmp_path_factory.mktemp("line")
    demo = Path(shutil.copytree(demo_dir, folder / "service"))
    service = ServiceProcess.start(demo)
    with Proxy(service.url) as proxy:
        with closing(sign_in(folder / "member", proxy, account(demo, "non_practising", "32"))) as workspace:
            workspace.sync.run()
        yield Line(demo, proxy, folder / "member")
        print(f"\nrequests: {proxy.figures()}")
    service.check()
    service.stop()  # fails where the log has an error: clients that disappear are none


@pytest.fixture
def proxy(line: Line) -> Iterator[Proxy]:
    line.proxy.exchanges.clear()
    yield line.proxy
    line.proxy.heal()


@pytest.fixture
def member(line: Line, proxy: Proxy, tmp_path: Path) -> Iterator[Workspace]:
    with closing(Workspace(Path(shutil.copytree(line.profile, tmp_path / "member")))) as workspace:
        yield workspace


def sign_in(profile: Path, proxy: Proxy, who: DemoAccount) -> Workspace:
    workspace = Workspace(profile, server=proxy.url)
    workspace.sign_in(who.user_type, who.login, who.password)
    return workspace


def file(workspace: Workspace, folder: Path, words: str) -> str:
    """File an application with a paper of its own; returns its id."""
    paper = folder / f"{words}.pdf"
    paper.write_bytes(PAPER + words.encode())
    desk = workspace.applications
    return desk.file(
        Draft(
            kind="input",
            year=2025,
            sponsor="断网培训",
            pathway=desk.pathways("input", 2025)[0].code,
            hours=2.0,
            note=words,
            attachments=(desk.add_file(paper),),
        )
    )


def filed_on_the_service(demo: Path) -> Counter[str]:
    """How often each application was filed, by the service's history."""
    with closing(sqlite3.connect(demo / "service.sqlite3")) as db:
        return Counter(row[0] for row in db.execute("SELECT entity_id FROM history WHERE what = 'filed'"))


def shown(workspace: Workspace) -> set[str]:
    return set(workspace.review.matching(ApplicationQuery()))


def commands_in(exchanges: list[Exchange]) -> dict[str, set[bytes]]:
    """The bytes under which each command has been sent."""
    sent: dict[str, set[bytes]] = {}
    for exchange in exchanges:
        if exchange.asks == "POST /v1/commands":
            for raw in msgspec.json.decode(exchange.content, type=CommandChunk).commands:
                sent.setdefault(msgspec.json.decode(raw)["command_id"], set()).add(bytes(raw))
    return sent


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("fault", BAD, ids=lambda fault: fault.name)
def test_one_broken_request_costs_nothing_but_a_second_sync(
    fault: Fault, stage: str, proxy: Proxy, member: Workspace, line: Line, tmp_path: Path
) -> None:
    filed = file(member, tmp_path, "断在中途")
    met = proxy.counts[fault]
    proxy.fail_once(fault, stage)

    with pytest.raises(Trouble) as trouble:
        member.sync.run()

    assert proxy.counts[fault] == met + 1
    assert trouble.value.title
    assert trouble.value.text
    assert (fault in REFUSALS) == isinstance(trouble.value, ServiceTrouble)
    if isinstance(trouble.value, ServiceTrouble):
        assert trouble.value.retry_after == WAITS.get(fault, 0)
    assert filed in shown(member)
    assert member.sync.activity(1)[0].ok is False

    report = member.sync.run()

    assert report.applied == (0 if stage == "GET /v1/scopes" else 1)
    assert member.sync.status().unsent == member.sync.status().conflicts == 0
    assert member.applications.detail(filed).sync == ""
    assert filed_on_the_service(line.demo)[filed] == 1
    assert all(len(versions) == 1 for versions in commands_in(proxy.exchanges).values())


@pytest.mark.parametrize("fault", [Fault.DELAY, Fault.TWICE], ids=lambda fault: fault.name)
def test_what_is_late_or_comes_twice_is_not_even_noticed(
    fault: Fault, proxy: Proxy, member: Workspace, line: Line, tmp_path: Path
) -> None:
    filed = file(member, tmp_path, "慢而重复")
    proxy.plan = lambda _: fault
    report = member.sync.run()
    assert (report.applied, report.blobs_up) == (1, 1)
    assert filed_on_the_service(line.demo)[filed] == 1


def test_a_service_that_answers_too_late_is_offline_and_the_same_bytes_go_again(
    proxy: Proxy, member: Workspace, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = file(member, tmp_path, "超时")
    monkeypatch.setattr(client, "READ_SECONDS", 0.2)
    monkeypatch.setattr(proxy, "delay_seconds", 2.0)
    proxy.fail_once(Fault.DELAY, "POST /v1/commands")
    with pytest.raises(Offline):
        member.sync.run()

    monkeypatch.undo()
    assert member.sync.run().applied == 1
    proxy.wait_for("POST /v1/commands", 2)  # what was held back arrives, after its repetition
    assert filed_on_the_service(line.demo)[filed] == 1


def test_without_any_network_all_work_goes_on(proxy: Proxy, member: Workspace, line: Line, tmp_path: Path) -> None:
    proxy.plan = lambda _: Fault.CLOSE
    filed = [file(member, tmp_path, f"离线-{number}") for number in range(5)]
    with pytest.raises(Offline):
        member.sync.run()
    assert member.sync.status().unsent == 5
    assert set(filed) <= shown(member)
    proxy.heal()
    assert member.sync.run().applied == 5
    assert all(filed_on_the_service(line.demo)[one] == 1 for one in filed)


@pytest.mark.parametrize("fault", BAD, ids=lambda fault: fault.name)
def test_an_interrupted_load_by_pages_goes_on_from_its_cursor(
    fault: Fault, proxy: Proxy, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull, "PAGE", 50)
    who = account(line.demo, "province_staff", "32")
    with closing(sign_in(tmp_path / "reviewer", proxy, who)) as reviewer:
        pages = iter([Fault.PASS, Fault.PASS, fault])
        proxy.plan = lambda asks: (
            Fault.NOT_READY_202 if asks == SNAPSHOT else next(pages, Fault.PASS) if asks == CHANGES else Fault.PASS
        )
        with pytest.raises(Trouble):
            reviewer.sync.run()
        halfway = len(shown(reviewer))
        before = len(proxy.arrived(CHANGES))

        reviewer.sync.run()

        asked = [one.path for one in proxy.arrived(CHANGES)][before:]
        assert all("since=0&" not in path for path in asked), "it began anew"
        whole = shown(reviewer)
    assert halfway < len(whole)
    assert whole == undisturbed(proxy, who, tmp_path)


def undisturbed(proxy: Proxy, who: DemoAccount, tmp_path: Path) -> set[str]:
    """What a reviewer sees over a good network."""
    proxy.heal()
    with closing(sign_in(tmp_path / "undisturbed", proxy, who)) as workspace:
        workspace.sync.run()
        return shown(workspace)


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(LONG_ROUNDS, marks=pytest.mark.long)])
def test_in_a_storm_of_faults_nothing_is_lost_or_doubled(
    rounds: int, proxy: Proxy, member: Workspace, line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(rounds)
    monkeypatch.setattr(pull, "PAGE", 50)
    monkeypatch.setattr(proxy, "delay_seconds", 0.01)
    storm = [*BAD, *HARMLESS, *[Fault.PASS] * 50]
    with closing(sign_in(tmp_path / "reviewer", proxy, account(line.demo, "province_staff", "32"))) as reviewer:
        proxy.plan = lambda _: chance.choice(storm)
        filed: list[str] = []
        decided: set[str] = set()
        syncs: Counter[str] = Counter()
        for number in range(rounds):
            filed.append(file(member, tmp_path, f"风暴-{number}"))
            pending = reviewer.review.matching(ApplicationQuery(state="pending", sync=""))
            chosen = pending[-chance.randint(0, 3) :] if pending else ()
            assert reviewer.review.confirm(chosen).stored == len(chosen)
            decided.update(chosen)
            for workspace in (member, reviewer):
                try:
                    workspace.sync.run()
                    syncs["whole"] += 1
                except Trouble:
                    syncs["broken"] += 1
        print(f"\n{len(filed)} filed, {len(decided)} decided, syncs: {dict(syncs)}; requests: {proxy.figures()}")
        assert syncs["broken"]

        proxy.heal()
        for workspace in (member, reviewer, member):
            workspace.sync.run()
            assert workspace.sync.status().unsent == workspace.sync.status().conflicts == 0
        assert set(filed) <= shown(reviewer) | decided

    with closing(sqlite3.connect(line.demo / "service.sqlite3")) as db:
        steps = Counter(db.execute("SELECT what, entity_id FROM history").fetchall())
    assert {one: steps["filed", one] for one in filed} == dict.fromkeys(filed, 1)
    assert {one: steps["confirmed", one] for one in decided} == dict.fromkeys(decided, 1)
    assert all(len(versions) == 1 for versions in commands_in(proxy.exchanges).values())
