"""Ctrl+V and drops of files anywhere in a form go to its attachments; text goes where one types, as ever."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.attachments.strip import AttachmentStrip, local_files

DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class Pasting(QObject):
    """Looks at what is pasted or dropped into the editors of a form before they do."""

    def __init__(self, strip: AttachmentStrip, editors: Sequence[QWidget]) -> None:
        super().__init__(strip)
        self._strip = strip
        for editor in editors:
            editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: whether the event is dealt with here."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Paste) and self.paste()
        if isinstance(event, QDropEvent) and local_files(event.mimeData()):
            if event.type() in DRAGS:
                event.acceptProposedAction()
            else:
                self._strip.dropEvent(event)
            return True
        return False

    def paste(self) -> bool:
        """Attach what is in the clipboard; False where that is text, or nothing."""
        mime = QGuiApplication.clipboard().mimeData()
        return not _is_text(mime) and self._strip.paste(mime)


def _is_text(mime: QMimeData) -> bool:
    """Whether somebody copied words: office programs put a picture of them beside them."""
    return mime.hasText() and not mime.hasUrls()
