"""The member's study acts: the yearly choice of an accounting institute, and the rating that makes hours count."""

from collections.abc import Collection

import msgspec

from cpd_core.applications import check_text
from cpd_core.entities import Choice, Completion, Member
from cpd_core.messages import Choose, Rate
from cpd_core.outcomes import Applied, Conflict, Noop, Outcome, error, invalid

COMMENT_MAX = 500  # characters


def choice_id(member_id: str, year: int) -> str:
    """The id of a member's choice of a year: one can exist, on whatever device it is made."""
    return f"{member_id}:{year}"


def study_id(member_id: str, year: int, course_id: str) -> str:
    """The id of a member's progress in a course in a year, and of its completion: one of each can exist."""
    return f"{member_id}:{year}:{course_id}"


def choose(
    current: Choice | None, payload: Choose, member: Member, institutes: Collection[str], this_year: int
) -> Outcome:
    """A member chooses the year's institute, once; it cannot be changed that year (source: domain, Study)."""
    if current is not None:
        same = current.institute_id == payload.institute_id
        return Noop("SAME") if same else Conflict("INSTITUTE_CHOSEN", ("institute_id",))
    if payload.institute_id not in institutes:
        return invalid(error("institute_id", "institute.unknown"))
    if payload.year != this_year:
        return invalid(error("year", "year.only", year=this_year))
    return Applied(
        Choice(
            id=choice_id(member.id, payload.year),
            rev=1,
            member_id=member.id,
            province=member.province,
            year=payload.year,
            institute_id=payload.institute_id,
        )
    )


def rate(current: Completion | None, payload: Rate) -> Outcome:
    """A member rates a finished course (课程评价), once; only then its hours count (source: domain, Study)."""
    if current is None:
        return Conflict("GONE")
    if not 1 <= payload.rating <= 5:
        return invalid(error("rating", "rating.range"))
    if errors := check_text("comment", payload.comment, COMMENT_MAX):
        return invalid(*errors)
    if current.rating is not None:
        same = (current.rating, current.comment) == (payload.rating, payload.comment)
        return Noop("SAME") if same else Conflict("ALREADY_RATED", ("rating",))
    return Applied(
        msgspec.structs.replace(current, rev=current.rev + 1, rating=payload.rating, comment=payload.comment)
    )
