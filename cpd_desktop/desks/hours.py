"""学时查询: a member's years, worked out by the core's ledger from what is stored here. Everything is local."""

from typing import TYPE_CHECKING

from cpd_core import studying
from cpd_core.entities import Completion, Course, Member
from cpd_core.ledger import Facts, YearLedger, work_out, work_out_all
from cpd_core.lessons import Progress
from cpd_core.requirements import StudyLimits
from cpd_desktop.views import CourseRow, MemberRow

if TYPE_CHECKING:
    from cpd_desktop.account import Account
    from cpd_desktop.workspace import Workspace


class HoursDesk:
    """Years and their ledgers. Without ``member_id`` the signed-in member is meant; staff name one."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def years(self, member_id: str = "") -> tuple[int, ...]:
        """The years from the first in which the member has anything to this one; newest first."""
        account = self._workspace.account
        facts = facts_of(account, member_id)
        return _years(facts, account.this_year()) if facts else ()

    def ledgers(self, member_id: str = "") -> dict[int, YearLedger | None]:
        """All years of a member, newest first, from one reading; None where no rule set covers the year."""
        account = self._workspace.account
        facts = facts_of(account, member_id)
        if facts is None:
            return {}
        return work_out_all(facts, account.reference.rules(), _years(facts, account.this_year()))

    def ledger(self, year: int, member_id: str = "") -> YearLedger | None:
        """One year of a member; None where no rule set covers it or the member is not known here."""
        account = self._workspace.account
        facts = facts_of(account, member_id)
        return work_out(facts, account.reference.rules(), year) if facts else None

    def members(self, text: str = "", limit: int = 50) -> tuple[MemberRow, ...]:
        """Members whose number or name contains the text, for staff to choose from."""
        found = self._workspace.account.store.records.entities(Member, text=text.strip(), limit=limit)
        return tuple(MemberRow(id=m.id, no=m.no, name=m.name, member_type=m.member_type) for m in found)

    def finished_courses(self, year: int, member_id: str = "") -> tuple[CourseRow, ...]:
        """The online courses that the member finished in a year, the latest first."""
        account = self._workspace.account
        member = member_of(account, member_id)
        if member is None:
            return ()
        done = account.store.records.entities(Completion, member_id=member.id, year=year)
        institutes = account.reference.institutes()
        rows = (course_row(completion, institutes) for completion in done)
        return tuple(sorted(rows, key=lambda row: row.finished_on, reverse=True))


def _years(facts: Facts, this_year: int) -> tuple[int, ...]:
    """From the first year with anything on: a year in between without anything is one in which hours are missing."""
    found = {this_year, *(entry.year for entry in (*facts.applications, *facts.completions, *facts.grants))}
    return tuple(sorted({*range(min(found), this_year), *found}, reverse=True))


def member_of(account: "Account", member_id: str = "") -> Member | None:
    """The member who is meant: by id, or the signed-in one; None where there is none here."""
    own = account.member()
    if not member_id or (own and own.id == member_id):
        return own
    return account.store.records.entity(Member, member_id)


def facts_of(account: "Account", member_id: str = "") -> Facts | None:
    """All that is stored here about a member's hours; None where the member is not known here."""
    member = member_of(account, member_id)
    return account.facts(member) if member else None


def course_row(
    item: Completion | Course,
    institutes: dict[str, str],
    completion: Completion | None = None,
    progress: Progress | None = None,
    limits: StudyLimits = StudyLimits(),  # noqa: B008 -- it never changes
) -> CourseRow:
    """A course as it is shown: of a course list, with what the member did in it, or of a finished course alone."""
    done = item if isinstance(item, Completion) else completion
    played = studying.counted(item, progress) if isinstance(item, Course) else 0
    if done is not None:
        state = "to_rate" if done.rating is None else "counted"
    elif isinstance(item, Course) and studying.is_watched(item, progress, limits):
        state = "watched"
    else:
        state = "learning" if played else "open"
    return CourseRow(
        id=item.course_id if isinstance(item, Completion) else item.id,
        title=item.title,
        topic=item.topic,
        required=item.required,
        delivery=item.delivery,
        hours=item.hours,
        minutes=item.minutes,
        institute_id=item.institute_id,
        institute_name=institutes.get(item.institute_id, item.institute_id),
        state=state,
        completion_id=done.id if done else "",
        finished_on=done.finished_on if done else "",
        sample=isinstance(item, Course) and item.sample,
        lessons=len(item.lessons) if isinstance(item, Course) else 0,
        percent=percent_of(state, played, studying.length(item) if isinstance(item, Course) else 0),
    )


def percent_of(state: str, played: int, length: int) -> int:
    """How much of a course was played; 100 only once it was watched, and at least 1 once it was begun."""
    if state in ("watched", "to_rate", "counted"):
        return 100
    return max(1, min(99, 100 * played // length)) if played and length else 0
