"""What a batch of confirmations would bring, before it happens: by the ledger itself, one look at a member and year.

Hours are 学时 (45 minutes).
"""

from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from cpd_core.entities import Application
from cpd_core.ledger import LAST, Facts, Line, work_out
from cpd_core.messages import FieldError
from cpd_core.requirements import RuleBook


class Short(Struct, frozen=True):
    """An application of which not all would count: hours asked for, hours that would count, and the caps that it meets.

    An exemption that would waive nothing any more is one, too, with 0 hours on both sides.
    """

    asked: float
    counts: float
    reasons: tuple[FieldError, ...]


def short_of(facts: Facts, rules: RuleBook, chosen: Collection[str]) -> dict[str, Short]:
    """Which of the ``chosen`` applications of a member would count less if all of them were confirmed as asked.

    They count after everything that is confirmed, in the order in which they were filed; so the one that goes short is
    the one that was filed last. Years that no rules cover have nothing to go short of.
    """
    wanted = sorted((a for a in facts.applications if a.id in chosen), key=lambda a: (a.filed_at, a.id))
    supposed = {a.id: _confirmed(a, f"{LAST} {place:06}") for place, a in enumerate(wanted)}
    applications = tuple(supposed.get(a.id, a) for a in facts.applications)
    after = replace(facts, applications=applications, unsent=frozenset())
    short: dict[str, Short] = {}
    for year in sorted({a.year for a in wanted}):
        ledger = work_out(after, rules, year)
        for line in ledger.lines if ledger else ():
            if line.ref_id in supposed and _is_short(line):
                short[line.ref_id] = Short(line.asked, line.counted, line.reasons)
    return short


def _confirmed(application: Application, filed_at: str) -> Application:
    hours = application.hours
    return replace(application, state="confirmed", confirmed_hours=hours, filed_at=filed_at)


def _is_short(line: Line) -> bool:
    return not line.waived if line.source == "exemption" else line.counted < line.asked
