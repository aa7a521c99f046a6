"""The first load from a prepared file: whatever breaks it off, what is here in the end is what the service has."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from cpd_core.messages import Change
from cpd_desktop.errors import Offline
from cpd_desktop.views import ApplicationQuery, Progress, SyncReport
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application
from tests.cpd_desktop.material import STAFF_SCOPE, offline_profile, taken, upsert
from tests.cpd_desktop.prepared import PreparedService, prepared_service, snapshot_of
from tests.support.demo import account
from tests.support.proxy import Proxy
from tests.support.service import ServiceProcess

COUNT = 95


@pytest.fixture
def service() -> Iterator[PreparedService]:
    with prepared_service() as opened:
        yield opened


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpd_desktop.sync.client.PIECE", 100)
    monkeypatch.setattr("cpd_desktop.sync.snapshot.TOGETHER", 10)


@pytest.fixture
def workspace(tmp_path: Path, service: PreparedService) -> Iterator[Workspace]:
    profile = offline_profile(
        tmp_path / "profile", service.url, scopes=(STAFF_SCOPE,), user_type="province_staff", member_id=""
    )
    with closing(Workspace(profile)) as opened:
        yield opened


def changes(count: int = COUNT) -> list[Change]:
    return [upsert(seq, application(f"a{seq}", state="pending", attachments=())) for seq in range(1, count + 1)]


def here(workspace: Workspace) -> set[str]:
    return set(workspace.review.matching(ApplicationQuery()))


def names(items: list[Change]) -> set[str]:
    return {item.id for item in items if item.op == "upsert"}


def stop_at(workspace: Workspace, unit: str, done: int) -> SyncReport:
    """Sync and cancel once so much is done."""
    enough = threading.Event()

    def watch(progress: Progress) -> None:
        if progress.unit == unit and progress.done >= done:
            enough.set()

    return workspace.sync.run(watch, enough)


def test_a_first_load_takes_the_file_and_then_the_feed(service: PreparedService, workspace: Workspace) -> None:
    service.feed = [*changes(), upsert(COUNT + 1, application("late"))]
    service.file = snapshot_of(changes(), COUNT)
    seen: list[Progress] = []

    report = workspace.sync.run(seen.append)

    assert report.pulled == COUNT + 1
    assert here(workspace) == names(service.feed)
    assert service.of("changes") == [f"/v1/scopes/{STAFF_SCOPE}/changes?since={COUNT}&limit=5000&epoch=e1"]
    assert {progress.unit for progress in seen} == {"bytes", "records"}
    assert Progress("pull", len(service.file), len(service.file), "bytes") in seen
    assert Progress("pull", COUNT, COUNT) in seen
    assert not list(workspace.account.store.folder.glob("snapshot*")), "the file has done its work"
    workspace.sync.run()
    assert len(service.of("snapshot")) == 1, "the feed goes on"


def test_a_download_that_breaks_off_goes_on_from_there(service: PreparedService, workspace: Workspace) -> None:
    service.feed, service.file, service.cut = changes(), snapshot_of(changes(), COUNT), 700
    with pytest.raises(Offline):
        workspace.sync.run()
    assert here(workspace) == set()
    assert workspace.sync.run().pulled == COUNT
    assert here(workspace) == names(service.feed)
    assert service.of("snapshot")[1:] == ["bytes=700-"]


def test_another_file_meanwhile_is_fetched_from_its_start(service: PreparedService, workspace: Workspace) -> None:
    service.feed, service.file, service.cut = changes(), snapshot_of(changes(), COUNT), 700
    with pytest.raises(Offline):
        workspace.sync.run()
    service.feed = changes(COUNT + 20)
    service.file, service.etag = snapshot_of(service.feed, COUNT + 20), '"two"'
    workspace.sync.run()
    assert here(workspace) == names(service.feed)


def test_a_cancelled_download_keeps_what_has_come(service: PreparedService, workspace: Workspace) -> None:
    service.feed, service.file = changes(), snapshot_of(changes(), COUNT)
    report = stop_at(workspace, "bytes", 1)
    assert (report.cancelled, report.pulled) == (True, 0)
    workspace.sync.run()
    assert here(workspace) == names(service.feed)
    assert service.of("snapshot")[1:] == ["bytes=100-"]


@pytest.mark.parametrize("again", ["snapshot", "feed"])
def test_what_went_while_a_load_was_broken_off_is_not_there(
    service: PreparedService, workspace: Workspace, again: str
) -> None:
    """Stored from the first file, deleted on the service, and in neither the next file nor the feed after it."""
    service.feed, service.file = changes(), snapshot_of(changes(), COUNT)
    report = stop_at(workspace, "records", 40)
    assert report.cancelled
    assert report.pulled == 40
    assert workspace.account.store.mirror.cursor(STAFF_SCOPE).seq == 0
    batch = workspace.review.confirm(["a7", "a8"], 2.0)
    assert batch.stored == 2

    left = [change for change in changes() if change.id != "a7"]
    service.feed = left
    service.file, service.etag = (snapshot_of(left, COUNT + 1), '"two"') if again == "snapshot" else (None, "")
    with workspace.account.store.database.write() as tx:
        tx.execute("UPDATE outbox SET state = 'acked', ack_scope = ?, ack_seq = 900", (STAFF_SCOPE,))  # nothing to send
    workspace.sync.run()
    assert here(workspace) == names(left)
    assert [(kept.entity_id, kept.code) for kept in workspace.conflicts.list()] == [("a7", "GONE")]
    assert workspace.applications.detail("a8").application.state == "confirmed", "the decision lies over it"


@pytest.mark.parametrize("status", [202, 404])
def test_without_a_file_the_feed_is_used_at_once(service: PreparedService, workspace: Workspace, status: int) -> None:
    service.feed, service.status = changes(), status
    workspace.sync.run()
    assert here(workspace) == names(service.feed)
    assert all(entry.ok for entry in workspace.sync.activity())


@pytest.mark.parametrize("harm", ["cut", "noise", "no gzip", "no end", "later protocol"])
def test_a_file_of_no_use_is_said_to_be_so_and_the_feed_is_used(
    service: PreparedService, workspace: Workspace, harm: str
) -> None:
    whole = snapshot_of(changes(), COUNT)
    service.feed = changes()
    service.file = {
        "cut": whole[:-40],
        "noise": whole[:500] + bytes(50) + whole[550:],
        "no gzip": b"[]",
        "no end": snapshot_of(changes(), COUNT, end=b""),
        "later protocol": snapshot_of(changes(), COUNT, protocol=2),
    }[harm]
    workspace.sync.run()
    assert here(workspace) == names(service.feed)
    assert [entry.ok for entry in workspace.sync.activity()] == [True, False]
    assert not list(workspace.account.store.folder.glob("snapshot*"))


def test_a_file_that_has_come_whole_is_not_fetched_again(service: PreparedService, workspace: Workspace) -> None:
    service.feed, service.file = changes(), snapshot_of(changes(), COUNT)
    assert stop_at(workspace, "bytes", len(service.file)).cancelled
    workspace.sync.run()
    assert here(workspace) == names(service.feed)
    assert service.of("snapshot")[1:] == [f"bytes={len(service.file)}-"]


def test_a_file_too_old_for_the_feed_to_go_on_from(service: PreparedService, workspace: Workspace) -> None:
    service.file = snapshot_of(changes(), COUNT)
    service.feed = [change for change in changes() if change.id != "a3"] + [taken(COUNT + 9, "a4")]
    service.feed = [change for change in service.feed if (change.op, change.id) != ("upsert", "a4")]
    service.floor = COUNT + 5
    workspace.sync.run()
    assert here(workspace) == names(service.feed)


def test_the_real_services_file_brings_what_its_feed_brings(
    demo_copy: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    process = ServiceProcess(demo_copy)
    request.addfinalizer(process.stop)
    process.options = ("--snapshot-min", "100")
    process.restart()
    who = account(demo_copy, "province_staff", "32")
    contents: list[dict[str, str]] = []
    with Proxy(process.url) as proxy:

        def asked(part: str) -> list[int]:
            return [exchange.status for exchange in proxy.exchanges if part in exchange.path]

        for number in range(3):
            with closing(Workspace(tmp_path / str(number), server=proxy.url)) as workspace:
                workspace.sign_in("province_staff", who.login, who.password)
                workspace.sync.run()
                with workspace.account.store.database.read() as db:
                    contents.append(dict(db.execute("SELECT kind || id, rev || scope || body FROM record")))
                assert workspace.sync.run(verify=True).mended == 0
            while (
                number == 0
                and requests.get(  # the second one shall find it made
                    f"{process.url}/v1/scopes/p:32/snapshot", headers=headers_of(proxy), timeout=30
                ).status_code
                == 202
            ):
                pass
        assert asked("p:32/snapshot") == [202, 200, 200]
        assert sum("p:32/changes?since=0" in exchange.path for exchange in proxy.exchanges) == 1
    assert contents[0] == contents[1] == contents[2]


def headers_of(proxy: Proxy) -> dict[str, str]:
    """The token that was seen last."""
    return {"Authorization": next(e.headers["Authorization"] for e in reversed(proxy.exchanges))}
