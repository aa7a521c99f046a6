"""The clock, for information only: nothing is decided by it."""

from datetime import UTC, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def now() -> datetime:
    """This machine's clock, right or wrong: the store and the desks read it nowhere else."""
    return datetime.now(UTC)


def utc_now() -> str:
    """Now, ISO 8601 in UTC, to the second."""
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")


def beijing_year() -> int:
    """The year in Beijing by this machine's clock."""
    return now().astimezone(BEIJING).year


def beijing_date(at: str) -> str:
    """The date in Beijing at a time that the service has named; "" for one that is none."""
    try:
        return datetime.fromisoformat(at).astimezone(BEIJING).date().isoformat()
    except ValueError:
        return ""
