"""A part of a file, as the header ``Range`` asks for it (RFC 9110, section 14): how a broken download goes on."""

import re
from dataclasses import dataclass

from cpd_core.outcomes import error
from cpd_service.problems import ProblemError

_ONE_RANGE = re.compile(r"bytes=(?P<first>\d{0,15})-(?P<last>\d{0,15})", re.ASCII)
_NOT_OURS = re.compile(r"(?!bytes=)[\w-]+=.*|bytes=[\d\s-]+(,[\d\s-]+)+", re.ASCII)  # other units, or several parts


@dataclass(frozen=True, slots=True)
class Part:
    """``length`` bytes from ``start``, and how the answer says so."""

    start: int
    length: int
    status: int
    headers: dict[str, str]


def part_of(asked: str, size: int) -> Part:
    """What to send of ``size`` bytes; all of it where nothing is asked for, or several parts, or in other units.

    Raises :class:`ProblemError` 416 for a part that begins behind the end, 400 for what is no range at all.
    """
    first, last = _first_and_last(asked, size)
    headers = {"Accept-Ranges": "bytes", "Content-Length": str(last - first + 1)}
    if (first, last) == (0, size - 1):
        return Part(0, size, 200, headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Part(first, last - first + 1, 206, headers)


def _first_and_last(asked: str, size: int) -> tuple[int, int]:
    if not asked or _NOT_OURS.fullmatch(asked.strip()):
        return 0, size - 1
    match = _ONE_RANGE.fullmatch(asked.strip())
    if match is None or not (match["first"] or match["last"]):
        raise _malformed(asked)
    if not match["first"]:  # the last so many bytes
        return max(0, size - int(match["last"])), size - 1
    first, last = int(match["first"]), min(int(match["last"] or size - 1), size - 1)
    if first >= size:
        wrong = error("Range", "field.type", detail=f"{first} >= {size}")
        raise ProblemError(416, "MALFORMED", wrong, headers={"Content-Range": f"bytes */{size}"})
    if first > last:
        raise _malformed(asked)
    return first, last


def _malformed(asked: str) -> ProblemError:
    return ProblemError(400, "MALFORMED", error("Range", "field.type", detail=asked[:100]))
