"""The first load from a prepared file: whatever breaks it off, what is here in the end is what the service has."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests
import zstandard
from msgspec.structs import replace

from cpd_core.entities import Attachment
from cpd_core.messages import Change
from cpd_core.prepared import FORM
from cpd_desktop.errors import Offline, Trouble
from cpd_desktop.sentences import Said
from cpd_desktop.store import Store
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
    monkeypatch.setattr("cpd_desktop.sync.snapshot.PIECE", 100)
    monkeypatch.setattr("cpd_desktop.sync.pull.PAGE", 40)


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


def schema_of(store: Store) -> set[tuple[str, str]]:
    """Names and types of all that the store's file is made of."""
    with store.database.read() as db:
        return set(db.execute("SELECT type, name FROM sqlite_master"))


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
    assert service.of("changes") == [f"/v1/scopes/{STAFF_SCOPE}/changes?since={COUNT}&limit=40&epoch=e1"]
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


@pytest.mark.parametrize("prepared", [True, False])
def test_what_went_while_a_load_was_broken_off_is_not_there(
    service: PreparedService, workspace: Workspace, prepared: bool
) -> None:
    """Stored from the feed's first page, deleted on the service, and no longer in the feed."""
    service.feed = changes()
    report = stop_at(workspace, "records", 40)
    assert report.cancelled
    assert report.pulled == 40
    batch = workspace.review.confirm(["a7", "a8"], 2.0)
    assert batch.stored == 2

    left = [change for change in changes() if change.id != "a7"]
    service.feed, service.file = left, snapshot_of(left, COUNT) if prepared else None
    service.floor = 50
    with workspace.account.store.database.write() as tx:
        tx.execute("UPDATE outbox SET state = 'acked', ack_scope = ?, ack_seq = 900", (STAFF_SCOPE,))  # nothing to send
    asked_before = len(service.of("snapshot"))
    workspace.sync.run()
    assert here(workspace) == names(left)
    assert [(kept.entity_id, kept.code) for kept in workspace.conflicts.list()] == [("a7", "GONE")]
    assert workspace.applications.detail("a8").application.state == "confirmed", "the decision lies over it"
    assert len(service.of("snapshot")) == asked_before, "a whole file is no use to who has some of it"


def test_what_is_here_stays_when_the_file_takes_its_place(service: PreparedService, tmp_path: Path) -> None:
    scopes = ("ref", STAFF_SCOPE)
    service.session = replace(service.session, scopes=scopes)
    profile = offline_profile(
        tmp_path / "profile", service.url, scopes=scopes, user_type="province_staff", member_id=""
    )
    with closing(Workspace(profile)) as workspace:
        store = workspace.account.store
        store.journal.put("fact", "kept")
        store.journal.note("sync", True, [Said("没有变化")])
        with store.database.write() as tx:
            tx.execute(
                "INSERT INTO record (kind, id, scope, rev, body) VALUES ('sponsor', 's1', 'ref', 3, ?)",
                ('{"id":"s1","rev":3,"name":"江苏省注册会计师协会"}',),
            )
            tx.execute("INSERT INTO cursor (scope, epoch, seq, gen, resync) VALUES ('ref', 'e1', ?, 0, 0)", (COUNT,))
        before = schema_of(store)
        service.feed, service.file = changes(), snapshot_of(changes(), COUNT)

        workspace.sync.run()

        assert service.of("snapshot")
        assert here(workspace) == names(service.feed)
        assert store.journal.get("fact") == "kept"
        assert [entry.ok for entry in workspace.sync.activity()] == [True, True]
        assert store.mirror.cursor("ref").seq == COUNT
        with store.database.read() as db:
            assert db.execute("SELECT rev FROM record WHERE id = 's1'").fetchall() == [(3,)]
        assert schema_of(store) == before
        assert store.database.integrity() == ""
        assert workspace.review.confirm(["a7"], 2.0).stored == 1, "it is a store like any other"


def test_the_attachments_of_what_is_to_be_decided_are_wanted(service: PreparedService, workspace: Workspace) -> None:
    paper = Attachment(sha256="a" * 64, name="证明.pdf", size=70, media_type="application/pdf")
    done = replace(paper, sha256="b" * 64)
    feed = [
        upsert(1, application("a1", state="pending", attachments=(paper,))),
        upsert(2, application("a2", state="confirmed", attachments=(done,))),
    ]
    service.feed, service.file = feed, snapshot_of(feed, 2)
    assert stop_at(workspace, "records", 2).cancelled
    with workspace.account.store.database.read() as db:
        assert db.execute("SELECT sha256, size, media_type FROM blob").fetchall() == [
            (paper.sha256, paper.size, paper.media_type)
        ]


def test_a_file_is_of_no_use_to_who_has_unsent_acts(service: PreparedService, workspace: Workspace) -> None:
    """They lie over records that would change their place."""
    with workspace.account.store.database.write() as tx:
        tx.execute(
            """INSERT INTO conflict (command_id, kind, entity_kind, entity_id, bytes, batch_id, status,
                code, answer, at)
            VALUES ('c1', 'application.confirm', 'application', 'a1', x'7b7d', '', 'conflict', 'X', '{}', '')"""
        )
    service.feed, service.file = changes(), snapshot_of(changes(), COUNT)
    workspace.sync.run()
    assert here(workspace) == names(service.feed)
    assert service.of("snapshot") == []
    with workspace.account.store.database.read() as db:
        assert db.execute("SELECT command_id FROM conflict").fetchall() == [("c1",)]


@pytest.mark.parametrize("status", [202, 404])
def test_without_a_file_the_feed_is_used_at_once(service: PreparedService, workspace: Workspace, status: int) -> None:
    service.feed, service.status = changes(), status
    workspace.sync.run()
    assert here(workspace) == names(service.feed)
    assert all(entry.ok for entry in workspace.sync.activity())


@pytest.mark.parametrize(
    "harm",
    ["cut", "noise", "no zst", "no database", "no head", "later protocol", "another form", "another scope", "tables"],
)
def test_a_file_of_no_use_is_said_to_be_so_and_the_feed_is_used(
    service: PreparedService, workspace: Workspace, harm: str
) -> None:
    whole = snapshot_of(changes(), COUNT)
    service.feed = changes()
    service.file = {
        "cut": whole[:-40],
        "noise": whole[:500] + bytes(50) + whole[550:],
        "no zst": b"[]",
        "no database": zstandard.compress(b"no database" * 1000),
        "no head": snapshot_of(changes(), COUNT, spoil="DELETE FROM prepared"),
        "later protocol": snapshot_of(changes(), COUNT, protocol=2),
        "another form": snapshot_of(changes(), COUNT, form=FORM + 1),
        "another scope": snapshot_of(changes(), COUNT, scope="p:31"),
        "tables": snapshot_of(changes(), COUNT, spoil="CREATE TRIGGER t AFTER INSERT ON record BEGIN SELECT 1; END"),
    }[harm]
    workspace.sync.run()
    assert here(workspace) == names(service.feed)
    assert [entry.ok for entry in workspace.sync.activity()] == [True, False]
    assert not list(workspace.account.store.folder.glob("snapshot*"))
    assert not workspace.account.store.database.damaged, "it is the file that was, not the store"


def test_a_file_that_has_come_whole_is_not_fetched_again(service: PreparedService, workspace: Workspace) -> None:
    service.feed, service.file = changes(), snapshot_of(changes(), COUNT)
    assert stop_at(workspace, "bytes", len(service.file)).cancelled
    workspace.sync.run()
    assert here(workspace) == names(service.feed)
    assert service.of("snapshot")[1:] == [f"bytes={len(service.file)}-"]


def test_a_file_that_cannot_take_its_place_leaves_all_as_it_was(
    service: PreparedService, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows, as long as a virus scanner looks at it."""
    store = workspace.account.store
    store.journal.put("fact", "kept")
    replace_file = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target == store.database.path:
            raise PermissionError(13, "in use", str(target))
        return replace_file(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    service.feed, service.file = changes(), snapshot_of(changes(), COUNT)
    workspace.sync.run()
    assert service.of("snapshot")
    assert here(workspace) == names(service.feed)
    assert store.journal.get("fact") == "kept"
    assert [entry.ok for entry in workspace.sync.activity()] == [True, False]


def test_a_load_by_the_feed_crosses_what_is_forgotten(service: PreparedService, workspace: Workspace) -> None:
    """The first page ends below the floor, but all that has been removed since the load began is in the feed."""
    service.feed, service.floor = changes(), COUNT - 10
    workspace.sync.run()
    assert here(workspace) == names(service.feed)
    assert [path.partition("?")[2] for path in service.of("changes")] == [
        "since=0&limit=40",
        f"since=40&limit=40&epoch=e1&began={COUNT}",
        f"since=80&limit=40&epoch=e1&began={COUNT}",
    ]


def test_a_service_that_always_wants_it_anew_is_trouble_not_a_loop(
    service: PreparedService, workspace: Workspace
) -> None:
    service.feed, service.floor = changes(), COUNT + 10
    with pytest.raises(Trouble):
        workspace.sync.run()


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
                    f"{process.url}/v1/scopes/p:32/snapshot?form={FORM}", headers=headers_of(proxy), timeout=30
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


def test_flags_are_worked_out_anew_on_the_file_and_what_staff_keep_is_carried_over(
    service: PreparedService, workspace: Workspace
) -> None:
    """Row ids are others then; and what changes afterwards is noted as before."""
    desk = workspace.queue
    desk.check(lambda _: None, lambda: False)
    desk.save_filter("没有附件", ApplicationQuery(flags=("no_attachment",)))
    desk.put_aside(["a7"], "等会员补材料")
    service.feed, service.file = changes(), snapshot_of(changes(), COUNT)
    workspace.sync.run()
    assert service.of("snapshot")

    assert desk.unchecked() == COUNT
    assert desk.check(lambda _: None, lambda: False)
    (kept,) = desk.filters()
    assert set(workspace.review.matching(kept.query)) == here(workspace)
    assert workspace.review.matching(ApplicationQuery(aside=True)) == ("a7",)
    service.feed = [*changes(), upsert(COUNT + 1, application("a7", rev=2)), taken(COUNT + 2, "a8")]
    workspace.sync.run()
    assert desk.unchecked() == 1
    assert desk.check(lambda _: None, lambda: False)
    assert here(workspace) - set(workspace.review.matching(kept.query)) == {"a7"}
