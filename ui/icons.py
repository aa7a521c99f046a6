"""Icons: small SVG files of resources/icons in one colour, drawn in the colour and size that are asked for.

In a file ``currentColor`` stands for that colour and ``knockout`` for the ground, e.g. of a tick within a disc.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui import theme

BUTTON_SIZES = (16, 40)  # pixels


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` as a square of ``size`` logical pixels."""
    return _drawn(name, colour.rgba(), theme.colours().base, round(size * ratio), ratio)


def icon(name: str, tone: theme.Tone = "normal") -> QIcon:
    """The icon ``name`` for a button: drawn for 100 % and for 250 %, between which Qt scales down."""
    result = QIcon()
    for size in BUTTON_SIZES:
        result.addPixmap(pixmap(name, theme.colours().of(tone), size))
    return result


@lru_cache(maxsize=512)
def _drawn(name: str, rgba: int, ground: str, pixels: int, ratio: float) -> QPixmap:
    colour = QColor.fromRgba(rgba).name()
    svg = resources.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    svg = svg.replace("currentColor", colour).replace("knockout", ground)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
