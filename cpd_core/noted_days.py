"""Days that somebody has written into a note: the only ones that are known of an application, which has a year alone.

Read are "2026年3月5日至7日", "3月5日-4月2日", "2026-03-05", "2026.3.5~2026.3.7", "３月５日" and the like. Without a
year it is the application's; without 月 a date needs its year ("3.5" may be hours). What is no day is left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

LONGEST = 366  # days; more are no activity but, say, the term of a contract

_DATE = (
    r"(?:(?P<{0}y>20\d\d)\s*[年./-]\s*)?(?P<{0}m>1[0-2]|0?[1-9])\s*(?P<{0}sep>[月./-])\s*(?P<{0}d>3[01]|[12]\d|0?[1-9])"
)
_SPAN = re.compile(
    rf"(?<!\d){_DATE.format('a')}(?!\d)\s*(?P<ri>日)?"
    rf"(?:\s*[至到~—–-]+\s*(?:{_DATE.format('b')}|(?P<end>3[01]|[12]\d|0?[1-9]))(?![\d月./])\s*(?P<end_ri>日)?)?"
)


def days_in(note: str, year: int) -> Iterator[tuple[date, date]]:
    """The first and the last day of each span that a note names, in its order."""
    text = unicodedata.normalize("NFKC", note)
    if "月" not in text and "20" not in text:
        return  # most notes name no day
    for found in _SPAN.finditer(text):
        part = found.groupdict()
        if not part["ay"] and not (part["asep"] == "月" and (part["ri"] or part["end_ri"])):
            continue
        first = _day(part["ay"] or year, part["am"], part["ad"])
        last = first
        if part["bd"]:
            last = _day(part["by"] or part["ay"] or year, part["bm"], part["bd"])
        elif part["end"]:
            last = _day(part["ay"] or year, part["am"], part["end"])
        if first and last and 0 <= (last - first).days < LONGEST:
            yield first, last


def _day(year: str | int, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:  # a 31st of June
        return None
