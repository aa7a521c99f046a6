"""Notes with their moments, under the video: a click goes there, a text is kept at the moment that is played."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from cpd_core.lessons import Note
from cpd_desktop.study.views import NoteView
from ui import theme
from ui.player.clock import clock_text
from ui.widgets import button, heading

NOTE = Qt.ItemDataRole.UserRole


class Notes(QWidget):
    """A list, and the place to write."""

    sought = Signal(str, int)
    """(lesson, ms) Go to where a note was made."""
    written = Signal(object, str)
    """(note, None for a new one; text, "" to take it away)"""

    def __init__(self) -> None:
        super().__init__()
        self._note: Note | None = None
        self.list = QListWidget()
        self.list.setObjectName("noteList")
        self.list.setAccessibleName(self.tr("笔记"))
        self.list.setWordWrap(True)
        self.list.itemClicked.connect(self._chosen)
        self.list.itemActivated.connect(self._chosen)
        self.text = QPlainTextEdit()
        self.text.setObjectName("noteText")
        self.text.setAccessibleName(self.tr("笔记内容"))
        self.text.setPlaceholderText(self.tr("在当前位置记一条笔记"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.em(self, 3.4))
        self.text.textChanged.connect(self._typed)
        self.save = button("noteSave", self.tr("记笔记"), self._write)
        self.drop = button("noteDelete", self.tr("删除笔记"), lambda: self.written.emit(self._note, ""), quiet=True)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.drop)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(heading(self.tr("笔记"), factor=1.05))
        box.addWidget(self.list, 1)
        box.addWidget(self.text)
        box.addLayout(row)
        self.begin_new()

    def show_notes(self, notes: Sequence[NoteView]) -> None:
        """Show the notes of a course; what is being written stays."""
        self.list.clear()
        for view in notes:
            item = QListWidgetItem(f"{view.lesson} {clock_text(view.note.at)}　{view.note.text}")
            item.setData(NOTE, view.note)
            self.list.addItem(item)
            if self._note and view.note.id == self._note.id:
                self.list.setCurrentItem(item)
        if self._note and not any(view.note.id == self._note.id for view in notes):
            self._note = None
        self._typed()

    def begin_new(self) -> None:
        """An empty note."""
        self._note = None
        self.text.clear()
        self._typed()

    def _chosen(self, item: QListWidgetItem) -> None:
        note: Note = item.data(NOTE)
        self._note = note
        self.text.setPlainText(note.text)
        self.sought.emit(note.lesson_id, note.at)
        self._typed()

    def _write(self) -> None:
        self.written.emit(self._note, self.text.toPlainText().strip())

    def _typed(self) -> None:
        self.save.setEnabled(bool(self.text.toPlainText().strip()))
        self.save.setText(self.tr("保存笔记") if self._note else self.tr("记笔记"))
        self.drop.setVisible(self._note is not None)
