"""What a command can come to. The same four answers on the client, before queueing, and on the service, for real."""

from msgspec import Struct, field

from cpd_core.entities import Application, Choice, Claim, Completion, Member
from cpd_core.lessons import Note, Progress
from cpd_core.messages import FieldError

Owned = Application | Completion | Choice | Claim | Progress | Note


class Actor(Struct, frozen=True):
    """Who acts: ``member`` is None for staff; ``name`` goes into the history; ``at`` is information only.

    ``account_id`` and ``province`` say which of the staff it is, for what they take for themselves. ``device_left`` is
    how many milliseconds a member can have played on this device since its last report; None where nobody knows.
    """

    name: str
    at: str
    member: Member | None = None
    account_id: str = ""
    province: str = ""
    device_left: int | None = None


class Applied(Struct, frozen=True):
    """The command took effect; ``entity`` is what is there now, None after a deletion."""

    entity: Owned | None


class Noop(Struct, frozen=True):
    """What was asked for is already so; ``params`` say by whom."""

    code: str
    params: dict[str, str | int | float] = field(default_factory=dict[str, str | int | float])


class Conflict(Struct, frozen=True):
    """Somebody else was first and the person has to look again; ``fields`` name what differs, ``params`` who it was."""

    code: str
    fields: tuple[str, ...] = ()
    params: dict[str, str | int | float] = field(default_factory=dict[str, str | int | float])


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
