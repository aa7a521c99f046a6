"""Hours that are taken back end the certificates that state them, in the transaction that takes them back.

More hours than a certificate states leave it alone: it was true on its day, and still holds.
"""

from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Connection

from cpd_core.commands import World
from cpd_core.entities import Application, Certificate
from cpd_core.ledger import Facts, work_out
from cpd_service import clock
from cpd_service.certificates.facts import certificates_of, facts_of, lock_members


def withdrawn(connection: Connection, world: World, changed: Iterable[Application]) -> Iterator[Certificate]:
    """The certificates that end with these applications as they are now, to be written by the caller.

    All years are looked at: hours can be carried over, and a cycle has two years.
    """
    by_member: dict[str, dict[str, Application]] = {}
    for application in changed:
        by_member.setdefault(application.member_id, {})[application.id] = application
    lock_members(connection, by_member)
    for member_id, applications in by_member.items():
        holding = [one for one in certificates_of(connection, member_id) if one.holds]
        facts = facts_of(connection, member_id) if holding else None
        if facts is None:
            continue
        others = tuple(one for one in facts.applications if one.id not in applications)
        facts = msgspec.structs.replace(facts, applications=(*others, *applications.values()))
        for certificate in holding:
            if not _still_true(certificate, facts, world):
                today = clock.today().isoformat()
                yield msgspec.structs.replace(certificate, rev=certificate.rev + 1, withdrawn_on=today)


def _still_true(certificate: Certificate, facts: Facts, world: World) -> bool:
    ledger = work_out(facts, world.rules, certificate.year)
    if ledger is None:
        return True  # the rules of that year are gone, not the hours
    return ledger.counted >= certificate.hours and (ledger.fulfilled or not certificate.fulfilled)
