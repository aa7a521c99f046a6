"""The line for a sponsor: suggestions out of thousands of names, by Chinese signs, pinyin initials or both."""

from PySide6.QtGui import QFocusEvent

from cpd_desktop.desks.applications import ApplicationDesk
from ui.forms.suggest import MOST, SuggestEdit
from ui.tasks import Tasks


class SponsorEdit(SuggestEdit):
    """Free text with the sponsors as suggestions; they are made ready in a worker when the line is entered."""

    def __init__(self, desk: ApplicationDesk, tasks: Tasks) -> None:
        super().__init__(lambda text: desk.sponsors(text, MOST + 1))  # one of them may be what stands there already
        self._desk = desk
        self._tasks = tasks

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt: somebody is about to type."""
        super().focusInEvent(event)
        self._tasks.run(self, lambda _task: self._desk.prepare_sponsors(), lambda _none: self._ready())

    def _ready(self) -> None:
        """What was typed meanwhile is looked up again, now by initials, too."""
        if self.hasFocus() and self.isModified() and self.text():
            self.offer_all()
