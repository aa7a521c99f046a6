"""A line that offers suggestions under it without a popup window.

The list is a child of the same window: Chinese input methods lose their composition where a popup takes the keyboard.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui import theme

MOST = 8  # lines offered at once


class SuggestEdit(QLineEdit):
    """Free text with suggestions: Down opens or walks the list, Enter or a click takes one, Esc closes it."""

    taken = Signal(str)
    """A suggestion was taken."""

    def __init__(self, suggest: Callable[[str], Sequence[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._list: QListWidget | None = None
        self.textEdited.connect(self._offer)
        self.setTextMargins(theme.em(self, 0.2), 0, 0, 0)

    def offered(self) -> list[str]:
        """The suggestions on screen."""
        shown = self._list
        return [shown.item(i).text() for i in range(shown.count())] if shown and shown.isVisible() else []

    def offer_all(self) -> None:
        """Open the list for what stands in the line, e.g. all suggestions for an empty one."""
        self._offer(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keys that belong to the list go there, all others are typed."""
        key = event.key()
        shown = self._list if self._list and self._list.isVisible() else None
        if shown and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            shown.setCurrentRow((shown.currentRow() + step) % shown.count())
        elif key == Qt.Key.Key_Down:
            self.offer_all()
        elif shown and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shown.currentItem():
            self._take(shown.currentItem())
        elif shown and key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """While the list is open, Esc is ours and not the form's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.offered()
        ):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The list goes when the line is left."""
        super().focusOutEvent(event)
        self.close_list()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """The list goes with the line."""
        super().hideEvent(event)
        self.close_list()

    def close_list(self) -> None:
        """Take the suggestions away."""
        if self._list:
            self._list.hide()

    def _offer(self, text: str) -> None:
        found = [s for s in self._suggest(text.strip()) if s != text.strip()][:MOST]
        if not found:
            self.close_list()
            return
        shown = self._made_list()
        shown.clear()
        shown.addItems(list(found))
        shown.setCurrentRow(-1)
        shown.setGeometry(self._place(shown))
        shown.show()
        shown.raise_()

    def _place(self, shown: QListWidget) -> QRect:
        """Under the line, or above it where the window ends."""
        window = self.window()
        line = shown.sizeHintForRow(0) + 2 * shown.spacing()
        height = line * shown.count() + 2 * (shown.frameWidth() + shown.spacing())
        top_left = self.mapTo(window, QPoint(0, self.height()))
        if top_left.y() + height > window.height():
            top_left = self.mapTo(window, QPoint(0, -height))
        return QRect(top_left.x(), top_left.y(), self.width(), height)

    def _made_list(self) -> QListWidget:
        if self._list is None:
            self._list = QListWidget(self.window())
            self._list.setObjectName(f"{self.objectName()}Suggestions")
            self._list.setAccessibleName(self.tr("{field}：建议").format(field=self.accessibleName()))
            self._list.setSpacing(theme.em(self, 0.12))
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.itemClicked.connect(self._take)
            self.destroyed.connect(self._list.deleteLater)
        return self._list

    def _take(self, item: QListWidgetItem) -> None:
        text = item.text()
        self.setText(text)
        self.close_list()
        self.taken.emit(text)
