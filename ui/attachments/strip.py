"""The attachments of an application, one line each: thumbnail, name, size; taking drops and pastes while edited."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from cpd_core.applications import MEDIA_TYPES
from cpd_core.entities import Attachment
from ui import icons, theme
from ui.attachments import files
from ui.attachments.thumbnails import Thumbnails
from ui.widgets import Ground, button, label

FilePath = Callable[[str], Path | None]


class AttachmentLine(QWidget):
    """One attachment: a click on its name looks at it."""

    view_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(
        self, attachment: Attachment, path: Path | None, thumbnails: Thumbnails, editable: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.attachment = attachment
        side = theme.em(self, 2)
        picture = QLabel()
        picture.setFixedSize(QSize(side, side))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        thumbnails.show_in(picture, attachment, path, side)
        look = self._elided(attachment.name)
        name = button("attachmentView", look, lambda: self.view_asked.emit(attachment), quiet=True)
        name.setToolTip(self.tr("查看 {name}").format(name=attachment.name))
        name.setAccessibleName(self.tr("查看附件 {name}").format(name=attachment.name))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(picture)
        layout.addWidget(name)
        layout.addWidget(label(self._facts(path), "quiet"), 1)
        if editable:
            layout.addWidget(self._remove_button())

    def _facts(self, path: Path | None) -> str:
        words = f"{files.kind_name(self.attachment.media_type)} · {files.size_text(self.attachment.size)}"
        return words if path else words + self.tr(" · 尚未下载")

    def _remove_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("attachmentRemove")
        button.setIcon(icons.icon("close", "quiet"))
        button.setAutoRaise(True)
        button.setToolTip(self.tr("移除此附件"))
        button.setAccessibleName(self.tr("移除附件 {name}").format(name=self.attachment.name))
        button.clicked.connect(lambda: self.remove_asked.emit(self.attachment))
        return button

    def _elided(self, name: str) -> str:
        text = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, theme.em(self, 12))
        return text.replace("&", "&&")  # a lone & would be taken as a mnemonic


class AttachmentStrip(Ground):
    """All attachments of one application. Editable ones hand the paths they are given to whoever adds them."""

    view_asked = Signal(object)
    """Attachment: somebody wants to look at it."""
    files_given = Signal(list)
    """list[Path]: chosen, dropped or pasted."""
    picture_given = Signal(QImage)
    """A picture that is no file was pasted, e.g. a screenshot."""
    removed = Signal(object)
    """Attachment: somebody took it out."""

    def __init__(
        self, file_path: FilePath, thumbnails: Thumbnails, editable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._file_path = file_path
        self._thumbnails = thumbnails
        self._editable = editable
        self._lines: list[AttachmentLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(0)
        if editable:
            self.setAcceptDrops(True)
            self._layout.addLayout(self._adding())
            self._welcome(False)
        else:
            self._layout.setContentsMargins(0, 0, 0, 0)

    def attachments(self) -> tuple[Attachment, ...]:
        """The attachments as they stand."""
        return tuple(line.attachment for line in self._lines)

    def show_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Show these instead."""
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for attachment in attachments:
            self.append(attachment)

    def append(self, attachment: Attachment) -> None:
        """Show one more, at the end."""
        path = self._file_path(attachment.sha256)
        line = AttachmentLine(attachment, path, self._thumbnails, self._editable, self)
        line.view_asked.connect(self.view_asked)
        line.remove_asked.connect(self._remove)
        self._layout.insertWidget(len(self._lines), line)
        self._lines.append(line)

    def _remove(self, attachment: Attachment) -> None:
        self.show_attachments([a for a in self.attachments() if a != attachment])
        self.removed.emit(attachment)

    # --- adding -------------------------------------------------------------------------------------------

    def _adding(self) -> QHBoxLayout:
        add = button("attachmentAdd", self.tr("添加附件…"), self._choose, icon="add")
        self.setFocusProxy(add)
        row = QHBoxLayout()
        row.setSpacing(theme.em(self, 0.6))
        row.addWidget(add)
        row.addWidget(label(self.tr("或把文件拖进来、粘贴截图（Ctrl+V）"), "quiet"), 1)
        return row

    def _choose(self) -> None:
        patterns = " ".join(sorted(f"*{suffix}" for suffixes in MEDIA_TYPES.values() for suffix in suffixes))
        kinds = self.tr("PDF、JPEG、PNG、Office 文档") + f" ({patterns})"
        chosen, _filter = QFileDialog.getOpenFileNames(self, self.tr("添加附件"), "", kinds)
        if chosen:
            self.files_given.emit([Path(name) for name in chosen])

    def paste(self, mime: QMimeData) -> bool:
        """Take files or a picture from the clipboard; False where there are none."""
        if paths := local_files(mime):
            self.files_given.emit(paths)
            return True
        image = mime.imageData() if mime.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self.picture_given.emit(image)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+V pastes files and pictures."""
        if (
            self._editable
            and event.matches(QKeySequence.StandardKey.Paste)
            and self.paste(QGuiApplication.clipboard().mimeData())
        ):
            event.accept()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome; the strip shows it."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()
            self._welcome(True)

    def dragLeaveEvent(self, event: object) -> None:  # noqa: N802
        """They went elsewhere."""
        self._welcome(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take what was dropped."""
        self._welcome(False)
        if paths := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.files_given.emit(paths)

    def _welcome(self, on: bool) -> None:
        self.set_ground("accent" if on else "base")


def local_files(mime: QMimeData) -> list[Path]:
    """The files of this machine that are dropped or pasted."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
