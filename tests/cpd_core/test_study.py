"""The yearly choice of an accounting institute, and the rating that makes a course count."""

import pytest

from cpd_core.entities import Choice
from cpd_core.messages import Choose, Rate
from cpd_core.outcomes import Applied, Conflict, Noop, Rejected
from cpd_core.study import choice_id, choose, rate
from tests.cpd_core.build import completion, member

INSTITUTES = ("beijing", "shanghai", "xiamen")
MADE = Choice(id="m1:2026", rev=1, member_id="m1", province="32", year=2026, institute_id="xiamen")


def chosen(institute, year=2026, current=None):
    return choose(current, Choose(year=year, institute_id=institute), member(), INSTITUTES, 2026)


def test_the_first_choice_of_a_year_holds():
    assert choice_id("m1", 2026) == "m1:2026"
    assert chosen("xiamen") == Applied(MADE)


def test_it_cannot_be_changed_that_year():
    assert chosen("beijing", current=MADE) == Conflict("INSTITUTE_CHOSEN", ("institute_id",))
    assert chosen("xiamen", current=MADE) == Noop("SAME")


@pytest.mark.parametrize(
    ("institute", "year", "field", "code"),
    [
        ("harvard", 2026, "institute_id", "institute.unknown"),
        ("", 2026, "institute_id", "institute.unknown"),
        ("xiamen", 2025, "year", "year.only"),
        ("xiamen", 2027, "year", "year.only"),
        ("xiamen", 1899, "year", "year.only"),
    ],
)
def test_an_unsound_choice_is_named_at_its_field(institute, year, field, code):
    outcome = chosen(institute, year)
    assert isinstance(outcome, Rejected)
    assert [(e.field, e.code) for e in outcome.errors] == [(field, code)]


def test_a_rating_is_given_once():
    unrated = completion("c1", rating=None)
    outcome = rate(unrated, Rate(rating=4, comment="案例清楚\n讲解透彻"))
    assert isinstance(outcome, Applied)
    rated = outcome.entity
    assert (rated.rating, rated.comment, rated.rev) == (4, "案例清楚\n讲解透彻", 2)
    assert rate(rated, Rate(rating=4, comment="案例清楚\n讲解透彻")) == Noop("SAME")
    assert rate(rated, Rate(rating=5)) == Conflict("ALREADY_RATED", ("rating",))
    assert rate(rated, Rate(rating=4, comment="别的话")) == Conflict("ALREADY_RATED", ("rating",))


@pytest.mark.parametrize(
    ("rating", "comment", "field", "code"),
    [
        (0, "", "rating", "rating.range"),
        (6, "", "rating", "rating.range"),
        (-1, "", "rating", "rating.range"),
        (5, "长" * 501, "comment", "text.long"),
        (5, "\x00", "comment", "text.control"),
        (5, "\udfff", "comment", "text.control"),
    ],
)
def test_an_unsound_rating_is_named_at_its_field(rating, comment, field, code):
    outcome = rate(completion("c1", rating=None), Rate(rating=rating, comment=comment))
    assert isinstance(outcome, Rejected)
    assert [(e.field, e.code) for e in outcome.errors] == [(field, code)]


def test_a_course_that_is_gone_cannot_be_rated():
    assert rate(None, Rate(rating=5)) == Conflict("GONE")
