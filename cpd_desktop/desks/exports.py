"""导出: lists as workbooks (.xlsx), read from the store a page at a time; years of hours also as a report (.pdf)."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_core.ledger import YearLedger, work_out_all
from cpd_desktop.desks.hours import facts_of
from cpd_desktop.errors import Refused
from cpd_desktop.exports import applications, hours
from cpd_desktop.exports.hours import MemberYear
from cpd_desktop.store.times import BEIJING, now
from cpd_desktop.views import ApplicationQuery, ApplicationRow, MemberRow
from cpd_desktop.words import CHINESE, Words

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

PAGE = 2000  # rows in memory at a time
MEMBERS_A_STEP = 100  # between two looks at how far it is

ExportProgress = Callable[[int, int], None]
"""Rows written so far, and how many there will be."""


class ExportDesk:
    """Writes files; a failure leaves no half file and keeps an older one."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def applications(
        self, query: ApplicationQuery, path: Path, progress: ExportProgress | None = None, words: Words = CHINESE
    ) -> int:
        """Write the applications of a filter, in its order; returns how many. Raises Trouble."""
        return self.chosen_applications(self._workspace.applications.ids(query), path, progress, words)

    def chosen_applications(
        self, rids: Sequence[int], path: Path, progress: ExportProgress | None = None, words: Words = CHINESE
    ) -> int:
        """Write the applications with these row ids, in this order; returns how many. Raises Trouble."""

        def rows() -> Iterator[ApplicationRow]:
            for start in range(0, len(rids), PAGE):
                yield from self._workspace.applications.rows(rids[start : start + PAGE])
                if progress:
                    progress(min(start + PAGE, len(rids)), len(rids))

        return applications.write(path, rows(), words)

    def hours(
        self,
        years: Sequence[int],
        path: Path,
        member_id: str = "",
        words: Words = CHINESE,
        progress: ExportProgress | None = None,
    ) -> int:
        """Write a member's years: totals, sums by source, every line with its reasons and rule, the parts.

        Staff who name no member get the totals of all their members. Returns how many years. Raises Trouble.
        """
        if not member_id and not self._workspace.account.is_member:
            return hours.write_totals(path, self._everyone(years, progress), words)
        member, ledgers = self._member_years(years, member_id)
        courses = (
            hours.YearCourse(member, ledger, course)
            for ledger in ledgers
            for course in self._workspace.hours.finished_courses(ledger.year, member_id)
        )
        return hours.write_years(path, member, ledgers, words, progress, courses)

    def hours_report(
        self,
        years: Sequence[int],
        path: Path,
        member_id: str = "",
        words: Words = CHINESE,
        progress: ExportProgress | None = None,
    ) -> int:
        """Write a member's years as a report to print (PDF); returns how many pages. Raises Trouble."""
        from cpd_desktop.exports import hours_report  # reportlab: not before somebody wants a report

        member, ledgers = self._member_years(years, member_id)
        today = now().astimezone(BEIJING).date()
        return hours_report.write(path, hours_report.Report(member, tuple(ledgers), words, today), progress)

    def _member_years(self, years: Sequence[int], member_id: str) -> tuple[MemberRow, list[YearLedger]]:
        account = self._workspace.account
        facts = facts_of(account, member_id)
        if facts is None:
            raise Refused("没有这位会员", "本机没有该会员的资料，请先同步")
        who, ledgers = facts.member, work_out_all(facts, account.reference.rules(), years).values()
        return MemberRow(who.id, who.no, who.name, who.member_type), [each for each in ledgers if each]

    def _everyone(self, years: Sequence[int], progress: ExportProgress | None) -> Iterator[MemberYear]:
        everyone = self._workspace.hours.members(limit=-1)
        for done, member in enumerate(everyone):
            if progress and done % MEMBERS_A_STEP == 0:
                progress(done, len(everyone))
            yield from (MemberYear(member, ledger) for ledger in self._member_years(years, member.id)[1])
