"""A copy that has gone wrong is noticed and mended, bucket by bucket, and what was typed stays."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cpd_desktop.cli import main
from cpd_desktop.store import Store
from cpd_desktop.sync.verify import mend
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.proxy import Proxy
from tests.support.service import ServiceProcess


@pytest.fixture
def proxy(service: ServiceProcess) -> Iterator[Proxy]:
    with Proxy(service.url) as opened:
        yield opened


@pytest.fixture
def staff(proxy: Proxy, demo_copy: Path, tmp_path: Path) -> Iterator[Workspace]:
    who = account(demo_copy, "province_staff", "32")
    with closing(Workspace(tmp_path / "profile", server=proxy.url)) as opened:
        opened.sign_in("province_staff", who.login, who.password)
        opened.sync.run()
        yield opened


def rows(store: Store) -> dict[str, tuple[object, ...]]:
    """All that is mirrored, but for the numbers of the rows."""
    with store.database.read() as db:
        found = db.execute("SELECT kind || id, scope, rev, seq, gen, body, local, state, sync FROM record")
        return {row[0]: row[1:] for row in found}


def damage(store: Store, sql: str) -> None:
    with store.database.write() as tx:
        assert tx.execute(sql).rowcount


def buckets_asked(proxy: Proxy) -> list[str]:
    return [exchange.path for exchange in proxy.exchanges if "/buckets/" in exchange.path]


@pytest.mark.parametrize(
    ("harm", "buckets"),
    [
        ("UPDATE record SET rev = rev + 1, body = '{}' WHERE rid = (SELECT max(rid) FROM record)", 1),
        ("DELETE FROM record WHERE rid = (SELECT min(rid) FROM record WHERE kind = 'application')", 1),
        ("DELETE FROM record WHERE scope = 'ref' AND kind = 'sponsor' AND rid % 7 = 0", 0),
        ("INSERT INTO record (kind, id, scope, rev, body) VALUES ('application', 'ghost', 'p:32', 1, '{}')", 1),
    ],
)
def test_only_what_differs_is_loaded_anew(staff: Workspace, proxy: Proxy, harm: str, buckets: int) -> None:
    store = staff.account.store
    sound = rows(store)
    damage(store, harm)
    assert rows(store) != sound
    wrong = [check for check in staff.doctor() if not check.ok]
    assert [check.name for check in wrong] == ["与服务器核对"]

    report = staff.sync.run(verify=True)

    assert rows(store) == sound
    assert report.mended == len(buckets_asked(proxy)) == int(wrong[0].details["different"])
    assert report.pulled == 0
    assert report.mended == buckets or not buckets
    assert all(check.ok for check in staff.doctor())
    assert staff.sync.run(verify=True).mended == 0


def test_what_is_outstanding_lies_over_what_is_mended(staff: Workspace, service: ServiceProcess) -> None:
    store = staff.account.store
    first, second, third = staff.review.matching(ApplicationQuery(state="pending", kind="input"))[:3]
    staff.review.confirm([first, second, third])
    decided = rows(store)
    damage(store, f"DELETE FROM record WHERE id = '{first}'")
    damage(store, f"UPDATE record SET rev = 77, local = NULL WHERE id = '{second}'")
    outstanding = store.outbox.next_chunk()
    with staff.client() as client:
        assert mend(store.mirror, client, "p:32", staff.account.judge(), lambda: None) == 2
    again = rows(store)
    for id_ in (first, second, third):
        assert again["application" + id_][5:] == decided["application" + id_][5:], "state and mark as they were"
    assert store.outbox.next_chunk() == outstanding, "the same bytes"
    assert staff.sync.run().applied == 3


def test_what_never_was_on_the_service_goes_and_what_was_decided_on_it_is_kept(staff: Workspace) -> None:
    store = staff.account.store
    chosen = staff.review.matching(ApplicationQuery(state="pending", kind="input"))[0]
    damage(store, f"UPDATE record SET id = 'ghost' WHERE id = '{chosen}'")
    with store.database.write() as tx:
        body = tx.execute("SELECT body FROM record WHERE id = 'ghost'").fetchone()[0]
        tx.execute("UPDATE record SET body = ? WHERE id = 'ghost'", (body.replace(chosen, "ghost"),))
    staff.review.refuse(["ghost"], "查无此件")
    with staff.client() as client:
        assert mend(store.mirror, client, "p:32", staff.account.judge(), lambda: None) == 2
    assert [(kept.entity_id, kept.code, kept.mine) for kept in staff.conflicts.list()] == [
        ("ghost", "GONE", "查无此件")
    ]
    assert staff.applications.detail(chosen).application.state == "pending"


def test_a_service_that_has_moved_on_says_nothing_of_this_copy(
    staff: Workspace, service: ServiceProcess, demo_copy: Path, tmp_path: Path
) -> None:
    other = account(demo_copy, "province_staff", "32", 1)
    with closing(Workspace(tmp_path / "other", server=service.url)) as second:
        second.sign_in("province_staff", other.login, other.password)
        second.sync.run()
        second.review.confirm(second.review.matching(ApplicationQuery(state="pending", kind="input"))[:3])
        second.sync.run()
    assert all(check.ok for check in staff.doctor()), "what has not been pulled is not wrong"


def test_it_is_compared_once_a_day_of_the_services(staff: Workspace, proxy: Proxy) -> None:
    def asked() -> int:
        return sum("/digests" in exchange.path for exchange in proxy.exchanges)

    assert asked() == 0, "a first load is as fresh as can be"
    staff.sync.run()
    assert asked() == 0
    staff.account.store.journal.put("verified", "2026-01-01")
    damage(staff.account.store, "UPDATE record SET rev = 99 WHERE rid = (SELECT max(rid) FROM record)")
    assert staff.sync.run().mended == 1
    assert "修复" in staff.sync.activity(1)[0].text
    assert (asked(), staff.sync.run().mended, asked()) == (2, 0, 2)


def test_the_command_line_can_ask_for_it(staff: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    damage(staff.account.store, "UPDATE record SET rev = 99 WHERE rid = (SELECT max(rid) FROM record)")
    staff.close()
    assert main(["--profile", str(staff.profile.folder), "sync", "--verify"]) == 0
    assert "修复" in capsys.readouterr().out
