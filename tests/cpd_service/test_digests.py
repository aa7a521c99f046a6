"""Digests and buckets of a scope: what a client compares its copy with, and mends it from."""

from itertools import count, islice
from typing import Any

import msgspec
import pytest

from cpd_core.digests import BUCKETS, bucket_of, digests
from cpd_core.entities import Sponsor
from cpd_core.messages import Bucket
from cpd_service.store.contents import read_bucket
from cpd_service.store.database import Database
from cpd_service.store.sets import BLOCK
from cpd_service.store.writer import Writer
from tests.cpd_service.conftest import World
from tests.support.api import Api


@pytest.fixture
def staff(world: World) -> Api:
    """Staff of a province with some applications, one of them edited and one deleted."""
    member = world.api("an")
    member.act("application.edit", member.file(note="甲"), {"was": {"note": "甲"}, "to": {"note": "乙"}}, rev=1)
    member.act("application.delete", member.file(), {}, rev=1)
    return world.api("js")


def get(api: Api, what: str, scope: str = "") -> Any:
    answer = api.call("GET", f"/v1/scopes/{scope or api.home}/{what}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def live(api: Api, scope: str = "") -> list[Any]:
    return [item for item in api.pull(scope) if item["op"] == "upsert"]


def test_the_digests_are_those_of_the_feed(staff: Api) -> None:
    page = staff.page()
    for scope in (staff.home, "ref"):
        found = get(staff, "digests", scope)
        assert found["buckets"] == digests((i["kind"], i["id"], i["rev"]) for i in live(staff, scope))
    found = get(staff, "digests")
    assert (found["epoch"], found["high"]) == (page["epoch"], page["high"])


def test_the_buckets_together_are_the_feed(staff: Api) -> None:
    items: list[Any] = []
    for number in range(BUCKETS):
        body = staff.call("GET", f"/v1/scopes/{staff.home}/buckets/{number}").content
        bucket = msgspec.json.decode(body, type=Bucket)
        assert all(item.op == "upsert" and bucket_of(item.kind, item.id) == number for item in bucket.items)
        items += msgspec.json.decode(body)["items"]
    assert sorted(items, key=lambda item: item["seq"]) == live(staff)


def test_a_bucket_of_more_than_a_statement_is_whole_and_in_order(world: World) -> None:
    """Rows travel in blocks; the scope of the shared rules gets more than fits into one."""
    names = (f"s-{number}" for number in count())
    same = list(islice((name for name in names if bucket_of("sponsor", name) == 7), BLOCK + 5))
    database = Database(world.service.database_url)
    with database.writing() as connection:
        writer = Writer(connection)
        for name in same:
            writer.put("sponsor", Sponsor(id=name, rev=1, name="名"))
        writer.flush()
        items = msgspec.json.decode(read_bucket(connection, "ref", 7), type=Bucket).items
        connection.rollback()
    database.close()
    assert [item.id for item in items if item.kind == "sponsor"][-BLOCK - 5 :] == same
    assert [item.seq for item in items] == sorted(item.seq for item in items)


@pytest.mark.parametrize("what", ["digests", "buckets/0"])
def test_only_within_the_callers_scopes(staff: Api, what: str) -> None:
    for scope in ("p:31", "m:an", "p:", "nothing"):
        answer = staff.call("GET", f"/v1/scopes/{scope}/{what}")
        assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN")


@pytest.mark.parametrize("number", ["-1", "256", "x"])
def test_there_are_256_buckets(staff: Api, number: str) -> None:
    assert staff.call("GET", f"/v1/scopes/{staff.home}/buckets/{number}").status_code == 422
