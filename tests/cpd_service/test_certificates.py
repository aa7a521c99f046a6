"""Certificates over HTTP: issued once for the same figures, superseded by other ones, and nobody else's business."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from cpd_service import clock
from cpd_service.certificates.numbers import is_number
from tests.support.demo import DemoAccount, account
from tests.support.service import ServiceProcess

YEAR = clock.today().year


class Caller:
    """Somebody who is signed in, on a device of their own."""

    def __init__(self, service: ServiceProcess, who: DemoAccount) -> None:
        self.url = service.url
        asked = {
            "user_type": who.user_type,
            "login": who.login,
            "password": who.password,
            "device_id": str(uuid.uuid4()),
        }
        answer = requests.post(f"{self.url}/v1/session", json=asked, timeout=60)
        answer.raise_for_status()
        self.session: dict[str, Any] = answer.json()
        self.headers = {"Authorization": f"Bearer {self.session['token']}"}

    def ask(self, body: object) -> requests.Response:
        return requests.post(f"{self.url}/v1/certificates", json=body, headers=self.headers, timeout=60)

    def issued(self, year: int = YEAR) -> dict[str, Any]:
        answer = self.ask({"year": year})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pdf(self, number: str) -> requests.Response:
        return requests.get(f"{self.url}/v1/certificates/{number}/pdf", headers=self.headers, timeout=60)

    def feed(self, kind: str) -> list[dict[str, Any]]:
        """The latest of each entity of a kind in the caller's own scope."""
        scope, since, found = self.session["scopes"][0], 0, list[dict[str, Any]]()
        while True:
            page = requests.get(
                f"{self.url}/v1/scopes/{scope}/changes", {"since": since}, headers=self.headers, timeout=60
            ).json()
            found += [item["data"] for item in page["items"] if item["kind"] == kind]
            if not page["more"]:
                return found
            since = page["next"]

    def rate(self, completion: dict[str, Any]) -> None:
        """Rate a course: a fact that changes the hours of its year."""
        command = {
            "command_id": str(uuid.uuid4()),
            "device_seq": 1,
            "kind": "study.rate",
            "entity_id": completion["id"],
            "base": {"rev": completion["rev"]},
            "payload": {"rating": 5, "comment": ""},
        }
        answer = requests.post(
            f"{self.url}/v1/commands", json={"commands": [command]}, headers=self.headers, timeout=60
        )
        assert answer.json()["results"][0]["status"] == "applied", answer.text


@pytest.fixture
def wang(service: ServiceProcess, demo_dir: Path) -> Caller:
    return Caller(service, account(demo_dir, "non_practising", "32"))


def test_the_same_figures_give_the_same_certificate(wang: Caller) -> None:
    first = wang.issued()
    assert first == wang.issued()
    assert is_number(first["number"])
    assert first["number"].startswith(f"{YEAR}-32-")
    assert first["member_name"] == "王芳"
    assert first["issuer"] == "江苏省注册会计师协会"
    assert first["issued_on"] == clock.today().isoformat()
    assert first["hours"] == sum(row["hours"] for row in first["by_source"])
    assert (first["required_hours"], first["fulfilled"]) == (40, False)
    assert wang.issued(YEAR - 1)["fulfilled"] is True
    assert wang.issued(YEAR - 1)["number"] != first["number"]


def test_a_hurry_of_requests_gets_one_certificate(wang: Caller) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = {one["number"] for one in pool.map(lambda _: wang.issued(), range(16))}
    assert len(numbers) == 1
    assert len(wang.feed("certificate")) == 1


def test_changed_facts_supersede(wang: Caller, service: ServiceProcess, demo_dir: Path) -> None:
    old = wang.issued()
    before = wang.pdf(old["number"]).content
    unrated = next(c for c in wang.feed("completion") if c["year"] == YEAR and "rating" not in c)
    wang.rate(unrated)
    new = wang.issued()
    assert new["number"] != old["number"]
    assert new["hours"] == old["hours"] + unrated["hours"]
    reviewer = Caller(service, account(demo_dir, "province_staff", "32"))
    for feed in (wang.feed("certificate"), reviewer.feed("certificate")):
        assert {c["number"]: c.get("superseded_by", "") for c in feed} == {
            old["number"]: new["number"],
            new["number"]: "",
        }
    assert wang.issued() == new
    assert wang.pdf(old["number"]).content != before
    service.check()


def test_who_may_see_a_certificate(wang: Caller, service: ServiceProcess, demo_dir: Path) -> None:
    number = wang.issued()["number"]
    answer = wang.pdf(number)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    own_staff = Caller(service, account(demo_dir, "province_staff", "32", 1))
    assert own_staff.pdf(number).content == answer.content
    for user_type, province, index in (
        ("non_practising", "32", 1),
        ("non_practising", "31", 0),
        ("province_staff", "31", 0),
        ("national_staff", "", 0),
    ):
        other = Caller(service, account(demo_dir, user_type, province, index))
        refused = other.pdf(number)
        assert (refused.status_code, refused.json()["code"]) == (404, "NOT_FOUND")
        assert refused.content == other.pdf("2026-32-999999-0").content
    assert requests.get(f"{service.url}/v1/certificates/{number}/pdf", timeout=60).status_code == 401


def test_staff_cannot_issue(service: ServiceProcess, demo_dir: Path) -> None:
    for user_type, province in (("province_staff", "32"), ("national_staff", "")):
        answer = Caller(service, account(demo_dir, user_type, province)).ask({"year": YEAR})
        assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN")


def test_a_wrong_year_is_named(wang: Caller) -> None:
    for body, code in (
        ({"year": 1899}, "year.outside"),
        ({"year": YEAR + 1}, "year.outside"),
        ({"year": 10**30}, "year.outside"),
        ({"year": 2015}, "year.no_hours"),
        ({"year": "2026"}, "field.type"),
        ({"year": 2025.5}, "field.type"),
        ({}, "field.missing"),
    ):
        answer = wang.ask(body)
        assert answer.status_code == 422, body
        (error,) = answer.json()["errors"]
        assert (error["field"], error["code"]) == ("year", code), body
    assert wang.feed("certificate") == []
