"""`python -m devtools.package.icon`: draw the icon of resources/icons/logo.svg into installer/cpd-desktop.ico.

An .ico is a directory of pictures; since Windows Vista they may be PNG. The file is committed, and a test redraws it.
"""

import struct
import sys

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import resources
from devtools.bootstrap import ROOT

ICON = ROOT / "installer" / "cpd-desktop.ico"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
GROUND, INK = "#1f5fbf", "white"


def drawn(size: int) -> QImage:
    """The logo in white on a round-cornered ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(GROUND))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.18, size * 0.18)
    logo = resources.path("icons", "logo.svg").read_text("utf-8").replace("currentColor", INK)
    edge = size * 0.14
    QSvgRenderer(QByteArray(logo.encode())).render(painter, QRectF(edge, edge, size - 2 * edge, size - 2 * edge))
    painter.end()
    return image


def icon(sizes: tuple[int, ...] = SIZES) -> bytes:
    """The whole file."""
    pictures = [_png(drawn(size)) for size in sizes]
    start = 6 + 16 * len(sizes)
    head, directory = struct.pack("<HHH", 0, 1, len(sizes)), b""
    for size, picture in zip(sizes, pictures, strict=True):
        side = size % 256  # a byte: 0 stands for 256
        directory += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    return head + directory + b"".join(pictures)


def pictures_of(data: bytes) -> dict[int, bytes]:
    """The pictures of an icon by their size: what :func:`icon` has put together."""
    (count,) = struct.unpack_from("<H", data, 4)
    entries = [struct.unpack_from("<BBBBHHII", data, 6 + 16 * number) for number in range(count)]
    return {entry[0] or 256: data[entry[7] : entry[7] + entry[6]] for entry in entries}


def _png(image: QImage) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(held.data())


if __name__ == "__main__":
    ICON.write_bytes(icon())
    sys.exit(0)
