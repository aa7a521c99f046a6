"""Rule files by the desk: looked over, rehearsed by the ledger itself, published, taken back."""

import time

import pytest

from cpd_core.ledger import work_out
from cpd_core.requirements import RuleBook
from cpd_service.certificates.facts import facts_of
from cpd_service.cli import main
from cpd_service.national import rules
from cpd_service.store.database import Database
from resources import path
from tests.cpd_service.conftest import World
from tests.cpd_service.desk import act, ask, fresh, refused, tried
from tests.support.api import Api, Json

CPA = path("rules", "cpa-2022.toml").read_text("utf-8")
ENDED = ("done", "failed", "cancelled")


@pytest.fixture(scope="module")
def office(world: World) -> Api:
    return world.api("office")


def with_total(hours: int) -> str:
    return CPA.replace("hours = 40", f"hours = {hours}", 1)


def rehearsed(office: Api, toml: str, year: int) -> Json:
    begun = act(office, "POST", "/rehearsals", {"toml": toml, "year": year})
    deadline = time.monotonic() + 120
    while (now := ask(office, f"/rehearsals/{begun['id']}"))["state"] not in ENDED and time.monotonic() < deadline:
        time.sleep(0.05)  # another process is at work
    return now


def test_mistakes_are_told_with_line_and_field_and_publish_nothing(office: Api) -> None:
    toml = CPA.replace("hours = 40", "hours = 40.3", 1)
    (fault,) = act(office, "POST", "/rules/check", {"toml": toml})["faults"]
    assert (fault["line"], fault["error"]["field"]) == (
        toml.splitlines().index("hours = 40.3") + 1,
        "figures.total.hours",
    )
    assert refused(office, "POST", "/rules", {"toml": toml, "rev": 1}) == {("figures.total.hours", "hours.step")}
    assert refused(office, "POST", "/rehearsals", {"toml": toml, "year": 2025}) == {
        ("figures.total.hours", "hours.step")
    }
    looked = act(office, "POST", "/rules/check", {"toml": CPA})
    assert (looked["id"], looked["same"]) == ("cpa-2022", True)


def test_published_rules_reach_everybody_and_are_taken_back(world: World, office: Api) -> None:
    member, easier = world.api("bo"), with_total(39)
    rev = act(office, "POST", "/rules/check", {"toml": easier})["rev"]
    before = member.data("cpa-2022", "ref")
    assert refused(office, "POST", "/rules", {"toml": easier, "rev": rev + 1}) == {("rev", "CHANGED_BY_OTHER")}
    listed = act(office, "POST", "/rules", {"toml": easier, "rev": rev, "note": "试行"})
    assert member.data("cpa-2022", "ref")["toml"] == easier
    mine = [
        (one["rev"], one.get("in_force", False), one.get("note", ""))
        for one in listed["versions"]
        if one["id"] == "cpa-2022"
    ]
    assert mine == [(rev + 1, True, "试行"), (rev, False, "")]
    assert ask(office, f"/rules/cpa-2022/versions/{rev}")["toml"] == before["toml"]
    assert refused(office, "POST", "/rules", {"toml": easier, "rev": rev + 1}) == {("toml", "rules.same")}
    act(office, "POST", "/rules/cpa-2022/back", {"rev": rev + 1})
    after = member.data("cpa-2022", "ref")
    assert (after["toml"], after["rev"]) == (before["toml"], rev + 2)
    assert refused(office, "POST", "/rules/cpa-2022/back", {"rev": rev}) == {("rev", "rules.last")}
    assert refused(office, "POST", "/rules/house/back", {"rev": 1}) == {("rev", "rules.first")}
    what = [one["what"] for one in ask(office, "/audit", kind="ruleset", entity="cpa-2022")["entries"]]
    assert what[:2] == ["rules.taken_back", "rules.published"]


def test_a_new_file_is_put_in_force_taken_out_and_comes_again(world: World, office: Api) -> None:
    rule_id = fresh("X-")
    toml = f'id = "{rule_id}"\nkind = "overrides"\n[[overrides]]\nprovince = "31"\nrule_set = "CPA-2022"\n' + (
        'first_year = 2023\nlast_year = 2023\nfigures.total = { hours = 20, source = "试", confidence = "?" }\n'
    )
    for rev in (1, 3):
        act(office, "POST", "/rules", {"toml": toml, "rev": 0})
        assert world.api("bo").data(rule_id.lower(), "ref")["rev"] == rev
        act(office, "POST", f"/rules/{rule_id.lower()}/back", {"rev": rev})
        assert world.api("bo").find(rule_id.lower(), "ref")["op"] == "tombstone"
    world.service.check()


def test_a_rehearsal_says_what_the_ledger_says_of_each_member(world: World, office: Api) -> None:
    """``bo`` and ``du`` have 2 hours of 2025: they would pass if 2 hours of ethics were all that is asked for."""
    easy = (
        CPA.replace("hours = 40", "hours = 2", 1)
        .replace("hours = 4\n", "hours = 2\n")
        .replace("hours = 16", "hours = 0.5")
    )
    for course in ("done-bo", "done-du"):
        assert world.api(course[5:]).act("study.rate", course, {"rating": 5}, rev=1)["status"] == "applied"
    done = rehearsed(office, easy, 2025)
    assert (done["state"], done["done"]) == ("done", done["total"])
    changes = ask(office, f"/rehearsals/{done['id']}/changes")["entries"]
    database = Database(world.service.database_url)
    with database.reading() as connection:
        now = [record.toml for record in rules.records(connection).values()]
        then = RuleBook([text for text in now if 'id = "CPA-2022"' not in text] + [easy])
        for key in ("bo", "du", "an"):
            facts = facts_of(connection, key)
            assert facts
            before, after = work_out(facts, RuleBook(now), 2025), work_out(facts, then, 2025)
            assert before
            assert after
            told = [one for one in changes if one["no"] == facts.member.no]
            assert len(told) == (before.fulfilled != after.fulfilled)
    database.close()
    groups = {(one["province"], one["member_type"]): one for one in done["groups"]}
    lost = {key: (one["members"], one["passed_before"], one["passed_after"]) for key, one in groups.items()}
    assert lost[("32", "non_practising")][1:] == (0, 0)
    assert all(one["gained"] - one["lost"] == one["passed_after"] - one["passed_before"] for one in groups.values())


def test_who_would_fail_is_named_with_the_reason(world: World, office: Api) -> None:
    bo = world.api("bo")
    application = bo.file(year=2024, hours=40)
    world.api("js").act("application.confirm", application, {"hours": 40}, rev=1)
    ethics = bo.file(year=2024, hours=4, ethics=True)
    world.api("js").act("application.confirm", ethics, {"hours": 4}, rev=1)
    done = rehearsed(office, with_total(60), 2024)
    (change,) = ask(office, f"/rehearsals/{done['id']}/changes")["entries"]
    assert (change["no"], change["before"], change["after"]) == ("login-bo", "passed", "failed")
    assert change["why"] == [{"field": "", "code": "why.required", "params": {"before": 40.0, "after": 60.0}}]
    assert done["changed"] == done["listed"] == 1


def test_a_rehearsal_is_stopped_and_two_at_a_time_are_not_begun(office: Api, world: World) -> None:
    """Whether it is stopped in time is the machine's business; what is said of it must fit either way."""
    key = fresh("key")
    begun = act(office, "POST", "/rehearsals", {"toml": with_total(41), "year": 2025}, key)
    assert act(office, "POST", "/rehearsals", {"toml": with_total(41), "year": 2025}, key)["id"] == begun["id"]
    second = tried(office, "POST", "/rehearsals", {"toml": with_total(42), "year": 2025})
    assert second.status_code == 200 or second.json()["errors"][0]["code"] == "rehearsal.running"
    for rehearsal in [begun, *([second.json()] if second.ok else [])]:
        stopped = office.call("DELETE", f"/v1/national/rehearsals/{rehearsal['id']}").json()
        assert stopped["state"] in ("cancelled", "done")
    assert refused(office, "POST", "/rehearsals", {"toml": CPA, "year": 1999}) == {("year", "rehearsal.year")}


def test_the_commands_do_the_same(world: World, tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cpa.toml"
    file.write_text(with_total(60), "utf-8")
    there = ("--database-url", world.service.database_url)
    assert main(["rules", "check", str(file), *there]) == 0
    assert main(["rules", "rehearse", str(file), "--year", "2024", *there]) == 0
    assert "login-bo\t32\tpassed -> failed\t60 hours are required, before 40" in capsys.readouterr().out
    assert main(["rules", "publish", str(file), "--note", "x", *there]) == 0
    assert main(["rules", "back", "cpa-2022", *there]) == 0
    assert main(["rules", "list", *there]) == 0
    assert "cpa-2022\trule_set\tCPA-2022" in capsys.readouterr().out
    file.write_text("id = \n", "utf-8")
    assert main(["rules", "check", str(file), *there]) == 1
    assert "line 1, toml: This is no TOML" in capsys.readouterr().out
