"""What stands in a list's place: nothing to show and what to do about it, still reading, or why it cannot be read."""

from array import array
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cpd_desktop.errors import Trouble
from ui.language import words
from ui.tables.view import TableView
from ui.widgets import EmptyOr, EmptyState

PATIENCE = 300  # milliseconds: what is read sooner than that needs no word of waiting


class ListStates(EmptyOr):
    """A list or the one thing to say instead. What is on screen stays there while it is read again.

    anew = states.expect(query)                 # reading has begun; whether it is another list than the one shown
    states.show_first(ids)                      # the beginning of another list
    states.show_content(bool(ids))              # it is here; empty: ``states.empty`` says what to do
    states.show_trouble(trouble, retry, say)    # it failed; said elsewhere where there are rows to look at
    """

    def __init__(self, content: QWidget, empty: EmptyState, parent: QWidget | None = None) -> None:
        super().__init__(content, empty, parent)
        name = empty.objectName().removesuffix("Empty")
        self.loading = EmptyState(f"{name}Loading", "sync", self.tr("正在读取…"))
        self.trouble = EmptyState(f"{name}Trouble", "trouble", "")
        self._stack.addWidget(self.loading)
        self._stack.addWidget(self.trouble)
        self._full = False
        if not isinstance(content, TableView):  # a page of figures must not be seen before there are any
            self._stack.addWidget(blank := QWidget())
            self._stack.setCurrentWidget(blank)
        self._table = content if isinstance(content, TableView) else None
        self._query: object = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(lambda: self._stack.setCurrentWidget(self.loading))

    def expect(self, query: object = None) -> bool:
        """Reading has begun; where it takes long and there is nothing to look at meanwhile, that is said.

        Answers whether ``query`` is another one than before.
        """
        if not self._full:
            self._patience.start()
        anew, self._query = query != self._query, query
        return anew

    def show_first(self, ids: "array[int]") -> None:
        """The beginning of another list is known, while the rest is being read."""
        if self._table and ids:
            self._table.show_first(ids)
            self.show_content(True)

    def show_content(self, on: bool) -> None:
        """Show the content, or that there is none."""
        self._patience.stop()
        self._full = on
        super().show_content(on)

    def show_trouble(
        self, trouble: Trouble, retry: Callable[[], object], elsewhere: Callable[[Trouble], object]
    ) -> None:
        """Say why there is nothing to see and offer another try; ``elsewhere`` while there are rows to look at."""
        self._patience.stop()
        if self._full:
            elsewhere(trouble)
        else:
            self.trouble.say(words().title(trouble), words().advice(trouble), self.tr("重试"), retry)
            self._stack.setCurrentWidget(self.trouble)
