"""What a command can come to. The same four answers on the client, before queueing, and on the service, for real."""

from msgspec import Struct, field

from cpd_core.entities import Application, Choice, Completion, Member
from cpd_core.messages import FieldError

Owned = Application | Completion | Choice


class Actor(Struct, frozen=True):
    """Who acts: ``member`` is None for staff; ``name`` goes into the history; ``at`` is information only."""

    name: str
    at: str
    member: Member | None = None


class Applied(Struct, frozen=True):
    """The command took effect; ``entity`` is what is there now, None after a deletion."""

    entity: Owned | None


class Noop(Struct, frozen=True):
    """What was asked for is already so; ``params`` say by whom."""

    code: str
    params: dict[str, str | int | float] = field(default_factory=dict[str, str | int | float])


class Conflict(Struct, frozen=True):
    """Somebody else was first and the person has to look again; ``fields`` name what differs."""

    code: str
    fields: tuple[str, ...] = ()


class Rejected(Struct, frozen=True):
    """Not allowed as it stands; ``errors`` name the fields where there are any."""

    code: str
    errors: tuple[FieldError, ...] = ()


Outcome = Applied | Noop | Conflict | Rejected


def error(field_name: str, code: str, /, **params: str | int | float) -> FieldError:
    """Build the error of one field."""
    return FieldError(field=field_name, code=code, params=params)


def invalid(*errors: FieldError) -> Rejected:
    """Reject for what was typed."""
    return Rejected("INVALID", errors)
