"""What must hold of every member's ledger, whatever the facts: hypothesis looks for the facts that break it."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cpd_core.entities import Application, Completion, Grant, Member
from cpd_core.ledger import Facts, YearLedger, work_out, work_out_all, would_count
from cpd_core.ledger_lines import year_of
from cpd_core.wording import TEXTS, say_error
from tests.cpd_core.build import application, completion, exemption, grant, member, rules

YEARS = (2007, 2008, 2009, 2014, 2015, 2020, 2021, 2022, 2023)
PATHWAYS = ("face_to_face", "live", "recorded", "remote", "in_house", "forum", "teaching", "research", "paper", "gone")

halves = st.integers(1, 80).map(lambda n: n / 2)
years = st.sampled_from(YEARS)
dates = st.integers(1, 28).map(lambda day: f"2015-03-{day:02}T00:00:00Z")
members = st.builds(member, st.sampled_from(("cpa", "non_practising")), st.sampled_from(("11", "32", "47")))


@st.composite
def applications(draw: st.DrawFn) -> Application:
    asked = draw(halves)
    state = draw(st.sampled_from(("confirmed", "confirmed", "pending", "refused")))
    confirmed = draw(st.integers(1, int(asked * 2))) / 2 if state == "confirmed" else None
    return application(
        "",
        draw(years),
        draw(st.sampled_from(PATHWAYS)),
        asked,
        state,
        confirmed_hours=confirmed,
        ethics=draw(st.booleans()),
        filed_at=draw(dates),
    )


exemptions = st.builds(
    exemption,
    st.just(""),
    years,
    st.sampled_from(("abroad", "gone")),
    state=st.sampled_from(("confirmed", "pending")),
    filed_at=dates,
)
completions = st.builds(
    completion,
    st.just(""),
    years,
    halves,
    st.sampled_from(("recorded", "live")),
    rating=st.sampled_from((None, 5)),
    minutes=st.integers(0, 2000),
    topic=st.sampled_from(("ethics", "tax")),
)
grants = st.builds(grant, st.just(""), years, halves, st.sampled_from(("special", "carried_over")))


@st.composite
def all_facts(draw: st.DrawFn) -> Facts:
    """Facts of one member, each with an id of its own, a few of the applications not sent."""
    items = draw(st.lists(applications() | exemptions | completions | grants, max_size=14))
    named = [msgspec.structs.replace(item, id=f"i{number:02}") for number, item in enumerate(items)]
    return Facts(
        member=draw(members),
        applications=tuple(i for i in named if isinstance(i, Application)),
        completions=tuple(i for i in named if isinstance(i, Completion)),
        grants=tuple(i for i in named if isinstance(i, Grant)),
        unsent=frozenset(draw(st.lists(st.sampled_from([i.id for i in named]), max_size=2))) if named else frozenset(),
    )


def ledgers(facts: Facts) -> dict[int, YearLedger]:
    worked_out = ((year, work_out(facts, rules(), year)) for year in YEARS)
    return {year: ledger for year, ledger in worked_out if ledger is not None}


@given(all_facts(), st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(facts: Facts, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    other = Facts(
        facts.member,
        shuffled(facts.applications),
        shuffled(facts.completions),
        shuffled(facts.grants),
        facts.unsent,
    )
    assert ledgers(other) == ledgers(facts)


@given(all_facts())
def test_hours_only_ever_shrink_and_a_loss_is_explained(facts: Facts):
    for ledger in ledgers(facts).values():
        for line in ledger.lines:
            assert 0 <= line.counted <= line.eligible <= line.asked
            assert line.counted * 2 % 1 == 0
            assert line.counted == line.asked or line.reasons
            assert all(reason.code in TEXTS and "{" not in say_error(reason) for reason in line.reasons)
            assert all(reason.field == ledger.rule_set.id for reason in line.reasons)


@given(all_facts())
def test_every_fact_of_the_year_has_exactly_one_line(facts: Facts):
    for year, ledger in ledgers(facts).items():
        there = (*facts.applications, *facts.completions, *facts.grants)
        ids = sorted(line.ref_id for line in ledger.lines if not line.ref_id.startswith("carried_over:"))
        assert ids == sorted(item.id for item in there if item.year == year)


@given(all_facts())
def test_all_years_at_once_are_what_each_is_by_itself(facts: Facts):
    assert work_out_all(facts, rules(), YEARS) == {year: work_out(facts, rules(), year) for year in YEARS}


@given(all_facts())
def test_what_was_done_in_a_year_and_is_of_another_is_named_there_once_and_counts_nothing(facts: Facts):
    done = [(a.id, a.year, year_of(a.filed_at)) for a in facts.applications if a.kind != "exemption"]
    done += [(c.id, c.year, year_of(c.finished_on)) for c in facts.completions]
    for year, ledger in ledgers(facts).items():
        assert sorted(line.ref_id for line in ledger.elsewhere) == sorted(i for i, of, at in done if at == year != of)
        assert all((line.eligible, line.counted) == (0, 0) for line in ledger.elsewhere)


@given(all_facts())
def test_sums_agree(facts: Facts):
    for ledger in ledgers(facts).values():
        assert ledger.counted == sum(line.counted for line in ledger.lines)
        assert ledger.counted == sum(item.hours for item in ledger.by_source())
        assert ledger.missing >= 0
        assert ledger.required >= 0
        assert ledger.missing >= ledger.required - ledger.counted
        if len(ledger.cycle) == 1:
            assert ledger.cycle_counted == ledger.counted
        assert not ledger.fulfilled or ledger.missing == 0


@given(all_facts())
def test_caps_are_never_exceeded(facts: Facts):
    for ledger in ledgers(facts).values():
        assert all(part.have <= part.at_most for part in ledger.parts if part.at_most is not None)
        for pathway in ledger.rule_set.pathways:
            used = sum(x.counted for x in ledger.lines if x.pathway == pathway.code and x.source != "online")
            assert pathway.year_cap is None or used <= pathway.year_cap
        carried = sum(x.counted for x in ledger.lines if x.source == "carried_over")
        assert carried <= (ledger.rule_set.carry_over_max or 0)


@given(all_facts(), applications())
def test_one_more_confirmed_application_never_takes_hours_away(facts: Facts, more: Application):
    more = msgspec.structs.replace(more, id="more", state="confirmed", confirmed_hours=more.hours)
    after = ledgers(replace(facts, applications=(*facts.applications, more)))
    for year, before in ledgers(facts).items():
        assert after[year].cycle_counted >= before.cycle_counted
        assert after[year].required == before.required
        if year <= more.year:  # within a cycle, a later year may find a cap filled
            assert after[year].counted >= before.counted
        for part, part_after in zip(before.parts, after[year].parts, strict=True):
            assert part_after.have >= part.have


@given(all_facts())
def test_a_later_year_changes_no_hours_of_an_earlier_one(facts: Facts):
    for year, ledger in ledgers(facts).items():
        past = Facts(
            facts.member,
            tuple(a for a in facts.applications if a.year <= year),
            tuple(c for c in facts.completions if c.year <= year),
            tuple(g for g in facts.grants if g.year <= year),
            facts.unsent,
        )
        assert ledgers(past)[year].lines == ledger.lines


@given(all_facts(), applications())
def test_what_would_count_is_what_counts_once_confirmed(facts: Facts, typed: Application):
    typed = msgspec.structs.replace(typed, id="typed")
    confirmed = msgspec.structs.replace(typed, state="confirmed", confirmed_hours=typed.hours)
    told = would_count(facts, rules(), typed)
    ledger = work_out(replace(facts, applications=(*facts.applications, confirmed)), rules(), typed.year)
    if ledger is None:
        assert told is None
    else:
        assert told in ledger.lines


@settings(max_examples=30)
@given(members, st.lists(applications(), max_size=6))
def test_an_exemption_of_the_whole_year_leaves_nothing_to_do(who: Member, others: list[Application]):
    for year in (2008, 2015, 2023):
        items = [msgspec.structs.replace(item, id=f"i{number}") for number, item in enumerate(others)]
        ledger = work_out(Facts(who, (*items, exemption("e", year))), rules(), year)
        assert ledger is None or ledger.required == 0
