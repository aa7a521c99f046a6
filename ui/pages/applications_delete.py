"""Deleting applications, and taking that back as long as it has not been sent."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from cpd_core.applications import EDITABLE_STATES
from ui.pages.applications_list import rows_of
from ui.pages.page import Context
from ui.tasks import Task
from ui.widgets import MessageLine


class Deletions(QObject):
    """Says in the page's line what was deleted, with the way back."""

    def __init__(self, context: Context, message: MessageLine, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = context.workspace.applications
        self._message = message
        self._last: list[str] = []

    def delete(self, rids: Sequence[int]) -> None:
        """Delete what is not confirmed of these rows."""
        self._context.tasks.run(self, lambda _task: self._delete(rids), self._deleted, self._context.say_trouble)

    def remind(self) -> None:
        """Offer to take back what an earlier run of the program has deleted and nobody has sent yet."""
        self._context.tasks.run(self, lambda _task: self._desk.deleted_here(), self._remember)

    def undo(self) -> bool:
        """Take the last deletion back; False where there is none."""
        deleted, self._last = self._last, []
        if not deleted:
            return False

        def work(_task: Task) -> int:
            return sum(self._desk.undo_delete(application_id) for application_id in deleted)

        self._context.tasks.run(self, work, lambda back: self._undone(back, len(deleted)), self._context.say_trouble)
        return True

    def _delete(self, rids: Sequence[int]) -> tuple[list[str], int]:
        """In a worker: the ids that were deleted, and how many could not be."""
        rows = list(rows_of(self._desk, rids))
        deletable = [row.id for row in rows if row.state in EDITABLE_STATES]
        for application_id in deletable:
            self._desk.delete(application_id)
        return deletable, len(rows) - len(deletable)

    def _deleted(self, outcome: tuple[list[str], int]) -> None:
        deleted, kept = outcome
        self._last = deleted
        words = self.tr("已删除 {count} 条").format(count=len(deleted))
        if kept:
            words += self.tr("；{count} 条已确认，不能删除").format(count=kept)
        self._message.show_text(words, "accent", self.tr("撤销") if deleted else "", self.undo)
        self._context.stored(undoable=bool(deleted))

    def _remember(self, deleted: Sequence[str]) -> None:
        if not deleted or self._last or self._message.isVisible():
            return
        self._last = list(deleted)
        words = self.tr("有 {count} 条删除还没有发送").format(count=len(deleted))
        self._message.show_text(words, "accent", self.tr("撤销删除"), self.undo)

    def _undone(self, back: int, wanted: int) -> None:
        if back == wanted:
            self._message.show_good(self.tr("已恢复 {count} 条").format(count=back))
        else:
            words = self.tr("已恢复 {back} 条；{late} 条的删除已经发送，不能撤销")
            self._message.show_text(words.format(back=back, late=wanted - back), "warning")
        self._context.stored()
