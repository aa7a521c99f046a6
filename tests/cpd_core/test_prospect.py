"""What a form says before saving: the ledger's own figure, with the cap and what is used of it."""

import pytest

from cpd_core.ledger import Facts
from cpd_core.prospect import Prospect, look_ahead
from tests.cpd_core.build import application, exemption, facts, ledger, member, rules


def prospect(there: Facts, **fields: object) -> Prospect:
    found = look_ahead(there, rules(), application("new", **{"state": "pending", "filed_at": "", **fields}))  # type: ignore[arg-type]
    assert found
    return found


def caps(found: Prospect) -> list[tuple[str, object, object]]:
    return [(cap.code, cap.params["max"], cap.params["used"]) for cap in found.caps]


def test_the_cap_and_what_is_used_of_it_are_told():
    found = prospect(facts(application("a", pathway="research", hours=8.0)), pathway="research", hours=8.0)
    assert (found.line.asked, found.line.counted) == (8, 12 - 8)
    assert caps(found) == [("cap.pathway", 12, 8)]


def test_the_cap_is_told_even_before_hours_are_typed_and_where_they_fit():
    for hours in (0.0, 2.0):
        found = prospect(facts(application("a", pathway="research", hours=8.0)), pathway="research", hours=hours)
        assert (found.line.counted, caps(found)) == (hours, [("cap.pathway", 12, 8)])


def test_a_pathway_without_a_cap_has_none():
    assert caps(prospect(facts(), pathway="forum", hours=30.0)) == []


def test_an_edit_is_not_in_its_own_way():
    there = facts(application("new", pathway="research", hours=12.0), application("a", pathway="research", hours=4.0))
    found = prospect(there, pathway="research", hours=12.0)
    assert (found.line.counted, caps(found)) == (8, [("cap.pathway", 12, 4)])


def test_what_an_edit_would_take_from_a_later_one_is_nothing_gained():
    there = facts(application("b", pathway="research", hours=8.0, filed_at="2026-09-01T00:00:00Z"))
    early = application("new", pathway="research", hours=8.0, state="refused", filed_at="2026-02-01T00:00:00Z")
    found = look_ahead(there, rules(), early)
    assert found
    assert found.line.counted == 12 - 8


@pytest.mark.parametrize("unsent", [(), ("p",)])
def test_what_is_pending_uses_nothing_and_is_told_as_the_worst_case(unsent: tuple[str, ...]):
    there = facts(application("p", pathway="research", hours=10.0, state="pending"), unsent=unsent)
    found = prospect(there, pathway="research", hours=8.0)
    assert (found.line.counted, found.counted_at_worst, caps(found)) == (8, 12 - 10, [("cap.pathway", 12, 0)])


def test_an_exemption_says_what_it_would_waive():
    found = look_ahead(facts(exemption("e", state="pending")), rules(), exemption("new", state="pending"))
    assert found
    assert (found.line.waived, found.counted_at_worst, found.caps) == (40, 0, ())


def test_a_line_that_goes_short_says_what_is_used():
    year = ledger(
        2026, application("a", pathway="research", hours=8.0), application("b", pathway="research", hours=8.0)
    )
    (reason,) = year.lines[1].reasons
    assert (reason.params["max"], reason.params["used"]) == (12, 8)


def test_a_year_without_rules_has_no_prospect():
    assert look_ahead(Facts(member()), rules(), application("new", 1999)) is None
