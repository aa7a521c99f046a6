"""The service's own clock: UTC for what is recorded, Beijing for the year and the date (no summer time since 1991)."""

from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> str:
    """This second, as the wire writes it."""
    return as_written(datetime.now(UTC))


def as_written(moment: datetime) -> str:
    """A moment in UTC as the wire writes it; such texts sort by time."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> date:
    """Today's date in Beijing."""
    return datetime.now(BEIJING).date()
