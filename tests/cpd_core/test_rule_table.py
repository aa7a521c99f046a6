"""The table of the yearly requirement, figure by figure: it stands in the rule file with its source, and it works.

Each figure is tried exactly at its limit and half an hour beside it, in every rule set that has it. A figure that is
added to a rule file and not to the table fails here.
"""

import tomllib
from collections.abc import Sequence

import pytest

from cpd_core import ledger_basis
from cpd_core.entities import Application, Grant, MemberType
from cpd_core.ledger import YearLedger
from cpd_core.requirements import RuleSet
from tests.cpd_core.build import application, codes, exemption, grant, ledger, line, member, part, rule_texts, rules

HALF = 0.5
TABLE = {  # rule set: figure -> hours, and how sure we are of it (the field's page, The yearly requirement)
    "NP-2011": {"total": 40, "input_min": 24, "output_cap": 16, "carry_over_above": 24, "carry_over_max": 24},
    "NP-2022": {"total": 40},
    "CPA-2007": {"total": 80, "year_min": 30, "ethics_min": 4, "recorded_cap": 32},
    "CPA-2022": {"total": 40, "ethics_min": 4, "face_to_face_min": 16, "recorded_cap": 24},
}
CONFIDENCE = {"NP-2011": "C", "NP-2022": "B", "CPA-2007": "C", "CPA-2022": "A/B"}
YEAR = {"NP-2011": 2015, "NP-2022": 2026, "CPA-2007": 2009, "CPA-2022": 2026}  # the last of a cycle where there are two
CAPS = {"teaching": 24, "standards": 24, "inspection": 24, "exam_work": 24, "research": 12, "degree": 24}
UNCAPPED = ("international_post", "book", "paper", "exam")
OVERRIDES = {("11", "NP-2011", "total"): 24, ("47", "NP-2011", "total"): 25}
FIGURES = [(rule_id, key) for rule_id, figures in TABLE.items() for key in figures]
Item = Application | Grant


def files() -> list[dict]:
    return [tomllib.loads(text) for text in rule_texts()]


def member_type(rule_id: str) -> MemberType:
    return "cpa" if rule_id.startswith("CPA") else "non_practising"


def rule_set(rule_id: str) -> RuleSet:
    found = rules().find(member_type(rule_id), YEAR[rule_id], "32")
    assert found is not None
    assert found.id == rule_id
    return found


def worked_out(rule_id: str, items: Sequence[Item], year: int = 0) -> YearLedger:
    return ledger(year or YEAR[rule_id], *items, who=member(member_type(rule_id)))


def fulfilling(rule_id: str, **less: float) -> list[Item]:
    """Exactly what a year (a cycle) asks for, or less of one part of it; the total stays what it is.

    Face-to-face hours, of which some are ethics, then hours that belong to no part (a special grant).
    """
    r, year = rule_set(rule_id), YEAR[rule_id]
    ethics = (r.ethics_min or 0.0) - less.get("ethics_min", 0.0)
    seen = max(r.face_to_face_min or 0.0, r.input_min or 0.0, ethics + HALF)
    seen -= less.get("face_to_face_min", 0.0) + less.get("input_min", 0.0)
    first = r.year_min or 0.0  # of the cycle's first year
    items: list[Item] = [
        application("ethics", year, "live", ethics or HALF, ethics=bool(ethics)),
        application("seen", year, "face_to_face", seen - (ethics or HALF)),
        grant("rest", year, r.total - seen - first - less.get("total", 0.0)),
    ]
    return [*items, grant("before", year - 1, first)] if first else items


# --- the file -------------------------------------------------------------------------------------------------------


def test_the_table_is_what_the_rule_files_say_no_more_and_no_less():
    found = {f["id"]: {k: v["hours"] for k, v in f["figures"].items()} for f in files() if f["kind"] == "rule_set"}
    assert found == TABLE
    overrides = next(f for f in files() if f["kind"] == "overrides")["overrides"]
    assert {
        (o["province"], o["rule_set"], key): figure["hours"] for o in overrides for key, figure in o["figures"].items()
    } == OVERRIDES


@pytest.mark.parametrize(("rule_id", "key"), FIGURES)
def test_a_figure_has_its_source_and_is_shown_with_it(rule_id, key):
    written = next(f for f in files() if f["id"] == rule_id)["figures"][key]
    assert written["source"]
    assert written["confidence"] == CONFIDENCE[rule_id]
    figure = next(f for f in rule_set(rule_id).figures if f.key == key)
    assert (figure.hours, figure.source, figure.confidence) == (
        written["hours"],
        written["source"],
        CONFIDENCE[rule_id],
    )
    if not key.startswith("carry_over"):  # the two are one rule, shown with the line that is carried
        basis = ledger_basis.of_figure(rule_set(rule_id), key)
        assert basis is not None
        assert (basis.source, basis.what.params) == (written["source"], {"hours": written["hours"]})


@pytest.mark.parametrize("rule_id", TABLE)
def test_pathways_and_grounds_have_their_sources_and_caps(rule_id):
    r = rule_set(rule_id)
    assert {p.code: p.year_cap for p in r.pathways if p.year_cap is not None} == CAPS
    assert {p.code for p in r.pathways_of("output")} == {*CAPS, *UNCAPPED}
    assert all(each.source and each.confidence for each in (*r.pathways, *r.conditions))
    assert ("in_house" in {p.code for p in r.pathways}) is rule_id.startswith("CPA")


# --- what is shown to whom --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule_id", "parts"),
    [
        ("NP-2011", ("input", "output")),
        ("NP-2022", ()),
        ("CPA-2007", ("ethics", "recorded")),
        ("CPA-2022", ("ethics", "face_to_face", "recorded")),
    ],
)
def test_a_year_has_the_parts_of_its_rules_and_no_others(rule_id, parts):
    everything = [
        application("e", YEAR[rule_id], "live", 4.0, ethics=True),
        application("r", YEAR[rule_id], "recorded"),
    ]
    assert tuple(p.code for p in worked_out(rule_id, everything).parts) == parts


# --- each figure at its limit ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule_id", TABLE)
def test_exactly_what_is_asked_for_is_enough(rule_id):
    found = worked_out(rule_id, fulfilling(rule_id))
    assert found.fulfilled, found
    assert found.missing == 0
    assert found.cycle_counted == found.cycle_required == rule_set(rule_id).total


@pytest.mark.parametrize(("rule_id", "key"), [(i, k) for i, k in FIGURES if k == "total"])
def test_half_an_hour_less_than_the_total_is_not(rule_id, key):
    found = worked_out(rule_id, fulfilling(rule_id, total=HALF))
    assert (found.missing, found.fulfilled) == (HALF, False)


@pytest.mark.parametrize(("rule_id", "key"), [(i, k) for i, k in FIGURES if k == "year_min"])
def test_half_an_hour_less_than_a_years_own_minimum_is_not(rule_id, key):
    least, first = TABLE[rule_id][key], YEAR[rule_id] - 1
    assert worked_out(rule_id, [grant("g", first, least)], first).fulfilled
    short = worked_out(rule_id, [grant("g", first, least - HALF)], first)
    assert (short.missing, short.fulfilled) == (HALF, False)


@pytest.mark.parametrize(
    ("rule_id", "key"), [(i, k) for i, k in FIGURES if k in ("input_min", "ethics_min", "face_to_face_min")]
)
def test_half_an_hour_less_than_a_minimum_is_not_though_the_total_is_reached(rule_id, key):
    found = worked_out(rule_id, fulfilling(rule_id, **{key: HALF}))
    code = key.removesuffix("_min")
    assert part(found, code) == (TABLE[rule_id][key] - HALF, TABLE[rule_id][key], HALF)
    assert [p.code for p in found.parts if p.missing] == [code], "the other minima are met"
    assert (found.missing, found.fulfilled) == (0, False)


@pytest.mark.parametrize(("rule_id", "key"), [(i, k) for i, k in FIGURES if k in ("output_cap", "recorded_cap")])
def test_half_an_hour_more_than_a_cap_does_not_count(rule_id, key):
    cap, year = TABLE[rule_id][key], YEAR[rule_id]
    pathway = "paper" if key == "output_cap" else "recorded"
    full = application("full", year, pathway, cap, filed_at=f"{year}-01-02T01:00:00Z")
    more = application("more", year, pathway, HALF, filed_at=f"{year}-01-03T01:00:00Z")
    found = worked_out(rule_id, [full, more])
    assert (line(found, "full").counted, line(found, "more").counted, found.counted) == (cap, 0, cap)
    assert codes(line(found, "full")) == ()
    assert [code.removesuffix("_cycle") for code in codes(line(found, "more"))] == [f"cap.{key.removesuffix('_cap')}"]


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in TABLE if "carry_over_max" in TABLE[rule_id]])
@pytest.mark.parametrize(("beyond", "carried"), [(0.0, 0.0), (HALF, HALF), (24.0, 24.0), (24.5, 24.0)])
def test_input_beyond_a_mark_is_carried_over_up_to_a_cap(rule_id, beyond, carried):
    above = TABLE[rule_id]["carry_over_above"]
    found = worked_out(rule_id, [application("a", YEAR[rule_id] - 1, hours=above + beyond)])
    assert found.counted == carried <= TABLE[rule_id]["carry_over_max"]


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in TABLE if "carry_over_max" not in TABLE[rule_id]])
def test_where_nothing_is_carried_over_nothing_is(rule_id):
    year = YEAR[rule_id] + 1  # the first of the next cycle where there are two
    assert worked_out(rule_id, [application("a", year - 1, hours=80.0)], year).cycle_counted == 0


@pytest.mark.parametrize("rule_id", TABLE)
@pytest.mark.parametrize("pathway", [*CAPS, *UNCAPPED])
def test_a_pathway_counts_up_to_its_cap_and_without_one_whatever_was_confirmed(rule_id, pathway):
    year, cap = YEAR[rule_id], CAPS.get(pathway, 40)
    first = application("a", year, pathway, cap, filed_at=f"{year}-01-02T01:00:00Z")
    more = application("b", year, pathway, HALF, filed_at=f"{year}-01-03T01:00:00Z")
    found = worked_out(rule_id, [first, more])
    of_all_output = rule_set(rule_id).output_cap or 80.0
    assert found.counted == min(cap + (0 if pathway in CAPS else HALF), of_all_output)
    meets_its_own_cap = pathway in CAPS and cap <= of_all_output  # else the cap of all output is the narrower one
    assert ("cap.pathway" in codes(line(found, "b"))) is meets_its_own_cap


@pytest.mark.parametrize("rule_id", TABLE)
@pytest.mark.parametrize("condition", ["abroad", "maternity", "illness", "joined_late", "local_other"])
def test_a_ground_for_exemption_waives_the_years_share_of_the_total(rule_id, condition):
    r = rule_set(rule_id)
    found = worked_out(rule_id, [exemption("e", YEAR[rule_id], condition)])
    assert found.waived == r.total / r.cycle_years
    assert found.required == 0


@pytest.mark.parametrize(("where", "total"), OVERRIDES.items())
def test_a_province_changes_its_figure_and_no_other(where, total):
    province, rule_id, key = where
    mine = rules().find(member_type(rule_id), YEAR[rule_id], province)
    assert mine is not None
    plain = {f.key: f.hours for f in rule_set(rule_id).figures}
    assert {f.key: f.hours for f in mine.figures} == {**plain, key: total}
    items = application("a", 2015, hours=total - HALF), grant("g", 2015, HALF)
    who = member(member_type(rule_id), province)
    assert ledger(2015, *items, who=who).fulfilled is (total - HALF >= TABLE[rule_id]["input_min"])
    assert ledger(2015, items[0], who=who).missing == HALF
