"""Every figure of the field's rules, worked by hand. In each test the arithmetic stands beside the expectation."""

import pytest

from tests.cpd_core.build import (
    application,
    codes,
    completion,
    cpa_ledger,
    exemption,
    grant,
    ledger,
    line,
    member,
    part,
    rules_with,
)

# --- NP-2011: total 40, input at least 24, output at most 16, input above 24 to the next year, at most 24 -----------


def test_np_2011_forty_hours_of_input_fulfil_the_year():
    year = ledger(2015, application("a", 2015, hours=30.0), completion("c", 2015, hours=10.0))
    assert (year.required, year.counted, year.missing, year.fulfilled) == (40, 30 + 10, 0, True)


def test_np_2011_half_an_hour_short_is_short():
    year = ledger(2015, application("a", 2015, hours=39.5))
    assert (year.counted, year.missing, year.fulfilled) == (39.5, 40 - 39.5, False)


def test_np_2011_output_counts_up_to_16():
    year = ledger(2015, application("a", 2015, hours=24.0), application("b", 2015, "paper", hours=20.0))
    assert line(year, "b").counted == 16  # of 20
    assert codes(line(year, "b")) == ("cap.output",)
    assert part(year, "output") == (16, 16, 0)
    assert (year.counted, year.fulfilled) == (24 + 16, True)


def test_np_2011_output_cannot_stand_in_for_the_24_hours_of_input():
    year = ledger(
        2015, application("a", 2015, hours=23.5), application("b", 2015, "paper", hours=16.0), grant("g", 2015, 4.0)
    )
    assert (year.counted, year.missing) == (23.5 + 16 + 4, 0)  # 43.5 of 40, yet
    assert part(year, "input") == (23.5, 24, 0.5)
    assert not year.fulfilled


@pytest.mark.parametrize(
    ("input_before", "carried", "says"),
    [
        (24.0, None, ()),  # nothing above 24
        (24.5, 0.5, ("carry.from",)),  # 24.5 - 24
        (40.0, 16.0, ("carry.from",)),  # 40 - 24
        (48.0, 24.0, ("carry.from",)),  # 48 - 24, just the most
        (60.0, 24.0, ("carry.from", "carry.cap")),  # 60 - 24 = 36, at most 24
    ],
)
def test_np_2011_input_above_24_goes_to_the_next_year(input_before, carried, says):
    year = ledger(2016, application("a", 2015, hours=input_before))
    if carried is None:
        assert year.lines == ()
    else:
        assert (year.lines[0].source, year.lines[0].counted, codes(year.lines[0])) == ("carried_over", carried, says)
        assert year.lines[0].title == "2015 年度结转学时"
        assert year.counted == part(year, "input")[0] == carried


def test_np_2011_output_of_the_year_before_is_not_carried():
    year = ledger(2016, application("a", 2015, hours=24.0), application("b", 2015, "paper", hours=16.0))
    assert year.counted == 0


def test_np_2011_hours_are_carried_one_year_and_no_further():
    # 2015: 48 input, so 24 go to 2016; 2016 itself has 20 of input: 20 + 24 = 44, but only its own 20 could go on
    items = application("a", 2015, hours=48.0), application("b", 2016, hours=20.0)
    assert ledger(2016, *items).counted == 24 + 20
    assert ledger(2017, *items).counted == 0


def test_np_2011_granted_and_carried_hours_share_the_24():
    items = application("a", 2015, hours=44.0), grant("g", 2016, 10.0, "carried_over")
    year = ledger(2016, *items)
    assert line(year, "carried_over:2016").counted == 20  # 44 - 24
    assert line(year, "g").counted == 24 - 20  # of 10
    assert codes(line(year, "g")) == ("carry.cap",)


def test_np_2011_grants_of_carried_hours_are_taken_by_id():
    year = ledger(2016, grant("h", 2016, 20.0, "carried_over"), grant("g", 2016, 20.0, "carried_over"))
    assert [(x.ref_id, x.counted) for x in year.lines] == [("g", 20), ("h", 24 - 20)]


def test_np_2011_online_study_is_input():
    # 30 + 2 online: 8 above 24
    items = application("a", 2015, hours=30.0), completion("c", 2015, hours=2.0)
    assert part(ledger(2015, *items), "input") == (32, 24, 0)
    assert ledger(2016, *items).counted == 32 - 24


@pytest.mark.parametrize(("province", "total"), [("11", 24.0), ("47", 25.0), ("32", 40.0)])
def test_np_2011_beijing_24_shenzhen_25(province, total):
    who = member(province=province)
    assert ledger(2015, application("a", 2015, hours=total), who=who).fulfilled
    short = ledger(2015, application("a", 2015, hours=total - 0.5), who=who)
    assert (short.missing, short.fulfilled) == (0.5, False)


# --- NP-2022: total 40, output by pathway, nothing carried ----------------------------------------------------------


def test_np_2022_forty_hours_however_earned():
    # 24 teaching + 16 papers: no minimum of input any more
    year = ledger(2026, application("a", 2026, "teaching", 24.0), application("b", 2026, "paper", 16.0))
    assert (year.required, year.counted, year.missing, year.fulfilled) == (40, 24 + 16, 0, True)
    assert year.parts == ()


@pytest.mark.parametrize(
    ("pathway", "cap"),
    [("teaching", 24), ("standards", 24), ("inspection", 24), ("exam_work", 24), ("research", 12), ("degree", 24)],
)
def test_np_2022_output_is_capped_per_pathway_and_year(pathway, cap):
    # two applications of 20: 20 + (cap - 20), or cap + 0 where the cap is below 20
    items = application("a", 2026, pathway, 20.0), application("b", 2026, pathway, 20.0)
    year = ledger(2026, *items, application("before", 2025, pathway, 20.0))
    assert year.counted == cap
    assert (line(year, "a").counted, line(year, "b").counted) == (min(20, cap), max(0, cap - 20))
    assert codes(line(year, "b")) == ("cap.pathway",)


def test_np_2022_pathways_without_a_published_cap():
    for pathway in ("international_post", "book", "paper", "exam"):
        assert ledger(2026, application("a", 2026, pathway, 40.0)).counted == 40


def test_np_2022_carries_nothing_not_even_from_2021():
    assert ledger(2022, application("a", 2021, hours=48.0)).counted == 0
    assert ledger(2024, application("a", 2023, hours=80.0)).counted == 0


def test_np_2022_a_grant_of_carried_hours_does_not_count_and_says_why():
    year = ledger(2026, grant("g", 2026, 8.0, "carried_over"))
    assert (line(year, "g").asked, line(year, "g").counted, codes(line(year, "g"))) == (8, 0, ("carry.none",))


# --- CPA-2007: 80 in two years and 30 in each, 4 of ethics, 32 of recorded study ------------------------------------


def test_cpa_2007_the_first_year_owes_30():
    year = cpa_ledger(2008, application("a", 2008, hours=29.5))
    assert (year.required, year.missing, year.fulfilled) == (30, 0.5, False)
    assert (year.cycle, year.cycle_required, year.cycle_counted) == ((2008, 2009), 80, 29.5)
    assert cpa_ledger(2008, application("a", 2008, hours=30.0)).fulfilled


def test_cpa_2007_the_second_year_owes_what_the_cycle_lacks():
    items = application("a", 2008, hours=30.0), application("b", 2009, hours=45.0, ethics=True)
    year = cpa_ledger(2009, *items)
    assert (year.required, year.counted) == (30, 45)
    assert (year.cycle_required, year.cycle_counted, year.missing) == (80, 30 + 45, 80 - 75)
    assert not year.fulfilled
    assert cpa_ledger(2009, *items, application("c", 2009, hours=5.0)).fulfilled  # 30 + 50


def test_cpa_2007_eighty_in_one_year_do_not_spare_the_30_of_the_other():
    items = application("a", 2008, hours=80.0, ethics=True), application("b", 2009, hours=20.0)
    year = cpa_ledger(2009, *items)
    assert (year.cycle_counted, year.missing, year.fulfilled) == (100, 30 - 20, False)


def test_cpa_2007_four_hours_of_ethics_in_the_cycle():
    items = application("a", 2008, hours=50.0), application("b", 2009, hours=30.0)
    assert part(cpa_ledger(2009, *items), "ethics") == (0, 4, 4)
    assert not cpa_ledger(2009, *items).fulfilled  # 80 hours, no ethics
    with_ethics = (*items, completion("c", 2008, 2.0, topic="ethics"), application("d", 2009, hours=2.0, ethics=True))
    assert part(cpa_ledger(2009, *with_ethics), "ethics") == (2 + 2, 4, 0)
    assert cpa_ledger(2009, *with_ethics).fulfilled
    assert cpa_ledger(2008, *items).fulfilled  # ethics is owed at the end of the cycle


def test_cpa_2007_recorded_study_counts_up_to_32_in_the_cycle():
    items = application("a", 2008, "recorded", 20.0), application("b", 2009, "remote", 20.0)
    assert cpa_ledger(2008, *items).counted == 20
    year = cpa_ledger(2009, *items)
    assert line(year, "b").counted == 32 - 20  # of 20
    assert line(year, "b").reasons[0].code == "cap.recorded_cycle"
    assert line(year, "b").reasons[0].params == {"max": 32.0, "used": 20.0, "first": 2008, "last": 2009}
    assert part(year, "recorded") == (32, 32, 0)
    assert cpa_ledger(2010, application("c", 2010, "remote", 20.0), *items).counted == 20  # a new cycle


def test_cpa_2007_a_pathways_cap_is_of_each_year():
    items = application("a", 2008, "teaching", 30.0), application("b", 2009, "teaching", 30.0)
    assert cpa_ledger(2009, *items).cycle_counted == 24 + 24


def test_a_cap_of_a_cycle_is_halved_where_half_of_it_lies_under_other_rules():
    book = rules_with(("[figures.recorded_cap]\nhours = 32", "[figures.output_cap]\nhours = 32"))
    year = ledger(2007, application("a", 2007, "paper", 20.0), who=member("cpa"), book=book)
    assert year.counted == 32 / 2


def test_cpa_2007_carries_nothing_into_the_next_cycle():
    assert cpa_ledger(2010, application("a", 2008, hours=80.0), application("b", 2009, hours=80.0)).cycle_counted == 0


def test_cpa_2007_the_first_year_stands_alone_and_owes_half_a_cycle():
    # 2007: 80 / 2 = 40 and 4 / 2 = 2 of ethics, recorded 32 / 2 = 16
    year = cpa_ledger(2007, application("a", 2007, "recorded", 20.0), application("b", 2007, hours=24.0, ethics=True))
    assert (year.cycle, year.required, year.cycle_required, year.counted) == ((2007,), 30, 40, 16 + 24)
    assert part(year, "ethics") == (24, 2, 0)
    assert part(year, "recorded") == (16, 16, 0)
    assert year.fulfilled


# --- CPA-2022: 40, 4 of ethics, 16 face to face (live counts), recorded at most 24 ----------------------------------


def test_cpa_2022_all_minima_met():
    year = cpa_ledger(2026, application("a", 2026, hours=36.0), application("b", 2026, "live", 4.0, ethics=True))
    assert (year.required, year.counted, year.fulfilled) == (40, 36 + 4, True)
    assert part(year, "ethics") == (4, 4, 0)
    assert part(year, "face_to_face") == (36 + 4, 16, 0)


def test_cpa_2022_recorded_study_counts_up_to_24():
    items = (
        completion("c", 2026, 10.0),
        application("a", 2026, "remote", 10.0),
        application("b", 2026, "recorded", 10.0),
    )
    year = cpa_ledger(2026, *items)
    assert [line(year, i).counted for i in ("c", "a", "b")] == [10, 10, 24 - 20]
    assert codes(line(year, "b")) == ("cap.recorded",)
    assert part(year, "recorded") == (24, 24, 0)


def test_cpa_2022_sixteen_hours_face_to_face_and_live_counts():
    recorded, other = application("a", 2026, "recorded", 24.0, ethics=True), application("b", 2026, "forum", 16.0)
    year = cpa_ledger(2026, recorded, other)
    assert (year.counted, year.missing) == (24 + 16, 0)
    assert part(year, "face_to_face") == (0, 16, 16)
    assert not year.fulfilled
    live = completion("c", 2026, 10.0, "live"), application("d", 2026, "live", 6.0)
    year = cpa_ledger(2026, recorded, *live)
    assert part(year, "face_to_face") == (10 + 6, 16, 0)
    assert (year.counted, year.fulfilled) == (24 + 10 + 6, True)


def test_cpa_2022_four_hours_of_ethics():
    year = cpa_ledger(2026, application("a", 2026, hours=36.5), application("b", 2026, hours=3.5, ethics=True))
    assert (year.counted, year.missing) == (40, 0)
    assert part(year, "ethics") == (3.5, 4, 0.5)
    assert not year.fulfilled


def test_cpa_2022_ethics_learnt_beyond_a_cap_is_learnt_all_the_same():
    # 24 recorded first, then 4 recorded of ethics: nothing of it counts to the total, all of it to the minimum
    items = application("a", 2026, "recorded", 24.0), application("b", 2026, "remote", 4.0, ethics=True)
    year = cpa_ledger(2026, *items, application("c", 2026, hours=16.0))
    assert line(year, "b").counted == 0
    assert part(year, "ethics") == (4, 4, 0)
    assert (year.counted, year.fulfilled) == (24 + 16, True)


def test_cpa_2022_output_as_published_and_in_house_training():
    items = application("a", 2026, "research", 16.0), application("b", 2026, "in_house", 10.0)
    year = cpa_ledger(2026, *items)
    assert year.counted == 12 + 10  # research at most 12


# --- exemptions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("condition", ["abroad", "maternity", "illness", "joined_late", "local_other"])
def test_an_exemption_waives_the_year_with_its_minima(condition):
    for year in (
        ledger(2015, exemption("e", 2015, condition)),
        ledger(2026, exemption("e", 2026, condition)),
        cpa_ledger(2026, exemption("e", 2026, condition)),
    ):
        assert (year.required, year.waived, year.counted, year.missing, year.fulfilled) == (0, 40, 0, 0, True)
        assert codes(line(year, "e")) == ("exemption.waives",)
        assert all(p.missing == 0 for p in year.parts)


def test_an_exemption_in_a_cycle_waives_half_of_it_and_the_years_own_30():
    items = exemption("e", 2008), application("b", 2009, hours=36.0), application("c", 2009, hours=4.0, ethics=True)
    first, second = cpa_ledger(2008, *items), cpa_ledger(2009, *items)
    assert (first.required, first.fulfilled) == (0, True)  # 30 - 40, not below 0
    assert (second.required, second.cycle_required, second.cycle_counted) == (30, 80 - 40, 36 + 4)
    assert second.fulfilled


def test_a_part_of_a_year_can_be_waived():
    book = rules_with(('waives = "year"', "waives = 16"))
    year = ledger(2015, exemption("e", 2015), application("a", 2015, hours=23.5), book=book)
    assert (year.required, year.missing) == (40 - 16, 24 - 23.5)
    assert part(year, "input") == (23.5, 24, 0.5)  # 24 of input, and 24 is what is still required
    two = ledger(2015, exemption("e", 2015), exemption("f", 2015, "illness"), book=book)
    assert two.required == 40 - 16 - 16
    assert part(two, "input") == (0, 8, 8)  # a minimum never asks for more than the total
    three = ledger(2015, exemption("e", 2015), exemption("f", 2015), exemption("g", 2015), book=book)
    assert [x.waived for x in three.lines] == [16, 16, 8]  # 40 in all
    assert three.required == 0
