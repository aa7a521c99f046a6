"""What is typed into a form and not saved yet, kept in the store: neither a crash nor closing the window loses it."""

import math
import threading
from typing import TYPE_CHECKING, Literal

import msgspec

from cpd_core.messages import Draft
from cpd_desktop.store.readback import read_back

if TYPE_CHECKING:
    from cpd_desktop.workspace import Workspace

KEY = "draft"  # in the store's journal


class KeptForm(msgspec.Struct, frozen=True):
    """A form as it stood. ``application_id`` is "" where it was to become a new application.

    ``hours`` is what was typed for them, which may be no number.
    """

    draft: Draft
    application_id: str = ""
    hours: str = ""


class KeptWords(msgspec.Struct, frozen=True):
    """What is typed for one act outside the form: on what, "" for a selection; the words; the stars of a rating."""

    about: str
    text: str = ""
    stars: int = 0


Place = Literal["reason", "rating"]
_DECODER = msgspec.json.Decoder(KeptForm)
_WORDS = msgspec.json.Decoder(KeptWords)


class DraftDesk:
    """The form that is being written; there is one at most. ``form_id`` tells a form that is over from the next one."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._lock = threading.Lock()  # a worker that keeps must not come after the form was saved or given up
        self._over: set[str] = set()

    def keep(self, form_id: str, form: KeptForm) -> None:
        """Keep a form; hours that are no number yet are kept as they were typed, and as none in the draft."""
        if not math.isfinite(form.draft.hours):  # JSON knows no such number
            form = msgspec.structs.replace(form, draft=msgspec.structs.replace(form.draft, hours=0.0))
        with self._lock:
            if form_id not in self._over:
                self._put(msgspec.json.encode(form).decode())

    def forget(self, form_id: str) -> None:
        """The form was saved or given up."""
        with self._lock:
            self._over.add(form_id)
            if self._get():
                self._put("")

    def kept(self) -> KeptForm | None:
        """The form that was not finished, None where there is none."""
        text = self._get()
        return read_back(_DECODER, text) if text else None

    def keep_words(self, place: Place, words: KeptWords | None) -> None:
        """Keep what is typed in a place until the next time; None: nothing is."""
        text = msgspec.json.encode(words).decode() if words else ""
        if text != self._get(f"{KEY}.{place}"):
            self._put(text, f"{KEY}.{place}")

    def kept_words(self, place: Place) -> KeptWords | None:
        """What was typed in a place and not stored, None where nothing was."""
        text = self._get(f"{KEY}.{place}")
        return read_back(_WORDS, text) if text else None

    def _get(self, key: str = KEY) -> str:
        return self._workspace.account.store.journal.get(key)

    def _put(self, text: str, key: str = KEY) -> None:
        self._workspace.account.store.journal.put(key, text)
