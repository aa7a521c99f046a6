"""Finding among thousands of names within a key stroke: by what they contain, by pinyin initials, or by both mixed.

All names are one text, searched by C code; 20,000 names take some milliseconds. No name is spelt: a letter that is
typed stands for every sign that may begin with it, so that 重庆 is found by cq and by zq, and 会计 by kj and by hj.
Where only letters are typed, bytes with letters in place of signs are searched: short classes are quickly compiled.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import AnyStr

Spelling = Mapping[str, str]
"""Letter -> the Chinese signs that may begin with it, e.g. "c" -> "长重…"."""

LONGEST = 30  # letters; who types more of them does not mean initials
JOINT, ROOM = 0x80, 0x80  # bytes that stand for several letters; some 20 of them are needed

Search = Callable[[int], int]
"""From a place in the text to the next that fits, -1 for none."""


class SponsorIndex:
    """Names in the order in which they are to be offered. It never changes, so any thread may ask it."""

    __slots__ = ("_initials", "_names", "_spelling", "_starts", "_text")

    def __init__(self, names: Sequence[str], spelling: Spelling) -> None:
        lines = [plain(name) for name in names]
        self._names = tuple(names)
        self._spelling = spelling
        self._starts: list[int] = []
        at = 0
        for line in lines:
            self._starts.append(at)
            at += len(line) + 1
        self._text = "\n" + "\n".join(lines) + "\n"  # a name stands between two ends of lines
        self._initials = _Initials(self._text, spelling)

    def find(self, typed: str, limit: int) -> tuple[str, ...]:
        """The first names that fit: those that begin with it, that contain it, then the same by initials."""
        wanted = plain(typed)
        if not wanted:
            return self._names[:limit]
        found: dict[int, None] = {}
        for search in self._searches(wanted):
            for place in self._places(search):
                found[place] = None
                if len(found) == limit:
                    return tuple(self._names[place] for place in found)
        return tuple(self._names[place] for place in found)

    def _searches(self, wanted: str) -> Iterator[Search]:
        """The ways to search, the closest kind of fit first."""
        yield lambda start: self._text.find("\n" + wanted, start)
        yield lambda start: self._text.find(wanted, start)
        if len(wanted) > LONGEST or not any(sign in self._spelling for sign in wanted):
            return
        if wanted.isascii():
            yield self._initials.search(wanted, at_start=True)
            yield self._initials.search(wanted, at_start=False)
            return
        signs = "".join(f"[{re.escape(sign)}{self._spelling.get(sign, '')}]" for sign in wanted)
        for pattern in (re.compile("\n" + signs), re.compile(signs)):
            yield partial(_next, pattern, self._text)

    def _places(self, search: Search) -> Iterator[int]:
        """The numbers of the names that a search comes upon, each once."""
        at, count = 0, len(self._names)
        while (hit := search(at)) >= 0:
            place = bisect_right(self._starts, hit if self._text[hit] == "\n" else hit - 1) - 1
            yield place
            if place + 1 == count:
                return
            at = self._starts[place + 1]


class _Initials:
    """A text as bytes: a letter for a sign with one reading, a byte of our own for several, "?" for what has none."""

    __slots__ = ("_joint", "_text")

    def __init__(self, text: str, spelling: Spelling) -> None:
        readings: dict[str, str] = {}
        for letter in sorted(letter for letter in spelling if letter):
            for sign in spelling[letter]:
                readings[sign] = readings.get(sign, "") + letter
        several = sorted({letters for letters in readings.values() if len(letters) > 1})
        self._joint = {letters: chr(JOINT + number) for number, letters in enumerate(several[:ROOM])}
        table = {ord(sign): self._joint.get(letters, letters[0]) for sign, letters in readings.items()}
        self._text = text.translate(table).encode("latin-1", "replace")

    def search(self, typed: str, at_start: bool) -> Search:
        """Search for letters, at the start of names or anywhere."""
        signs = "".join(f"[{re.escape(letter)}{self._several(letter)}]" for letter in typed)
        return partial(_next, re.compile((("\n" if at_start else "") + signs).encode("latin-1")), self._text)

    def _several(self, letter: str) -> str:
        return "".join(own for letters, own in self._joint.items() if letter in letters)


def plain(text: str) -> str:
    """A name as it is compared: half width, small letters, no spaces (nor ends of lines)."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _next(pattern: "re.Pattern[AnyStr]", text: AnyStr, start: int) -> int:
    found = pattern.search(text, start)
    return found.start() if found else -1
