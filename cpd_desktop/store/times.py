"""The clock, for information only: nothing is decided by it."""

from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def utc_now() -> str:
    """Now, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def beijing_year() -> int:
    """The year in Beijing by this machine's clock."""
    return datetime.now(BEIJING).year
