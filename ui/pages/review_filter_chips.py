"""Says what the queue is narrowed by; a chip is taken off by a click or, with the focus on it, by Enter or Delete."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui import icons, theme
from ui.pages.review_filter_words import Part
from ui.widgets import FlowRow, button
from ui.widgets.toggles import paint_frame

LONGEST = 18  # signs; the tool tip has all


class PartChip(QPushButton):
    """One part of a filter, with a cross."""

    def __init__(self, part: Part) -> None:
        text = part.text if len(part.text) <= LONGEST else f"{part.text[: LONGEST - 1]}…"
        super().__init__(text.replace("&", "&&"))
        self.setObjectName(f"part_{part.key}")
        self.setAutoDefault(False)
        words = self.tr("不再按“{0}”筛选").format(part.text)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: the words, a cross, and room around them."""
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(words + theme.em(self, 1.9), theme.em(self, 1.35))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: no smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        paint_frame(painter, self)
        side, edge = theme.em(self, 0.6), theme.em(self, 0.45)
        room = self.rect().adjusted(edge, 0, -edge - side, 0)
        painter.setPen(theme.colours().of("normal"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic, self.text())
        picture = icons.pixmap("close", theme.colours().of("quiet"), side, self.devicePixelRatioF())
        painter.drawPixmap(QRect(self.width() - edge - side, (self.height() - side) // 2, side, side), picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: the keys that take something off, too."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class PartChips(QWidget):
    """A chip for each part of the filter, and one button that takes all of them off."""

    taken_off = Signal(object)
    """Part: not to be narrowed by any more."""
    all_taken_off = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("filterParts")
        self._row = FlowRow(self)
        self._row.setSpacing(theme.em(self, 0.35))
        self._made: list[QWidget] = []

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these; the focus stays in the row where it was there."""
        focused = any(made.hasFocus() for made in self._made)
        for old in self._made:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._made = [self._chip(part) for part in parts]
        if parts:
            self._made.append(button("filterClear", self.tr("清除筛选"), self.all_taken_off.emit, quiet=True))
        for made in self._made:
            self._row.addWidget(made)
        self.setVisible(bool(parts))
        if focused and self._made:
            self._made[0].setFocus()

    def _chip(self, part: Part) -> PartChip:
        made = PartChip(part)
        made.clicked.connect(lambda: self.taken_off.emit(part))
        return made
