"""A page to draw on: text in Noto Sans SC, lines, boxes. Measures are points, from the lower left; colours are RGB."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cpd_service.certificates.fonts import Subset, Weight, subset, width_of
from cpd_service.certificates.pdf import PdfFile, pack

Colour = tuple[float, float, float]
Align = Literal["left", "centre", "right"]
_SHARE = {"left": 0.0, "centre": 0.5, "right": 1.0}  # of a line's width that lies left of its place
_CURVE = 0.5523  # how far a Bézier curve's handles reach, for a quarter of a circle of radius 1


@dataclass(frozen=True, slots=True)
class _Words:
    """A line of text; which font's glyphs it is made of is known once the page is complete."""

    text: str
    weight: Weight
    before: str  # operators: colour, size and place are known already
    size: float
    spacing: float


class Sheet:
    """One page. ``common`` are characters that many pages have: their glyphs are shared, and packed only once."""

    def __init__(self, width: float, height: float, common: Mapping[Weight, str]) -> None:
        self.width, self.height = width, height
        self._common = common
        self._drawn: list[str | _Words] = []
        self._opacities: list[float] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: Colour,
        *,
        bold: bool = False,
        align: Align = "left",
        widest: float = 0.0,
        spacing: float = 0.0,
    ) -> None:
        """Set one line; ``widest`` makes it smaller until it fits, for long names must not leave the page."""
        if not text:
            return
        weight: Weight = "Bold" if bold else "Regular"
        width = width_of(text, weight, size) + spacing * (len(text) - 1)
        if widest and width > widest:
            size, width = size * widest / width, widest
        before = f"{_colour(colour)} rg 1 0 0 1 {_n(x - _SHARE[align] * width)} {_n(y)} Tm"
        self._drawn.append(_Words(text, weight, before, size, spacing))

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float, colour: Colour) -> None:
        """Draw a straight line."""
        self._draw(f"{_colour(colour)} RG {_n(width)} w {_n(x1)} {_n(y1)} m {_n(x2)} {_n(y2)} l S")

    def frame(self, x: float, y: float, width: float, height: float, line: float, colour: Colour) -> None:
        """Draw the outline of a box."""
        self._draw(f"{_colour(colour)} RG {_n(line)} w {_n(x)} {_n(y)} {_n(width)} {_n(height)} re S")

    def box(self, x: float, y: float, width: float, height: float, radius: float, colour: Colour) -> None:
        """Fill a box with round corners."""
        right, top = x + width, y + height
        corners = (
            _arc(right - radius, y + radius, radius, 3),
            _arc(right - radius, top - radius, radius, 0),
            _arc(x + radius, top - radius, radius, 1),
            _arc(x + radius, y + radius, radius, 2),
        )
        self._draw(f"{_colour(colour)} rg {_n(x + radius)} {_n(y)} m {' '.join(f'{a} l {c}' for a, c in corners)} f")

    def circle(self, x: float, y: float, radius: float, width: float, colour: Colour) -> None:
        """Draw the outline of a circle."""
        arcs = [_arc(x, y, radius, quarter) for quarter in range(4)]
        self._draw(f"{_colour(colour)} RG {_n(width)} w {arcs[0][0]} m {' '.join(arc for _, arc in arcs)} S")

    def squares(self, x: float, y: float, side: float, runs: list[tuple[int, int, int]], colour: Colour) -> None:
        """Fill runs of squares in one path, so that no seam shows: column, row from below, how many to the right."""
        path = "\n".join(f"{column} {row} {length} 1 re" for column, row, length in runs)
        self._draw(f"q {_colour(colour)} rg {side:.5f} 0 0 {side:.5f} {_n(x)} {_n(y)} cm\n{path} f Q")

    def begin(self, matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0), opacity: float = 1.0) -> None:
        """Begin a part that is moved, turned or seen through; :meth:`end` ends it."""
        state = ""
        if opacity < 1:
            if opacity not in self._opacities:
                self._opacities.append(opacity)
            state = f" /A{self._opacities.index(opacity)} gs"
        self._draw(f"q {' '.join(f'{value:.4f}' for value in matrix)} cm{state}")

    def end(self) -> None:
        """End the part that was begun last."""
        self._draw("Q")

    def add_to(self, pdf: PdfFile, parent: int, annotations: bytes = b"") -> int:
        """Add the page to a file, under the page tree of that number; returns the page's number."""
        fonts = self._fonts()
        names = {id(font): f"F{place}" for place, font in enumerate(fonts)}
        by_weight = {weight: [f for f in fonts if f.weight == weight] for weight in self._common}
        content = "\n".join(
            each if isinstance(each, str) else _shown(each, by_weight[each.weight], names) for each in self._drawn
        )
        resources = b"/Font << %s >>" % b" ".join(b"/F%d %d 0 R" % (n, f.add_to(pdf)) for n, f in enumerate(fonts))
        states = " ".join(f"/A{n} << /CA {value} /ca {value} >>" for n, value in enumerate(self._opacities))
        stream = pdf.add_stream(pack(content.encode("ascii")))
        return pdf.add(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %s %s] /Contents %d 0 R "
            b"/Resources << %s /ExtGState << %s >> >> %s>>"
            % (
                parent,
                _n(self.width).encode(),
                _n(self.height).encode(),
                stream,
                resources,
                states.encode(),
                annotations,
            )
        )

    def _draw(self, operators: str) -> None:
        self._drawn.append(operators)

    def _fonts(self) -> list[Subset]:
        """The common glyphs of each weight, and in another font those that only this page has."""
        fonts: list[Subset] = []
        for weight, common in self._common.items():
            used = {
                c for words in self._drawn if isinstance(words, _Words) and words.weight == weight for c in words.text
            }
            if used.intersection(common):
                fonts.append(subset(weight, common))
            if rest := used.difference(common):
                fonts.append(subset(weight, "".join(sorted(rest))))
        return fonts


def _shown(words: _Words, fonts: list[Subset], names: dict[int, str]) -> str:
    """The operators that show a line, changing the font where the next character lies in another one."""
    parts, current = [f"BT {words.before}"], None
    if words.spacing:
        parts.append(f"{_n(words.spacing)} Tc")
    for character in words.text:
        font = next(font for font in fonts if character in font.glyphs)
        if font is not current:
            parts.append(("> Tj " if current else "") + f"/{names[id(font)]} {_n(words.size)} Tf <")
            current = font
        parts[-1] += f"{font.glyphs[character]:04X}"
    parts.append("> Tj 0 Tc ET" if words.spacing else "> Tj ET")
    return " ".join(parts)


def _arc(x: float, y: float, radius: float, quarter: int) -> tuple[str, str]:
    """A quarter of a circle, counted anticlockwise from the right: where it starts, and the curve from there."""
    reach = radius * _CURVE
    cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarter]
    points = ((radius, 0.0), (radius, reach), (reach, radius), (0.0, radius))
    start, *curve = (f"{_n(x + u * cos - v * sin)} {_n(y + u * sin + v * cos)}" for u, v in points)
    return start, f"{' '.join(curve)} c"


def _colour(colour: Colour) -> str:
    return " ".join(f"{part:.3g}" for part in colour)


def _n(value: float) -> str:
    """A number as PDF writes it: no exponent, a hundredth of a point at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
