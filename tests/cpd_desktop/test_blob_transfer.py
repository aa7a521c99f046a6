"""Attachments on their way down: a break costs what was lost, and nothing counts as here before its hash is right."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from cpd_core.entities import Attachment
from cpd_desktop.errors import Offline, Trouble
from cpd_desktop.sync import blobs
from cpd_desktop.views import ApplicationQuery, Progress
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.proxy import Fault, Proxy
from tests.support.service import ServiceProcess

PDF = b"%PDF-1.4\n" + b"1 0 obj<</Type/Catalog>>endobj\n" * 200 + b"trailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpd_desktop.sync.client.PIECE", 100)


@pytest.fixture
def proxy(service: ServiceProcess) -> Iterator[Proxy]:
    with Proxy(service.url) as opened:
        yield opened


@pytest.fixture
def workspace(proxy: Proxy, demo_copy: Path, tmp_path: Path) -> Iterator[Workspace]:
    who = account(demo_copy, "non_practising", "32")
    with closing(Workspace(tmp_path / "profile", server=proxy.url)) as opened:
        opened.sign_in("non_practising", who.login, who.password)
        yield opened


@pytest.fixture
def attachment(workspace: Workspace, tmp_path: Path) -> Attachment:
    """One that is on the service and not here."""
    (tmp_path / "paper.pdf").write_bytes(PDF)
    found = workspace.applications.add_file(tmp_path / "paper.pdf")
    with workspace.client() as client:
        client.put_blob(found.sha256, PDF, found.media_type)
    path = workspace.applications.file_path(found.sha256)
    assert path
    path.unlink()
    return found


def test_a_download_that_breaks_off_goes_on_from_there(
    workspace: Workspace, proxy: Proxy, attachment: Attachment
) -> None:
    proxy.fail_once(Fault.CUT_REPLY, "GET /v1/blobs")
    with pytest.raises(Offline):
        workspace.applications.fetch_file(attachment)
    assert workspace.applications.file_path(attachment.sha256) is None
    come = workspace.account.store.blobs.part(attachment.sha256).stat().st_size
    assert 0 < come < len(PDF)

    assert workspace.applications.fetch_file(attachment).read_bytes() == PDF
    asked = [exchange for exchange in proxy.exchanges if exchange.path.startswith("/v1/blobs/")]
    assert asked[-1].headers["Range"] == f"bytes={come}-"
    assert (asked[-1].status, len(asked[-1].reply)) == (206, len(PDF) - come)
    assert not workspace.account.store.blobs.part(attachment.sha256).exists()


def test_bytes_that_are_not_what_was_asked_for_are_thrown_away(workspace: Workspace, attachment: Attachment) -> None:
    part = workspace.account.store.blobs.part(attachment.sha256)
    part.write_bytes(b"something else".ljust(len(PDF) - 10))
    with pytest.raises(Trouble, match="校验"):
        workspace.applications.fetch_file(attachment)
    assert workspace.applications.file_path(attachment.sha256) is None
    assert workspace.applications.fetch_file(attachment).read_bytes() == PDF


@pytest.mark.parametrize("have", [len(PDF), len(PDF) + 7])
def test_a_part_that_has_come_whole_or_is_too_long_does_no_harm(
    workspace: Workspace, attachment: Attachment, have: int
) -> None:
    workspace.account.store.blobs.part(attachment.sha256).write_bytes(PDF.ljust(have))
    seen: list[int] = []
    with workspace.client() as client:
        assert blobs.fetch(workspace.account.store.blobs, client, attachment.sha256, seen.append) == PDF
    assert all(done <= len(PDF) for done in seen)


def test_two_who_want_the_same_bytes_at_once_fetch_them_once(
    workspace: Workspace, proxy: Proxy, attachment: Attachment
) -> None:
    together = threading.Barrier(2)

    def fetch() -> bytes:
        together.wait()
        return workspace.applications.fetch_file(attachment).read_bytes()

    with ThreadPoolExecutor(2) as threads:
        assert [one.result() for one in (threads.submit(fetch), threads.submit(fetch))] == [PDF, PDF]
    assert len([exchange for exchange in proxy.exchanges if exchange.asks.startswith("GET /v1/blobs")]) == 1


@pytest.fixture
def reviewer(proxy: Proxy, demo_copy: Path, tmp_path: Path) -> Iterator[Workspace]:
    """Signed in and in step with the service, without any attachment."""
    who = account(demo_copy, "province_staff", "32")
    with closing(Workspace(tmp_path / "reviewer", server=proxy.url)) as opened:
        opened.sign_in("province_staff", who.login, who.password)
        opened.attachments.set_budget(0)
        assert opened.sync.run().blobs_down == 0
        yield opened


def queue_of(workspace: Workspace) -> dict[str, int]:
    """The attachments of what waits, the oldest first, with their sizes."""
    waiting = workspace.review.matching(ApplicationQuery(state="pending"))
    papers = [paper for one in waiting for paper in workspace.applications.detail(one).application.attachments]
    return {paper.sha256: paper.size for paper in papers}


def of_queue_here(workspace: Workspace, queue: dict[str, int]) -> list[bool]:
    return [workspace.account.store.blobs.path(sha256) is not None for sha256 in queue]


def test_the_oldest_of_the_queue_are_fetched_ahead_within_the_budget(reviewer: Workspace) -> None:
    queue = queue_of(reviewer)
    assert len(queue) > 6
    assert not any(of_queue_here(reviewer, queue))

    reviewer.attachments.set_budget(sum(list(queue.values())[:4]))
    report = reviewer.sync.run()

    assert of_queue_here(reviewer, queue) == [number < 4 for number in range(len(queue))]
    assert (report.blobs_down, report.bytes_down) == (4, reviewer.attachments.budget)
    assert report.bytes_ahead == report.bytes_down
    assert reviewer.attachments.use().bytes == reviewer.attachments.budget
    assert reviewer.sync.run().blobs_down == 0, "there is no room for more"

    reviewer.attachments.set_budget(sum(list(queue.values())[:2]))
    reviewer.sync.run()
    assert of_queue_here(reviewer, queue) == [number < 2 for number in range(len(queue))]


def test_fetching_ahead_is_stopped_at_any_moment_and_goes_on_from_there(reviewer: Workspace) -> None:
    queue = queue_of(reviewer)
    reviewer.attachments.set_budget(2**30)
    enough, seen = threading.Event(), list[Progress]()
    half = sum(queue.values()) // 2

    def watch(now: Progress) -> None:
        if now.stage == "blobs-down":
            seen.append(now)
            if now.done >= half:
                enough.set()

    report = reviewer.sync.run(watch, enough)
    assert report.cancelled
    assert half - max(queue.values()) <= report.bytes_down <= half + max(queue.values())
    assert report.bytes_ahead == sum(queue.values())
    assert {(now.total, now.unit) for now in seen} == {(sum(queue.values()), "bytes")}

    rest = reviewer.sync.run()
    assert report.blobs_down + rest.blobs_down == len(queue)
    assert report.bytes_down + rest.bytes_down == sum(queue.values())
    assert all(of_queue_here(reviewer, queue))


def test_doctor_and_the_desk_say_what_attachments_take(reviewer: Workspace) -> None:
    reviewer.account.store.blobs.keep(PDF, "application/pdf")
    use = reviewer.attachments.use()
    assert (use.count, use.bytes, use.unreferenced, use.unreferenced_bytes) == (1, len(PDF), 1, len(PDF))
    assert use.wanted == len(queue_of(reviewer))
    found = next(check for check in reviewer.doctor() if check.name == "附件")
    assert (found.details["bytes"], found.details["budget"], found.details["unreferenced"]) == (str(len(PDF)), "0", "1")


def test_what_nothing_refers_to_is_looked_for_from_the_day_after_the_first_load_on(workspace: Workspace) -> None:
    store = workspace.account.store
    sha256 = store.blobs.keep(PDF, "application/pdf")

    def loose_since() -> str:
        with store.database.read() as db:
            return str(db.execute("SELECT loose_since FROM blob WHERE sha256 = ?", (sha256,)).fetchone()[0])

    workspace.sync.run()
    assert loose_since() == "", "a first load brings all that there is: nobody reads it once more"
    store.journal.put("collected", "2026-01-01")
    workspace.sync.run()
    assert loose_since() == workspace.account.session.service_date
