"""认领 on the service: who may take what, who sees it, and when it is let go."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from cpd_service.claims import KEPT, tidy
from cpd_service.cli import main
from cpd_service.store.database import Database
from tests.cpd_service.conftest import World
from tests.support.api import Api, Json


@pytest.fixture
def member(world: World) -> Api:
    return world.api("an")


@pytest.fixture
def staff(world: World) -> Api:
    return world.api("js")


@pytest.fixture
def other(world: World) -> Api:
    return world.api("js2")


@pytest.fixture
def database(world: World) -> Iterator[Database]:
    opened = Database(world.service.database_url)
    yield opened
    opened.close()


def take(api: Api, application_id: str) -> Json:
    return api.act("claim.take", application_id, {})


def drop(api: Api, application_id: str) -> Json:
    return api.act("claim.drop", application_id, {})


def claim_of(api: Api, application_id: str) -> Json | None:
    """The latest change of a claim in a person's feed."""
    return next((item for item in api.pull() if (item["kind"], item["id"]) == ("claim", application_id)), None)


def code(result: Json) -> tuple[str, str]:
    return result["status"], result.get("code", "")


def test_colleagues_see_who_has_taken_it_and_members_do_not(member: Api, staff: Api, other: Api, world: World) -> None:
    application_id = member.file()
    assert take(staff, application_id)["status"] == "applied"
    seen = claim_of(other, application_id)
    assert seen
    assert {key: seen["data"][key] for key in ("application_id", "province", "by")} == {
        "application_id": application_id,
        "province": "32",
        "by": "江苏审核",
    }
    assert claim_of(member, application_id) is None
    assert claim_of(world.api("sh"), application_id) is None


def test_the_first_one_has_it_until_it_is_let_go(member: Api, staff: Api, other: Api) -> None:
    application_id = member.file()
    assert code(drop(staff, application_id)) == ("noop", "NOT_CLAIMED")
    assert code(take(staff, application_id)) == ("applied", "")
    assert code(take(staff, application_id)) == ("noop", "ALREADY_CLAIMED")
    for act in (take, drop):
        refused = act(other, application_id)
        assert (*code(refused), refused["params"]) == ("conflict", "CLAIMED_BY_OTHER", {"by": "江苏审核"})
        assert refused["snapshot"]["by"] == "江苏审核"
    assert code(drop(staff, application_id)) == ("applied", "")
    assert (claim_of(other, application_id) or {})["op"] == "tombstone"
    again = take(other, application_id)
    assert (again["status"], again["rev"]) == ("applied", 3)
    assert (claim_of(staff, application_id) or {})["data"]["by"] == "江苏复核"


def test_a_claim_forbids_no_decision_and_what_is_decided_needs_none(member: Api, staff: Api, other: Api) -> None:
    application_id = member.file()
    take(staff, application_id)
    assert other.act("application.confirm", application_id, {"hours": 8}, rev=1)["status"] == "applied"
    late = take(other, application_id)
    assert (*code(late), late["params"]) == ("noop", "ALREADY_DECIDED", {"by": "江苏复核"})


def test_only_staff_of_the_province_and_only_what_is_there(world: World, member: Api, staff: Api) -> None:
    application_id = member.file()
    assert code(take(world.api("sh"), application_id)) == ("rejected", "OUT_OF_REACH")
    assert code(take(world.api("office"), application_id)) == ("rejected", "OUT_OF_REACH")
    assert code(take(member, application_id)) == ("rejected", "NOT_YOURS")
    assert code(take(staff, str(uuid.uuid4()))) == ("rejected", "OUT_OF_REACH")
    member.act("application.delete", application_id, {}, rev=1)
    assert code(take(staff, application_id)) == ("rejected", "OUT_OF_REACH")
    unknown = world.api("sh")
    assert code(drop(unknown, application_id)) == ("noop", "NOT_CLAIMED")  # nothing is told of other provinces
    foreign = member.file()
    take(staff, foreign)
    assert code(drop(unknown, foreign)) == ("rejected", "OUT_OF_REACH")


def test_a_chunk_that_takes_and_decides(member: Api, staff: Api, other: Api) -> None:
    ids = sorted(member.file() for _ in range(3))
    take(other, ids[0])
    commands = [staff.command("claim.take", each, {}) for each in ids]
    commands += [staff.command("application.confirm", each, {"hours": 8}, rev=1) for each in ids]
    results = staff.push(*commands)
    assert [result["status"] for result in results] == ["conflict", *["applied"] * 5]
    assert staff.push(*commands) == results  # once more, and the receipts say the same


def test_once_a_day_what_is_of_no_use_goes(member: Api, staff: Api, database: Database, world: World) -> None:
    tidy(database, now=datetime.now(UTC) + KEPT + timedelta(hours=1))  # the tests of a module share a world
    waits, decided, deleted = (member.file() for _ in range(3))
    for each in (waits, decided, deleted):
        take(staff, each)
    staff.act("application.refuse", decided, {"reason": "无章"}, rev=1)
    member.act("application.delete", deleted, {}, rev=1)
    assert main(["purge", "--database-url", world.service.database_url]) == 0
    found = {each: (claim_of(staff, each) or {})["op"] for each in (waits, decided, deleted)}
    assert found == {waits: "upsert", decided: "tombstone", deleted: "tombstone"}
    assert tidy(database, now=datetime.now(UTC) + KEPT - timedelta(hours=1)) == 0
    assert tidy(database, now=datetime.now(UTC) + KEPT + timedelta(hours=1)) == 1
    assert code(take(staff, waits)) == ("applied", "")


def test_a_member_who_moves_takes_no_claim_along(world: World, database: Database) -> None:
    chen, old, new = world.api("chen"), world.api("sh"), world.api("js")
    application_id, dropped = chen.file(), chen.file()
    take(old, application_id)
    take(old, dropped)
    drop(old, dropped)
    assert main(["member", "move", "login-chen", "32", "--database-url", world.service.database_url]) == 0
    assert (claim_of(old, application_id) or {})["op"] == "tombstone"
    assert code(take(new, application_id)) == code(take(new, dropped)) == ("applied", "")
    tidy(database)
    assert (claim_of(new, application_id) or {})["op"] == "upsert"
