"""Two families: what the environment did (Trouble: offline, disk full, refused) and what we did wrong (Bug).

A Trouble has a title and a text that says what to do, in Chinese; the screen and the command line show both.
"""

from cpd_core.messages import FieldError


class Bug(Exception):
    """Something that must not happen; it is shown as an unexpected error and never swallowed."""


class Trouble(Exception):
    """Something outside went wrong and the person can do something about it."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__(f"{title}：{text}")
        self.title = title
        self.text = text


class Offline(Trouble):
    """The service cannot be reached; everything goes on locally."""


class SignInNeeded(Trouble):
    """The service does not know this device (any more)."""


class Refused(Trouble):
    """The service or the rules said no; ``errors`` name the fields."""

    def __init__(self, title: str, text: str, errors: tuple[FieldError, ...] = ()) -> None:
        super().__init__(title, text)
        self.errors = errors


class Invalid(Refused):
    """What was typed does not fit; found here, before anything was stored."""


class StoreTrouble(Trouble):
    """The local file cannot be used: disk full, locked by another instance, newer than this program, damaged."""


class AlreadyOpen(StoreTrouble):
    """Another instance of the program has the profile open."""


class DamagedStore(StoreTrouble):
    """The local file is damaged; what can be saved of it is saved when the account is used next."""


class Cancelled(Trouble):
    """The person stopped it; what was done so far stays."""
