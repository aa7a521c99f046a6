"""The trail: what was done can be found, and any change of it is found out and named by its row."""

import pytest
from sqlalchemy import text

from cpd_service.accounts.tries import OF_LOGIN
from cpd_service.audit import chain
from cpd_service.cli import main
from cpd_service.store.database import Database
from tests.cpd_service.conftest import World
from tests.cpd_service.desk import act, ask, fresh
from tests.support.api import Api
from tests.support.pictures import readable_picture


@pytest.fixture(scope="module")
def office(world: World) -> Api:
    return world.api("office")


def breaks(world: World, *statements: str) -> list[str]:
    """What the check says after somebody has tampered with the database; nothing of it is kept."""
    database = Database(world.service.database_url)
    try:
        with database.engine.connect() as connection, connection.begin() as transaction:
            for statement in statements:
                assert connection.execute(text(statement)).rowcount > 0
            found = list(chain.verify(connection))
            transaction.rollback()
    finally:
        database.close()
    return found


def test_acts_sign_ins_and_exports_are_found_by_every_field(world: World, office: Api) -> None:
    name = fresh("查找")
    made = act(office, "POST", "/directory/sponsor", {"name": name})
    act(office, "POST", "/exports", {"what": "audit", "filter": name})
    (entry,) = ask(office, "/audit", entity=made["id"])["entries"]
    assert (entry["who"], entry["what"], entry["kind"], entry["device_id"]) == (
        "中注协",
        "sponsor.added",
        "sponsor",
        office.device,
    )
    for filters in (
        {"words": name, "what": "sponsor.added"},
        {"account": entry["account_id"], "entity": made["id"]},
        {"device": office.device, "words": name, "kind": "sponsor"},
        {"who": "注协", "words": name, "since": "2020-01-01", "until": "2099-01-01", "kind": "sponsor"},
    ):
        assert [one["id"] for one in ask(office, "/audit", **filters)["entries"]] == [entry["id"]], filters
    assert ask(office, "/audit", entity=made["id"], until="2020-01-01")["entries"] == []
    assert [one["what"] for one in ask(office, "/audit", words=name)["entries"]] == ["exported", "sponsor.added"]
    signed = ask(office, "/audit", what="sign_in", device=office.device)["entries"]
    assert [one["who"] for one in signed] == ["中注协"]


def test_pages_go_backwards_without_a_gap(office: Api) -> None:
    name = fresh("页")
    for number in range(5):
        act(office, "POST", "/directory/sponsor", {"name": f"{name}{number}"})
    found: list[str] = []
    before = 0
    while True:
        page = ask(office, "/audit", words=name, limit=2, before=before)
        found += [one["detail"] for one in page["entries"]]
        if not (before := page.get("next", 0)):
            break
    assert [detail.count(name) for detail in found] == [1] * 5
    assert found == sorted(found, reverse=True)


def test_decisions_are_read_from_the_history_and_covered_by_the_chain(world: World, office: Api) -> None:
    member, staff = world.api("an"), world.api("js")
    names = [member.file() for _ in range(3)]
    staff.push(*(staff.command("application.confirm", name, {"hours": 8}, rev=1) for name in names))
    (confirmed, filed) = ask(office, "/audit", where="decisions", entity=names[0])["entries"]
    assert (confirmed["what"], confirmed["who"], filed["what"]) == ("confirmed", "江苏审核", "filed")
    assert breaks(world) == []
    tampered = breaks(world, f"UPDATE history SET detail = 'x' WHERE id = {confirmed['id']}")
    assert len(tampered) == 1
    assert tampered[0].startswith("p:32 ")
    assert f"{confirmed['id']}" in tampered[0]
    assert len(breaks(world, f"DELETE FROM history WHERE id = {confirmed['id']}")) == 1


def test_every_break_names_its_row(world: World, office: Api) -> None:
    first = act(office, "POST", "/directory/sponsor", {"name": fresh("链")})
    (entry,) = ask(office, "/audit", entity=first["id"])["entries"]
    act(office, "POST", "/directory/sponsor", {"name": fresh("链")})
    last = ask(office, "/audit", what="sponsor.added", limit=1)["entries"][0]["number"]
    row = f"lane = 'office' AND number = {entry['number']}"
    (said,) = breaks(world, f"UPDATE audit SET who = '别人' WHERE {row}")
    assert said.startswith(f"office {entry['number']}: does not say")
    (said,) = breaks(world, f"DELETE FROM audit WHERE {row}")
    assert said.startswith(f"office {entry['number']}: missing")
    (said,) = breaks(world, f"DELETE FROM audit WHERE lane = 'office' AND number = {last}")
    assert said == f"office {last - 1}: the trail ends here and should end at {last}"
    assert breaks(world, "DELETE FROM audit WHERE lane = 'office'") == [
        f"office 0: the trail ends here and should end at {last}"
    ]


def test_the_command_says_whether_it_is_whole(world: World, office: Api, capsys: pytest.CaptureFixture[str]) -> None:
    there = ("--database-url", world.service.database_url)
    name = fresh("命令")
    assert main(["directory", "add", "sponsor", name, *there]) == 0
    capsys.readouterr()
    assert main(["audit", "search", "--words", name, *there]) == 0
    assert "cpd-service\tsponsor.added" in capsys.readouterr().out
    assert main(["audit", "verify", *there]) == 0
    assert "the trail is whole" in capsys.readouterr().out


def test_the_first_failure_that_makes_one_wait_is_written_down(world: World, office: Api) -> None:
    stranger = world.api()
    body = stranger.sign_in_body("sh", "wrong")
    for _ in range(OF_LOGIN.before_delay + 1):
        solved = readable_picture(world.service.database_url)
        assert stranger.call("POST", "/v1/session", json=body | solved).status_code == 401
    blocked = ask(office, "/audit", what="sign_in.blocked")["entries"]
    assert [one["who"] for one in blocked] == ["上海审核"]
    assert "wrong" not in blocked[0]["detail"]
