"""Waiting between attempts: jitter over the whole span, a ceiling, and the service's own wish as the least."""

import random

from cpd_desktop.sync.backoff import LONGEST, Backoff


class Highest(random.Random):
    """Always the longest wait."""

    def uniform(self, a: float, b: float) -> float:
        return b


def test_the_span_doubles_up_to_five_minutes() -> None:
    backoff = Backoff(Highest())
    assert [backoff.failed() for _ in range(10)] == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    backoff.succeeded()
    assert backoff.failed() == 2


def test_years_of_failures_do_not_overflow() -> None:
    backoff = Backoff(Highest())
    assert {backoff.failed() for _ in range(5000)} >= {LONGEST}


def test_waits_are_spread_over_the_whole_span() -> None:
    chance = random.Random(7)
    waits = [Backoff(chance).failed() for _ in range(2000)]
    assert min(waits) < 0.1
    assert max(waits) > 1.9
    assert abs(sum(waits) / len(waits) - 1.0) < 0.1


def test_what_the_service_asks_for_is_the_least() -> None:
    chance = random.Random(7)
    assert all(30 <= Backoff(chance).failed(retry_after=30) <= 32 for _ in range(100))
