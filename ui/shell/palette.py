"""Ctrl+K: one line that finds actions, pages and applications, by Chinese words or by the initials of their pinyin.

It lies over the window as a child of it: in a popup Chinese input methods would lose what is being composed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from cpd_desktop.initials import Letters, begins_with, has, initials
from cpd_desktop.views import ApplicationQuery, ApplicationRow
from ui import theme
from ui.acts import keys_of, words_of
from ui.language import words
from ui.shell.frame import Frame
from ui.tasks import Latest, Tasks
from ui.widgets import Ground, SearchBox

MOST = 12  # lines
ROW = 1.6  # lines of text
ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: its words, where it belongs, its keys, why it is grey, what it does."""

    words: str
    where: str
    keys: str
    why: str
    do: Callable[[], object]


def entries_of(actions: Sequence[tuple[str, QAction]]) -> list[Entry]:
    """The entries of menus: (title of the menu, action)."""
    return [
        Entry(
            words_of(action),
            where,
            keys_of(action),
            "" if action.isEnabled() else action.statusTip() or " ",
            action.trigger,
        )
        for where, action in actions
    ]


def matching(entries: Sequence[Entry], text: str, letters: dict[str, Letters]) -> list[Entry]:
    """The entries that fit a text, the closest first: words that begin with it, words and then initials that have it.

    ``letters`` are the initials of words, as far as they are known yet.
    """
    wanted = text.strip().lower()

    def distance(entry: Entry) -> int:
        words, short = entry.words.lower(), letters.get(entry.words, ())
        tests = (words.startswith(wanted), wanted in words, begins_with(short, wanted), has(short, wanted))
        return tests.index(True) if any(tests) else len(tests)

    ranked = sorted(entries, key=distance)
    return [entry for entry in ranked if distance(entry) < 4]


class Palette(Ground):
    """Opened over the window; Esc, or a click elsewhere, closes it."""

    def __init__(self, window: QWidget, frame: Frame | None, tasks: Tasks, offer: Callable[[], list[Entry]]) -> None:
        super().__init__("base", window)
        self.setObjectName("palette")
        self.setAutoFillBackground(True)
        self._window = window
        self._frame = frame
        self._offer = offer
        self._entries: list[Entry] = []
        self._found: list[Entry] = []
        self._letters: dict[str, Letters] = {}
        self._before: QWidget | None = None
        self._spelling = Latest(tasks, self)
        self._searching = Latest(tasks, self)
        self.line = SearchBox("paletteLine", self.tr("命令、页面或申请：可输入汉字或拼音首字母"))
        self.line.textChanged.connect(lambda: self._narrow())
        self.line.searched.connect(self._search)
        self.line.installEventFilter(self)
        self.list = self._make_list()
        box = QVBoxLayout(self)
        box.addWidget(self.line)
        box.addWidget(self.list)
        window.installEventFilter(self)
        self.hide()

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setObjectName("paletteList")
        made.setAccessibleName(self.tr("找到的命令、页面和申请"))
        made.setColumnCount(3)
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFrameShape(QFrame.Shape.NoFrame)
        theme.wear(made, "list")
        header = made.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        made.itemClicked.connect(lambda: self._take())
        return made

    def open(self) -> None:
        """Show it with everything that can be done now."""
        self._before = self._window.focusWidget()
        self._entries, self._found = self._offer(), []
        self.line.clear()
        self._narrow()
        self.show()
        self.raise_()
        self.line.setFocus()
        words = [entry.words for entry in self._entries]
        self._spelling.run(lambda _task: {each: initials(each) for each in words}, self._spelt)

    def close_it(self) -> None:
        """Put it away; the keyboard goes back to where it was."""
        if self.isVisible():
            had_focus = self.line.hasFocus()
            self.hide()
            if had_focus and self._before is not None:
                self._before.setFocus()

    def _spelt(self, letters: dict[str, Letters]) -> None:
        self._letters = letters
        self._narrow()

    def _place(self) -> None:
        width = min(theme.em(self, 38), self._window.width() - theme.em(self, 2))
        rows = min(MOST, max(1, self.list.topLevelItemCount()))
        height = self.line.sizeHint().height() + theme.em(self, ROW) * rows + theme.em(self, 1.5)
        top = min(theme.em(self, 5), self._window.height() // 8)
        self.setGeometry((self._window.width() - width) // 2, top, width, min(height, self._window.height() - top))

    def _narrow(self) -> None:
        text = self.line.text()
        self._show([*matching(self._entries, text, self._letters), *(self._found if text.strip() else [])])

    def _show(self, entries: Sequence[Entry]) -> None:
        self.list.clear()
        for entry in entries:
            item = QTreeWidgetItem([entry.words, entry.why.strip() or entry.where, entry.keys])
            item.setData(0, ROLE, entry)
            if entry.why:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            else:
                item.setForeground(1, theme.colours().of("quiet"))
                item.setForeground(2, theme.colours().of("quiet"))
            item.setSizeHint(0, QSize(0, theme.em(self, ROW)))
            self.list.addTopLevelItem(item)
        self._place()
        self._step(1)

    # --- applications ---------------------------------------------------------------------------------------------

    def _search(self, text: str) -> None:
        """Find applications by member, number, sponsor or note, while the typist waits for nothing."""
        self._found = []
        if self._frame is None or not text or "applications" not in self._frame.keys:
            return
        desk = self._frame.workspace.applications
        query = ApplicationQuery(text=text)
        self._searching.run(lambda _task: desk.rows(desk.first_ids(query, MOST)), self._show_found)

    def _show_found(self, rows: list[ApplicationRow]) -> None:
        self._found = [self._entry_of(row) for row in rows]
        self._narrow()

    def _entry_of(self, row: ApplicationRow) -> Entry:
        whose = self._frame is not None and not self._frame.workspace.account.is_member
        parts = (
            str(row.year),
            row.member_name if whose else "",
            row.sponsor or words().pathway(row.pathway, row.pathway_name),
        )
        state = f"{words().kinds[row.kind]} · {words().states[row.state]}"
        return Entry(" ".join(part for part in parts if part), state, "", "", lambda: self._go_to(row.id))

    def _go_to(self, application_id: str) -> None:
        if self._frame:
            self._frame.open_page("applications", application_id)

    # --- keys -----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: the line's keys walk the list; the palette goes along with its window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self.line and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.close_it()
        if watched is self.line and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(event.key() == Qt.Key.Key_Escape or event.isAccepted())
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take()
            case Qt.Key.Key_Escape:
                self.close_it()
            case _:
                return False
        return True

    def _step(self, by: int) -> None:
        """To the next line that is not grey."""
        current, count = self.list.currentItem(), self.list.topLevelItemCount()
        row = self.list.indexOfTopLevelItem(current) if current is not None else -1
        for number in range(1, count + 1):
            item = self.list.topLevelItem((row + by * number) % count)
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentItem(item)
                return

    def _take(self) -> None:
        item = self.list.currentItem()
        entry = item.data(0, ROLE) if item is not None else None
        if isinstance(entry, Entry) and not entry.why:
            self.close_it()
            entry.do()
