"""A4 paper for reports (PDF): laid out first, drawn at the end, when it is known how many pages there are.

Measures are points (1/72 inch), from the top left. Text is Noto Sans SC, embedded as subsets of what is drawn.
"""

# reportlab has no types
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import IO, Literal

from msgspec import Struct
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources

Colour = tuple[float, float, float]
Align = Literal["left", "right"]
Draw = Callable[[Canvas], None]

WIDTH, HEIGHT = A4
MARGIN = 42.0
ROOM = WIDTH - 2 * MARGIN
TOP, BOTTOM = 84.0, HEIGHT - 54.0  # of what stands between header and footer
BODY, SMALL, TINY, LEADING = 8.5, 7.5, 6.5, 1.4
GAP = 6.0  # between two columns
INK: Colour = (0.12, 0.14, 0.17)
QUIET: Colour = (0.38, 0.41, 0.45)
HAIR: Colour = (0.80, 0.82, 0.85)
ACCENT: Colour = (0.10, 0.36, 0.62)
GOOD: Colour = (0.10, 0.45, 0.25)
WARNING: Colour = (0.62, 0.36, 0.02)
REGULAR, BOLD = "paper-regular", "paper-bold"
_PIECES = re.compile(r"[!-~]+ ?|\s+|.[，。、；：！？）》」』”’％]*")  # a line breaks after any of these


class Column(Struct, frozen=True):
    """A column of a table; ``share`` is its part of the room, all together 1."""

    title: str
    share: float
    align: Align = "left"


class Place(Struct, frozen=True):
    """Where on the page's width something stands."""

    x: float = MARGIN
    width: float = ROOM

    def room(self, column: Column) -> float:
        """What a column has for its text."""
        return column.share * self.width - GAP


PAGE = Place()


class Running(Struct, frozen=True):
    """What every page bears: title and who it is about above, the day beside; a note and the page's number below."""

    title: str
    about: str
    day: str
    note: str
    number: Callable[[int, int], str]


class Paper:
    """Pages with a place where the next thing goes; what does not fit goes to the next page."""

    def __init__(self, running: Running) -> None:
        _fonts()
        self._running = running
        self._pages: list[list[Draw]] = []
        self.y = TOP

    @property
    def pages(self) -> int:
        """How many pages there are so far."""
        return len(self._pages)

    def begin_page(self) -> None:
        """Go on at the top of a new page."""
        self._pages.append([])
        self.y = TOP

    def need(self, height: float) -> bool:
        """Begin a page where so much does not fit any more; whether it did."""
        if self.y + height <= BOTTOM:
            return False
        self.begin_page()
        return True

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        *,
        bold: bool = False,
        colour: Colour = INK,
        align: Align = "left",
    ) -> None:
        """One line at a place; ``y`` is where it stands on."""
        self._pages[-1].append(lambda canvas: _text(canvas, x, y, text, size, bold, colour, align))

    def paragraph(
        self, text: str, size: float = BODY, *, bold: bool = False, colour: Colour = INK, x: float = MARGIN
    ) -> None:
        """As many lines as it takes, from here on down."""
        for line in wrapped(text, WIDTH - MARGIN - x, size, bold):
            self.need(size * LEADING)
            self.text(x, self.y + size, line, size, bold=bold, colour=colour)
            self.y += size * LEADING

    def rule(self, weight: float = 0.4, colour: Colour = HAIR, place: Place = PAGE) -> None:
        """A line across the page, here."""
        y = self.y
        self._pages[-1].append(lambda canvas: _line(canvas, y, weight, colour, place))

    def ring(self, x: float, y: float, radius: float, share: float, colour: Colour) -> None:
        """A circle around (x, y), filled clockwise from above by ``share``."""
        self._pages[-1].append(lambda canvas: _ring(canvas, x, y, radius, share, colour))

    def bar(self, x: float, y: float, width: float, share: float, colour: Colour) -> None:
        """A thin bar, filled by ``share``."""
        self._pages[-1].append(lambda canvas: _bar(canvas, x, y, width, share, colour))

    def draw(self, what: Draw) -> None:
        """Something else, drawn on this page by whoever knows how; a canvas measures from the bottom."""
        self._pages[-1].append(what)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float = BODY, place: Place = PAGE
    ) -> None:
        """Rows under a header, which stands on every page again; a cell takes as many lines as it needs."""
        self.need(size * LEADING * 4)
        titles = [column.title for column in columns]
        self._row(columns, titles, size, place, header=True)
        for row in rows:
            lines = max(len(wrapped(text, place.room(c), size)) for c, text in zip(columns, row, strict=True))
            if self.need(lines * size * LEADING + 3):
                self._row(columns, titles, size, place, header=True)
            self._row(columns, row, size, place)

    def save(self, file: IO[bytes], title: str, author: str, each_page: Callable[[int], None]) -> None:
        """Draw everything into a file; ``each_page`` is told how many are done, and may raise to stop it."""
        canvas = Canvas(file, pagesize=A4, pageCompression=1, lang="zh-CN")
        canvas.setTitle(title)
        canvas.setAuthor(author)
        for number, drawn in enumerate(self._pages, start=1):
            each_page(number - 1)
            _running(canvas, self._running, number, len(self._pages))
            for draw in drawn:
                draw(canvas)
            canvas.showPage()
        canvas.save()

    def _row(
        self, columns: Sequence[Column], row: Sequence[str], size: float, place: Place, header: bool = False
    ) -> None:
        x, tallest, size = place.x, 1, size * 0.92 if header else size
        for column, cell in zip(columns, row, strict=True):
            room = place.room(column)
            lines = wrapped(cell, room, size, header)
            tallest = max(tallest, len(lines))
            edge = x if column.align == "left" else x + room
            for number, line in enumerate(lines):
                y = self.y + size * (LEADING * number + 1.05) + 1.5
                self.text(edge, y, line, size, bold=header, colour=QUIET if header else INK, align=column.align)
            x += column.share * place.width
        self.y += tallest * size * LEADING + 3
        self.rule(0.7 if header else 0.3, place=place)


@cache
def _fonts() -> None:
    """Read both fonts, once a process."""
    for name, file in ((REGULAR, "NotoSansSC_400Regular.ttf"), (BOLD, "NotoSansSC_700Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(resources.path("fonts", file))))


def wrapped(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The lines of a text: broken after any Chinese character, and between words of other scripts."""
    lines, line = list[str](), ""
    for piece in _PIECES.findall(text):
        if line and text_width(line + piece.rstrip(), size, bold) > room:
            lines.append(line.rstrip())
            line = ""
        while text_width(piece.rstrip(), size, bold) > room and len(piece) > 1:  # one word longer than a line
            fits = next(n for n in range(len(piece), 0, -1) if n == 1 or text_width(piece[:n], size, bold) <= room)
            lines.append(piece[:fits])
            piece = piece[fits:]
        line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def text_width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line is, in points."""
    _fonts()
    return float(pdfmetrics.stringWidth(text, BOLD if bold else REGULAR, size))


# --- drawing ---------------------------------------------------------------------------------------------------------


def _running(canvas: Canvas, said: Running, number: int, count: int) -> None:
    right = WIDTH - MARGIN
    _text(canvas, MARGIN, 46, said.title, 13, True, INK, "left")
    _text(canvas, right, 46, said.day, BODY, False, QUIET, "right")
    _text(canvas, MARGIN, 62, said.about, BODY, False, QUIET, "left")
    _line(canvas, 70, 0.8, INK)
    _line(canvas, HEIGHT - 44, 0.4, HAIR)
    _text(canvas, MARGIN, HEIGHT - 32, said.note, SMALL, False, QUIET, "left")
    _text(canvas, right, HEIGHT - 32, said.number(number, count), SMALL, False, QUIET, "right")


def _text(canvas: Canvas, x: float, y: float, text: str, size: float, bold: bool, colour: Colour, align: Align) -> None:
    canvas.setFont(BOLD if bold else REGULAR, size)
    canvas.setFillColorRGB(*colour)
    draw = canvas.drawString if align == "left" else canvas.drawRightString
    draw(x, HEIGHT - y, text)


def _line(canvas: Canvas, y: float, weight: float, colour: Colour, place: Place = PAGE) -> None:
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(weight)
    canvas.line(place.x, HEIGHT - y, place.x + place.width, HEIGHT - y)


def _ring(canvas: Canvas, x: float, y: float, radius: float, share: float, colour: Colour) -> None:
    canvas.setLineWidth(radius * 0.22)
    canvas.setStrokeColorRGB(*HAIR)
    canvas.circle(x, HEIGHT - y, radius, stroke=1, fill=0)
    if share > 0:
        canvas.setStrokeColorRGB(*colour)
        path = canvas.beginPath()
        path.arc(x - radius, HEIGHT - y - radius, x + radius, HEIGHT - y + radius, 90, round(-360 * min(1.0, share)))
        canvas.drawPath(path, stroke=1, fill=0)


def _bar(canvas: Canvas, x: float, y: float, width: float, share: float, colour: Colour) -> None:
    canvas.setFillColorRGB(*HAIR)
    canvas.roundRect(x, HEIGHT - y, width, 4, 2, stroke=0, fill=1)
    if share > 0:
        canvas.setFillColorRGB(*colour)
        canvas.roundRect(x, HEIGHT - y, max(4.0, width * min(1.0, share)), 4, 2, stroke=0, fill=1)
