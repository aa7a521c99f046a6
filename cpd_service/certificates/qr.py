"""A QR code as vectors: sharp at every size, and a few kB less than a picture."""

# reportlab's paths have no types
# pyright: reportUnknownMemberType=false

import segno
from reportlab.pdfgen.canvas import Canvas


def draw_qr(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """Draw the code of a text with its lower left corner at ``x``, ``y``; the quiet zone is up to the page (points)."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    module = size / len(rows)
    path = canvas.beginPath()
    for number, row in enumerate(rows, 1):
        for start, length in _runs(row):
            path.rect(x + start * module, y + size - number * module, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


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
