"""The page on which everyone checks a certificate, and what ends one: who has the paper sees it, nobody else."""

import re
from html.parser import HTMLParser

import pytest
import requests

from cpd_core.proofs import code_of
from cpd_service import clock
from cpd_service.limits import PER_MINUTE, RateLimit
from cpd_service.problems import ProblemError
from tests.cpd_service.conftest import World
from tests.cpd_service.test_certificate_keys import YEAR, issued, pdf_of, verified
from tests.support.api import Api, Json

NAMES = {"an": "安宁", "bo": "薄云", "du": "杜鹃"}


def page(world: World, path: str, **query: str) -> requests.Response:
    answer = requests.get(world.service.url + path, params=query, timeout=60)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    return answer


class Outline(HTMLParser):
    """What a program that reads aloud needs to know."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language, self.tags, self.inputs, self.labels = "", list[str](), set[str](), set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.language = about.get("lang", self.language)
        if tag == "input":
            self.inputs.add(about["id"])
        if tag == "label":
            self.labels.add(about["for"])


def feed_of(api: Api, number: str) -> Json:
    return api.data(number)


def test_the_form_asks_for_number_and_code_and_says_nothing(world: World) -> None:
    number = issued(world.api("du"))["number"]
    form = page(world, "/certificates")
    known, unknown = page(world, f"/certificates/{number}"), page(world, "/certificates/2026-11-999999-0")
    assert form.status_code == known.status_code == 200
    outline = Outline(form.text)
    assert outline.language == "zh-CN"
    assert {"main", "h1", "title", "form", "button"} <= set(outline.tags)
    assert "script" not in outline.tags
    assert outline.inputs == outline.labels == {"number", "code"}
    assert known.text.replace(number, "") == unknown.text.replace("2026-11-999999-0", "")


def test_who_has_the_code_sees_what_the_certificate_says(world: World) -> None:
    du = issued(world.api("du"))
    code = code_of(du["proof"])
    shown = page(world, f"/certificates/{du['number']}", code=code).text
    assert "有效" in shown
    for text in (NAMES["du"], du["number"], "继续教育在线", "2 学时", "上海省注册会计师协会"):
        assert text in shown
    assert du["member_id"] not in re.sub(r"login-du", "", shown)
    grouped = "-".join(code[place : place + 4] for place in range(0, 16, 4)).lower()
    assert page(world, "/certificates", number=f" {du['number']} ", code=f" {grouped} ").text == shown
    assert NAMES["du"] in page(world, f"/C/{du['proof']}").text


@pytest.mark.parametrize("code", ["0000000000000000", "x", "é", "'\"><b>"])
def test_who_has_not_sees_nothing(world: World, code: str) -> None:
    number = issued(world.api("du"))["number"]
    wrong = page(world, f"/certificates/{number}", code=code)
    none = page(world, "/certificates/2026-11-999999-0", code=code)
    assert wrong.text.replace(number, "") == none.text.replace("2026-11-999999-0", "")
    assert NAMES["du"] not in wrong.text
    assert "<b>" not in wrong.text


def test_a_number_cannot_write_into_the_page(world: World) -> None:
    shown = page(world, "/certificates", number='"><script>alert(1)</script>', code="1").text
    assert "<script" not in shown


def test_hours_taken_back_end_a_certificate_at_once(world: World) -> None:
    an, js = world.api("an"), world.api("js")
    application = an.file(hours=8.0, year=YEAR)
    assert js.act("application.confirm", application, {"hours": 8.0}, rev=1)["status"] == "applied"
    first = issued(an)
    paper = pdf_of(an, first["number"])
    assert verified(world.service, paper) == "valid"

    assert js.act("application.revoke", application, {"reason": "复核"}, rev=2)["status"] == "applied"

    today = clock.today().isoformat()
    assert feed_of(an, first["number"])["withdrawn_on"] == feed_of(js, first["number"])["withdrawn_on"] == today
    assert verified(world.service, paper) == "revoked"
    shown = page(world, f"/C/{first['proof']}").text
    assert "已失效" in shown
    assert today in shown
    assert pdf_of(an, first["number"]) != paper, "the page is drawn with a watermark now"
    second = issued(an)
    assert second["number"] != first["number"]
    assert feed_of(an, first["number"])["superseded_by"] == second["number"]
    assert verified(world.service, paper) == "revoked"


def test_more_hours_end_no_certificate(world: World) -> None:
    bo, js = world.api("bo"), world.api("js")
    first = issued(bo)
    application = bo.file(hours=8.0, year=YEAR)
    js.act("application.confirm", application, {"hours": 8.0}, rev=1)
    js.act("application.revoke", application, {"reason": "复核"}, rev=2)
    assert "withdrawn_on" not in feed_of(bo, first["number"]), "those hours were not on it"
    assert issued(bo) == first


def test_a_year_fulfilled_by_exemption_alone_has_its_certificate(world: World) -> None:
    chen, sh = world.api("chen"), world.api("sh")
    fields: Json = {
        "kind": "exemption",
        "year": YEAR,
        "condition": "illness",
        "sponsor": "",
        "pathway": "",
        "hours": 0.0,
    }
    application = chen.file(**fields)
    nothing_yet = chen.call("POST", "/v1/certificates", json={"year": YEAR})
    assert nothing_yet.status_code == 422
    assert sh.act("application.confirm", application, {"hours": 0.0}, rev=1)["status"] == "applied"
    answer = chen.call("POST", "/v1/certificates", json={"year": YEAR})
    assert answer.status_code == 200, answer.text
    certificate = answer.json()
    assert (certificate["hours"], certificate["required_hours"], certificate["waived_hours"]) == (0.0, 0.0, 40.0)
    assert (certificate["fulfilled"], certificate["by_source"]) == (True, [])
    assert verified(world.service, pdf_of(chen, certificate["number"])) == "valid"


def test_an_address_asks_so_often_a_minute(world: World) -> None:
    """The last of this module: afterwards the service has had enough of this address."""
    answers = [page(world, "/certificates/1", code="1") for _ in range(PER_MINUTE + 5)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert page(world, "/certificates").status_code == 200, "the form itself gives nothing away"


def test_limits_are_by_address_and_by_network() -> None:
    limit = RateLimit(per_minute=2)
    for _ in range(2):
        limit.take("192.0.2.1")
        limit.take("2001:db8::1")
    limit.take("192.0.2.2")
    for address in ("192.0.2.1", "2001:db8::ffff"):
        with pytest.raises(ProblemError):
            limit.take(address)
    limit.take("2001:db8:0:1::1")
