"""A member moves to another province, and staff are given another one: who sees what, at once."""

from typing import Any

import pytest

from cpd_service.accounts.accounts import AccountError
from cpd_service.cli import main
from cpd_service.members import move
from cpd_service.store.database import Database
from tests.cpd_service.conftest import World
from tests.support.api import PNG, Api

SHARED = b"%PDF-1.4\nheld by two members\n%%EOF\n"


def run(world: World, *arguments: str) -> int:
    """Run ``cpd-service`` on the world's database."""
    return main([*arguments, "--database-url", world.service.database_url])


def kinds_of(items: list[Any]) -> dict[str, str]:
    return {item["id"]: item["op"] for item in items}


@pytest.fixture
def attached(world: World) -> tuple[Api, dict[str, Any], dict[str, Any]]:
    """Chen of Shanghai with two applications, one with a file of their own and one with a file that Du uses, too."""
    chen, du = world.api("chen"), world.api("du")
    own = chen.attach(PNG + b"chen", "证明.png", "image/png")
    shared = chen.attach(SHARED, "通知.pdf", "application/pdf")
    chen.file(attachments=[own])
    chen.file(attachments=[shared])
    du.file(attachments=[du.attach(SHARED, "通知.pdf", "application/pdf")])
    return chen, own, shared


def test_all_that_is_theirs_leaves_here_and_enters_there(
    world: World, attached: tuple[Api, dict[str, Any], dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    chen, own, shared = attached
    old, new, neighbour = world.api("sh"), world.api("js"), world.api("du")
    before = {item["id"]: item for item in chen.pull("m:chen")}
    cursor = {api.home: api.page()["high"] for api in (chen, old, new, neighbour)}
    late = next(name for name, item in before.items() if item["kind"] == "application")

    assert run(world, "member", "move", "login-chen", "32") == 0
    assert f"{len(before)} records" in capsys.readouterr().out

    left = old.pull(since=cursor[old.home])
    assert kinds_of(left) == dict.fromkeys(before, "leave")
    assert all("data" not in item for item in left)
    for api in (chen, new):
        entered = api.pull(since=cursor[api.home])
        assert kinds_of(entered) == dict.fromkeys(before, "upsert")
        assert all(item["data"]["province"] == "32" for item in entered)
        assert all(item["rev"] == item["data"]["rev"] == before[item["id"]]["rev"] + 1 for item in entered)
    assert neighbour.pull(since=cursor[neighbour.home]) == []

    confirm = {"hours": 8}
    assert old.act("application.confirm", late, confirm, rev=2)["code"] == "OUT_OF_REACH"
    assert new.act("application.confirm", late, confirm, rev=2)["status"] == "applied"
    chen.file()
    assert kinds_of(old.pull(since=cursor[old.home])) == dict.fromkeys(before, "leave"), "what comes later is not seen"

    def statuses(api: Api) -> list[int]:
        return [api.call("HEAD", f"/v1/blobs/{item['sha256']}").status_code for item in (own, shared)]

    assert (statuses(new), statuses(old), statuses(chen)) == ([200, 200], [404, 200], [200, 200])
    assert chen.call("GET", "/v1/session").json()["province"] == "32"
    world.service.check()

    assert run(world, "member", "move", "login-chen", "31") == 0  # and back
    assert set(kinds_of(old.pull(since=cursor[old.home])).values()) == {"upsert"}
    assert set(kinds_of(new.pull(since=cursor[new.home])).values()) == {"leave"}


@pytest.mark.parametrize(
    ("number", "province", "said"),
    [("login-an", "99", "no province '99'"), ("nobody", "31", "0 members"), ("%", "31", "0 members"),
     ("login-an", "32", "already")],
)  # fmt: skip
def test_a_move_that_makes_no_sense_is_refused(world: World, number: str, province: str, said: str) -> None:
    database = Database(world.service.database_url)
    with pytest.raises(AccountError, match=said), database.writing() as connection:
        move(connection, number, province)
    database.close()


def test_staff_see_their_new_province_at_once(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    staff = world.api("js2")
    before = staff.call("GET", "/v1/session").json()
    assert run(world, "account", "scopes", "login-js2", "--province", "31") == 0
    assert "grant version 2" in capsys.readouterr().out
    after = staff.call("GET", "/v1/session").json()
    assert (before["scopes"], after["scopes"]) == (["p:32", "ref"], ["p:31", "ref"])
    assert after["grant_version"] == before["grant_version"] + 1
    assert staff.call("GET", "/v1/scopes/p:32/changes").status_code == 403
    assert staff.page("p:31")["items"]
    assert run(world, "account", "scopes", "login-js2", "--province", "99") == 1
    assert run(world, "account", "scopes", "nobody", "--province", "31") == 1
    assert "nobody" in capsys.readouterr().err
