"""Does this copy hold what the service holds? Compared by digests; only buckets that differ are loaded anew."""

from collections.abc import Callable

from cpd_core.digests import differing
from cpd_desktop.store.mirror import Mirror
from cpd_desktop.store.overlay import Judge
from cpd_desktop.sync.client import UNREADABLE, ServiceClient, not_understood


def differences(mirror: Mirror, client: ServiceClient, scope: str) -> list[int]:
    """The buckets that differ; none where the service has moved on since the last pull, so that nothing can be said."""
    there = client.digests(scope)
    cursor = mirror.cursor(scope)
    if cursor.resync or (cursor.epoch, cursor.seq) != (there.epoch, there.high):
        return []
    try:
        return differing(mirror.digests(scope), there.buckets)
    except ValueError as error:
        raise not_understood(f"digests of {scope}: {error}") from error


def mend(mirror: Mirror, client: ServiceClient, scope: str, judge: Judge, between: Callable[[], None]) -> int:
    """Load the buckets anew that differ, each one transaction; returns how many."""
    mended = 0
    for number in differences(mirror, client, scope):
        between()
        bucket = client.bucket(scope, number)
        try:
            mended += mirror.mend(mirror.cursor(scope), number, bucket, judge)
        except UNREADABLE as error:
            raise not_understood(str(error)) from error
    return mended
