"""Pictures of figures on paper: columns by day with what came in as a line above them. Measures are points."""

# reportlab has no types
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from collections.abc import Sequence

from msgspec import Struct
from reportlab.pdfgen.canvas import Canvas

from cpd_core.overview import steps
from cpd_desktop.exports import paper
from cpd_desktop.exports.paper import HAIR, HEIGHT, QUIET, SMALL, TINY, Paper, Place

AXIS = 26.0  # for the figures at the left
FOOT = 14.0  # for the days below
LABEL_ROOM = 34.0  # that a day takes
MOST_GAP = 3.0


class Bar(Struct, frozen=True):
    """One column: what stands below it, its two parts from the bottom up, and the line's point above it."""

    label: str
    lower: float
    upper: float
    line: float


class Legend(Struct, frozen=True):
    """What the parts are called."""

    lower: str
    upper: str
    line: str


def columns(sheet: Paper, bars: Sequence[Bar], legend: Legend, height: float, place: Place = paper.PAGE) -> None:
    """Draw columns with an axis, a line and a legend, from here on down."""
    sheet.need(height + 22)
    _legend(sheet, legend, place)
    top = sheet.y
    most = max((max(bar.lower + bar.upper, bar.line) for bar in bars), default=0.0)
    marks = steps(most)
    sheet.draw(lambda canvas: _picture(canvas, bars, marks, top, height, place))
    sheet.y = top + height + 8


def _legend(sheet: Paper, legend: Legend, place: Place) -> None:
    x = place.x + AXIS
    for text, colour in ((legend.lower, paper.ACCENT), (legend.upper, paper.WARNING), (legend.line, QUIET)):
        sheet.draw(lambda canvas, x=x, colour=colour, y=sheet.y: _mark(canvas, x, y + 2, colour))
        sheet.text(x + 10, sheet.y + 8, text, SMALL, colour=QUIET)
        x += 22 + paper.text_width(text, SMALL)
    sheet.y += 14


def _mark(canvas: Canvas, x: float, y: float, colour: paper.Colour) -> None:
    canvas.setFillColorRGB(*colour)
    canvas.rect(x, HEIGHT - y - 6, 6, 6, stroke=0, fill=1)


def _picture(
    canvas: Canvas, bars: Sequence[Bar], marks: Sequence[float], top: float, height: float, place: Place
) -> None:
    bottom, left = HEIGHT - top - height + FOOT, place.x + AXIS
    room, tall, highest = place.width - AXIS, height - FOOT, marks[-1]
    canvas.setLineWidth(0.3)
    canvas.setFont(paper.REGULAR, TINY)
    for mark in marks:
        y = bottom + tall * mark / highest
        canvas.setStrokeColorRGB(*HAIR)
        canvas.line(left, y, left + room, y)
        canvas.setFillColorRGB(*QUIET)
        canvas.drawRightString(left - 4, y - 2, f"{mark:,.0f}")
    step = room / max(1, len(bars))
    wide = step - min(MOST_GAP, step * 0.3)
    for number, bar in enumerate(bars):
        x, y = left + number * step + (step - wide) / 2, bottom
        for part, colour in ((bar.lower, paper.ACCENT), (bar.upper, paper.WARNING)):
            canvas.setFillColorRGB(*colour)
            canvas.rect(x, y, wide, tall * part / highest, stroke=0, fill=1)
            y += tall * part / highest
    _line(canvas, [(left + (n + 0.5) * step, bottom + tall * bar.line / highest) for n, bar in enumerate(bars)])
    every = max(1, round(LABEL_ROOM / step + 0.499))
    canvas.setFillColorRGB(*QUIET)
    for number in range(0, len(bars), every):
        canvas.drawCentredString(left + (number + 0.5) * step, bottom - 9, bars[number].label)


def _line(canvas: Canvas, points: Sequence[tuple[float, float]]) -> None:
    canvas.setStrokeColorRGB(*QUIET)
    canvas.setLineWidth(1.0)
    path = canvas.beginPath()
    for number, (x, y) in enumerate(points):
        path.lineTo(x, y) if number else path.moveTo(x, y)
    canvas.drawPath(path, stroke=1, fill=0)
