"""Small pictures of attachments, made in a worker: a photo takes 50 ms, and nobody who walks through a list waits."""

from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel

from cpd_core.entities import Attachment
from ui import icons, theme
from ui.attachments import files
from ui.attachments.picture import read_picture
from ui.tasks import Tasks

KEPT = 200  # pictures of some 10 kB each

Key = tuple[str, int]
"""SHA-256 and pixels."""


class Thumbnails:
    """Puts pictures into labels: a paper clip until there is one. Those of one page are kept together."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._kept: dict[Key, QImage] = {}

    def show_in(self, label: QLabel, attachment: Attachment, path: Path | None, side: int) -> None:
        """Show an attachment whose bytes are at ``path`` in a square of this side."""
        ratio = label.devicePixelRatioF()
        key = attachment.sha256, round(side * ratio)
        if key in self._kept:
            _put(label, self._kept[key])
            return
        label.setPixmap(icons.pixmap("attachment", theme.colours().of("quiet"), side * 2 // 3, ratio))
        if path and attachment.media_type in files.PICTURES:
            read = partial(read_picture, path, key[1])
            self._tasks.run(label, lambda _task: read(), lambda image: self._came(label, key, image))

    def _came(self, label: QLabel, key: Key, image: QImage) -> None:
        if image.isNull():  # damaged: the viewer says so
            return
        self._kept[key] = image
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        _put(label, image)


def _put(label: QLabel, image: QImage) -> None:
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(label.devicePixelRatioF())
    label.setPixmap(pixmap)
