"""Looking a rule file over: every mistake is told with its line and its field, in both languages' words."""

import pytest

from cpd_core.rule_check import Fault, check
from cpd_core.wording import TEXTS
from tests.cpd_core.build import rule_texts

CPA = next(text for text in rule_texts() if 'id = "CPA-2022"' in text)
OVERRIDES = next(text for text in rule_texts() if 'kind = "overrides"' in text)


def looked_at(text: str, instead_of: str = CPA) -> tuple[Fault, ...]:
    return check(text, [other for other in rule_texts() if other != instead_of]).faults


def changed(*pairs: tuple[str, str], text: str = CPA) -> str:
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after, 1)
    return text


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize("text", rule_texts(), ids=lambda text: text.splitlines()[0][:30])
def test_the_files_in_force_have_no_faults(text: str) -> None:
    assert looked_at(text, text) == ()


def test_all_slips_of_the_pen_are_told_at_once() -> None:
    text = changed(
        ("first_year = 2022", 'first_year = "2022"'),
        ("hours = 40", "hours = 40.3"),
        ('counts_as = "recorded"', 'count_as = "recorded"'),
        ('code = "live"\nname = "网络直播"', 'code = "live"'),
    )
    faults = looked_at(text)
    assert [(fault.error.field, fault.error.code) for fault in faults] == [
        ("first_year", "rules.type"),
        ("figures.total.hours", "hours.step"),
        ("pathways[1].name", "field.missing"),
        ("pathways[2].count_as", "rules.unknown"),
    ]
    lines = [line_of(text, 'first_year = "2022"'), line_of(text, "hours = 40.3"), line_of(text, 'code = "live"') - 1]
    assert [fault.line for fault in faults] == [*lines, line_of(text, "count_as =")]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            [("[figures.total]", "[figures.year_min]")],
            {("figures.total", "field.missing"), ("figures.year_min", "rules.two_years")},
        ),
        ([('code = "live"', 'code = "face_to_face"')], {("pathways[1].code", "rules.twice")}),
        ([("first_year = 2022", "first_year = 2021")], {("first_year", "rules.overlap")}),
        ([('member_type = "cpa"', 'member_type = "non_practising"')], {("first_year", "rules.overlap")}),
        ([('kind = "rule_set"', 'kind = "hut"')], {("kind", "import.choice")}),
        ([('id = "CPA-2022"', 'id = "NP-2022"')], {("id", "rules.id_twice")}),
        ([("first_year = 2022", "first_year = 2022\nlast_year = 2000")], {("last_year", "rules.years")}),
    ],
)  # fmt: skip
def test_what_types_cannot_say_is_told_too(pairs: list[tuple[str, str]], expected: set[tuple[str, str]]) -> None:
    assert {(fault.error.field, fault.error.code) for fault in looked_at(changed(*pairs))} == expected


@pytest.mark.parametrize(
    ("pair", "field", "code"),
    [
        (('rule_set = "NP-2011"', 'rule_set = "NP-1999"'), "overrides[0].rule_set", "rules.no_set"),
        (("last_year = 2021", "last_year = 2030"), "overrides[0].first_year", "rules.outside"),
        (("figures.total = {", "figures.ethics_min = {"), "overrides[0].figures.ethics_min", "rules.no_figure"),
    ],
)
def test_overrides_are_looked_at_beside_the_rule_sets(pair: tuple[str, str], field: str, code: str) -> None:
    text = changed(pair, text=OVERRIDES)
    (fault,) = looked_at(text, OVERRIDES)
    assert (fault.error.field, fault.error.code) == (field, code)
    assert fault.line in range(line_of(text, "[[overrides]]"), line_of(text, "[[overrides]]") + 6)


@pytest.mark.parametrize(("text", "line"), [("id = \n", 1), ('\n\nid = "a\n', 3), ("x = [1,\n2", 2)])
def test_what_is_no_toml_names_the_line(text: str, line: int) -> None:
    (fault,) = looked_at(text)
    assert (fault.line, fault.error.code) == (line, "rules.toml")


def test_a_file_that_spoils_another_says_so() -> None:
    """A rule set that ends earlier leaves an override of its last years without one."""
    text = next(text for text in rule_texts() if 'id = "NP-2011"' in text)
    (fault,) = looked_at(text.replace("last_year = 2021", "last_year = 2020", 1), text)
    assert (fault.line, fault.error.field, fault.error.code) == (0, "toml", "rules.others")
    assert fault.error.code in TEXTS
