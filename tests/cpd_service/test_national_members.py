"""Members by the desk: found, moved, and taken in by the thousand with each error at its row and column."""

import pytest

from cpd_service.check_digits import check_character
from cpd_service.identity_numbers import is_identity_number
from tests.cpd_service.conftest import World
from tests.cpd_service.desk import act, ask, fresh, refused, workbook
from tests.support.api import Api, Json

TITLES = ("会员证书编号", "姓名", "会员类型", "省级注协", "入会日期", "身份证号")


def identity(number: int) -> str:
    digits = f"32010219800307{number:03d}"
    return digits + check_character(digits)


@pytest.fixture(scope="module")
def office(world: World) -> Api:
    return world.api("office")


def taken_in(office: Api, *rows: tuple[object, ...]) -> Json:
    data = workbook(TITLES, *rows)
    look = act(office, "POST", "/members/import", data)
    assert look["wrong"] == 0, look
    return act(office, "POST", "/members/import", data, token=look["token"])


def errors_of(report: Json) -> list[tuple[int, str, str]]:
    return [(row["row"], one["field"], one["code"]) for row in report["rows"] for one in row.get("errors", ())]


def test_an_identity_number_has_a_day_and_a_check_character() -> None:
    good = identity(1)
    assert is_identity_number(good)
    assert not is_identity_number(good[:-1] + ("1" if good[-1] == "0" else "0"))
    for born in ("19800230", "18991231", "29991231"):
        digits = f"320102{born}001"
        assert not is_identity_number(digits + check_character(digits))


def test_thousands_are_taken_in_at_once_and_reach_their_province(world: World, office: Api) -> None:
    word = fresh("N").upper()
    rows = [
        (f"{word}{n:05d}", f"会员{n}", "非执业会员", "32" if n % 2 else "上海", "2024-07-01", "") for n in range(2500)
    ]
    done = taken_in(office, *rows)
    assert (done["new"], done["applied"]) == (2500, True)
    here = {item["data"]["no"] for item in world.api("js").pull() if item["kind"] == "member"}
    assert sum(number.startswith(word) for number in here) == 1250
    again = act(office, "POST", "/members/import", workbook(TITLES, *rows))
    assert (again["unchanged"], again.get("token", "")) == (2500, "")
    world.service.check()


def test_every_error_is_told_at_its_row_and_column_and_nothing_is_done(office: Api) -> None:
    word = fresh("E").upper()
    taken_in(office, (f"{word}1", "先来", "注册会计师", "32", "2020/1/2", identity(11)))
    wrong = workbook(
        TITLES,
        (f"{word}2", "好的", "注册会计师", "32", "2020-01-02", ""),
        ("？", "", "会员", "99", "2020-13-01", "123"),
        (f"{word}2", "重复", "注册会计师", "32", "2020-01-02", identity(12)),
        (f"{word}3", "同证", "注册会计师", "32", "2020-01-02", identity(12)),
        (f"{word}4", "占用", "注册会计师", "32", "2020-01-02", identity(11)),
        (f"{word}1", "先来", "非执业会员", "31", "2020-01-02", ""),
    )
    report = act(office, "POST", "/members/import", wrong)
    assert (report["new"], report["wrong"], report.get("token", "")) == (1, 5, "")
    assert set(errors_of(report)) == {
        (3, "name", "field.missing"),
        (3, "no", "member.number"),
        (3, "member_type", "import.choice"),
        (3, "province", "province.unknown"),
        (3, "joined_on", "import.day"),
        (3, "id_number", "member.identity"),
        (4, "no", "import.twice"),
        (5, "id_number", "import.twice"),
        (6, "id_number", "member.identity_known"),
        (7, "member_type", "member.other_type"),
        (7, "province", "member.other_province"),
    }
    assert refused(office, "POST", "/members/import", wrong, token="x") == {("file", "import.wrong")}
    assert ask(office, "/members", text=f"{word}2")["entries"] == []


def test_what_changes_is_told_apart_and_identity_numbers_are_kept_from_sight(world: World, office: Api) -> None:
    word, number = fresh("C").upper(), identity(21)
    taken_in(office, (f"{word}1", "旧名", "注册会计师", "江苏", "2020年1月2日", ""))
    data = workbook(TITLES, (f"{word}1", "新名", "注册会计师", "32", "2020-01-02", number))
    look = act(office, "POST", "/members/import", data)
    (row,) = look["rows"]
    assert (look["changed"], row["mark"], row["changes"]) == (1, "changed", ["name", "id_number_masked"])
    act(office, "POST", "/members/import", data, token=look["token"])
    (found,) = ask(office, "/members", text="新名", province="32")["entries"]
    assert (found["no"], found["rev"], found["id_number_masked"]) == (f"{word}1", 2, f"320102********{number[-4:]}")
    trail = office.call("GET", "/v1/national/audit", params={"kind": "member"}).text
    assert number not in trail
    assert number not in world.service.log.read_text("utf-8")
    world.service.check()


def test_a_member_moves_and_the_old_province_is_told_to_let_go(world: World, office: Api) -> None:
    word = fresh("M").upper()
    taken_in(office, (f"{word}1", "转会", "注册会计师", "31", "2020-01-02", ""))
    (member,) = ask(office, "/members", text=f"{word}1")["entries"]
    old, new = world.api("sh"), world.api("js")
    assert act(office, "POST", f"/members/{word}1/move", {"province": "32"}) == {"records": 1}
    assert old.find(member["id"])["op"] == "leave"
    assert new.data(member["id"])["province"] == "32"
    for body, wrong in (({"province": "32"}, "member.there"), ({"province": "99"}, "province.unknown")):
        assert refused(office, "POST", f"/members/{word}1/move", body) == {("province", wrong)}
    assert refused(office, "POST", "/members/nobody/move", {"province": "32"}) == {("number", "member.unknown")}
    entry = ask(office, "/audit", what="member.moved", entity=member["id"])["entries"][0]
    assert (entry["who"], '"from":"31"' in entry["detail"]) == ("中注协", True)
    world.service.check()
