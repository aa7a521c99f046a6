"""? lays the list of keys over the page: all of them, in groups, as the acts themselves have them."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

from ui import theme
from ui.acts import Act, keys_of, words_of
from ui.language import tr
from ui.pages.page import Page
from ui.tables import TableView
from ui.widgets import FocusRing, Ground, TallArea, button, clear, heading, label

COLUMN = 15.0  # lines of text
_PAGE_MENU = "pageMenu"
_CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_Question)


class KeyLine(Struct, frozen=True):
    """Keys, what they do, and why they do not just now."""

    keys: str
    words: str
    why: str = ""


Group = tuple[str, list[KeyLine]]


def groups_of(page: Page, table: TableView) -> list[Group]:
    """Every key of a page by group: its own acts, what its list can do, then the window's."""
    found: dict[str, list[KeyLine]] = {}
    for act in page.acts():
        found.setdefault(act.group, []).extend(_lines([act]))
    own = set(page.acts())
    of_list = [act for act in table.actions() if isinstance(act, Act) and act not in own]
    found.setdefault(tr("列表"), []).extend([*_of_every_list(), *_lines(of_list)])
    window = page.window()
    if isinstance(window, QMainWindow):
        menus = (entry.menu() for entry in window.menuBar().actions())
        for menu in menus:
            if isinstance(menu, QMenu) and menu.objectName() != _PAGE_MENU:
                found.setdefault(words_of(menu.menuAction()), []).extend(_lines(menu.actions()))
    return [(title, lines) for title, lines in found.items() if lines]


def _lines(actions: Iterable[QAction]) -> list[KeyLine]:
    return [
        KeyLine(keys_of(action), words_of(action), "" if action.isEnabled() else action.statusTip())
        for action in actions
        if keys_of(action)
    ]


def _of_every_list() -> list[KeyLine]:
    """What Qt's lists do by themselves."""
    return [
        KeyLine("↑ ↓", tr("上一条、下一条")),
        KeyLine("Home End", tr("第一条、最后一条")),
        KeyLine("Shift+↑ ↓", tr("选择连续多条")),
        KeyLine("Space", tr("选择或取消选择")),
    ]


class KeysPart(Ground):
    """Lies over a page, as a child of it; Esc, ? or a click on the cross puts it away."""

    def __init__(self, page: Page, table: TableView) -> None:
        super().__init__("base", page)
        self.setObjectName("keysPart")
        self.setAccessibleName(self.tr("全部按键"))
        self._page = page
        self._table = table
        self._holder = QWidget()
        self._columns = QHBoxLayout(self._holder)
        self._columns.setSpacing(theme.em(self, 1.5))
        self._area = TallArea(self._holder)
        self._area.setObjectName("keysArea")
        self._area.setAccessibleName(self.tr("全部按键"))
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.installEventFilter(self)
        FocusRing(self._area)
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("全部按键"), "keysTitle", 1.15))
        hint = self.tr("单个字母只在列表得到焦点时起作用")
        top.addWidget(label(hint, "quiet", wrap=False, name="keysHint"), 1)
        top.addWidget(button("keysClose", self.tr("关闭"), self.close_it, quiet=True))
        box = QVBoxLayout(self)
        around = theme.em(self, 0.9)
        box.setContentsMargins(around, around, around, around)
        box.addLayout(top)
        box.addWidget(self._area, 1)
        page.installEventFilter(self)
        self.hide()

    def toggle(self) -> None:
        """Show all keys, or put them away."""
        if self.isVisible():
            self.close_it()
        else:
            self._place()
            self._fill(groups_of(self._page, self._table))
            self.show()
            self.raise_()
            self._area.setFocus()

    def close_it(self) -> None:
        """Put it away; the keyboard goes back to the list."""
        self.hide()
        self._table.setFocus()

    def _place(self) -> None:
        seen, edge = self._page.visibleRegion().boundingRect(), theme.em(self, 1)  # where it is low, the page scrolls
        width = min(theme.em(self, COLUMN * 4), seen.width() - 2 * edge)
        left = seen.left() + (seen.width() - width) // 2
        self.setGeometry(left, seen.top() + edge, width, seen.height() - 2 * edge)

    def _fill(self, groups: Sequence[Group]) -> None:
        """Give each group to the column that is the shortest as yet."""
        clear(self._columns)
        count = max(1, min(4, (self.width() - theme.em(self, 3)) // theme.em(self, COLUMN)))
        columns = [QVBoxLayout() for _ in range(count)]
        for column in columns:
            column.setSpacing(theme.em(self, 0.25))
        lengths = [0] * count
        for title, lines in groups:
            shortest = lengths.index(min(lengths))
            columns[shortest].addWidget(label(title, "accent", wrap=False))
            columns[shortest].addLayout(self._grid(lines))
            columns[shortest].addSpacing(theme.em(self, 0.6))
            lengths[shortest] += len(lines) + 2
        for column in columns:
            column.addStretch(1)
            self._columns.addLayout(column, 1)

    def _grid(self, lines: Sequence[KeyLine]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.em(self, 0.8))
        grid.setVerticalSpacing(theme.em(self, 0.15))
        grid.setColumnMinimumWidth(0, theme.em(self, 4.5))
        grid.setColumnStretch(1, 1)
        for number, line in enumerate(lines):
            grid.addWidget(label(line.keys, wrap=False), number, 0, Qt.AlignmentFlag.AlignTop)
            words = label(line.words, "quiet" if line.why else "normal")
            words.setToolTip(line.why)
            grid.addWidget(words, number, 1)
        return grid

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: its keys; it goes along with its page."""
        if watched is self._page and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is self._area and isinstance(event, QKeyEvent) and event.key() in _CLOSING:
            if event.type() == QEvent.Type.KeyPress:
                self.close_it()
            event.accept()
            return True
        return super().eventFilter(watched, event)
