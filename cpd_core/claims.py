"""认领: a reviewer takes applications to look at, so that colleagues see which ones are taken. It forbids nothing.

A claim is known by its own record alone; who holds the applications asks :func:`needless` first.
"""

from cpd_core.entities import Application, Claim
from cpd_core.outcomes import Actor, Applied, Conflict, Noop, Outcome


def needless(application: Application) -> Noop | None:
    """Why nobody has to take this application any more; None while it waits for a decision."""
    return None if application.state == "pending" else Noop("ALREADY_DECIDED", {"by": application.decided_by})


def take(application_id: str, current: Claim | None, actor: Actor) -> Outcome:
    """Take an application for oneself; what a colleague has taken stays theirs, who is named."""
    if current is None:
        claim = Claim(
            id=application_id,
            rev=1,
            application_id=application_id,
            province=actor.province,
            account_id=actor.account_id,
            by=actor.name,
            at=actor.at,
        )
        return Applied(claim)
    return Noop("ALREADY_CLAIMED") if current.account_id == actor.account_id else _taken(current)


def drop(current: Claim | None, actor: Actor) -> Outcome:
    """Let one's own claim go."""
    if current is None:
        return Noop("NOT_CLAIMED")
    return Applied(None) if current.account_id == actor.account_id else _taken(current)


def _taken(claim: Claim) -> Conflict:
    return Conflict("CLAIMED_BY_OTHER", params={"by": claim.by})
