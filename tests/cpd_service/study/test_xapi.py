"""An institute's own platform reports by xAPI 1.0.3; statements as the specification's Appendix A has them."""

import copy
import uuid
from contextlib import closing
from typing import Any

import pytest
import requests
from sqlalchemy import text

from cpd_service import clock
from cpd_service.store.database import Database
from cpd_service.study.institutes import make_key
from tests.cpd_service.conftest import World
from tests.cpd_service.study.conftest import COURSE, OTHER, YEAR

pytestmark = pytest.mark.usefixtures("courses")
Json = dict[str, Any]
VERSION = {"X-Experience-API-Version": "1.0.3"}
# Appendix A: "Example of a simple Statement", and "Completion with Verb named attempted and Duration in seconds".
SIMPLE: Json = {
    "id": "fd41c918-b88b-4b20-a0a5-a4c32391aaa0",
    "timestamp": "2015-11-18T12:17:00+00:00",
    "actor": {"objectType": "Agent", "name": "Project Tin Can API", "mbox": "mailto:user@example.com"},
    "verb": {"id": "http://example.com/xapi/verbs#sent-a-statement", "display": {"en-US": "sent"}},
    "object": {
        "id": "http://example.com/xapi/activity/simplestatement",
        "definition": {"name": {"en-US": "simple statement"}, "description": {"en-US": "A simple statement."}},
    },
}
CBT: Json = {
    "id": "7ccd3322-e1a5-411a-a67d-6a735c76f119",
    "timestamp": "2015-12-18T12:17:00+00:00",
    "actor": {"objectType": "Agent", "name": "Example Learner", "mbox": "mailto:example.learner@adlnet.gov"},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/attempted", "display": {"en-US": "attempted"}},
    "object": {
        "id": "http://example.adlnet.gov/xapi/example/simpleCBT",
        "definition": {"name": {"en-US": "simple CBT course"}, "description": {"en-US": "A fictitious CBT course."}},
    },
    "result": {"score": {"scaled": 0.95}, "success": True, "completion": True, "duration": "PT1234S"},
}


def completed(who: str, verb: str = "completed", **fields: Any) -> Json:
    """The specification's example of a course, about one of ours."""
    said = copy.deepcopy(CBT)
    said |= {"id": str(uuid.uuid4()), "timestamp": clock.now()}
    said["actor"] = {"objectType": "Agent", "account": {"homePage": "https://bj.example.cn", "name": f"login-{who}"}}
    said["verb"] = {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": {"en-US": verb}}
    said["object"]["id"] = COURSE.activity
    return said | fields


class Platform:
    """An institute's learning platform."""

    def __init__(self, world: World, institute: str) -> None:
        self.url = f"{world.service.url}/xapi"
        with closing(Database(world.service.database_url)) as database, database.writing() as connection:
            self.key = (f"{institute}-platform", make_key(connection, f"{institute}-platform", institute))

    def post(self, body: object, **options: Any) -> requests.Response:
        options = {"auth": self.key, "headers": VERSION} | options
        return requests.post(f"{self.url}/statements", json=body, timeout=30, **options)


@pytest.fixture(scope="module")
def platform(world: World) -> Platform:
    for who in ("an", "bo", "chen"):
        api = world.api(who)
        institute = "beijing" if who != "chen" else "shanghai"
        assert (
            api.act("study.choose", f"{who}:{YEAR}", {"year": YEAR, "institute_id": institute})["status"] == "applied"
        )
    return Platform(world, "beijing")


def hours_of(world: World, who: str) -> list[Json]:
    items = [item["data"] for item in world.api(who).pull() if item["kind"] == "completion" and item["op"] == "upsert"]
    return [each for each in items if each["course_id"] == COURSE.id]


def test_a_completed_course_appears_for_the_member_and_counts_once(world: World, platform: Platform) -> None:
    said = completed("an")
    for _ in range(3):  # the same statement again and again
        answer = platform.post(said)
        assert (answer.status_code, answer.json()) == (200, [said["id"]])
        assert answer.headers["X-Experience-API-Version"] == "1.0.3"
    assert platform.post([completed("an", "passed"), completed("an")]).status_code == 200  # others about the same
    (found,) = hours_of(world, "an")
    assert (found["id"], found["hours"], found["minutes"]) == (f"an:{YEAR}:{COURSE.id}", 1.0, 45)
    assert "rating" not in found
    # it is rated like any other, and the province sees it
    rated = world.api("an").act("study.rate", found["id"], {"rating": 4, "comment": ""}, rev=found["rev"])
    assert rated["status"] == "applied"
    staff = [item["id"] for item in world.api("js").pull() if item["kind"] == "completion"]
    assert found["id"] in staff
    # the same id with another content is refused, as the specification has it
    other = platform.post(said | {"verb": {"id": "http://adlnet.gov/expapi/verbs/passed"}})
    assert (other.status_code, other.json()["code"]) == (409, "STATEMENT_DIFFERS")
    kept = requests.get(
        f"{platform.url}/statements", params={"statementId": said["id"]}, auth=platform.key, headers=VERSION, timeout=30
    )
    assert kept.json() == said
    world.service.check()


def test_the_specifications_examples_are_kept_and_have_no_effect(world: World, platform: Platform) -> None:
    answer = platform.post([SIMPLE, CBT])
    assert (answer.status_code, answer.json()) == (200, [SIMPLE["id"], CBT["id"]])
    put = requests.put(
        f"{platform.url}/statements",
        params={"statementId": "0c8a1d10-2c3b-4c64-9a3e-3b2e7a9a3f10"},
        json={key: value for key, value in SIMPLE.items() if key != "id"},
        auth=platform.key,
        headers=VERSION,
        timeout=30,
    )
    assert put.status_code == 204
    about = requests.get(f"{platform.url}/about", timeout=30).json()
    assert about == {"version": ["1.0.3"]}


def test_a_course_that_was_not_passed_gives_nothing_yet(world: World, platform: Platform) -> None:
    failed = completed("bo", "passed", result={"success": False, "completion": True})
    begun = completed("bo", result={"completion": False})
    assert platform.post([failed, begun, completed("bo", "attempted")]).status_code == 200
    assert hours_of(world, "bo") == []
    assert platform.post(completed("bo", "passed")).status_code == 200
    assert len(hours_of(world, "bo")) == 1


BAD: dict[str, tuple[Json, str]] = {
    "member": ({"actor": {"account": {"homePage": "https://x.cn", "name": "login-nobody"}}}, "login-nobody"),
    "actor": ({"actor": {"mbox": "mailto:example.learner@adlnet.gov"}}, "certificate number"),
    "course": ({"object": {"id": "http://example.adlnet.gov/xapi/example/simpleCBT"}}, "simpleCBT"),
    "institute": ({"actor": {"account": {"homePage": "https://x.cn", "name": "login-chen"}}}, "does not study with"),
    "year": ({"timestamp": "2015-12-18T12:17:00+00:00"}, "2015"),
    "verb": ({"verb": {"id": "completed"}}, "verb.id"),
    "score": ({"result": {"score": {"scaled": 95}}}, "scaled"),
    "unknown property": ({"hours": 8}, "hours"),
    "id": ({"id": "12"}, "id"),
    "version": ({"version": "2.0"}, "version"),
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_statement_refuses_the_batch_and_says_why(world: World, platform: Platform, name: str) -> None:
    fields, said = BAD[name]
    sound = completed("an")
    answer = platform.post([sound, completed("an") | fields])
    assert answer.status_code == 400
    assert said in answer.json()["errors"][0]["params"]["detail"]
    with closing(Database(world.service.database_url)) as database, database.reading() as connection:
        kept = connection.scalar(text("SELECT count(*) FROM statement WHERE id = :id"), {"id": sound["id"]})
    assert kept == 0


def test_only_the_institutes_own_key_lets_it_report(world: World, platform: Platform) -> None:
    assert platform.post(SIMPLE, auth=("beijing-platform", "wrong")).status_code == 401
    assert platform.post(SIMPLE, auth=None).status_code == 401
    assert platform.post(SIMPLE, headers={}).status_code == 400
    assert platform.post(SIMPLE, headers={"X-Experience-API-Version": "2.0.0"}).status_code == 400
    shanghai = Platform(world, "shanghai")
    foreign = shanghai.post(completed("an"))
    assert foreign.status_code == 400
    assert "no course of this institute" in foreign.text
    assert OTHER.activity == ""  # a course without one cannot be reported by an empty IRI
    empty = completed("chen")
    empty["object"] = {"objectType": "Activity", "id": ""}
    assert shanghai.post(empty).status_code == 400
