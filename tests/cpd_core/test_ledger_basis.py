"""The rule behind every line and every part: what it says and where it is written; and lines of other years."""

import pytest

from cpd_core import ledger_basis
from cpd_core.ledger_basis import Basis
from cpd_core.ledger_lines import year_of
from cpd_core.wording import TEXTS, say, say_error
from tests.cpd_core.build import (
    application,
    codes,
    completion,
    cpa_ledger,
    exemption,
    grant,
    ledger,
    line,
    rules,
    rules_with,
)


def bases(found, ref_id) -> list[tuple[str, dict]]:
    return [(b.what.code, b.what.params) for b in ledger_basis.of_line(found.rule_set, line(found, ref_id))]


def test_an_application_counts_by_its_pathway_and_comes_under_its_caps():
    year = ledger(2015, application("a", 2015, "teaching"), application("b", 2015))
    named = {"name": "授课、演讲", "pathway": "teaching"}
    assert bases(year, "a") == [
        ("basis.pathway_cap", {**named, "hours": 24.0}),
        ("basis.output_cap", {"hours": 16.0}),
    ]
    assert bases(year, "b") == [("basis.pathway", {"name": "面授培训班", "pathway": "face_to_face"})]


def test_a_practising_members_line_names_the_minima_and_caps_of_its_cycle_or_year():
    items = completion("c", 2020, topic="ethics"), application("a", 2020, "live", ethics=True)
    old = cpa_ledger(2020, *items)
    assert [code for code, _ in bases(old, "c")] == [
        "basis.online",
        "basis.ethics_min_cycle",
        "basis.recorded_cap_cycle",
    ]
    new = cpa_ledger(2026, application("a", 2026, "live", ethics=True))
    assert [code for code, _ in bases(new, "a")] == ["basis.pathway", "basis.ethics_min", "basis.face_to_face_min"]


def test_a_non_practising_members_line_names_no_minimum_that_there_is_not():
    year = ledger(2026, completion("c", 2026, topic="ethics"), application("a", 2026, "live", ethics=True))
    assert [code for code, _ in bases(year, "c")] == ["basis.online"]
    assert [code for code, _ in bases(year, "a")] == ["basis.pathway"]


def test_grants_exemptions_and_carried_hours():
    year = ledger(2016, application("a", 2015, hours=30.0), grant("g", 2016), exemption("e", 2016, "illness"))
    assert bases(year, "carried_over:2016") == [("basis.carry_over", {"above": 24.0, "hours": 24.0})]
    assert [code for code, _ in bases(year, "g")] == ["basis.special"]
    assert bases(year, "e") == [("basis.waives_year", {"name": "因疾病半年以上无法正常工作", "pathway": "illness"})]
    assert bases(ledger(2026, grant("h", 2026, source="carried_over")), "h") == [("basis.no_carry_over", {})]
    book = rules_with(('waives = "year"', "waives = 16"))
    assert bases(ledger(2026, exemption("e", 2026), book=book), "e")[0][0] == "basis.waives"


def test_what_the_rules_do_not_list_says_so():
    year = ledger(2026, application("a", 2026, "flying"), exemption("e", 2026, "boredom"))
    assert [code for code, _ in bases(year, "a")] == ["basis.unlisted"]
    assert [code for code, _ in bases(year, "e")] == ["basis.unlisted_ground"]


@pytest.mark.parametrize(("member_type", "year"), [("cpa", 2010), ("cpa", 2026), ("non_practising", 2015)])
def test_every_figure_of_a_rule_set_has_words_and_a_source(member_type, year):
    rule_set = rules().find(member_type, year, "32")
    assert rule_set is not None
    shown = [ledger_basis.of_figure(rule_set, f.key) for f in rule_set.figures if not f.key.startswith("carry_over")]
    for figure, basis in zip(rule_set.figures, shown, strict=False):
        assert isinstance(basis, Basis)
        assert (basis.source, basis.confidence) == (figure.source, figure.confidence)
        assert basis.what.field == rule_set.id
        for language in ("zh", "en"):
            assert say("confidence." + basis.confidence, {}, language) != "confidence." + basis.confidence
        assert f"{figure.hours:g}" in say_error(basis.what)
    owed = {b.what.code for b in ledger_basis.of_requirement(rule_set)}
    assert owed == ({"basis.total_cycle", "basis.year_min"} if rule_set.cycle_years == 2 else {"basis.total"})


def test_all_texts_of_bases_and_confidence_are_used_and_end_without_a_stop():
    for code, pair in TEXTS.items():
        if code.startswith(("basis.", "confidence.")):
            assert not any(text.endswith(("。", ".")) for text in pair)


# --- lines of other years ------------------------------------------------------------------------------------------


def test_what_was_done_in_a_year_and_is_of_another_is_named_there_and_counts_nothing():
    items = (
        application("late", 2025, hours=8.0, filed_at="2026-01-05T02:00:00Z"),
        completion("c", 2026, 2.0, finished_on="2025-12-30"),
        application("own", 2026, hours=4.0),
    )
    year = ledger(2026, *items)
    assert [(x.ref_id, x.asked, x.eligible, x.counted, codes(x)) for x in year.elsewhere] == [
        ("late", 8, 0, 0, ("line.other_year",))
    ]
    assert year.elsewhere[0].reasons[0].params == {"year": 2025}
    assert year.counted == 4 + 2
    assert [x.ref_id for x in ledger(2025, *items).elsewhere] == ["c"]
    assert ledger(2025, *items).counted == 8


@pytest.mark.parametrize(
    ("at", "year"),
    [
        ("", 0),
        ("2025-12-31", 2025),
        ("2025-12-31T15:59:59Z", 2025),
        ("2025-12-31T16:00:00Z", 2026),  # midnight in Beijing
        ("2026-01-01T00:00:00Z", 2026),
    ],
)
def test_the_year_of_a_moment_is_beijings(at, year):
    assert year_of(at) == year


# --- totals ----------------------------------------------------------------------------------------------------------


def test_the_lines_of_each_source_add_up():
    year = ledger(
        2015,
        completion("c", 2015, 2.0),
        completion("d", 2015, 3.0, rating=None),
        application("a", 2015, "paper", hours=20.0),
        exemption("e", 2015, "abroad"),
    )
    found = {t.source: (t.asked, t.eligible, t.counted, t.waived) for t in year.totals()}
    assert found == {"online": (5, 2, 2, 0), "output": (20, 20, 16, 0), "exemption": (0, 0, 0, 40)}
    assert [x.ref_id for x in year.of_source("online")] == ["c", "d"]
