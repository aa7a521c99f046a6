"""Icons: small SVG files of resources/icons in one colour, drawn in the colour and size that are asked for.

In a file ``currentColor`` stands for that colour and ``knockout`` for the ground, e.g. of a tick within a disc.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui import theme

BUTTON_SIZE = 20  # logical pixels: what styles draw at most beside a button's words


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon ``name`` as a square of ``size`` logical pixels."""
    return _drawn(name, colour.rgba(), theme.colours().base, round(size * ratio), ratio)


def icon(name: str, tone: theme.Tone = "normal", size: int = BUTTON_SIZE) -> QIcon:
    """The icon ``name`` for a button, drawn for the sharpest screen; Qt scales down."""
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return QIcon(pixmap(name, theme.colours().of(tone), size, ratio))


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
