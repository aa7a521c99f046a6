"""Which errors of a command are mistakes of form: no state of the world would make them right.

They refuse the chunk with HTTP 422 and the field's name; our client finds them before it queues anything. Errors that
depend on data which may have changed while a client was offline (the pathways on offer, what others did) are results.
"""

from cpd_core.messages import Confirm, Edit, FieldError
from cpd_core.outcomes import Outcome, Rejected
from cpd_core.requirements import RuleBook
from cpd_service.commands.asked import Asked

WORLD_CODES = frozenset(("pathway.choose", "condition.choose", "institute.unknown", "year.only", "attachment.missing"))


def mistakes(asked: Asked, outcome: Outcome, rules: RuleBook) -> list[FieldError]:
    """The mistakes of form among the reasons why a command was rejected, their fields named from the body's root."""
    if not isinstance(outcome, Rejected) or outcome.code != "INVALID":
        return []
    payload = asked.payload
    if isinstance(payload, Confirm) and 0 < payload.hours <= rules.hours_max and not (payload.hours * 2) % 1:
        return []  # more than was asked for: that depends on the application
    prefix = f"commands[{asked.index}].payload" + (".to" if isinstance(payload, Edit) else "")
    return [
        FieldError(field=f"{prefix}.{wrong.field}", code=wrong.code, params=wrong.params)
        for wrong in outcome.errors
        if wrong.code not in WORLD_CODES
    ]
