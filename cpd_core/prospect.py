"""What an application would bring before anybody has confirmed it: by the ledger itself, with the caps that it meets.

Hours are 学时 (45 minutes).
"""

from msgspec import Struct
from msgspec.structs import replace

from cpd_core.entities import Application
from cpd_core.ledger import Facts, Line, would_count
from cpd_core.messages import FieldError
from cpd_core.requirements import RuleBook


class Prospect(Struct, frozen=True):
    """The ``line`` that the application would be after all that is confirmed, and the caps over it.

    Each cap has in its params ``max`` and the hours ``used`` by what is confirmed. ``counted_at_worst`` is what would
    be left if all that is still pending were confirmed before it; for an exemption that is what it would waive.
    """

    line: Line
    caps: tuple[FieldError, ...]
    counted_at_worst: float


def look_ahead(facts: Facts, rules: RuleBook, supposed: Application) -> Prospect | None:
    """Work out what ``supposed`` would bring if it were confirmed as asked; None where no rules cover its year.

    What the member has already asked for with the same application is not in its own way: an edit replaces it. It
    counts after everything that is there, whenever it was filed: what it would take from others is nothing gained.
    """
    last = replace(supposed, filed_at="")
    line = would_count(facts, rules, last)
    if line is None:
        return None
    at_worst = would_count(_all_confirmed(facts), rules, last) or line
    exempt = supposed.kind == "exemption"
    return Prospect(line, _caps(facts, rules, last), at_worst.waived if exempt else at_worst.counted)


def _all_confirmed(facts: Facts) -> Facts:
    """The facts if all that waits were confirmed as asked."""
    confirmed = (
        replace(a, state="confirmed", confirmed_hours=a.hours) if a.state == "pending" else a
        for a in facts.applications
    )
    return replace(facts, applications=tuple(confirmed), unsent=frozenset())


def _caps(facts: Facts, rules: RuleBook, supposed: Application) -> tuple[FieldError, ...]:
    """All caps over an application: those that one of more hours than any cap allows would meet."""
    met = would_count(facts, rules, replace(supposed, hours=rules.hours_max * 1000))
    return tuple(reason for reason in met.reasons if "used" in reason.params) if met else ()
