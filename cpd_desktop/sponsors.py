"""The sponsors that a person can choose from, ready to be searched with each key stroke.

Which signs begin with which letters is worked out when sponsors arrive, by the sync that brings them, and kept in the
store: a few thousand signs for 20,000 names. The dictionary is not loaded again until a name has a sign that is new.
"""

import threading
from collections.abc import Iterable
from itertools import chain

import msgspec

from cpd_desktop.sponsor_index import SponsorIndex, plain
from cpd_desktop.store import Store, sponsors
from cpd_desktop.store.mirror import Cursor
from cpd_desktop.store.readback import read_back

SCOPE = "ref"
KEY = "spelling"  # in the store's journal
FIRST_CHINESE = "\u2e80"  # of Unicode: radicals, then the signs themselves


class Spelt(msgspec.Struct, frozen=True):
    """What the store keeps: how far the list was looked through, and the signs by letter; "" has those without one."""

    epoch: str = ""
    seq: int = 0
    by_letter: dict[str, str] = {}  # msgspec copies it


_SPELT = msgspec.json.Decoder(Spelt)
Key = tuple[Cursor, tuple[str, ...]]


class Sponsors:
    """All sponsors of one account. Usable from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._at_work = threading.Lock()
        self._ready: tuple[Key, SponsorIndex] | None = None
        self._gone: dict[str, str] = {}

    def find(self, text: str, limit: int) -> tuple[str, ...]:
        """Names that fit what was typed, the best first; before :meth:`prepare` was ever called the store is searched,
        which takes longer and knows no initials.
        """
        ready = self._ready
        found = ready[1].find(text, limit) if ready else self._store.records.sponsors(text, limit)
        if not self._gone:
            return found
        # by an old name one finds what stands for it now
        return tuple(dict.fromkeys(name for old in found if (name := self._gone.get(old, old))))

    def prepare(self) -> None:
        """Make :meth:`find` quick and up to date; a few queries where nothing is new. Meant for a worker."""
        with self._at_work:
            cursor, used = self._store.mirror.cursor(SCOPE), sponsors.used(self._store.database)
            if self._ready and self._ready[0] == (cursor, used):
                return
            names = tuple(dict.fromkeys(chain(used, sponsors.national(self._store.database))))
            by_letter = self._spelt(cursor, names).by_letter
            self._gone = sponsors.gone(self._store.database)
            self._ready = (cursor, used), SponsorIndex(names, by_letter)

    def spell(self) -> None:
        """Work out the letters of what a sync has brought; next to nothing where it brought no reference data."""
        with self._at_work:
            cursor, spelt = self._store.mirror.cursor(SCOPE), self._kept()
            if (spelt.epoch, spelt.seq) != (cursor.epoch, cursor.seq):
                self._spelt(cursor, sponsors.national(self._store.database))

    def _spelt(self, cursor: Cursor, names: Iterable[str]) -> Spelt:
        """The letters of all signs of these names, kept in the store where any of them is new."""
        kept = self._kept()
        new = set(plain(" ".join(names))) - set(chain.from_iterable(kept.by_letter.values()))
        if not new and (kept.epoch, kept.seq) == (cursor.epoch, cursor.seq):
            return kept
        spelt = Spelt(cursor.epoch, cursor.seq, _with(kept.by_letter, new))
        self._store.journal.put(KEY, msgspec.json.encode(spelt).decode())
        return spelt

    def _kept(self) -> Spelt:
        text = self._store.journal.get(KEY)
        return read_back(_SPELT, text) if text else Spelt()


def _with(by_letter: dict[str, str], new: Iterable[str]) -> dict[str, str]:
    """Signs added to those that are known."""
    more = {letter: [signs] for letter, signs in by_letter.items()}
    for sign in sorted(new):
        for letter in _letters(sign) or ("",):
            more.setdefault(letter, []).append(sign)
    return {letter: "".join(signs) for letter, signs in more.items()}


def _letters(sign: str) -> list[str]:
    """The keys of a keyboard that a sign may begin with; none for what is not Chinese."""
    from cpd_desktop.initials import letters_of  # its dictionary is loaded with the first sign that is new

    return [letter for letter in letters_of(sign) if letter.isascii()] if sign >= FIRST_CHINESE else []
