"""Each moment of a lesson counts once, whatever order reports come in, and only what can have been played."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cpd_core.played import ROUNDING, gaps, merged, plausible, total

LENGTH = 1000
moments = st.integers(-50, LENGTH + 200)
stretches = st.lists(st.tuples(moments, moments), max_size=12).map(tuple)
sound = stretches.map(lambda some: merged(some, length=LENGTH))


def moments_of(some: tuple[tuple[int, int], ...]) -> set[int]:
    return {moment for begin, end in some for moment in range(begin, end)}


@given(stretches, stretches)
def test_a_merge_is_the_union_of_moments_cut_to_the_lesson(one, other):
    both = merged(one, other, length=LENGTH)
    assert moments_of(both) == {m for m in moments_of(one) | moments_of(other) if 0 <= m < LENGTH}
    assert total(both) == len(moments_of(both)) <= LENGTH
    assert all(before[1] < after[0] for before, after in pairwise(both))


@given(st.permutations(range(4)), st.lists(stretches, min_size=4, max_size=4))
def test_the_order_of_reports_changes_nothing_and_nothing_goes_back(order, reports):
    straight, shuffled = (), ()
    for report in reports:
        before, straight = total(straight), merged(straight, report, length=LENGTH)
        assert total(straight) >= before
    for n in order:
        shuffled = merged(shuffled, reports[n], length=LENGTH)
    assert straight == shuffled == merged(*reports, length=LENGTH)
    assert merged(straight, straight, length=LENGTH) == straight


@given(sound)
def test_what_was_not_played_is_the_rest(some):
    rest = gaps(some, LENGTH)
    assert moments_of(rest) == set(range(LENGTH)) - moments_of(some)
    assert merged(some, rest, length=LENGTH) == ((0, LENGTH),)


@given(sound, st.floats(0.25, 2), st.integers(0, 3000), st.none() | st.integers(0, 3000))
def test_no_more_counts_than_can_have_been_played(some, speed, elapsed, left):
    found = plausible(some, speed, elapsed, left)
    assert found.counted == total(found.stretches) <= speed * elapsed + ROUNDING
    assert left is None or found.counted <= speed * left
    assert moments_of(found.stretches) <= moments_of(some)
    assert found.reported == total(some) == found.counted + found.doubted


def test_what_was_played_at_an_honest_pace_counts_in_full():
    assert plausible(((0, 60_000),), 2.0, 30_000, 30_000).doubted == 0
    assert plausible(((0, 60_000),), 1.0, 59_000, None).doubted == 0  # a player's position is rounded


def test_what_goes_beyond_is_cut_off_at_the_end():
    found = plausible(((0, 10_000), (20_000, 40_000)), 1.0, 13_000, None)
    assert found.stretches == ((0, 10_000), (20_000, 25_000))
    assert found.doubted == 15_000
