"""Whole lives of an application: any commands in any order, by member and staff, and what always holds."""

from hypothesis import given
from hypothesis import strategies as st

from cpd_core.commands import STAFF_COMMANDS, World, decide
from cpd_core.entities import Application
from cpd_core.messages import Confirm, Edit, EditFields, Nothing, Reason
from cpd_core.outcomes import Applied
from tests.cpd_core.build import STAFF, actor, draft, rules

WORLD = World(rules=rules(), this_year=2026)
hours = st.integers(-1, 20).map(lambda n: n / 2)
notes = st.sampled_from(("", "一", "二"))
acts = st.one_of(
    st.tuples(st.just("application.file"), st.builds(draft, hours=hours, note=notes)),
    st.tuples(
        st.just("application.edit"),
        st.builds(Edit, was=st.builds(EditFields, note=notes), to=st.builds(EditFields, note=notes)),
    ),
    st.tuples(st.just("application.delete"), st.just(Nothing())),
    st.tuples(st.just("application.confirm"), st.builds(Confirm, hours=hours)),
    st.tuples(
        st.sampled_from(("application.refuse", "application.revoke")),
        st.builds(Reason, reason=st.sampled_from(("", "甲", "乙"))),
    ),
)


@given(st.lists(st.tuples(acts, st.integers(0, 1)), max_size=25))
def test_a_life_of_any_commands(life):
    there: Application | None = None
    for (kind, payload), staleness in life:
        who = STAFF if kind in STAFF_COMMANDS else actor()
        base_rev = there.rev - staleness if there else 0
        outcome = decide(kind, "a1", payload, base_rev, there, who, WORLD)
        if not isinstance(outcome, Applied):
            continue
        now = outcome.entity
        assert now is None or isinstance(now, Application)
        if there is not None and now is not None:
            assert now.rev == there.rev + 1
            assert now.history[:-1] == there.history  # it only ever grows
            assert (now.hours, now.filed_at) == (there.hours, there.filed_at)
            assert kind not in STAFF_COMMANDS or staleness == 0  # staff decide on what they saw
        if there is not None and there.state == "confirmed":
            assert kind == "application.revoke"  # locked but for this
        if now is not None:
            assert len(now.history) == now.rev
            assert (now.confirmed_hours is not None) == (now.state == "confirmed")
            assert now.confirmed_hours is None or 0 < now.confirmed_hours <= now.hours
            assert now.state != "refused" or now.reason
        there = now


@given(st.lists(st.tuples(acts, st.just(0)), max_size=15), acts)
def test_no_command_takes_effect_twice_upon_the_same_revision(life, act):
    there: Application | None = None
    for (kind, payload), _ in life:
        outcome = decide(kind, "a1", payload, there.rev if there else 0, there, sender(kind), WORLD)
        there = outcome.entity if isinstance(outcome, Applied) else there
    kind, payload = act
    base_rev = there.rev if there else 0
    once = decide(kind, "a1", payload, base_rev, there, sender(kind), WORLD)
    if isinstance(once, Applied):
        twice = decide(kind, "a1", payload, base_rev, once.entity, sender(kind), WORLD)
        assert not isinstance(twice, Applied)


def sender(kind):
    return STAFF if kind in STAFF_COMMANDS else actor()
