"""Hours that staff enter from an attendance list, over HTTP: who may, that it is once, and who sees the list."""

from typing import Any

import msgspec
import pytest

from cpd_core.entries import entry_id
from cpd_core.messages import Enter
from tests.cpd_service.conftest import World
from tests.support.api import PDF, Api, Json


@pytest.fixture(scope="module")
def staff(world: World) -> Api:
    return world.api("js")


def entry(api: Api, member_id: str, **fields: Any) -> tuple[str, Json]:
    """The id and payload of an entry; its list is uploaded."""
    listed = fields.pop("attachments", None) or [api.attach(PDF, "签到表.pdf", "application/pdf")]
    payload = {
        "member_id": member_id, "year": 2025, "sponsor": "省注协", "pathway": "face_to_face", "title": "税务专题",
        "held_on": "2025-06-12", "hours": 8.0, "attachments": listed,
    } | fields  # fmt: skip
    return entry_id(msgspec.convert(payload, Enter)), payload


def test_staff_enter_members_who_see_it_and_its_list(world: World, staff: Api) -> None:
    entries = [entry(staff, key, title="两人") for key in ("an", "bo")]
    results = staff.push(*(staff.command("application.enter", id_, payload) for id_, payload in entries))
    assert [(r["status"], r["rev"]) for r in results] == [("applied", 1)] * 2
    for (id_, payload), key in zip(entries, ("an", "bo"), strict=True):
        member = world.api(key)
        seen = member.data(id_)
        assert (seen["state"], seen["confirmed_hours"], seen["decided_by"]) == ("confirmed", 8.0, "江苏审核")
        assert [(step["what"], step["by"]) for step in seen["history"]] == [("entered", "江苏审核")]
        assert (seen["member_id"], seen["note"]) == (key, "两人（2025-06-12）")
        assert member.call("GET", f"/v1/blobs/{payload['attachments'][0]['sha256']}").content == PDF


def test_the_same_list_twice_enters_nobody_twice(world: World, staff: Api) -> None:
    id_, payload = entry(staff, "an", title="再次")
    sent = staff.command("application.enter", id_, payload)
    first = staff.push(sent)[0]
    assert staff.push(sent)[0] == first  # the answer was lost
    other = world.api("js2")
    again = other.act("application.enter", *entry(other, "an", title="再次 "))
    assert (again["status"], again["code"], again["params"]) == ("noop", "ALREADY_ENTERED", {"by": "江苏审核"})
    differs = other.act("application.enter", *entry(other, "an", title="再次", hours=4.0))
    assert (differs["status"], differs["code"]) == ("conflict", "EXISTS")
    assert differs["snapshot"]["confirmed_hours"] == 8.0


@pytest.mark.parametrize("member_id", ["chen", "nobody"])
def test_a_member_of_another_province_is_as_unknown_as_nobody(staff: Api, member_id: str) -> None:
    result = staff.act("application.enter", *entry(staff, member_id))
    assert (result["status"], result["code"]) == ("rejected", "OUT_OF_REACH")


def test_members_enter_nothing(world: World) -> None:
    member = world.api("an")
    result = member.act("application.enter", *entry(member, "an", title="自己"))
    assert (result["status"], result["code"]) == ("rejected", "NOT_YOURS")


def test_a_list_that_has_not_arrived_is_waited_for_and_a_mistake_of_form_is_named(staff: Api) -> None:
    missing = {"sha256": "b" * 64, "name": "签到表.pdf", "size": 10, "media_type": "application/pdf"}
    assert staff.act("application.enter", *entry(staff, "an", title="缺", attachments=[missing]))["status"] == "retry"
    answer = staff.send(staff.command("application.enter", *entry(staff, "an", title="缺", hours=3.3)))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "commands[0].payload.hours"


def test_what_was_entered_can_be_taken_back_and_edited_by_the_member(world: World, staff: Api) -> None:
    id_, payload = entry(staff, "an", title="撤销")
    staff.act("application.enter", id_, payload)
    assert staff.act("application.revoke", id_, {"reason": "录错了"}, rev=1)["status"] == "applied"
    member = world.api("an")
    edited = member.act("application.edit", id_, {"was": {"hours": 8}, "to": {"hours": 4}}, rev=2)
    assert edited["status"] == "applied"
    assert [step["what"] for step in member.data(id_)["history"]] == ["entered", "revoked", "edited"]
