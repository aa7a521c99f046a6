"""When to try again by itself: full jitter, so that thousands of clients do not come back in step."""

import random

FIRST = 2.0  # seconds
LONGEST = 300.0


class Backoff:
    """The waits between automatic attempts: random up to 2 s, 4 s, ... 5 min, on top of what the service asks for."""

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()
        self._failures = 0

    def succeeded(self) -> None:
        """Begin anew after a sync that ended well."""
        self._failures = 0

    def failed(self, retry_after: float = 0.0) -> float:
        """Seconds to wait after a failure; ``retry_after`` is what the service asked for, 0 where it said nothing."""
        ceiling = min(LONGEST, FIRST * 2 ** min(self._failures, 16))
        self._failures += 1
        return retry_after + self._chance.uniform(0.0, ceiling)
