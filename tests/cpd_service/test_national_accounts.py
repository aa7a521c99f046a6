"""Accounts by the desk: added with a password that is said once, locked, moved between provinces; all at once."""

import re

import pytest

from tests.cpd_service.conftest import World
from tests.cpd_service.desk import act, ask, fresh, refused
from tests.support.api import Api, Json


@pytest.fixture(scope="module")
def office(world: World) -> Api:
    return world.api("office")


def staff(office: Api, *provinces: str) -> Json:
    body = {"user_type": "province_staff", "login": fresh("staff"), "name": "新来的", "provinces": provinces}
    return act(office, "POST", "/accounts", body)


OWN_PASSWORD = "只有他本人知道的密码"


def signed_in(world: World, made: Json) -> Api:
    api = world.api()
    body = {"user_type": "province_staff", "login": made["account"]["login"], "password": made["password"]}
    answer = api.call("POST", "/v1/session", json=body | {"device_id": api.device})
    assert answer.status_code == 200, answer.text
    api.http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
    if answer.json().get("must_change"):  # what somebody else chose is good for this alone
        own = {"old": made["password"], "new": OWN_PASSWORD}
        assert api.call("PUT", "/v1/account/password", json=own).status_code == 204
        made["password"] = OWN_PASSWORD
    return api


def change(office: Api, account: Json, **wanted: object) -> Json:
    body = {name: account[name] for name in ("grant_version", "name", "provinces", "locked")} | wanted
    return act(office, "PUT", f"/accounts/{account['id']}", body)


def test_a_password_is_said_once_and_works(world: World, office: Api) -> None:
    login, key = fresh("staff"), fresh("key")
    body = {"user_type": "province_staff", "login": login, "name": "新来的", "provinces": ["31"]}
    made = act(office, "POST", "/accounts", body, key)
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", made["password"])
    assert signed_in(world, made).call("GET", "/v1/session").json()["scopes"] == ["p:31", "ref"]
    again = act(office, "POST", "/accounts", body, key)
    assert again["account"]["id"] == made["account"]["id"]
    assert "password" not in again, "what was said once is kept nowhere"
    assert "password" not in str(ask(office, "/audit", words=login))


def test_who_has_several_provinces_sees_and_decides_in_all_of_them(world: World, office: Api) -> None:
    made = staff(office, "32", "31")
    api = signed_in(world, made)
    assert api.call("GET", "/v1/session").json()["scopes"] == ["p:32", "p:31", "ref"]
    an, chen = world.api("an"), world.api("chen")
    for member, province in ((an, "32"), (chen, "31")):
        application = member.file()
        assert application in {item["id"] for item in api.pull(f"p:{province}")}
        result = api.act("application.confirm", application, {"hours": 8}, rev=1)
        assert (result["status"], result["ack_scope"]) == ("applied", f"p:{province}")
        assert result["ack_seq"] == api.find(application, f"p:{province}")["seq"]
        assert member.data(application)["state"] == "confirmed"
    fewer = change(office, made["account"], provinces=["31"])
    assert fewer["grant_version"] == 2
    assert api.call("GET", "/v1/scopes/p:32/changes").status_code == 403
    assert api.call("GET", "/v1/news").json()["grant_version"] == 2
    late = an.file()
    assert api.act("application.confirm", late, {"hours": 8}, rev=1)["code"] == "OUT_OF_REACH"


def test_a_locked_account_is_out_at_once_and_comes_back(world: World, office: Api) -> None:
    made = staff(office, "31")
    api = signed_in(world, made)
    locked = change(office, made["account"], locked=True)
    assert api.call("GET", "/v1/session").status_code == 401
    stale = {"grant_version": 1, "name": "x", "provinces": ["31"]}
    assert refused(office, "PUT", f"/accounts/{locked['id']}", stale) == {("grant_version", "CHANGED_BY_OTHER")}
    change(office, locked, locked=False)
    signed_in(world, made)


def test_a_new_password_ends_the_old_one_and_every_session(world: World, office: Api) -> None:
    made = staff(office, "31")
    api = signed_in(world, made)
    given = act(office, "POST", f"/accounts/{made['account']['id']}/password", {})
    assert given["password"] != made["password"]
    assert api.call("GET", "/v1/session").status_code == 401
    signed_in(world, given)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"login": ""}, ("login", "account.login")),
        ({"login": "login-js"}, ("login", "account.taken")),
        ({"name": ""}, ("name", "field.missing")),
        ({"provinces": []}, ("provinces", "account.province")),
        ({"provinces": ["32", "99"]}, ("provinces", "province.unknown")),
        ({"provinces": ["32", "32"]}, ("provinces", "account.twice")),
        ({"user_type": "national_staff"}, ("provinces", "field.not_here")),
        ({"user_type": "cpa", "provinces": []}, ("member_id", "account.member")),
        ({"user_type": "cpa", "provinces": [], "member_id": "nobody"}, ("member_id", "NOT_FOUND")),
        ({"member_id": "an"}, ("member_id", "account.member")),
    ],
)
def test_an_account_that_does_not_hold_together_is_refused(office: Api, body: Json, wrong: tuple[str, str]) -> None:
    whole = {"user_type": "province_staff", "login": fresh("staff"), "name": "甲", "provinces": ["32"]} | body
    assert refused(office, "POST", "/accounts", whole) == {wrong}


def test_nobody_locks_the_own_account(office: Api) -> None:
    own = ask(office, "/accounts", text="login-office")["entries"][0]
    body = {"grant_version": own["grant_version"], "name": own["name"], "locked": True}
    assert refused(office, "PUT", f"/accounts/{own['id']}", body) == {("locked", "account.own")}


def test_the_list_is_of_staff_by_province_or_of_one_type(office: Api) -> None:
    made = staff(office, "32", "31")["account"]
    assert {one["user_type"] for one in ask(office, "/accounts")["entries"]} == {"province_staff", "national_staff"}
    for province, there in (("32", True), ("31", True)):
        found = ask(office, "/accounts", province=province, text=made["login"])["entries"]
        assert [one["id"] for one in found] == [made["id"]] * there
    members = ask(office, "/accounts", user_type="cpa")["entries"]
    assert {one["login"] for one in members} == {"login-bo", "login-du"}
    assert ask(office, "/accounts", text="%")["entries"] == []


def test_a_member_gets_an_account_and_keeps_it_with_the_member(world: World, office: Api) -> None:
    """``du`` has one; a second one of another login shows that it follows the member's province."""
    body = {"user_type": "cpa", "login": fresh("cpa"), "name": "杜鹃", "member_id": "du"}
    made = act(office, "POST", "/accounts", body)
    assert made["account"]["provinces"] == ["31"]
    moved = {"grant_version": 1, "name": "杜鹃", "provinces": ["32"]}
    assert refused(office, "PUT", f"/accounts/{made['account']['id']}", moved) == {("provinces", "account.moves")}
