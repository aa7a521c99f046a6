"""A command takes effect once, however often it is sent."""

import json
import uuid

import pytest

from tests.cpd_service.conftest import World
from tests.support.api import Api


@pytest.fixture
def member(world: World) -> Api:
    return world.api("an")


def test_a_repeated_chunk_gets_the_same_answer_and_changes_nothing(member: Api) -> None:
    commands = [member.command("application.file", str(uuid.uuid4()), member.draft()) for _ in range(3)]
    first = member.send(*commands)
    before = member.page()
    again = member.send(*commands)
    assert first.content == again.content
    assert member.page() == before


def test_receipts_hold_for_every_outcome(world: World, member: Api) -> None:
    staff = world.api("js")
    application_id = member.file()
    conflict = staff.command("application.confirm", application_id, {"hours": 8}, rev=7)
    confirm = staff.command("application.confirm", application_id, {"hours": 8}, rev=1)
    first = staff.push(conflict, confirm)
    assert [r["status"] for r in first] == ["conflict", "applied"]
    assert staff.push(conflict, confirm) == first, "the conflict is answered as it was, though things have moved on"


def test_a_chunk_partly_known_is_answered_in_the_order_sent(member: Api) -> None:
    known, fresh = (member.command("application.file", str(uuid.uuid4()), member.draft()) for _ in range(2))
    stored = member.push(known)[0]
    results = member.push(fresh, known)
    assert [r["command_id"] for r in results] == [fresh["command_id"], known["command_id"]]
    assert results[1] == stored


def test_the_same_command_twice_in_a_chunk_takes_effect_once(member: Api) -> None:
    command = member.command("application.file", str(uuid.uuid4()), member.draft())
    one, two = member.push(command, command)
    assert one == two
    assert one["rev"] == 1


def test_the_spacing_of_the_json_does_not_matter(member: Api) -> None:
    command = member.command("application.file", str(uuid.uuid4()), member.draft())
    first = member.push(command)
    loose = json.dumps({"commands": [command]}, indent=3).encode()
    assert member.call("POST", "/v1/commands", data=loose).json()["results"] == first


@pytest.mark.parametrize("sent_before", [True, False])
def test_another_payload_under_the_same_id_is_refused_and_named(member: Api, sent_before: bool) -> None:
    application_id = str(uuid.uuid4())
    command = member.command("application.file", application_id, member.draft(note="甲"))
    other = command | {"payload": command["payload"] | {"note": "乙"}}
    fresh_id = str(uuid.uuid4())
    fresh = member.command("application.file", fresh_id, member.draft())
    if sent_before:
        member.push(command)
        answer = member.send(fresh, other)
    else:
        answer = member.send(command, other)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "PAYLOAD_DIFFERS"
    assert [wrong["field"] for wrong in problem["errors"]] == ["commands[1].command_id"]
    assert member.find(fresh_id) is None
    found = member.find(application_id)
    assert (found["data"]["note"] if found else None) == ("甲" if sent_before else None)


def test_somebody_elses_receipt_on_the_same_device_is_not_shown(world: World) -> None:
    owner = world.api("an", device="shared-pc")
    command = owner.command("application.file", str(uuid.uuid4()), owner.draft(note="私事"))
    owner.push(command)
    stranger = world.api("bo", device="shared-pc")
    answer = stranger.send(command)
    assert answer.status_code == 422
    assert "私事" not in answer.text


def test_two_devices_have_receipts_of_their_own(world: World, member: Api) -> None:
    other = world.api("an")
    command = member.command("application.file", str(uuid.uuid4()), member.draft())
    assert member.push(command)[0]["status"] == "applied"
    assert other.push(command)[0]["code"] == "EXISTS"
