"""Finding among thousands of names within a key stroke: by what they contain, by pinyin initials, or by both mixed.

All names are one text, searched by C code; 20,000 names take some milliseconds. No name is spelt: a letter that is
typed stands for every sign that may begin with it, so that 重庆 is found by cq and by zq, and 会计 by kj and by hj.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

Spelling = Mapping[str, str]
"""Letter -> the Chinese signs that may begin with it, e.g. "c" -> "长重…"."""

LONGEST = 30  # letters; who types more of them does not mean initials


class SponsorIndex:
    """Names in the order in which they are to be offered. It never changes, so any thread may ask it."""

    __slots__ = ("_names", "_spelling", "_starts", "_text")

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

    def _searches(self, wanted: str) -> "Iterator[Callable[[int], int]]":
        """From a place in the text to the next that fits, -1 for none: the closest kind of fit first."""
        text = self._text
        yield lambda start: text.find("\n" + wanted, start)
        yield lambda start: text.find(wanted, start)
        if len(wanted) <= LONGEST and any(sign in self._spelling for sign in wanted):
            signs = "".join(self._class_of(sign) for sign in wanted)
            for pattern in (re.compile("\n" + signs), re.compile(signs)):
                yield _searcher(pattern, text)

    def _class_of(self, sign: str) -> str:
        others = self._spelling.get(sign, "")
        return f"[{re.escape(sign)}{others}]" if others else re.escape(sign)

    def _places(self, search: "Callable[[int], int]") -> Iterator[int]:
        """The numbers of the names that a search comes upon, each once."""
        at, count = 0, len(self._names)
        while (hit := search(at)) >= 0:
            place = bisect_right(self._starts, hit if self._text[hit] == "\n" else hit - 1) - 1
            yield place
            if place + 1 == count:
                return
            at = self._starts[place + 1]


def plain(text: str) -> str:
    """A name as it is compared: half width, small letters, no spaces (nor ends of lines)."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _searcher(pattern: "re.Pattern[str]", text: str) -> "Callable[[int], int]":
    def search(start: int) -> int:
        found = pattern.search(text, start)
        return found.start() if found else -1

    return search
