"""Which moments of a lesson were played, counted once each, and whether one device can have played them.

Times are milliseconds from the start of the lesson; a stretch is ``(from, to)``. Nothing here looks at a clock.
"""

from collections.abc import Iterable

from msgspec import Struct

from cpd_core.lessons import Stretches

ROUNDING = 2_000  # ms of a lesson that one report may be off by: players tell their position a few times a second


class Plausible(Struct, frozen=True):
    """What of a report counts: ``reported`` and ``counted`` are milliseconds of the lesson, repeats included."""

    stretches: Stretches
    reported: int
    counted: int

    @property
    def doubted(self) -> int:
        """Milliseconds that nobody can have played in the time there was."""
        return self.reported - self.counted


def merged(*several: Iterable[tuple[int, int]], length: int | None = None) -> Stretches:
    """The moments that are in any of these, as stretches that lie apart; none before 0 or after ``length``."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(stretch for stretches in several for stretch in stretches):
        begin, end = max(0, begin), end if length is None else min(end, length)
        if begin >= end:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return tuple(found)


def total(stretches: Iterable[tuple[int, int]]) -> int:
    """How long stretches are together; moments that are in two of them count twice."""
    return sum(end - begin for begin, end in stretches)


def gaps(stretches: Iterable[tuple[int, int]], length: int) -> Stretches:
    """What of a lesson was not played yet."""
    found: list[tuple[int, int]] = []
    reached = 0
    for begin, end in merged(stretches, length=length):
        if begin > reached:
            found.append((reached, begin))
        reached = end
    return (*found, (reached, length)) if reached < length else tuple(found)


def plausible(stretches: Stretches, speed: float, elapsed: int, device_left: int | None) -> Plausible:
    """What one device can have played: no more lesson time than its speed times the time that it had.

    ``elapsed`` is the time that the device itself says went by; ``device_left`` the time that can have gone by on it
    since its last report as far as the service knows, None where nobody knows. What goes beyond is cut off at the end.
    """
    possible = int(speed * elapsed) + ROUNDING
    if device_left is not None:
        possible = min(possible, int(speed * device_left))
    reported = total(stretches)
    left, kept = max(0, possible), list[tuple[int, int]]()
    for begin, end in stretches:
        taken = min(end - begin, left)
        if taken > 0:
            kept.append((begin, begin + taken))
        left -= taken
    return Plausible(tuple(kept), reported, total(kept))


def minutes(milliseconds: int) -> int:
    """Whole minutes that were played."""
    return milliseconds // 60_000
