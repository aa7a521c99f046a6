"""What is forgotten after 400 days, and how those are told who were away for longer."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from cpd_service.cli import main
from cpd_service.daily import Daily
from cpd_service.purge import KEPT, Purged, purge
from cpd_service.store.database import Database
from tests.cpd_service.conftest import World

LATER = datetime.now(UTC) + KEPT - timedelta(days=1)
TOO_LATE = datetime.now(UTC) + KEPT + timedelta(days=1)


@pytest.fixture
def database(world: World) -> Iterator[Database]:
    opened = Database(world.service.database_url)
    purge(opened, now=TOO_LATE)  # the tests of a module share a world
    yield opened
    opened.close()


def test_nothing_is_forgotten_before_its_time(world: World, database: Database) -> None:
    member = world.api("an")
    gone = member.file()
    delete = member.command("application.delete", gone, {}, rev=1)
    first = member.push(delete)
    assert purge(database, now=LATER) == Purged(0, 0)
    assert main(["purge", "--database-url", world.service.database_url]) == 0
    assert (member.find(gone) or {})["op"] == "tombstone"
    assert member.push(delete) == first


def test_a_forgotten_tombstone_raises_the_floor(world: World, database: Database) -> None:
    member, staff = world.api("an"), world.api("js")
    start = member.page()["high"]
    member.act("application.delete", member.file(), {}, rev=1)
    removed = member.page()["high"]
    kept = member.file()
    assert purge(database, now=TOO_LATE).removals == 2  # in the member's feed and the province's
    page = member.page(since=removed)
    assert (page["floor"], [item["id"] for item in page["items"]]) == (removed, [kept])
    answer = member.call("GET", "/v1/scopes/m:an/changes", params={"since": start})
    assert (answer.status_code, answer.json()["code"]) == (410, "RESYNC")
    assert member.page(since=0)["items"], "a new copy starts from nothing"
    assert staff.page()["floor"] > 0
    world.service.check()


def test_a_load_from_scratch_may_cross_what_is_forgotten(world: World, database: Database) -> None:
    """It began when all of that was forgotten already; one that began before must begin anew."""
    member = world.api("an")
    first = member.file()
    start = member.page()["high"]
    member.act("application.delete", member.file(), {}, rev=1)
    before = member.page()["high"]
    last = member.file()
    purge(database, now=TOO_LATE)
    page = member.page(limit=1)
    assert page["next"] < page["floor"] < page["high"]
    path, rest = "/v1/scopes/m:an/changes", {"since": page["next"], "epoch": page["epoch"]}
    answer = member.call("GET", path, params=rest | {"began": page["high"]})
    assert [item["id"] for item in answer.json()["items"]][-2:] == [first, last]
    for began in (0, start, before - 1):
        answer = member.call("GET", path, params=rest | {"began": began})
        assert (answer.status_code, answer.json()["code"]) == (410, "RESYNC"), began


def test_the_last_change_of_a_scope_may_be_forgotten(world: World, database: Database) -> None:
    member = world.api("bo")
    member.act("application.delete", member.file(), {}, rev=1)
    purge(database, now=TOO_LATE)
    page = member.page()
    assert page["floor"] == page["high"] == page["next"]
    world.service.check()


def test_a_command_whose_receipt_may_be_forgotten_is_a_conflict(world: World, database: Database) -> None:
    member, other = world.api("an"), world.api("an")
    name = member.file()
    old = member.command("application.delete", name, {}, rev=1)
    never_sent = member.command("application.edit", name, {"was": {"note": ""}, "to": {"note": "x"}}, rev=1)
    last = member.command("application.edit", name, {"was": {"note": ""}, "to": {"note": "y"}}, rev=1)
    assert member.push(last)[0]["status"] == "applied"
    assert purge(database, now=TOO_LATE).receipts >= 2
    results = member.push(old, never_sent, last)
    assert [(result["status"], result["code"]) for result in results] == [("conflict", "EXPIRED")] * 3
    assert member.data(name)["note"] == "y"
    assert member.push(old)[0] == results[0], "that, too, has a receipt"
    fresh = member.command("application.edit", name, {"was": {"note": "y"}, "to": {"note": "z"}}, rev=2)
    assert member.push(fresh)[0]["status"] == "applied"
    assert other.act("application.delete", name, {}, rev=3)["status"] == "applied", "another device counts by itself"
    world.service.check()


def test_another_account_on_the_same_device_counts_by_itself(world: World, database: Database) -> None:
    first = world.api("an", device="shared-pc")
    first.seq = 1000
    first.file()
    purge(database, now=TOO_LATE)
    second = world.api("bo", device="shared-pc")
    second.file()  # its first command is number 1


def test_a_stopped_purge_has_forgotten_nothing(database: Database) -> None:
    stop = threading.Event()
    stop.set()
    assert purge(database, stop, TOO_LATE) == Purged(0, 0)


def test_daily_work_is_done_and_ends_with_the_block(caplog: pytest.LogCaptureFixture) -> None:
    done = threading.Event()
    told: list[threading.Event] = []

    def work(stop: threading.Event) -> None:
        told.append(stop)
        done.set()
        stop.wait()  # a long piece of work ends when it is told to

    with Daily(work, first=0):
        assert done.wait(60)
        assert not told[0].is_set()
    assert told[0].is_set()
    assert caplog.records == []


def test_daily_work_that_fails_is_logged_and_harms_nothing(caplog: pytest.LogCaptureFixture) -> None:
    failed = threading.Event()

    def work(_stop: threading.Event) -> None:
        failed.set()
        raise OperationalError("SELECT 1", None, OSError("gone"))

    with Daily(work, first=0):
        assert failed.wait(60)
    assert "could not be done" in caplog.text


def test_an_older_database_starts_to_count_today(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tombstones of a database before migration 0002 have no date; they are kept for 400 days from now."""
    from alembic import command

    from cpd_service.store import database as module

    file = tmp_path_factory.mktemp("older") / "service.sqlite3"
    older = Database(f"sqlite:///{file.as_posix()}")
    config = module._alembic_config()  # pyright: ignore[reportPrivateUsage]
    with older.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text("INSERT INTO feed VALUES ('p:1', 1, 'tombstone', NULL, 'choice', 'x', 2)"))
        connection.execute(text("INSERT INTO scope VALUES ('p:1', 'e', 1, 0)"))
    older.migrate()
    assert purge(older, now=LATER).removals == 0
    assert purge(older, now=TOO_LATE).removals == 1
    older.close()
