"""Rule files: the figures of the four rule sets as published, where each comes from, and what a wrong file is told."""

import re

import pytest

import resources
from cpd_core.requirements import RuleBook, RulesError, RuleSet
from tests.cpd_core.build import rule_texts, rules, rules_with

NONE = None


def found(member_type: str, year: int, province: str = "32") -> RuleSet:
    rule_set = rules().find("cpa" if member_type == "cpa" else "non_practising", year, province)
    assert rule_set is not None
    return rule_set


@pytest.mark.parametrize(
    ("member_type", "years", "rule_id", "figures"),
    [
        # total, year min, input min, output cap, ethics, face to face, recorded cap, carry above, carry max
        ("non_practising", (2011, 2021), "NP-2011", (40, NONE, 24, 16, NONE, NONE, NONE, 24, 24)),
        ("non_practising", (2022, 2026), "NP-2022", (40, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE)),
        ("cpa", (2007, 2021), "CPA-2007", (80, 30, NONE, NONE, 4, NONE, 32, NONE, NONE)),
        ("cpa", (2022, 2026), "CPA-2022", (40, NONE, NONE, NONE, 4, 16, 24, NONE, NONE)),
    ],
)
def test_the_figures_of_a_rule_set(member_type, years, rule_id, figures):
    for year in years:
        r = found(member_type, year)
        assert r.id == rule_id
        assert figures == (
            r.total,
            r.year_min,
            r.input_min,
            r.output_cap,
            r.ethics_min,
            r.face_to_face_min,
            r.recorded_cap,
            r.carry_over_above,
            r.carry_over_max,
        )


@pytest.mark.parametrize(
    ("code", "cap"),
    [
        ("teaching", 24),
        ("standards", 24),
        ("inspection", 24),
        ("exam_work", 24),
        ("research", 12),
        ("degree", 24),
        ("international_post", None),
        ("book", None),
        ("paper", None),
        ("exam", None),
    ],
)
def test_output_pathways_have_the_published_caps_in_every_rule_set(code, cap):
    for member_type, year in (("cpa", 2022), ("cpa", 2010), ("non_practising", 2022), ("non_practising", 2011)):
        pathway = found(member_type, year).pathway(code)
        assert pathway is not None
        assert (pathway.kind, pathway.year_cap) == ("output", cap)


def test_caps_of_output_are_inferred_for_non_practising_members():
    pathways = found("non_practising", 2022).pathways_of("output")
    assert {p.confidence for p in pathways if p.year_cap is not None} == {"?"}


def test_input_pathways_and_what_they_count_as():
    expected = {
        "face_to_face": "face_to_face",
        "live": "face_to_face",
        "recorded": "recorded",
        "remote": "recorded",
        "in_house": "",
        "forum": "",
        "other": "",
    }
    assert {p.code: p.counts_as for p in found("cpa", 2022).pathways_of("input")} == expected
    del expected["in_house"]  # training inside a firm is for those who work in one
    assert {p.code: p.counts_as for p in found("non_practising", 2022).pathways_of("input")} == expected


def test_the_five_grounds_for_exemption_waive_the_whole_year():
    for member_type, year in (("cpa", 2022), ("cpa", 2010), ("non_practising", 2022), ("non_practising", 2011)):
        conditions = {c.code: c.waives for c in found(member_type, year).conditions}
        assert conditions == dict.fromkeys(("abroad", "maternity", "illness", "joined_late", "local_other"))


def test_every_figure_says_where_it_comes_from():
    for member_type, year in (("cpa", 2022), ("cpa", 2010), ("non_practising", 2022), ("non_practising", 2011)):
        r = found(member_type, year)
        for figure in r.figures:
            assert getattr(r, figure.key) == figure.hours
            assert figure.source
        assert all(item.source and item.confidence for item in (*r.pathways, *r.conditions))


@pytest.mark.parametrize(
    ("province", "year", "total", "confidence"),
    [("11", 2011, 24, "?"), ("11", 2021, 24, "?"), ("47", 2015, 25, "?"), ("32", 2015, 40, "C"), ("31", 2015, 40, "C")],
)
def test_beijing_and_shenzhen_asked_for_less_in_old_years(province, year, total, confidence):
    r = found("non_practising", year, province)
    assert (r.total, r.input_min, r.output_cap) == (total, 24, 16)
    assert [f.confidence for f in r.figures if f.key == "total"] == [confidence]


def test_an_override_touches_neither_other_years_nor_other_members():
    assert found("non_practising", 2022, "11").total == 40
    assert found("cpa", 2015, "11").total == 80


def test_years_without_rules():
    assert rules().find("non_practising", 2010, "32") is None
    assert rules().find("cpa", 1899, "32") is None
    assert (rules().first_year("non_practising"), rules().first_year("cpa")) == (2011, 2007)


def test_house_limits():
    assert rules().hours_max == 80
    assert "ethics" in rules().ethics_topics


def test_the_order_of_files_does_not_matter():
    backwards = RuleBook(reversed(rule_texts()))
    assert backwards.find("non_practising", 2015, "11") == rules().find("non_practising", 2015, "11")


def test_two_year_cycles_begin_in_even_years_and_end_where_the_rules_end():
    r = found("cpa", 2015)
    assert [r.cycle_of(y) for y in (2007, 2008, 2009, 2020, 2021)] == [
        (2007,),
        (2008, 2009),
        (2008, 2009),
        (2020, 2021),
        (2020, 2021),
    ]
    assert found("cpa", 2022).cycle_of(2022) == (2022,)


def test_the_glossary_knows_every_pathway_and_ground():
    glossary = (resources.ROOT.parent / "docs" / "glossary.md").read_text(encoding="utf-8")
    r = found("cpa", 2026)
    for item in (*r.pathways, *r.conditions):
        assert re.search(rf"\| {item.name}[^|]* \| `{item.code}` \|", glossary), item.code


def test_names_of_codes():
    r = found("non_practising", 2026)
    assert r.name_of("live") == "网络直播"
    assert r.name_of("maternity") == "生育休产假"
    assert r.name_of("of_another_year") == "of_another_year"


TOTAL_OF_NP22 = (
    '[figures.total]\nhours = 40\nsource = "非执业会员继续教育规定（2022 年起），官方通知转载"\nconfidence = "B"'
)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('id = "NP-2022"\n', 'id = "NP-2022"\nsurprise = 1\n', "NP-2022.*unknown field `surprise`"),
        ('id = "NP-2022"\n', "", "rule file .*missing required field `id`"),
        ('id = "NP-2022"\n', 'id = "NP-2011"\n', "NP-2011: two rule files have this id"),
        ('id = "NP-2022"\n', 'id = "NP-2022\n', "is not TOML"),
        (
            'first_year = 2022\nsource = "非',
            'first_year = 1899\nsource = "非',
            r"NP-2022.*>= 1990 - at `\$.first_year`",
        ),
        (
            'first_year = 2022\nsource = "非',
            'first_year = 2020\nsource = "非',
            "first_year..last_year overlaps with NP-2011",
        ),
        (
            'last_year = 2021\nsource = "非',
            'last_year = 2010\nsource = "非',
            "NP-2011: last_year lies before first_year",
        ),
        (TOTAL_OF_NP22, TOTAL_OF_NP22.replace("40", "0"), r"NP-2022.*> 0.0 - at `\$.figures.total.hours`"),
        (TOTAL_OF_NP22, TOTAL_OF_NP22.replace("40", "40.3"), "NP-2022.*multiple of 0.5"),
        (TOTAL_OF_NP22, TOTAL_OF_NP22.replace("40", "true"), "NP-2022.*got `bool`"),
        (TOTAL_OF_NP22, TOTAL_OF_NP22.replace("40", "nan"), "NP-2022.*hours"),
        (
            TOTAL_OF_NP22,
            TOTAL_OF_NP22.replace("figures.total", "figures.input_min"),
            "NP-2022: figures.total is missing",
        ),
        (TOTAL_OF_NP22, TOTAL_OF_NP22.replace("figures.total", "figures.totals"), "NP-2022.*unknown field `totals`"),
        (TOTAL_OF_NP22, TOTAL_OF_NP22.replace('"B"', '"sure"'), r"NP-2022.*sure.*`\$.figures.total.confidence`"),
        ("[figures.carry_over_above]", "[figures.year_min]", "NP-2011: figures.carry_over_above and"),
        ("[figures.input_min]", "[figures.year_min]", "NP-2011: figures.year_min belongs to cycles of two years"),
        ("cycle_years = 2", "cycle_years = 1", "CPA-2007: figures.year_min belongs to cycles of two years"),
        ("cycle_years = 2", "cycle_years = 3", r"CPA-2007.*`\$.cycle_years`"),
        ("cycle_begins = 2008", "", "CPA-2007: cycle_begins belongs to cycles of two years"),
        ('code = "live"', 'code = "Live"', r"`\$.pathways\[1\].code`"),
        ('code = "live"', 'code = "recorded"', "pathways has the code 'recorded' twice"),
        ('code = "illness"', 'code = "abroad"', "conditions has the code 'abroad' twice"),
        ('kind = "output"\n', 'kind = "output"\ncounts_as = "recorded"\n', "counts_as is for input only"),
        ('kind = "input"\n', 'kind = "exemption"\n', r"Invalid enum value 'exemption' - at `\$.pathways\[0\].kind`"),
        ('waives = "year"', "waives = -1", r"`\$.conditions\[0\].waives`"),
        ('member_type = "cpa"', 'member_type = "non_practising"', "overlaps"),
        ('province = "11"', 'province = "Beijing"', r"overrides.*`\$.overrides\[0\].province`"),
        ('province = "11"', 'province = "47"', r"overrides: overrides\[1\].first_year..last_year overlaps"),
        ('rule_set = "NP-2011"', 'rule_set = "NP-1999"', r"overrides\[0\].rule_set: there is no rule set NP-1999"),
        ('rule_set = "NP-2011"', 'rule_set = "NP-2022"', r"overrides\[0\].first_year..last_year lie outside NP-2022"),
        ("last_year = 2021\nfigures.total", "last_year = 2009\nfigures.total", r"overrides\[0\].last_year lies before"),
        ("figures.total = {", "figures.ethics_min = {", r"figures.ethics_min: NP-2011 has no such figure to change"),
        ('kind = "house"', 'kind = "hut"', "house.*'hut'"),
        ('kind = "house"\n', "", "house"),
        ('hours = 80\nsource = "本系统', 'hours = inf\nsource = "本系统', r"house.*`\$.hours_max.hours`"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(before, after, says):
    with pytest.raises(RulesError, match=says):
        rules_with((before, after))


def test_a_cycle_of_two_years_carries_nothing():
    carry = "\n".join(
        f'[figures.{key}]\nhours = 24\nsource = "?"\nconfidence = "?"\n'
        for key in ("carry_over_above", "carry_over_max")
    )
    with pytest.raises(RulesError, match=r"CPA-2007: figures.carry_over_max belongs to cycles of one year"):
        rules_with(("[figures.year_min]", f"{carry}\n[figures.year_min]"))


def test_there_must_be_one_house_file_and_rules_for_every_kind_of_member():
    house = next(t for t in rule_texts() if 'kind = "house"' in t)
    with pytest.raises(RulesError, match="one file of kind house; there are 0"):
        RuleBook(t for t in rule_texts() if t != house)
    with pytest.raises(RulesError, match="one file of kind house; there are 2"):
        RuleBook((*rule_texts(), house.replace('id = "house"', 'id = "villa"')))
    with pytest.raises(RulesError, match="no rule set for member_type cpa"):
        RuleBook(t for t in rule_texts() if 'member_type = "cpa"' not in t)
