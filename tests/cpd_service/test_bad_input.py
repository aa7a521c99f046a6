"""Bad input gets a 4xx that names the field, and changes nothing."""

import gzip
import json
import uuid
from typing import Any

import pytest
import requests

from cpd_core.messages import MAX_CHUNK
from cpd_service.api.bodies import BODY_MAX
from tests.cpd_service.conftest import World
from tests.support.api import PDF, PNG, Api, hashed


@pytest.fixture(scope="module")
def member(world: World) -> Api:
    return world.api("an")


@pytest.fixture(scope="module")
def staff(world: World) -> Api:
    return world.api("js")


def fields(answer: requests.Response) -> list[str]:
    """The fields that a problem document names."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["title"]
    return [wrong["field"] for wrong in problem["errors"]]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"hours": -1}, "hours"),
        ({"hours": 0.3}, "hours"),
        ({"hours": 999}, "hours"),
        ({"hours": "8"}, "hours"),
        ({"hours": None}, "hours"),
        ({"hours": 1e308}, "hours"),
        ({"year": 1899}, "year"),
        ({"year": 2999}, "year"),
        ({"year": 2025.5}, "year"),
        ({"year": 10**30}, "year"),
        ({"sponsor": "协" * 10_000}, "sponsor"),
        ({"sponsor": " "}, "sponsor"),
        ({"sponsor": "a\u0000b"}, "sponsor"),
        ({"note": "注" * 501}, "note"),
        ({"kind": "gift"}, "kind"),
        ({"condition": "abroad"}, "condition"),
        ({"state": "confirmed"}, "state"),
        ({"attachments": []}, "attachments"),
        ({"attachments": [{"sha256": "0" * 64}]}, "attachments[0].name"),
    ],
)
def test_a_wrong_field_of_a_draft_is_named_and_nothing_of_the_chunk_is_applied(
    member: Api, wrong: dict[str, Any], field: str
) -> None:
    before = member.page()
    good = member.command("application.file", str(uuid.uuid4()), member.draft())
    bad = member.command("application.file", str(uuid.uuid4()), member.draft() | wrong)
    answer = member.send(good, bad)
    assert answer.status_code == 422, answer.text
    assert fields(answer) == [f"commands[1].payload.{field}"]
    assert member.page() == before
    assert member.push(good)[0]["status"] == "applied", "no receipt was left behind"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"size": 5 * 1024 * 1024}, "attachments[0]"),
        ({"size": 0}, "attachments[0]"),
        ({"size": 12}, "attachments[0]"),
        ({"media_type": "image/png", "name": "照片.png"}, "attachments[0]"),
        ({"media_type": "text/html"}, "attachments[0]"),
        ({"name": "图.png"}, "attachments[0]"),
        ({"name": "../证明.pdf"}, "attachments[0]"),
        ({"sha256": "xyz"}, "attachments[0]"),
    ],
)
def test_an_attachment_that_is_not_what_it_says(member: Api, changes: dict[str, Any], field: str) -> None:
    attachment = member.attach(PDF, "证明.pdf", "application/pdf") | changes
    application_id = str(uuid.uuid4())
    answer = member.send(member.command("application.file", application_id, member.draft(attachments=[attachment])))
    assert answer.status_code == 422
    assert set(fields(answer)) == {f"commands[0].payload.{field}"}
    assert member.find(application_id) is None


@pytest.mark.parametrize(
    ("kind", "payload", "field"),
    [
        ("application.confirm", {"hours": -1}, "hours"),
        ("application.confirm", {"hours": 0.3}, "hours"),
        ("application.confirm", {"hours": 999}, "hours"),
        ("application.confirm", {}, "hours"),
        ("application.refuse", {"reason": " "}, "reason"),
        ("application.refuse", {"reason": "长" * 501}, "reason"),
        ("application.revoke", {"reason": ""}, "reason"),
    ],
)
def test_a_wrong_field_of_a_decision_is_named(
    member: Api, staff: Api, kind: str, payload: dict[str, Any], field: str
) -> None:
    application_id = member.file()
    answer = staff.send(staff.command(kind, application_id, payload, rev=1))
    assert answer.status_code == 422
    assert fields(answer) == [f"commands[0].payload.{field}"]
    assert member.data(application_id)["rev"] == 1


def test_a_wrong_field_of_an_edit_is_named_where_it_stands(member: Api) -> None:
    application_id = member.file(hours=8)
    edit = {"was": {"hours": 8}, "to": {"hours": 0.3}}
    answer = member.send(member.command("application.edit", application_id, edit, rev=1))
    assert answer.status_code == 422
    assert fields(answer) == ["commands[0].payload.to.hours"]


def test_more_hours_than_asked_for_is_a_result_since_it_depends_on_the_application(member: Api, staff: Api) -> None:
    other, application_id = member.file(hours=8), member.file(hours=4)
    results = staff.push(
        staff.command("application.confirm", application_id, {"hours": 8}, rev=1),
        staff.command("application.confirm", other, {"hours": 8}, rev=1),
    )
    assert [r["status"] for r in results] == ["rejected", "applied"]
    assert results[0]["errors"][0]["field"] == "hours"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"command_id": "' or 1=1"}, "command_id"),
        ({"command_id": ""}, "command_id"),
        ({"entity_id": 'a"b'}, "entity_id"),
        ({"entity_id": "x" * 101}, "entity_id"),
        ({"kind": "application.steal"}, "kind"),
        ({"base": {}}, "base"),
        ({"base": {"rev": 1, "after": "x"}}, "base"),
        ({"base": {"rev": "1"}}, "base.rev"),
        ({"payload_version": 2}, "payload_version"),
        ({"device_seq": None}, "device_seq"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_wrong_field_of_a_command_is_named(member: Api, changes: dict[str, Any], field: str) -> None:
    command = member.command("application.file", str(uuid.uuid4()), member.draft()) | changes
    answer = member.send(command)
    assert answer.status_code == 422
    assert fields(answer) == [f"commands[0].{field}"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"commands":[}',
        b"\xff\xfe",
        b'{"commands":[{"kind":"\xff"}]}',
        b'{"commands":[NaN]}',
        b"[" * 100_000,
    ],
)
def test_a_broken_body_is_refused(member: Api, body: bytes) -> None:
    for path in ("/v1/commands", "/v1/session"):
        answer = member.call("POST", path, data=body)
        assert answer.status_code in (400, 422), (path, answer.text)
        assert len(fields(answer)) == 1


@pytest.mark.parametrize(
    ("body", "encoding", "status"),
    [
        (b"{}", "br", 415),
        (b"{}", "gzip", 400),
        (gzip.compress(b'{"commands":[]}', mtime=0)[:-5], "gzip", 400),
        (gzip.compress(b'{"commands":[]}', mtime=0) + b"tail", "gzip", 400),
        (gzip.compress(b" " * (BODY_MAX + 1), mtime=0), "gzip", 413),
        (b" " * (BODY_MAX + 1), "identity", 413),
    ],
)
def test_encodings_and_sizes_are_bounded(member: Api, body: bytes, encoding: str, status: int) -> None:
    answer = member.call("POST", "/v1/commands", data=body, headers={"Content-Encoding": encoding})
    assert answer.status_code == status
    assert len(fields(answer)) == 1


def test_a_body_without_a_length_is_bounded_too(member: Api) -> None:
    parts = (b" " * 1_000_000 for _ in range(10))
    try:
        answer = member.call("POST", "/v1/commands", data=parts)
    except requests.ConnectionError:
        return  # cut off in the middle of sending, which is as good
    assert answer.status_code == 413


def test_a_chunk_has_an_end(member: Api) -> None:
    command = member.command("application.delete", "x", {}, rev=1)
    commands = [command | {"command_id": f"many-{number}"} for number in range(MAX_CHUNK + 1)]
    answer = member.send(*commands)
    assert answer.status_code == 413
    assert fields(answer) == ["commands"]
    assert len(member.push(*commands[:-1])) == MAX_CHUNK
    assert member.push() == []


@pytest.mark.parametrize(
    ("data", "headers", "status", "field"),
    [
        (PDF + b"x" * 5 * 1024 * 1024, {}, 413, "body"),
        (PDF.ljust(4 * 1024 * 1024), {}, 413, "body"),
        (b"", {}, 422, "body"),
        (b"<html><script>alert(1)</script></html>", {}, 422, "body"),
        (b"MZ" + b"\0" * 100, {}, 422, "body"),
        (b"PK\x03\x04 not really", {}, 422, "body"),
        (PNG, {"Content-Type": "application/pdf"}, 422, "Content-Type"),
    ],
)
def test_a_file_that_cannot_be_an_attachment(
    member: Api, data: bytes, headers: dict[str, str], status: int, field: str
) -> None:
    path = f"/v1/blobs/{hashed(data)}"
    answer = member.call("PUT", path, data=data, headers=headers)
    assert answer.status_code == status
    assert fields(answer) == [field]
    assert member.call("HEAD", path).status_code == 404


def test_a_file_under_another_hash(member: Api) -> None:
    path = f"/v1/blobs/{hashed(b'something else')}"
    answer = member.call("PUT", path, data=PDF)
    assert answer.status_code == 422
    assert fields(answer) == ["sha256"]
    assert member.call("HEAD", path).status_code == 404


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/v1/scopes/m:an/changes?since=-1", "since"),
        ("/v1/scopes/m:an/changes?since=x", "since"),
        ("/v1/scopes/m:an/changes?since=9223372036854775808", "since"),
        ("/v1/scopes/m:an/changes?limit=0", "limit"),
        ("/v1/scopes/m:an/changes?limit=1000000", "limit"),
        ("/v1/blobs/../../etc/passwd", ""),
        ("/v1/blobs/ABC", "sha256"),
    ],
)
def test_a_wrong_parameter_is_named(member: Api, path: str, field: str) -> None:
    answer = member.call("GET", path)
    assert answer.status_code == (422 if field else 404)
    assert field in (fields(answer) if field else [""])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"user_type": "god"}, "user_type"),
        ({"login": 7}, "login"),
        ({"password": "x" * 201}, "password"),
        ({"login": "x\u0000"}, "login"),
        ({"device_id": "not plain!"}, "device_id"),
        ({"device_id": ""}, "device_id"),
        ({"extra": 1}, "extra"),
    ],
)
def test_a_wrong_field_of_a_sign_in_is_named(world: World, changes: dict[str, Any], field: str) -> None:
    api = world.api()
    answer = api.call("POST", "/v1/session", data=json.dumps(api.sign_in_body("an") | changes))
    assert answer.status_code == 422
    assert fields(answer) == [field]
    missing = {key: value for key, value in api.sign_in_body("an").items() if key != field}
    if field != "extra":
        answer = api.call("POST", "/v1/session", data=json.dumps(missing))
        assert (answer.status_code, fields(answer)) == (422, [field])
        assert answer.json()["errors"][0]["code"] == "field.missing"


def test_unknown_addresses_and_methods(member: Api) -> None:
    assert member.call("GET", "/v2/session").json()["code"] == "NOT_FOUND"
    wrong = member.call("PATCH", "/v1/session")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "METHOD")
