"""From what a player tells to what was played: stretches of the lesson, and the time that went by meanwhile.

A player tells its position a few times a second. Where the position has moved on as time and speed allow, what lies
between was played; where it has jumped, it was not. All in milliseconds.
"""

from msgspec import Struct

from cpd_core.lessons import Stretches
from cpd_core.played import ROUNDING, merged, total

SLACK = 1_000  # ms of a lesson: a position is told in steps, and late


class Heard(Struct, frozen=True):
    """What was played since the last time that somebody asked."""

    stretches: Stretches
    position: int
    elapsed: int
    speed: float


class Tracker:
    """Listens to one player at one lesson. ``now`` is a clock that never goes back, and not the time of day."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._stretches: Stretches = ()
        self._elapsed = 0
        self._speed = 0.0
        self._last: tuple[int, int] | None = None  # position and moment; None while nothing is played
        self.position = 0

    @property
    def waiting(self) -> int:
        """How much was played that nobody has asked for yet."""
        return total(self._stretches)

    @property
    def stretches(self) -> Stretches:
        """What was played that nobody has asked for yet."""
        return self._stretches

    def tick(self, position: int, now: int, speed: float) -> None:
        """It plays, and is here now."""
        last, self._last, self.position = self._last, (position, now), position
        if last is None:
            return
        before, then = last
        moved, gone = position - before, now - then
        if 0 < moved <= gone * speed + SLACK:
            self._stretches = merged(self._stretches, ((before, position),), length=self._length)
            self._elapsed += gone
            self._speed = max(self._speed, speed)
        elif moved == 0 and gone <= ROUNDING:  # a player that tells its position in steps: it counts with the next one
            self._last = last

    def stop(self, position: int) -> None:
        """It plays no more: paused, waiting for the line, or jumped elsewhere."""
        self._last = None
        self.position = position

    def end(self, now: int, speed: float) -> None:
        """The lesson was played to its end, which players tell a moment early."""
        if self._last and self._length - self._last[0] <= ROUNDING:
            self.tick(self._length, max(now, self._last[1]), speed)
        self.stop(self._length)

    def take(self) -> Heard:
        """What was played since the last time; the next asks begin anew."""
        heard = Heard(self._stretches, max(0, self.position), self._elapsed, self._speed or 1.0)
        self._stretches, self._elapsed, self._speed = (), 0, 0.0
        return heard

    def give_back(self, heard: Heard) -> None:
        """What was taken could not be stored: it is told once more the next time."""
        self._stretches = merged(self._stretches, heard.stretches, length=self._length)
        self._elapsed += heard.elapsed
        self._speed = max(self._speed, heard.speed)
