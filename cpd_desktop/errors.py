"""Two families: what the environment did (Trouble: offline, disk full, refused) and what we did wrong (Bug).

A Trouble has a title and a text that says what to do. Both are written in Chinese with ``{names}`` to be filled, or as
codes of :mod:`cpd_core.wording`; ``cpd_desktop.words`` says them in the language of who reads them.
"""

from cpd_core.messages import FieldError
from cpd_core.wording import say_error
from cpd_desktop.sentences import Param, Said


class Bug(Exception):
    """Something that must not happen; it is shown as an unexpected error and never swallowed."""


class Trouble(Exception):
    """Something outside went wrong and the person can do something about it."""

    def __init__(self, title: str, text: str, /, **params: "Param | Said") -> None:
        """``params`` fill the names in both texts."""
        self.said_title = Said(title, params)
        self.said_text = Said(text, params)
        super().__init__(f"{self.title}：{self.text}")

    @property
    def title(self) -> str:
        """What went wrong, in Chinese."""
        return self.said_title.text()

    @property
    def text(self) -> str:
        """What to do about it, in Chinese."""
        return self.said_text.text()


class Offline(Trouble):
    """The service cannot be reached; everything goes on locally."""


class SignInNeeded(Trouble):
    """The service does not know this device (any more)."""


class Refused(Trouble):
    """The service or the rules said no; ``errors`` name the fields."""

    def __init__(self, title: str, text: str, errors: tuple[FieldError, ...] = (), /, **params: "Param | Said") -> None:
        self.errors = errors
        super().__init__(title, text, **params)

    @property
    def text(self) -> str:
        """What to do about it, in Chinese; without words of its own, what is wrong with the fields."""
        return super().text or "；".join(say_error(error) for error in self.errors)


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


def said_of(trouble: Trouble) -> list[Said]:
    """A trouble as a sentence to be kept, and read later in any language."""
    return [Said("{title}：{text}", {"title": trouble.said_title, "text": trouble.said_text})]
