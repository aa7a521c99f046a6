"""统计: what waits in a province, what was decided, who still misses hours. Everything is counted here, no network."""

import threading
from array import array
from collections.abc import Callable, Collection, Generator, Iterable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cpd_core import overview
from cpd_core.entities import Province
from cpd_core.overview import Decisions, Period, Shortfalls, Standing, Waiting
from cpd_core.requirements import RuleBook
from cpd_desktop.store.overview import Slice
from cpd_desktop.store.times import BEIJING, now
from cpd_desktop.words import CHINESE, Words

if TYPE_CHECKING:
    from cpd_desktop.exports.overview import ProvinceReport
    from cpd_desktop.workspace import Workspace

TOLD_EVERY = 250  # members between two looks at how far it is

Tell = Callable[[int, int], None]
"""Members worked out so far, and how many there are to do; it may raise to stop."""


class OverviewDesk:
    """The figures of the signed-in staff's province. Usable from any thread."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._kept = _Kept()

    def today(self) -> date:
        """The day in Beijing; the service's own date counts where this machine's clock is behind."""
        here = now().astimezone(BEIJING).date()
        told = self._workspace.account.session.service_date
        return max(here, date.fromisoformat(told)) if told else here

    def waiting(self) -> Waiting:
        """What waits for a decision, and since when."""
        store = self._workspace.account.store.overview
        return overview.waiting(
            self.today(),
            store.waiting_by_day(),
            store.waiting_by("subkind"),
            store.waiting_by("sponsor"),
            store.waiting_by("pathway"),
        )

    def decided(self, period: Period) -> Decisions:
        """What was decided within a period and still holds."""
        store = self._workspace.account.store.overview
        return overview.decisions(period, store.decided(period), store.filed_by_day(period))

    def rids(self, wanted: Slice) -> "array[int]":
        """The rows behind a figure, the oldest first."""
        return self._workspace.account.store.overview.rids(wanted)

    def shortfalls(self, year: int, tell: Tell | None = None) -> Shortfalls:
        """The members who still miss hours of a year, by the ledger that the members see.

        Every member is worked out once; later only those of whom something has changed. What ``tell`` raises stops it,
        and what was worked out until then is kept.
        """
        account = self._workspace.account
        store, rules = account.store.overview, account.reference.rules()
        unsent = account.store.outbox.unsent_ids("application")
        members = store.members(year)
        with self._kept.of(account.session.account_id, year, rules) as known:
            anew = [each for each in members if known.get(each.member_id, _NOBODY)[0] != each.mark]
            for done, (state, facts) in enumerate(zip(anew, store.facts(anew, year, unsent), strict=True)):
                if tell and done % TOLD_EVERY == 0:
                    tell(done, len(anew))
                known[state.member_id] = (state.mark, overview.standing_of(facts, rules, year))
            found = [known[each.member_id][1] for each in members]
        return overview.shortfalls(year, (each for each in found if each))

    def report(self, period: Period, year: int, tell: Tell | None = None) -> "ProvinceReport":
        """Everything that a report says: a period's decisions, what waits now, how a year stands."""
        from cpd_desktop.exports.overview import ProvinceReport

        account = self._workspace.account
        province = account.session.province
        named = account.store.records.entity(Province, province)
        waiting, decided = self.waiting(), self.decided(period)
        return ProvinceReport(
            institute=named.institute_name if named else account.session.name,
            day=self.today(),
            waiting=waiting,
            decisions=decided,
            shortfalls=self.shortfalls(year, tell),
            pathways=self.names(each.code for each in (*waiting.by_pathway, *decided.by_pathway)),
        )

    def write_report(
        self, period: Period, year: int, path: Path, words: Words = CHINESE, tell: Tell | None = None
    ) -> int:
        """Write the report to print (PDF), or as a workbook where the name ends so; returns how many pages or members
        who miss hours. Raises Trouble.
        """
        found = self.report(period, year, tell)
        if path.suffix.lower() == ".xlsx":
            from cpd_desktop.exports import overview as book

            return book.write(path, found, words)
        from cpd_desktop.exports import overview_report  # reportlab: not before somebody wants a report

        return overview_report.write(path, found, words, tell)

    def write_members(
        self,
        year: int,
        path: Path,
        words: Words = CHINESE,
        tell: Tell | None = None,
        only: Collection[str] | None = None,
    ) -> int:
        """Write the members who still miss hours as a workbook, ``only`` those with these ids; returns how many."""
        from cpd_desktop.exports import overview as book

        found = self.shortfalls(year, tell)
        if only is not None:
            found = replace(found, missing=tuple(each for each in found.missing if each.member_id in only))
        return book.write_members(path, found, words)

    def names(self, codes: Iterable[str]) -> dict[str, str]:
        """What pathways and grounds are called in this province: code -> name."""
        account = self._workspace.account
        wanted = {(code, account.this_year()) for code in codes if code}
        found = account.reference.names_of(wanted, account.session.province)
        return {code: name for (code, _), name in found.items()}

    def years(self) -> tuple[int, ...]:
        """The years to choose from, the newest first."""
        account = self._workspace.account
        return tuple(sorted({account.this_year(), *account.store.records.application_years()}, reverse=True))


Known = dict[str, tuple[int, Standing | None]]
_NOBODY: tuple[int, Standing | None] = (0, None)


class _Kept:
    """What was worked out of one year; of another year, account or rule book everything is worked out anew."""

    def __init__(self) -> None:
        self._rules: RuleBook | None = None
        self._of: tuple[str, int] = ("", 0)
        self._known: Known = {}
        self._busy = threading.Lock()

    @contextmanager
    def of(self, account_id: str, year: int, rules: RuleBook) -> Generator[Known]:
        """Who asks for the same meanwhile waits: nothing is worked out twice."""
        with self._busy:
            if self._rules is not rules or self._of != (account_id, year):
                self._rules, self._of, self._known = rules, (account_id, year), {}
            yield self._known
