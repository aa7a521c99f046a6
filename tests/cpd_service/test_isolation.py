"""A member reaches only the own records, staff only the own province: every route, every command, every outsider."""

import uuid
from typing import Any

import pytest

from cpd_core.commands import ENTITY_OF
from cpd_core.messages import CommandKind
from tests.cpd_service.conftest import World
from tests.support.api import PDF, Api, hashed
from tests.support.world import PEOPLE

OWNER = "an"  # member of province 32
INSIDERS = ("an", "js", "js2")
OUTSIDERS = tuple(key for key in PEOPLE if key not in INSIDERS)
SCOPES = ("m:an", "m:bo", "m:chen", "m:du", "p:31", "p:32", "ref", "m:nobody", "p:", "m:", "p:%", "*")

PAYLOADS: dict[CommandKind, dict[str, Any]] = {
    "application.file": {"kind": "input", "year": 2025, "sponsor": "省注协", "pathway": "face_to_face", "hours": 8},
    "application.edit": {"was": {"note": "我的"}, "to": {"note": "别人的"}},
    "application.delete": {},
    "application.confirm": {"hours": 8},
    "application.refuse": {"reason": "无章"},
    "application.revoke": {"reason": "复核"},
    "application.enter": {
        "member_id": OWNER,
        "year": 2025,
        "sponsor": "省注协",
        "pathway": "face_to_face",
        "title": "培训",
        "held_on": "2025-06-12",
        "hours": 8,
    },
    "claim.take": {},
    "claim.drop": {},
    "study.choose": {"year": 2026, "institute_id": "beijing"},
    "study.rate": {"rating": 1, "comment": "别人的"},
    "study.progress": {
        "year": 2026,
        "course_id": "c1",
        "lesson_id": "l1",
        "stretches": [[0, 9]],
        "position": 0,
        "elapsed": 9,
    },
    "study.note": {"year": 2026, "course_id": "c1", "lesson_id": "l1", "at": 1, "text": "别人的"},
    "study.finish": {"year": 2026, "course_id": "c1"},
}

NEW = ("application.file", "application.enter", "study.choose", "study.note")
"""They make something under an id of one's own; of entries and claims of others see test_entries.py, test_claims.py."""
CLAIMS = ("claim.take", "claim.drop")  # to let go of what nobody has taken changes nothing, wherever it is


@pytest.fixture(scope="module")
def people(world: World) -> dict[str, Api]:
    return {key: world.api(key) for key in PEOPLE}


@pytest.fixture(scope="module")
def secret(people: dict[str, Api]) -> bytes:
    """An attachment of the owner's."""
    return PDF + b"secret of " + OWNER.encode()


@pytest.fixture(scope="module")
def application_id(people: dict[str, Api], secret: bytes) -> str:
    """An application of the owner's with that attachment."""
    owner = people[OWNER]
    return owner.file(note="我的", attachments=[owner.attach(secret, "证明.pdf", "application/pdf")])


def test_payloads_cover_every_command() -> None:
    assert PAYLOADS.keys() == ENTITY_OF.keys()


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("key", PEOPLE)
def test_a_scope_opens_only_for_those_who_hold_it(people: dict[str, Api], key: str, scope: str) -> None:
    answer = people[key].call("GET", f"/v1/scopes/{scope}/changes")
    if scope in (PEOPLE[key].home, "ref"):
        assert answer.status_code == 200
    else:
        assert answer.status_code == 403
        assert answer.json()["errors"] == [{"field": "scope", "code": "FORBIDDEN"}]


@pytest.mark.parametrize("key", PEOPLE)
def test_a_feed_carries_nothing_of_others(people: dict[str, Api], application_id: str, key: str) -> None:
    person = PEOPLE[key]
    owned = [item["data"] for item in people[key].pull() if item["op"] == "upsert"]
    for data in owned:
        if person.is_member:
            assert data.get("member_id", data["id"]) == key
        elif person.province:
            assert data["province"] == person.province
        else:
            assert "member_id" not in data
            assert "joined_on" not in data
    assert (application_id in {data["id"] for data in owned}) == (key in INSIDERS)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("key", PEOPLE)
def test_an_attachment_is_there_only_for_insiders(
    people: dict[str, Api], application_id: str, secret: bytes, key: str, method: str
) -> None:
    answer = people[key].call(method, f"/v1/blobs/{hashed(secret)}")
    missing = people[key].call(method, f"/v1/blobs/{hashed(b'never stored')}")
    assert missing.status_code == 404
    if key in INSIDERS:
        assert answer.status_code == 200
        assert answer.content == (secret if method == "GET" else b"")
    else:
        assert (answer.status_code, answer.content) == (404, missing.content), "it must not tell that it exists"


@pytest.mark.parametrize("kind", [kind for kind in PAYLOADS if kind not in NEW + CLAIMS])
@pytest.mark.parametrize("key", OUTSIDERS)
def test_no_command_reaches_a_foreign_record_or_tells_that_it_exists(
    people: dict[str, Api], application_id: str, key: str, kind: CommandKind
) -> None:
    owner, outsider = people[OWNER], people[key]
    target = application_id if ENTITY_OF[kind] == "application" else f"done-{OWNER}"
    before = owner.find(target)
    foreign, nobodys = (
        outsider.act(kind, entity_id, PAYLOADS[kind], rev=1) for entity_id in (target, str(uuid.uuid4()))
    )
    assert (foreign["status"], foreign["code"]) == ("rejected", "OUT_OF_REACH")
    foreign.pop("command_id")
    nobodys.pop("command_id")
    assert foreign == nobodys
    assert owner.find(target) == before


@pytest.mark.parametrize("key", OUTSIDERS)
def test_nobody_files_over_a_foreign_record_or_chooses_for_another(
    people: dict[str, Api], application_id: str, key: str
) -> None:
    owner, outsider = people[OWNER], people[key]
    before = owner.pull()
    draft = PAYLOADS["application.file"] | {"attachments": []}
    results = outsider.push(
        outsider.command("application.file", application_id, draft),
        outsider.command("study.choose", f"{OWNER}:2026", PAYLOADS["study.choose"]),
    )
    assert {r["status"] for r in results} == {"rejected"}
    assert {r["code"] for r in results} <= {"OUT_OF_REACH", "NOT_YOURS"}
    assert owner.pull() == before


@pytest.mark.parametrize("kind", ["application.confirm", "application.refuse", "application.revoke"])
def test_a_member_never_decides_on_the_own_application(
    people: dict[str, Api], application_id: str, kind: CommandKind
) -> None:
    result = people[OWNER].act(kind, application_id, PAYLOADS[kind], rev=1)
    assert (result["status"], result["code"]) == ("rejected", "NOT_YOURS")


@pytest.mark.parametrize("kind", [kind for kind in PAYLOADS if kind in ("application.edit", "application.delete")])
def test_staff_never_change_what_a_member_wrote(people: dict[str, Api], application_id: str, kind: CommandKind) -> None:
    result = people["js"].act(kind, application_id, PAYLOADS[kind], rev=1)
    assert (result["status"], result["code"]) == ("rejected", "NOT_YOURS")


def test_an_attachment_cannot_be_claimed_by_its_hash_alone(people: dict[str, Api], secret: bytes) -> None:
    stranger = people["bo"]
    claimed = {"sha256": hashed(secret), "name": "我的.pdf", "size": len(secret), "media_type": "application/pdf"}
    result = stranger.act("application.file", str(uuid.uuid4()), stranger.draft(attachments=[claimed]))
    assert (result["status"], result["errors"][0]["code"]) == ("retry", "attachment.missing")
    assert stranger.call("GET", f"/v1/blobs/{hashed(secret)}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/session"),
        ("DELETE", "/v1/session"),
        ("GET", "/v1/news"),
        ("POST", "/v1/commands"),
        ("GET", "/v1/account"),
        ("PUT", "/v1/account/password"),
        ("POST", "/v1/account/second-factor"),
        ("DELETE", "/v1/account/devices/1"),
        ("GET", "/v1/updates/stable"),
        ("GET", "/v1/scopes/ref/changes"),
        ("PUT", f"/v1/blobs/{'0' * 64}"),
        ("GET", f"/v1/blobs/{'0' * 64}"),
        ("HEAD", f"/v1/blobs/{'0' * 64}"),
        ("POST", "/v1/certificates"),
        ("GET", "/v1/certificates/1/pdf"),
        ("GET", f"/v1/media/{'0' * 64}/address"),
        ("GET", "/xapi/statements?statementId=7ccd3322-e1a5-411a-a67d-6a735c76f119"),
        ("POST", "/xapi/statements"),
        ("PUT", "/xapi/statements?statementId=7ccd3322-e1a5-411a-a67d-6a735c76f119"),
        ("GET", "/v1/national/overview"),
        ("POST", "/v1/national/accounts"),
        ("PUT", "/v1/national/accounts/1"),
        ("DELETE", "/v1/national/rehearsals/1"),
    ],
)
@pytest.mark.parametrize("header", [None, "Bearer", "Bearer nonsense", "Basic YTpi", "Bearer \xe4"])
def test_nothing_opens_without_a_token(world: World, method: str, path: str, header: str | None) -> None:
    headers = {"Authorization": header.encode("latin-1")} if header else {}
    answer = world.api().call(method, path, headers=headers)
    assert answer.status_code == 401
    assert method == "HEAD" or answer.json()["code"] == "SIGN_IN"


def test_the_table_above_has_every_route_that_needs_a_token(world: World) -> None:
    paths = world.api().call("GET", "/openapi.json").json()["paths"]
    needing = {
        (method.upper(), path) for path, by in paths.items() for method, what in by.items() if "security" in what
    }
    mark = next(m for m in test_nothing_opens_without_a_token.pytestmark if m.args[0] == ("method", "path"))
    tried = {(method, path.split("?")[0].split("/")[2]) for method, path in mark.args[1]}
    assert {(method, path.split("/")[2]) for method, path in needing} == tried
