"""Certificates over HTTP: issued once for the same figures, superseded by other ones, and nobody else's business.

The tests of this module share a service, so each has a member of its own.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from cpd_service import clock
from cpd_service.certificates.numbers import is_number
from tests.cpd_service.conftest import World
from tests.support.api import Api, Json
from tests.support.demo import account
from tests.support.service import ServiceProcess

YEAR = 2025  # the year of the small world's courses
THIS_YEAR = clock.today().year


def ask(api: Api, body: Json) -> requests.Response:
    return api.call("POST", "/v1/certificates", json=body)


def issued(api: Api, year: int = YEAR) -> Json:
    answer = ask(api, {"year": year})
    assert answer.status_code == 200, answer.text
    return answer.json()


def pdf(api: Api, number: str) -> requests.Response:
    return api.call("GET", f"/v1/certificates/{number}/pdf")


def rate(api: Api) -> None:
    """Rate the member's finished course, which gives 2 hours."""
    assert api.person
    rated = api.act("study.rate", f"done-{api.person.key}", {"rating": 5, "comment": ""}, rev=1)
    assert rated["status"] in ("applied", "noop"), rated


def certificates(api: Api) -> dict[str, str]:
    """The certificates in the caller's feed: number -> what superseded it."""
    items = [item["data"] for item in api.pull() if item["kind"] == "certificate"]
    return {data["number"]: data.get("superseded_by", "") for data in items}


def test_the_same_figures_give_the_same_certificate_even_in_a_hurry(world: World) -> None:
    bo = world.api("bo")
    rate(bo)
    with ThreadPoolExecutor(8) as pool:  # a connection each: a session of requests is no place for eight threads
        answers = list(pool.map(lambda _: ask(world.api("bo"), {"year": YEAR}), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    first = issued(bo)
    assert all(answer.json() == first for answer in answers)
    assert certificates(bo) == {first["number"]: ""}
    assert is_number(first["number"])
    assert first["number"].startswith("2025-32-")
    assert (first["member_name"], first["issuer"]) == ("薄云", "江苏省注册会计师协会")
    assert first["issued_on"] == clock.today().isoformat()
    assert first["by_source"] == [{"source": "online", "hours": 2.0}]
    assert (first["hours"], first["required_hours"], first["fulfilled"]) == (2.0, 40.0, False)


def test_changed_facts_supersede(world: World) -> None:
    an, js = world.api("an"), world.api("js")
    rate(an)
    first = issued(an)
    page = pdf(an, first["number"]).content
    application = an.file(hours=8.0, year=YEAR)
    assert issued(an) == first  # pending hours are none
    assert js.act("application.confirm", application, {"hours": 7.5}, rev=1)["status"] == "applied"
    second = issued(an)
    assert second["hours"] == 9.5
    assert second["by_source"] == [{"source": "online", "hours": 2.0}, {"source": "input", "hours": 7.5}]
    assert js.act("application.revoke", application, {"reason": "复核"}, rev=2)["status"] == "applied"
    third = issued(an)  # what the first said, and yet another paper
    assert third["hours"] == first["hours"]
    chain = {first["number"]: second["number"], second["number"]: third["number"], third["number"]: ""}
    assert certificates(an) == chain
    assert chain.items() <= certificates(js).items()
    assert issued(an) == third
    assert pdf(an, first["number"]).content != page


def test_who_may_see_a_certificate(world: World) -> None:
    du = world.api("du")
    rate(du)
    number = issued(du)["number"]
    page = pdf(du, number)
    assert page.status_code == 200
    assert page.headers["content-type"] == "application/pdf"
    assert page.content.startswith(b"%PDF-")
    assert pdf(world.api("sh"), number).content == page.content
    for key in ("chen", "an", "js", "office"):
        other = world.api(key)
        refused = pdf(other, number)
        assert (refused.status_code, refused.json()["code"]) == (404, "NOT_FOUND"), key
        assert refused.content == pdf(other, "2025-31-999999-0").content, key
        assert number not in certificates(other), key
    assert pdf(world.api(), number).status_code == 401
    assert ask(world.api(), {"year": YEAR}).status_code == 401


@pytest.mark.parametrize("key", ["js", "office"])
def test_staff_cannot_issue(world: World, key: str) -> None:
    answer = ask(world.api(key), {"year": YEAR})
    assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"year": 1899}, "year.outside"),
        ({"year": THIS_YEAR + 1}, "year.outside"),
        ({"year": 10**30}, "year.outside"),
        ({"year": YEAR}, "year.no_hours"),
        ({"year": "2025"}, "field.type"),
        ({"year": 2025.5}, "field.type"),
        ({}, "field.missing"),
    ],
)
def test_a_wrong_year_is_named(world: World, body: Json, code: str) -> None:
    chen = world.api("chen")
    answer = ask(chen, body)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["field"], error["code"]) == ("year", code)
    assert certificates(chen) == {}


def test_the_demos_first_member_has_a_full_year_and_one_that_is_not(service: ServiceProcess, demo_dir: Path) -> None:
    wang = account(demo_dir, "non_practising", "32")
    asked = {"user_type": wang.user_type, "login": wang.login, "password": wang.password, "device_id": "device-1"}
    with requests.Session() as http:
        token = http.post(f"{service.url}/v1/session", json=asked, timeout=60).json()["token"]
        http.headers["Authorization"] = f"Bearer {token}"
        found = [
            http.post(f"{service.url}/v1/certificates", json={"year": year}, timeout=60).json()
            for year in (THIS_YEAR - 1, THIS_YEAR)
        ]
    assert [(one["member_name"], one["fulfilled"]) for one in found] == [("王芳", True), ("王芳", False)]
    assert 0 < found[1]["hours"] < found[1]["required_hours"] == 40
    service.check()
