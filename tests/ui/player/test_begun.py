"""A line of the hours about a course that was begun leads back to it, not to the finished ones."""

import pytest

from cpd_core.ledger_lines import Line
from cpd_core.outcomes import error
from ui.pages.remedies import COURSES, Remedy, remedies


def begun(*codes: str) -> Line:
    reasons = tuple(error("CPA-2022", code, minutes=5, hours=1.0) for code in codes)
    return Line("online", "m1:2026:bj-1", "收入准则", "recorded", "", 0.5, 0.0, 0.0, reasons)


@pytest.mark.usefixtures("dressed")
def test_where_a_begun_course_leads() -> None:
    on = Remedy("继续学习", "study", "bj-1")
    assert remedies(begun("line.implausible", "line.learning"), still_open=True, own=True) == (on,)
    assert remedies(begun("line.watched"), still_open=True, own=True) == (on,)
    assert remedies(begun("line.other_institute"), still_open=True, own=True) == ()
    finished = remedies(begun("line.unrated"), still_open=True, own=True)
    assert finished == (Remedy("去评价", COURSES, "m1:2026:bj-1"),)
