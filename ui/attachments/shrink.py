"""A photo that is too large, made smaller so that it can be attached and still be read. For a worker."""

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from cpd_core.applications import ATTACHMENT_BYTES_MAX
from cpd_core.file_names import parted
from ui.attachments.picture import LONGEST_SIDE, read_picture

FORMATS = ("jpeg", "png")
ENOUGH = ATTACHMENT_BYTES_MAX * 95 // 100  # bytes; no photo needs to come this close to the limit
LONGEST_SIDES = (LONGEST_SIDE, 3200, 2560, 2048, 1600)  # pixels; a page of A4 can be read at 1600
QUALITIES = (90, 80, 70)  # of JPEG; below that letters fray


class Shrunk(Struct, frozen=True):
    """The smaller photo, a JPEG under its own ``name``, and what it was; sizes are (width, height) in pixels."""

    name: str
    data: bytes
    size: tuple[int, int]
    bytes_before: int
    size_before: tuple[int, int]


def shrunk_file(path: Path, name: str) -> Shrunk | None:
    """A photo's file made smaller, upright as its EXIF says; None where it is no photo or cannot be read."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    if reader.format().toStdString() not in FORMATS:
        return None
    image, before = read_picture(path), reader.size()
    if image.height() > image.width() and before.width() > before.height():  # it lay on its side
        before.transpose()
    return shrunk(image, name, path.stat().st_size, before)


def shrunk(image: QImage, name: str, bytes_before: int, before: QSize) -> Shrunk | None:
    """A picture as a JPEG under the limit for attachments; None where it cannot be made so small and be read."""
    if image.isNull():
        return None
    opaque = _on_white(image) if image.hasAlphaChannel() else image
    for side in LONGEST_SIDES:
        smaller = _within(opaque, side)
        for quality in QUALITIES:
            data = encoded(smaller, "jpeg", quality)
            if len(data) <= ENOUGH:
                return Shrunk(f"{parted(name)[0]}.jpg", data, _pair(smaller.size()), bytes_before, _pair(before))
    return None


def encoded(image: QImage, form: str, quality: int = -1) -> bytes:
    """The bytes of a picture's file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, form.encode())
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())


def _within(image: QImage, side: int) -> QImage:
    if max(image.width(), image.height()) <= side:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio, smooth)


def _on_white(image: QImage) -> QImage:
    """What is transparent would become black."""
    page = QImage(image.size(), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, image)
    painter.end()
    return page


def _pair(size: QSize) -> tuple[int, int]:
    return size.width(), size.height()
