"""Filters with a name: chosen, kept, renamed and forgotten in one menu; the name is typed in a line of the page."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from cpd_desktop.errors import Invalid, Trouble
from cpd_desktop.views import ApplicationQuery, SavedFilter
from cpd_desktop.workspace import Workspace
from ui.language import words
from ui.pages.review_bar import EntryLine
from ui.pages.review_filter_words import parts_of, same_filter
from ui.widgets import MenuButton, MessageLine

SHOWN = 9  # have a digit as their access key
NAME = 14  # signs on the button; the menu has all


class SavedFilters(QObject):
    """The menu button and the line for a name; the page places both and says what the queue shows."""

    wanted = Signal(object)
    """ApplicationQuery: show this."""

    def __init__(self, workspace: Workspace, message: MessageLine, left: QWidget) -> None:
        """``left`` gets the keyboard back."""
        super().__init__(message)
        self._desk = workspace.queue
        self._message = message
        self._query = ApplicationQuery()
        self._kept: tuple[SavedFilter, ...] = ()
        self._renamed = ""
        self.button = MenuButton("savedFilters")
        self.button.say(self.tr("常用筛选"))
        self.button.menu().setObjectName("savedFiltersMenu")
        self.button.menu().aboutToShow.connect(self._fill)
        self.name = QLineEdit()
        self.line = EntryLine("filterName", self.name, self._wrong, self._leave)
        self.line.hide()
        self._left = left

    def know(self, kept: tuple[SavedFilter, ...]) -> None:
        """These are kept."""
        self._kept = kept
        self.show_query(self._query)

    def show_query(self, query: ApplicationQuery) -> None:
        """The queue shows this now: where it is one of the kept ones, the button says so."""
        self._query = query
        current = self.current()
        name = current.name if current else self.tr("常用筛选")
        self.button.say(name if len(name) <= NAME else f"{name[: NAME - 1]}…")
        self.button.setToolTip(self.tr("常用筛选"))

    def current(self) -> SavedFilter | None:
        """The kept filter that the queue shows."""
        return next((each for each in self._kept if same_filter(each.query, self._query)), None)

    def open_menu(self) -> None:
        """Offer the filters; arrows, digits and Enter choose."""
        menu, below = self.button.menu(), self.button.rect().bottomLeft()
        menu.popup(self.button.mapToGlobal(below))
        menu.setActiveAction(menu.actions()[0])

    # --- the menu -------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        menu, current = self.button.menu(), self.current()
        menu.clear()
        kept = self._kept
        for number, each in enumerate(kept, 1):
            key = f"&{number} " if number <= SHOWN else ""
            act = self._add(f"{key}{each.name.replace('&', '&&')}", lambda each=each: self.wanted.emit(each.query))
            act.setCheckable(True)
            act.setChecked(each == current)
            act.setToolTip(" · ".join(part.text for part in parts_of(each.query)))
        menu.setToolTipsVisible(True)
        if kept:
            menu.addSeparator()
        self._add(self.tr("保存当前筛选(&S)…"), self.ask_name).setObjectName("filterSave")
        if current:
            self._add(self.tr("改名(&R)…"), lambda: self.ask_name(current.name)).setObjectName("filterRename")
            self._add(self.tr("删除(&D)"), lambda: self._delete(current)).setObjectName("filterDelete")
            opens = self._add(self.tr("打开学时确认时使用(&O)"), lambda: self._toggle_default(current))
            opens.setCheckable(True)
            opens.setChecked(current.is_default)

    def _add(self, text: str, do: Callable[[], object]) -> QAction:
        act: QAction = self.button.menu().addAction(text)
        act.triggered.connect(lambda: do())
        return act

    def _change(self, change: Callable[[], None]) -> bool:
        """Store a change at once, as it is small; where the store cannot take it, that is said."""
        try:
            change()
            self.know(self._desk.filters())
        except Trouble as trouble:
            self._message.show_trouble(trouble)
            return False
        return True

    def _toggle_default(self, current: SavedFilter) -> None:
        self._change(lambda: self._desk.choose_default_filter("" if current.is_default else current.name))

    def _delete(self, gone: SavedFilter) -> None:
        if not self._change(lambda: self._desk.delete_filter(gone.name)):
            return
        back = lambda: self._put_back(gone)  # noqa: E731
        self._message.show_text(self.tr("已删除筛选“{0}”").format(gone.name), "good", self.tr("撤销"), back)

    def _put_back(self, gone: SavedFilter) -> None:
        self._change(lambda: self._desk.save_filter(gone.name, gone.query))

    # --- the name -------------------------------------------------------------------------------------------------

    def ask_name(self, renamed: str = "") -> None:
        """Ask for the name of what the queue shows, or another one for the filter of this name."""
        self._renamed = renamed
        self.line.show()
        self.name.setText(renamed)
        caption = self.tr("筛选“{0}”的新名称").format(renamed) if renamed else self.tr("当前筛选的名称")
        self.line.ask(caption, self.tr("改名") if renamed else self.tr("保存"), self._done)

    def _wrong(self) -> str:
        """Store it; what is wrong with the name stays beside the line."""
        try:
            if self._renamed:
                self._desk.rename_filter(self._renamed, self.name.text())
            else:
                self._desk.save_filter(self.name.text(), self._query)
            self.know(self._desk.filters())
        except Invalid as invalid:
            return words().errors(invalid.errors)
        except Trouble as trouble:
            return words().advice(trouble)
        return ""

    def _done(self) -> None:
        self._message.show_good(self.tr("已保存筛选“{0}”").format(self.name.text().strip()))

    def _leave(self) -> None:
        self.line.hide()
        self._left.setFocus()
