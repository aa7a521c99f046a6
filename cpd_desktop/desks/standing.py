"""How the member of an application stands: what whoever decides on it wants to know. Local."""

from typing import TYPE_CHECKING

from msgspec import Struct

from cpd_core.entities import Application
from cpd_core.ledger import YearLedger, work_out
from cpd_core.prospect import Prospect, look_ahead
from cpd_desktop.desks.hours import facts_of

if TYPE_CHECKING:
    from cpd_desktop.account import Account


class Standing(Struct, frozen=True):
    """The ledger of the application's year, None where no rules cover it, and what the application would bring.

    ``prospect`` is None where it is decided already; ``before`` are the member's other decided applications, the newest
    decision first.
    """

    ledger: YearLedger | None
    prospect: Prospect | None
    before: tuple[Application, ...]


def standing_of(account: "Account", application: Application) -> Standing:
    """From one reading of the member's facts."""
    facts = facts_of(account, application.member_id)
    if facts is None:
        return Standing(None, None, ())
    rules = account.reference.rules()
    decided = (a for a in facts.applications if a.state != "pending" and a.id != application.id)
    return Standing(
        ledger=work_out(facts, rules, application.year),
        prospect=look_ahead(facts, rules, application) if application.state == "pending" else None,
        before=tuple(sorted(decided, key=lambda a: (a.decided_at, a.filed_at), reverse=True)),
    )
