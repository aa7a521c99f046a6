"""What a batch would bring: the same as the ledger says once it has happened."""

from math import fsum

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cpd_core.dry_run import short_of
from cpd_core.ledger import Facts, work_out
from tests.cpd_core.build import application, exemption, member, rules

MEMBER = member("cpa")


def asked(number: int, pathway: str, hours: float, state: str = "pending"):
    kind = "output" if pathway == "teaching" else "input"
    confirmed = {"confirmed_hours": hours} if state == "confirmed" else {"confirmed_hours": None}
    filed = f"2026-12-{number + 1:02}T08:00:00Z"
    return application(f"a{number}", kind=kind, pathway=pathway, hours=hours, state=state, filed_at=filed, **confirmed)


def test_the_one_that_was_filed_last_goes_short():
    facts = Facts(
        MEMBER, (asked(0, "recorded", 20, "confirmed"), asked(2, "recorded", 6), asked(1, "recorded", 3))
    )  # at most 24 recorded
    short = short_of(facts, rules(), {"a1", "a2"})
    assert {id_: (each.asked, each.counts) for id_, each in short.items()} == {"a2": (6.0, 1.0)}
    assert short["a2"].reasons[-1].code == "cap.recorded"
    assert short_of(facts, rules(), {"a1"}) == short_of(facts, rules(), ()) == {}


def test_it_counts_after_what_is_confirmed_whenever_it_was_filed():
    facts = Facts(MEMBER, (asked(9, "recorded", 24, "confirmed"), asked(0, "recorded", 2)))
    assert short_of(facts, rules(), {"a0"})["a0"].counts == 0.0


def test_an_exemption_that_waives_nothing_any_more():
    first = replace(exemption("maternity"), id="e1", state="pending", member_type="cpa")
    second = replace(first, id="e2", filed_at="2026-12-31T00:00:00Z")
    short = short_of(Facts(MEMBER, (second, first)), rules(), {"e1", "e2"})
    assert list(short) == ["e2"]
    assert (short["e2"].asked, short["e2"].reasons[0].code) == (0.0, "exemption.nothing_left")


def test_years_without_rules_have_nothing_to_go_short_of():
    old = replace(asked(0, "recorded", 90), year=1990)
    assert short_of(Facts(MEMBER, (old,)), rules(), {"a0"}) == {}


pathways = st.sampled_from(("recorded", "remote", "face_to_face", "teaching"))
some = st.lists(
    st.tuples(pathways, st.integers(1, 40), st.sampled_from(("pending", "confirmed", "refused")), st.booleans()),
    max_size=8,
)


@given(some)
def test_what_would_count_is_what_does_count_afterwards(drawn):
    facts = Facts(MEMBER, tuple(asked(n, p, h / 2, s) for n, (p, h, s, _) in enumerate(drawn)))
    chosen = {a.id for a, (_, _, state, on) in zip(facts.applications, drawn, strict=True) if on and state == "pending"}
    short = short_of(facts, rules(), chosen)
    after = replace(
        facts,
        applications=tuple(
            replace(a, state="confirmed", confirmed_hours=a.hours) if a.id in chosen else a for a in facts.applications
        ),
    )
    before, then = work_out(facts, rules(), 2026), work_out(after, rules(), 2026)
    assert before
    assert then
    gained = fsum(short[a.id].counts if a.id in short else a.hours for a in facts.applications if a.id in chosen)
    assert then.counted - before.counted == gained
    assert all(each.counts < each.asked for each in short.values())
