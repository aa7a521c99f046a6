"""Pages of the feed: in order, complete, only the latest change of an entity; resync for a cursor of no use."""

import gzip

import msgspec
import pytest
import requests

from cpd_core.entities import ENTITY_TYPES
from cpd_core.messages import Page
from tests.cpd_service.conftest import World
from tests.support.api import Api


@pytest.fixture
def member(world: World) -> Api:
    return world.api("an")


def test_pages_of_any_size_carry_the_same_in_order(member: Api) -> None:
    for number in range(5):
        member.file(note=f"第{number}次“引号”\\ \n换行 \U0001f600")
    whole = member.pull()
    assert [item["seq"] for item in whole] == sorted({item["seq"] for item in whole})
    for limit in (1, 2, 3, 7):
        assert member.pull(limit=limit) == whole


def test_every_item_decodes_to_its_struct(world: World) -> None:
    for key in ("an", "js", "office"):
        api = world.api(key)
        for scope in (api.home, "ref"):
            body = api.call("GET", f"/v1/scopes/{scope}/changes").content
            page = msgspec.json.decode(body, type=Page)
            for item in page.items:
                if item.op == "upsert":
                    entity = msgspec.json.decode(msgspec.json.encode(item.data), type=ENTITY_TYPES[item.kind])
                    assert (entity.id, entity.rev) == (item.id, item.rev)


def test_only_the_latest_change_of_an_entity_is_kept(member: Api) -> None:
    application_id = member.file(note="0")
    start = member.page()["high"]
    for number in range(3):
        edit = {"was": {"note": str(number)}, "to": {"note": str(number + 1)}}
        member.act("application.edit", application_id, edit, rev=number + 1)
    changes = member.pull(since=start)
    assert [(item["id"], item["rev"]) for item in changes] == [(application_id, 4)]
    assert changes[0]["data"]["note"] == "3"


def test_a_full_page_says_whether_there_is_more(member: Api) -> None:
    member.file()
    total = len(member.pull())
    for limit in (total - 1, total, total + 1):
        page = member.page(limit=limit)
        assert page["more"] == (limit < total)
        assert page["next"] == (page["items"][-1]["seq"] if page["more"] else page["high"])


def test_nothing_new_is_an_empty_page(member: Api) -> None:
    high = member.page()["high"]
    page = member.page(since=high, epoch=member.page()["epoch"])
    assert (page["items"], page["next"], page["more"]) == ([], high, False)


def test_a_scope_without_a_row_is_empty_and_has_the_same_epoch(world: World) -> None:
    office = world.api("office")
    assert office.page("ref")["epoch"] == world.api("an").page()["epoch"]


def test_gzip_carries_the_same_bytes(member: Api) -> None:
    member.file()
    plain = member.call("GET", "/v1/scopes/m:an/changes", headers={"Accept-Encoding": "identity"})
    packed = member.call("GET", "/v1/scopes/m:an/changes", headers={"Accept-Encoding": "gzip"}, stream=True)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.raw.read()) == plain.content


@pytest.mark.parametrize(("since", "epoch"), [(1, "another"), (0, "another"), (10**6, "")])
def test_a_cursor_of_no_use_is_told_to_resync(member: Api, since: int, epoch: str) -> None:
    answer: requests.Response = member.call("GET", "/v1/scopes/m:an/changes", params={"since": since, "epoch": epoch})
    assert (answer.status_code, answer.json()["code"]) == (410, "RESYNC")
