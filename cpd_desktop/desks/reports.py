"""What became of decisions and claims: a report of each sync, with lists that lead back to the rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from msgspec import Struct

from cpd_core.entities import Application
from cpd_core.messages import CommandKind
from cpd_desktop.account import Account
from cpd_desktop.desks import differences
from cpd_desktop.store.overlay import owned
from cpd_desktop.store.reports import Line, Made
from cpd_desktop.views import Difference
from cpd_desktop.words import CHINESE, Words

ListCode = Literal[
    "applied", "taken", "let_go", "already", "needless", "otherwise", "changed", "claimed", "gone", "other"
]
"""What took effect: decisions, claims, claims let go. What did not: done already by somebody, a claim that nobody needs
any more, decided otherwise by somebody, changed since it was looked at, claimed by a colleague before, out of reach,
anything else."""
ORDER: tuple[ListCode, ...] = get_args(ListCode)
GOOD: tuple[ListCode, ...] = ("applied", "taken", "let_go", "already", "needless")
"""What nobody has to look at again."""
_CODES: dict[str, ListCode] = {
    "DECIDED_BY_OTHER": "otherwise",
    "NOT_DECIDED": "otherwise",
    "CHANGED_SINCE_REVIEW": "changed",
    "CLAIMED_BY_OTHER": "claimed",
    "GONE": "gone",
    "OUT_OF_REACH": "gone",
    "NOT_YOURS": "gone",
}
SHOWN = 200  # lines of a list that are put into words


class ReportList(Struct, frozen=True):
    """One list of a report: ``ids`` of applications, and who did it before, with counts, where somebody did."""

    code: ListCode
    ids: tuple[str, ...]
    by: tuple[tuple[str, int], ...] = ()


class Report(Struct, frozen=True):
    """What a sync came to. ``at`` is UTC."""

    id: int
    at: str
    lists: tuple[ReportList, ...]


class ReportItem(Struct, frozen=True):
    """One line of a list in words: whose application, what was done, what became of it, and what differs since."""

    entity_id: str
    title: str
    what: CommandKind
    reason: str
    differences: tuple[Difference, ...]


class ReportDesk:
    """The reports of the open account."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def made(self) -> tuple[Made, ...]:
        """All reports that are kept, the newest first."""
        return self._account.store.reports.made()

    def report(self, made: Made) -> Report:
        """What one of them says."""
        lines: dict[ListCode, list[Line]] = {}
        for line in self._account.store.reports.lines(made.id):
            lines.setdefault(code_of(line), []).append(line)
        return Report(made.id, made.at, tuple(_list(code, lines[code]) for code in ORDER if code in lines))

    def items(self, report: Report, code: ListCode, words: Words = CHINESE) -> tuple[ReportItem, ...]:
        """The first lines of a list in words; what took effect has none."""
        found = (line for line in self._account.store.reports.lines(report.id) if code_of(line) == code)
        return tuple(self._item(line, words) for line, _ in zip(_singles(found), range(SHOWN), strict=False))

    def _item(self, line: Line, words: Words) -> ReportItem:
        seen, now = (_application(doc) for doc in (line.seen, line.now))
        known = now or seen or self._account.store.records.entity(Application, line.ids[0])
        title = f"{known.member_name} {known.member_no}" if known else words.say("（记录已不在本机）")
        reason = words.say(line.code, **line.answer.params) if line.code else ""
        shown = seen is not None and now is not None
        between = differences.of_review(words, self._account, seen, now) if shown else ()
        kind: CommandKind = line.kind  # pyright: ignore[reportAssignmentType] -- as it was queued
        return ReportItem(line.ids[0], title, kind, reason, between)


def code_of(line: Line) -> ListCode:
    """The list in which a line stands."""
    match line.status, line.kind:
        case "applied", "claim.take":
            return "taken"
        case "applied", "claim.drop":
            return "let_go"
        case "applied", _:
            return "applied"
        case "noop", "claim.take" | "claim.drop":
            return "needless"
        case "noop", _:
            return "already"
        case _:
            return _CODES.get(line.code, "other")


def _list(code: ListCode, lines: Sequence[Line]) -> ReportList:
    by: Counter[str] = Counter()
    for line in lines:
        name = line.answer.params.get("by")
        if name:
            by[str(name)] += 1
    ids = dict.fromkeys(id_ for line in lines for id_ in line.ids)
    return ReportList(code, tuple(ids), tuple(by.most_common()))


def _singles(lines: Iterable[Line]) -> Iterable[Line]:
    return (line for line in lines if line.status != "applied")


def _application(doc: str | None) -> Application | None:
    entity = owned("application", doc)
    return entity if isinstance(entity, Application) else None
