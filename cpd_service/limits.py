"""How often an address may ask without signing in. Kept in memory: by process, and forgotten with it."""

import ipaddress
import threading
import time
from collections import OrderedDict

from cpd_service.problems import ProblemError

PER_MINUTE = 30  # somebody who checks a stack of papers by hand
ADDRESSES_MAX = 10_000  # of whom is remembered; who asked longest ago is forgotten first


class RateLimit:
    """A bucket for each address, which fills again over a minute."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self._per_minute = per_minute
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> None:
        """Take one request out of an address's bucket; raises :class:`ProblemError` 429 where it is empty."""
        name, now = network_of(address), time.monotonic()
        with self._lock:
            left, then = self._buckets.pop(name, (float(self._per_minute), now))
            left = min(float(self._per_minute), left + (now - then) * self._per_minute / 60)
            allowed = left >= 1
            self._buckets[name] = (left - 1 if allowed else left, now)
            while len(self._buckets) > ADDRESSES_MAX:
                self._buckets.popitem(last=False)
        if not allowed:
            wait = int((1 - left) * 60 / self._per_minute) + 1
            raise ProblemError(429, "BUSY", headers={"Retry-After": str(wait)})


def network_of(address: str) -> str:
    """Whose address it is: an IPv6 subscriber has 2**64 of them."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a socket in a file has none
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
