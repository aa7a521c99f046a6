"""Sponsors, institutes and provinces: what the desk does reaches everybody by the feed."""

import pytest

from tests.cpd_service.conftest import World
from tests.cpd_service.desk import act, ask, fresh, refused, tried, workbook
from tests.support.api import Api


@pytest.fixture(scope="module")
def office(world: World) -> Api:
    return world.api("office")


@pytest.fixture(scope="module")
def member(world: World) -> Api:
    return world.api("an")


def sponsor(office: Api, name: str) -> dict[str, object]:
    return act(office, "POST", "/directory/sponsor", {"name": name})


def test_what_is_added_and_renamed_reaches_everybody(office: Api, member: Api) -> None:
    name = fresh("某某大学")
    made = sponsor(office, f" {name} ")
    assert member.data(made["id"], "ref") == {"id": made["id"], "rev": 1, "name": name}
    changed = act(
        office, "PUT", f"/directory/sponsor/{made['id']}", {"rev": 1, "name": f"{name}商学院", "retired": True}
    )
    assert (changed["rev"], changed["retired"]) == (2, True)
    assert member.data(made["id"], "ref")["name"] == f"{name}商学院"
    stale = {"rev": 1, "name": name}
    assert refused(office, "PUT", f"/directory/sponsor/{made['id']}", stale) == {("rev", "CHANGED_BY_OTHER")}
    shown = ask(office, "/directory/sponsor", text=name)["entries"]
    assert [(one["name"], one["retired"]) for one in shown] == [(f"{name}商学院", True)]


@pytest.mark.parametrize(
    ("kind", "body", "wrong"),
    [
        ("sponsor", {"name": " "}, ("name", "field.missing")),
        ("sponsor", {"name": "长" * 101}, ("name", "text.long")),
        ("sponsor", {"name": "江苏省 注册会计师协会"}, ("name", "directory.known")),
        ("sponsor", {"name": "新单位", "id": "99"}, ("id", "field.not_here")),
        ("institute", {"name": "厦门国家会计学院", "institute_name": "x"}, ("institute_name", "field.not_here")),
        ("province", {"name": "北京", "institute_name": "北京注册会计师协会"}, ("id", "province.code")),
        ("province", {"name": "江苏二", "id": "32", "institute_name": "x"}, ("id", "directory.known")),
        ("province", {"name": "北京", "id": "11"}, ("institute_name", "field.missing")),
    ],
)
def test_a_field_that_does_not_fit_is_named(
    office: Api, kind: str, body: dict[str, str], wrong: tuple[str, str]
) -> None:
    before = ask(office, f"/directory/{kind}")["total"]
    assert refused(office, "POST", f"/directory/{kind}", body) == {wrong}
    assert ask(office, f"/directory/{kind}")["total"] == before


def test_sponsors_that_are_one_lead_to_it_and_what_was_written_stays(world: World, office: Api, member: Api) -> None:
    name = fresh("省会计学会")
    old, older, new = (sponsor(office, f"{name}{number}") for number in "甲乙丙")
    application = member.file(sponsor=old["name"])
    act(office, "POST", "/sponsors/merge", {"ids": [older["id"]], "into": old["id"]})
    act(office, "POST", "/sponsors/merge", {"ids": [old["id"]], "into": new["id"]})
    for one in (old, older):
        found = member.data(one["id"], "ref")
        assert (found["merged_into"], found["retired"], found["name"]) == (new["id"], True, one["name"])
    assert member.data(application)["sponsor"] == old["name"]
    shown = {one["id"]: one.get("merged_name", "") for one in ask(office, "/directory/sponsor", text=name)["entries"]}
    assert shown == {old["id"]: new["name"], older["id"]: new["name"], new["id"]: ""}
    into_gone = {"ids": [new["id"]], "into": old["id"]}
    assert refused(office, "POST", "/sponsors/merge", into_gone) == {("into", "sponsor.not_here")}
    itself = {"ids": [new["id"]], "into": new["id"]}
    assert refused(office, "POST", "/sponsors/merge", itself) == {("ids", "sponsor.choose")}
    back = {"rev": 3, "name": older["name"]}
    assert ("retired", "sponsor.merged") in refused(office, "PUT", f"/directory/sponsor/{older['id']}", back)
    world.service.check()


def test_pages_go_on_where_the_one_before_ended(office: Api) -> None:
    name = fresh("分页")
    names = [f"{name}{number}" for number in range(5)]
    for one in names:
        sponsor(office, one)
    found: list[str] = []
    after = ""
    for _ in range(3):
        page = ask(office, "/directory/sponsor", text=name, limit=2, after=after)
        assert page["total"] == 5
        found += [one["name"] for one in page["entries"]]
        after = page.get("next", "")
    assert (found, after) == (names, "")


def test_a_repeated_request_is_not_done_again(office: Api, world: World) -> None:
    body, key = {"name": fresh("只此一次")}, fresh("key")
    first, again = (act(office, "POST", "/directory/sponsor", body, key) for _ in range(2))
    assert first == again
    assert ask(office, "/directory/sponsor", text=body["name"])["total"] == 1
    other = tried(office, "POST", "/directory/sponsor", {"name": fresh("另一个")}, key)
    assert (other.status_code, other.json()["code"]) == (422, "PAYLOAD_DIFFERS")
    failed = fresh("key")
    assert tried(office, "POST", "/directory/sponsor", {"name": ""}, failed).status_code == 422
    assert tried(office, "POST", "/directory/sponsor", {"name": fresh("改好")}, failed).status_code == 200


TITLES = ("主办方单位", "状态")


def test_sponsors_from_a_workbook_all_or_none(office: Api, member: Api) -> None:
    word = fresh("导入")
    known = sponsor(office, f"{word}已有")
    wrong = workbook(TITLES, (f"{word}甲", ""), (f"{word} 甲", ""), ("", "停用"), (f"{word}乙", "关闭"))
    report = act(office, "POST", "/sponsors/import", wrong)
    assert (report["new"], report["wrong"], report.get("token", "")) == (1, 3, "")
    assert [
        (row["row"], error["field"], error["code"]) for row in report["rows"] for error in row.get("errors", ())
    ] == [
        (3, "name", "import.twice"),
        (4, "name", "field.missing"),
        (5, "state", "import.choice"),
    ]
    good = workbook(TITLES, (f"{word}甲", ""), (f"{word}已有", "停用"), ("江苏省注册会计师协会", ""))
    look = act(office, "POST", "/sponsors/import", good)
    assert (look["new"], look["changed"], look["unchanged"], look["wrong"]) == (1, 1, 1, 0)
    assert ask(office, "/directory/sponsor", text=f"{word}甲")["total"] == 0, "a look changes nothing"
    done = act(office, "POST", "/sponsors/import", good, token=look["token"])
    assert done["applied"]
    assert member.data(known["id"], "ref")["retired"] is True
    assert ask(office, "/directory/sponsor", text=f"{word}甲")["total"] == 1
    assert refused(office, "POST", "/sponsors/import", good, token=look["token"]) == {("file", "import.nothing")}


def test_what_was_looked_at_is_what_is_done(office: Api) -> None:
    word = fresh("其间")
    data = workbook(TITLES, (f"{word}甲", ""), (f"{word}乙", ""))
    look = act(office, "POST", "/sponsors/import", data)
    sponsor(office, f"{word}乙")  # somebody else, meanwhile
    assert refused(office, "POST", "/sponsors/import", data, token=look["token"]) == {("token", "CHANGED_SINCE_REVIEW")}
    assert ask(office, "/directory/sponsor", text=word)["total"] == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"PK nonsense", "workbook.form"), (b"", "workbook.form"), (workbook(("名称",), ("甲",)), "workbook.titles")],
)
def test_a_file_that_is_of_no_use_is_told_so(office: Api, data: bytes, code: str) -> None:
    assert refused(office, "POST", "/sponsors/import", data) == {("file", code)}


def test_the_template_can_be_read_back_and_its_example_is_none(office: Api) -> None:
    template = office.call("GET", "/v1/national/templates/sponsors").content
    report = act(office, "POST", "/sponsors/import", template)
    assert (report["new"], report["wrong"]) == (0, 0)
