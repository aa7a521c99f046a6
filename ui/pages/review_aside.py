"""搁置: what is to be looked at again later is put aside with a note; it leaves the queue until it is taken back."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from cpd_core.applications import NOTE_MAX, check_text
from cpd_desktop.errors import Trouble
from cpd_desktop.views import ApplicationRow
from ui.language import words
from ui.pages.page import Context
from ui.pages.review_bar import EntryLine
from ui.tables import TableView
from ui.widgets import MessageLine

MOST = 10_000  # rows that are put aside in one go


class Asides(QObject):
    """Acts upon what is selected, or else on the row under the cursor; asks for the note in a line of the page."""

    changed = Signal()
    """Something was put aside or taken back."""

    def __init__(self, context: Context, table: TableView, message: MessageLine) -> None:
        super().__init__(table)
        self._context = context
        self._table = table
        self._message = message
        self._desk = context.workspace.queue
        self._undo: Callable[[], object] | None = None
        self.note = QLineEdit()
        self.line = EntryLine("asideLine", self.note, self._wrong, self._leave)
        self.line.hide()

    @property
    def undoable(self) -> bool:
        """Whether the last thing done here can be taken back."""
        return self._undo is not None

    def undo(self) -> None:
        """Take back what was done last."""
        undo, self._undo = self._undo, None
        if undo:
            undo()

    def put(self) -> None:
        """Ask for the note, then put aside; an empty note will do."""
        rows = self._rows()
        if not rows:
            return
        if len(rows) == 1:
            found = self._desk.aside(rows[0].id)
            self.note.setText(found.note if found else "")
            caption = self.tr("搁置 {0}，备忘（只有您能看到）").format(rows[0].member_name)
        else:
            self.note.clear()
            caption = self.tr("搁置 {0} 条，备忘（只有您能看到）").format(f"{len(rows):,}")
        self.line.show()
        self.line.ask(caption, self.tr("搁置"), lambda: self._put(tuple(row.id for row in rows)))

    def take_back(self) -> None:
        """Have what was put aside in the queue again."""
        ids = tuple(row.id for row in self._rows() if row.aside)
        if not ids:
            self._message.show_text(self.tr("这条申请没有搁置"))
            return
        self._run(
            lambda: self._desk.take_back(ids), self.tr("已取消搁置 {0} 条").format(f"{len(ids):,}"), self._desk.put_back
        )

    def _put(self, ids: tuple[str, ...]) -> None:
        note = self.note.text().strip()
        if not self._table.step(1):
            self._table.step(-1)

        def back(_none: object) -> object:
            return self._desk.take_back(ids)

        said = self.tr("已搁置 {0} 条").format(f"{len(ids):,}")
        self._run(lambda: self._desk.put_aside(ids, note), said, back)

    def _run(self, work: Callable[[], object], said: str, back: Callable[..., object]) -> None:
        """Store it in a worker; afterwards it can be undone."""

        def stored(result: object) -> None:
            self._undo = lambda: self._take_back(lambda: back(result))
            self._table.choose_none()
            self._message.show_text(said, "good", self.tr("撤销"), self.undo)
            self.changed.emit()

        self._context.tasks.run(self, lambda _task: work(), stored, self._failed)

    def _take_back(self, work: Callable[[], object]) -> None:
        def done(_result: object) -> None:
            self._message.show_good(self.tr("已撤销，恢复为原来的样子"))
            self.changed.emit()

        self._context.tasks.run(self, lambda _task: work(), done, self._failed)

    def _failed(self, trouble: Trouble) -> None:
        self._message.show_trouble(trouble)

    def _rows(self) -> list[ApplicationRow]:
        chosen = self._table.chosen_ids()
        if len(chosen) > MOST:
            self._message.show_text(self.tr("一次最多搁置 {0} 条").format(f"{MOST:,}"), "warning")
            return []
        if len(chosen):
            return cast("list[ApplicationRow]", list(self._table.rows.fetch(chosen)))
        current = cast("ApplicationRow | None", self._table.current_row())
        return [current] if current else []

    def _wrong(self) -> str:
        return words().errors(check_text("note", self.note.text(), NOTE_MAX))

    def _leave(self) -> None:
        self.line.hide()
        self._table.setFocus()
