"""What the shell and the lists say about moments."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from cpd_desktop.labels import BEIJING
from ui.pages.applications_table import queue_columns
from ui.shell import words


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-24T02:10:00Z", "10:10"),
        ("2026-11-23T15:59:00Z", "11-23 23:59"),
        ("2025-12-31T15:59:00Z", "2025-12-31 23:59"),
        ("", ""),
    ],
)
def test_a_moment_has_as_much_date_as_it_needs(at: str, said: str) -> None:
    assert words.clock_text(at, "2026-11-24") == said


def test_a_retry_is_announced_by_the_clock_where_it_is_far() -> None:
    now = datetime(2026, 11, 24, 14, 0, tzinfo=BEIJING)
    assert words.retry_text(12.0, now) == "同步未完成，稍后自动重试；按 F5 立即重试"
    assert words.retry_text(300.0, now) == "同步未完成，将于 14:05 自动重试；按 F5 立即重试"


def test_a_day_of_another_year_is_shown_with_its_year() -> None:
    filed = next(column for column in queue_columns() if column.key == "filed_at")
    now = datetime.now(BEIJING)
    assert filed.text(SimpleNamespace(filed_at=f"{now.year}-06-12")) == "06-12"
    assert filed.text(SimpleNamespace(filed_at=f"{now.year - 1}-06-12")) == f"{now.year - 1}-06-12"
