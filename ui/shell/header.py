"""The top of the frame: tabs on the left; what needs the person, the sync control and the account on the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpd_core.messages import Session
from ui import icons, theme
from ui.shell import pages, words
from ui.shell.sync_control import SyncControl
from ui.widgets import MenuButton, Tabs, button

CONFLICTS = "conflicts"


class Header(QWidget):
    """Shows which page is open and asks for another; 需要处理 is there only while something needs the person."""

    asked = Signal(str)
    """The key of the page that is wanted."""

    def __init__(self, session: Session, keys: Sequence[str], sync: SyncControl, own: Sequence[QAction]) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._to_settle = 0
        self._menu: MenuButton | None = None  # in the place of tabs that do not fit
        self._tabs = Tabs("tabs")
        self._tabs.setAccessibleName(self.tr("页面"))
        for key in self._keys:
            self._tabs.setTabData(self._tabs.addTab(pages.title(key)), key)
        self._show_tab(CONFLICTS, False)
        self._tabs.currentChanged.connect(lambda: self.asked.emit(self.key))
        self._badge = button("conflictsBadge", "", lambda: self.asked.emit(CONFLICTS), quiet=True)
        self._badge.hide()
        self._account = self._account_button(session, own)
        self._draw_icons()
        self._sync = sync
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.em(self, 0.3), theme.em(self, 0.2), theme.em(self, 0.5), 0)
        self._row.addWidget(self._tabs)
        self._row.addStretch(1)
        for part in (self._badge, sync, self._account):
            self._row.addWidget(part)

    def _account_button(self, session: Session, own: Sequence[QAction]) -> MenuButton:
        made = MenuButton("account")
        made.say(words.account_text(session))
        made.setToolTip(self.tr("用户名：{0}").format(session.login))
        made.menu().addActions(list(own))
        return made

    @property
    def key(self) -> str:
        """The page whose tab is in front."""
        return self._keys[self._tabs.currentIndex()]

    def select(self, key: str) -> None:
        """Put a tab in front without asking for its page."""
        self._show_tab(key, True)
        self._show_tab(CONFLICTS, self._to_settle > 0 or key == CONFLICTS)
        self._tabs.blockSignals(True)
        self._tabs.setCurrentIndex(self._keys.index(key))
        self._tabs.blockSignals(False)
        self._tabs.update()
        self._name_menu()

    def show_conflicts(self, count: int) -> None:
        """Say how much needs the person."""
        self._to_settle = count
        self._badge.setText(self.tr("{0} 条需要处理").format(count))
        self._badge.setVisible(count > 0)
        self._draw_badge()
        self._show_tab(CONFLICTS, count > 0 or self.key == CONFLICTS)

    def _show_tab(self, key: str, on: bool) -> None:
        number = self._keys.index(key)
        if self._tabs.isTabVisible(number) != on:
            self._tabs.setTabVisible(number, on)
            self._tabs.updateGeometry()  # Qt lays the tabs out anew but keeps the old width
            layout = self.layout()
            if layout is not None:
                layout.activate()
            self._fill_menu()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: as wide as the window is; where that is little, words go and tabs become a menu: see :meth:`_fit`."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a small or strongly scaled screen the controls at the right are icons, then the tabs are one menu."""
        controls = (self._sync, self._account)
        words = sum(self.fontMetrics().horizontalAdvance(control.text()) for control in controls)
        icons_ = sum(control.iconSize().width() + theme.em(self) for control in controls)
        badge = 0 if self._badge.isHidden() else self._badge.sizeHint().width()
        needed = self._tabs.sizeHint().width() + badge + icons_ + theme.em(self, 2)
        style = Qt.ToolButtonStyle
        for control in controls:
            fits = needed + words <= self.width()
            control.setToolButtonStyle(style.ToolButtonTextBesideIcon if fits else style.ToolButtonIconOnly)
        narrow = needed > self.width()
        if narrow and self._menu is None:
            self._menu = self._make_menu()
        if self._menu:
            self._menu.setVisible(narrow)
        self._tabs.setVisible(not narrow)

    def _make_menu(self) -> MenuButton:
        made = self._menu = MenuButton("pagesMenu")
        self._row.insertWidget(0, made)
        self._fill_menu()
        self._name_menu()
        return made

    def _fill_menu(self) -> None:
        """The same pages as the tabs."""
        if self._menu is None:
            return
        menu = self._menu.menu()
        menu.clear()
        for number, key in enumerate(self._keys):
            if self._tabs.isTabVisible(number):
                menu.addAction(pages.title(key), lambda key=key: self.asked.emit(key))

    def _name_menu(self) -> None:
        if self._menu:
            self._menu.say(pages.title(self.key))
            self._menu.setAccessibleName(self.tr("页面：{0}").format(pages.title(self.key)))
            self._menu.setToolTip(self.tr("转到另一页"))

    def event(self, event: QEvent) -> bool:
        """Qt: a control says something longer or shorter."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and hasattr(self, "_row"):
            self._fit()
        return done

    def _draw_badge(self) -> None:
        if self._to_settle:
            self._badge.setIcon(icons.icon("conflict", "warning"))

    def _draw_icons(self) -> None:
        self._draw_badge()
        self._account.setIcon(icons.icon("person", "quiet"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_account"):
            self._draw_icons()
