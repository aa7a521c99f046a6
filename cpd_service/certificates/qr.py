"""A QR code as vectors: sharp at every size."""

import segno

from cpd_service.certificates.sheet import Colour, Sheet

MASK = 3  # any of the eight may be used; trying which is best takes four times as long and a signature looks like noise
ERROR = "m"  # a sixth of the area may be lost


def draw_qr(sheet: Sheet, text: str, x: float, y: float, size: float, colour: Colour) -> None:
    """Draw the code of a text with its lower left corner at ``x``, ``y``; the quiet zone is up to the page (points)."""
    rows = [bytes(row) for row in segno.make_qr(text, error=ERROR, mask=MASK).matrix]
    found = [(start, len(rows) - 1 - n, length) for n, row in enumerate(rows) for start, length in _runs(row)]
    sheet.squares(x, y, size / len(rows), found, colour)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules stand side by side: start and length."""
    found: list[tuple[int, int]] = []
    place = row.find(1)
    while place >= 0:
        end = row.find(0, place)
        end = len(row) if end < 0 else end
        found.append((place, end - place))
        place = row.find(1, end)
    return found
