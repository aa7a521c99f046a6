"""The menus: every action of the window and of the page in front, with its keys. The palette finds what stands here."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu

from cpd_core.wording import Language
from ui import language
from ui.acts import words_of
from ui.shell.frame import Frame
from ui.widgets import action

translate = QCoreApplication.translate


class Menus:
    """Fills the menu bar: made anew when somebody signs in or out; the page's own menu follows the page."""

    def __init__(self, window: QMainWindow, frame: Frame | None, language_asked: Callable[[Language], None]) -> None:
        self.language_asked = language_asked
        self._bar = window.menuBar()
        self._bar.clear()
        self._frame = frame
        self.file = self._add("fileMenu", translate("Menus", "文件(&F)"))
        if frame:
            self.file.addActions([frame.sync_now, frame.offline])
            self.file.addSeparator()
            self.file.addActions([frame.own_account, frame.sign_out])
        self.file.addAction(action(self.file, "quit", translate("Menus", "退出(&X)"), "Ctrl+Q", window.close))
        if frame:
            self._page = self._add("pageMenu", translate("Menus", "操作(&A)"))
            self.go = self._add("goMenu", translate("Menus", "转到(&G)"))
            self.go.addActions([*frame.page_actions, frame.open_conflicts])
            self.go.addSeparator()
            self.go.addAction(frame.activity)
            frame.page_shown.connect(self._fill_page)
            self._fill_page()
        self._offer_languages(window)
        self.help = self._add("helpMenu", translate("Menus", "帮助(&H)"))

    def _add(self, name: str, title: str) -> QMenu:
        menu: QMenu = self._bar.addMenu(title)
        menu.setObjectName(name)
        return menu

    def _offer_languages(self, window: QMainWindow) -> None:
        """In both languages whatever is spoken, so that nobody is lost."""
        menu = self._add("languageMenu", translate("Menus", "语言/Language(&L)"))
        group = QActionGroup(menu)
        for code, name in language.NAMES.items():
            choice = action(menu, f"language_{code}", name, "", lambda code=code: self.language_asked(code))
            choice.setCheckable(True)
            choice.setChecked(code == language.current())
            group.addAction(choice)
            menu.addAction(choice)

    def _fill_page(self) -> None:
        if self._frame:
            self._page.clear()
            self._page.addAction(self._frame.undo)
            self._page.addSeparator()
            self._page.addActions(list[QAction](self._frame.current.acts()))

    def entries(self) -> list[tuple[str, QAction]]:
        """Every action that can be seen, with the title of its menu."""
        menus = (each.menu() for each in self._bar.actions())
        return [
            (words_of(menu.menuAction()), each)
            for menu in menus
            if isinstance(menu, QMenu)
            for each in menu.actions()
            if not each.isSeparator() and each.isVisible()
        ]
