"""What a player tells becomes what was played: jumps, pauses and a slow line are none of it."""

from hypothesis import given
from hypothesis import strategies as st

from cpd_core.played import plausible, total
from cpd_desktop.study.tracker import Tracker

LENGTH = 60_000


def play(tracker: Tracker, begin: int, end: int, now: int = 0, speed: float = 1.0, step: int = 500) -> int:
    """Play on from a moment, told every so often; returns when it is over."""
    for position in range(begin, end + 1, step):
        tracker.tick(position, now, speed)
        now += int(step / speed)
    return now


def test_what_is_played_is_one_stretch() -> None:
    tracker = Tracker(LENGTH)
    play(tracker, 0, 10_000)
    heard = tracker.take()
    assert (heard.stretches, heard.position, heard.elapsed, heard.speed) == (((0, 10_000),), 10_000, 10_000, 1.0)
    assert tracker.take().stretches == ()


def test_a_jump_is_not_played() -> None:
    tracker = Tracker(LENGTH)
    now = play(tracker, 0, 5_000)
    tracker.stop(5_000)
    play(tracker, 40_000, 45_000, now)
    assert tracker.take().stretches == ((0, 5_000), (40_000, 45_000))
    tracker.stop(45_000)
    now = play(tracker, 46_000, 47_000, 100_000)
    tracker.tick(20_000, now, 1.0)  # it jumped, and nobody said so
    tracker.tick(20_500, now + 500, 1.0)
    assert tracker.take().stretches == ((20_000, 20_500), (46_000, 47_000))


def test_a_line_that_stands_still_counts_nothing() -> None:
    tracker = Tracker(LENGTH)
    now = play(tracker, 0, 5_000)
    for _ in range(100):
        now += 500
        tracker.tick(5_000, now, 1.0)
    heard = tracker.take()
    assert heard.stretches == ((0, 5_000),)
    assert heard.elapsed <= 10_000


def test_a_player_that_tells_its_position_in_steps_loses_nothing() -> None:
    tracker = Tracker(LENGTH)
    for tick in range(41):  # told each half second, moving each second
        tracker.tick(tick // 2 * 1000, tick * 500, 1.0)
    assert tracker.take().stretches == ((0, 20_000),)


def test_twice_the_speed_takes_half_the_time() -> None:
    tracker = Tracker(LENGTH)
    play(tracker, 0, 20_000, speed=2.0)
    heard = tracker.take()
    assert (heard.stretches, heard.elapsed, heard.speed) == (((0, 20_000),), 10_000, 2.0)


def test_the_end_is_reached_though_the_player_tells_it_early() -> None:
    tracker = Tracker(LENGTH)
    now = play(tracker, 50_000, 59_500)
    tracker.end(now, 1.0)
    heard = tracker.take()
    assert (heard.stretches, heard.position) == (((50_000, 60_000),), 60_000)
    tracker.stop(1_000)
    tracker.end(now, 1.0)  # jumped to the end: nothing was played
    assert tracker.take().stretches == ()


steps = st.lists(
    st.tuples(st.integers(0, LENGTH), st.integers(0, 3_000), st.sampled_from((0.75, 1.0, 2.0)), st.booleans()),
    max_size=40,
)


@given(steps)
def test_what_an_honest_device_reports_is_always_believed(told: list[tuple[int, int, float, bool]]) -> None:
    tracker, now = Tracker(LENGTH), 0
    for position, later, speed, stops in told:
        now += later
        if stops:
            tracker.stop(position)
        else:
            tracker.tick(position, now, speed)
    heard = tracker.take()
    assert heard.elapsed <= now
    assert all(0 <= begin < end <= LENGTH for begin, end in heard.stretches)
    ticks = sum(not stops for _, _, _, stops in told)
    assert total(heard.stretches) <= heard.speed * heard.elapsed + 1_000 * ticks  # each tick may be off by a little
    assert plausible(heard.stretches, 2.0, LENGTH, None).doubted == 0
