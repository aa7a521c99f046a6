"""导出: lists as workbooks (.xlsx), read from the store a page at a time."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_core.ledger import work_out
from cpd_desktop.desks.hours import facts_of
from cpd_desktop.errors import Refused
from cpd_desktop.exports import applications, lists, workbook
from cpd_desktop.exports.lists import MemberYear, YearLine, YearPart
from cpd_desktop.exports.workbook import Sheet
from cpd_desktop.views import ApplicationQuery, ApplicationRow, MemberRow
from cpd_desktop.words import CHINESE, Words

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

PAGE = 2000  # rows in memory at a time

ExportProgress = Callable[[int, int], None]
"""Rows written so far, and how many there will be."""


class ExportDesk:
    """Writes workbooks; a failure leaves no half file and keeps an older one."""

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

    def hours(self, years: Sequence[int], path: Path, member_id: str = "") -> int:
        """Write a member's years: totals, every line with its reasons, the parts. Returns how many years.

        Staff who name no member get the totals of all their members.
        """
        account = self._workspace.account
        if not member_id and not account.is_member:
            everyone = self._workspace.hours.members(limit=-1)
            totals = (it for member in everyone for it in self._years(member, years))
            return workbook.write(path, [Sheet("学时汇总", lists.YEARS, totals)])[0]
        facts = facts_of(account, member_id)
        if facts is None:
            raise Refused("没有这位会员", "本机没有该会员的资料，请先同步")
        member = MemberRow(facts.member.id, facts.member.no, facts.member.name, facts.member.member_type)
        found = list(self._years(member, years))
        lines = (YearLine(member, it.ledger.year, line) for it in found for line in it.ledger.lines)
        parts = (YearPart(member, it.ledger.year, part) for it in found for part in it.ledger.parts)
        sheets = (
            Sheet("学时汇总", lists.YEARS, found),
            Sheet("学时明细", lists.LINES, lines),
            Sheet("分项要求", lists.PARTS_OF_YEAR, parts),
        )
        return workbook.write(path, sheets)[0]

    def _years(self, member: MemberRow, years: Sequence[int]) -> Iterator[MemberYear]:
        account = self._workspace.account
        facts = facts_of(account, member.id)
        rules = account.reference.rules()
        for year in years:
            ledger = work_out(facts, rules, year) if facts else None
            if ledger:
                yield MemberYear(member, ledger)
