"""认领: who takes what, in any order of takes and drops by several reviewers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_core import claims
from cpd_core.commands import World, decide
from cpd_core.entities import Claim
from cpd_core.messages import Nothing
from cpd_core.outcomes import Actor, Applied, Conflict, Noop
from tests.cpd_core.build import AT, application, rules

WORLD = World(rules=rules(), this_year=2026)
PEOPLE = {name: Actor(name=name, at=AT, account_id=f"id-{name}", province="32") for name in ("甲", "乙", "丙")}
acts = st.tuples(st.sampled_from(("claim.take", "claim.drop")), st.sampled_from(sorted(PEOPLE)), st.integers(0, 3))


@given(st.lists(acts, max_size=30))
def test_whoever_took_it_keeps_it_until_they_let_it_go(life):
    there: Claim | None = None
    for kind, name, base_rev in life:  # no revision counts: a claim is seen or not
        outcome = decide(kind, "a1", Nothing(), base_rev, there, PEOPLE[name], WORLD)
        holder = there.by if there else ""
        if holder and holder != name:
            assert outcome == Conflict("CLAIMED_BY_OTHER", params={"by": holder})
        elif kind == "claim.take":
            assert outcome == Noop("ALREADY_CLAIMED") if holder else isinstance(outcome, Applied)
        else:
            assert outcome == (Applied(None) if holder else Noop("NOT_CLAIMED"))
        if isinstance(outcome, Applied):
            assert outcome.entity is None or isinstance(outcome.entity, Claim)
            there = outcome.entity
        if there:
            assert (there.id, there.application_id, there.province) == ("a1", "a1", "32")
            assert there.account_id == f"id-{there.by}"


@pytest.mark.parametrize("state", ["pending", "confirmed", "refused"])
def test_only_what_waits_has_to_be_taken(state):
    needless = claims.needless(application(state=state, decided_by="赵先审"))
    assert needless == (None if state == "pending" else Noop("ALREADY_DECIDED", {"by": "赵先审"}))
