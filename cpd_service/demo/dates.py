"""Moments of the demo: chosen by the random generator inside a year, never read from a clock.

A year runs by Beijing time. Nothing happens after "today", which the caller gives; so the same seed on the same day
makes the same data, and a later day only stretches the current year.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from cpd_service.clock import BEIJING

WORKDAY_START = 8 * 3600  # seconds after midnight in Beijing
WORKDAY_LENGTH = 10 * 3600


def stamp(moment: datetime) -> str:
    """A moment as it is sent: ISO 8601, UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The time of the demo: until ``today`` begins in Beijing."""

    today: date

    @property
    def year(self) -> int:
        """The current year in Beijing."""
        return self.today.year

    def filing(self, rng: Random, year: int) -> datetime:
        """When an application of a year was filed: in working hours, more often late in the year than early."""
        days = self._days(year)
        day = date(year, 1, 1) + timedelta(days=int(days * rng.random() ** 0.5))
        return min(_in_working_hours(rng, day), self._end)

    def day(self, rng: Random, year: int) -> date:
        """Any day of a year that has passed; New Year's Day if none has."""
        return date(year, 1, 1) + timedelta(days=int(self._days(year) * rng.random()))

    def later(self, rng: Random, moment: datetime, days: int) -> datetime:
        """A moment in working hours on one of so many days after another, before today begins."""
        day = moment.astimezone(BEIJING).date() + timedelta(days=rng.randrange(1, days + 1))
        return max(moment, min(_in_working_hours(rng, day), self._end))

    @property
    def _end(self) -> datetime:
        return datetime.combine(self.today, datetime.min.time(), BEIJING)

    def _days(self, year: int) -> int:
        passed = (self.today - date(year, 1, 1)).days
        return max(0, min(passed, 365))


def _in_working_hours(rng: Random, day: date) -> datetime:
    seconds = WORKDAY_START + rng.randrange(WORKDAY_LENGTH)
    return datetime.combine(day, datetime.min.time(), BEIJING) + timedelta(seconds=seconds)
