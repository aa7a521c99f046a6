"""Tabs as a line of words, the one that is open underlined."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from ui import theme


class Tabs(QTabBar):
    """Qt's tab bar with its keys and its names for screen readers, painted calmly."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)  # so that all tabs together are its least width

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Qt: the word and room around it."""
        words = self.fontMetrics().horizontalAdvance(self._words(index))
        return QSize(words + theme.em(self, 1.5), theme.em(self, 2.2))

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        """Qt: never narrower than the word needs."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw the words."""
        painter = QPainter(self)
        for index in range(self.count()):
            if self.isTabVisible(index):
                self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        colours = theme.colours()
        rect = self.tabRect(index)
        open_, enabled = index == self.currentIndex(), self.isTabEnabled(index) and self.isEnabled()
        under = rect.contains(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else False
        painter.setPen(colours.of("accent" if open_ else "normal" if under and enabled else "quiet"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic, self.tabText(index))
        if open_:
            inset, thick = theme.em(self, 0.75), max(2, theme.em(self, 0.13))
            for y in range(
                rect.bottom() - thick + 1, rect.bottom() + 1
            ):  # a brush makes Python know all gradients: 3 ms
                painter.drawLine(rect.left() + inset, y, rect.right() - inset, y)
            if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.drawRoundedRect(rect.adjusted(3, 3, -4, -4 - thick), 3, 3)

    def _words(self, index: int) -> str:
        return self.tabText(index).replace("&", "")
