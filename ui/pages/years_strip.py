"""The years of a member as chips with small rings, in one row that scrolls; first of all, all of them side by side."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QToolButton, QWidget

from cpd_core.ledger import YearLedger
from ui import theme
from ui.pages import year_words
from ui.widgets import Chip
from ui.widgets.figures import paint_ring
from ui.widgets.toggles import paint_frame, words_colour

ALL = "all"
"""The code of the chip that shows all years."""


class YearChip(Chip):
    """A year with a ring that says how far it is."""

    def __init__(self, year: int, ledger: YearLedger | None) -> None:
        super().__init__(str(year))
        self._ledger = ledger
        if ledger:
            self.setAccessibleName(year_words.in_short(ledger))
            self.setToolTip(year_words.in_short(ledger))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: the ring and the year."""
        return super().sizeHint() + QSize(theme.em(self, 1.0), 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        paint_frame(painter, self)
        side, left = theme.em(self, 0.95), theme.em(self, 0.45)
        if self._ledger:
            ring = QRectF(left, (self.height() - side) / 2, side, side)
            it = self._ledger
            paint_ring(painter, ring, theme.em(self, 0.16), it.counted, it.required, it.fulfilled)
        painter.setPen(words_colour(self))
        words = self.rect().adjusted(left + side, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


class YearStrip(QWidget):
    """One of many years; arrows on the keyboard, the wheel and two buttons go through them."""

    chosen = Signal(str)
    """The code of the chip that a person has pressed: a year, or :data:`ALL`."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda: self._pressed())
        self._inside = QWidget()
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.em(self, 0.35))
        self._area = Sideways(self._inside)
        self._earlier = self._turn(f"{name}Earlier", "›", self.tr("更早的年度"), 1)
        self._later = self._turn(f"{name}Later", "‹", self.tr("较近的年度"), -1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.em(self, 0.2))
        for part in (self._later, self._area, self._earlier):
            box.addWidget(part, 1 if part is self._area else 0)
        self._area.horizontalScrollBar().rangeChanged.connect(lambda: self._show_turns())
        self._area.horizontalScrollBar().valueChanged.connect(lambda: self._show_turns())
        self._show_turns()

    def set_years(self, years: Mapping[int, YearLedger | None], chosen: str) -> None:
        """Show these years in their order; ``chosen`` is pressed without telling anybody."""
        for old in self._group.buttons():
            self._group.removeButton(old)
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        chips: list[tuple[str, Chip]] = [(str(year), YearChip(year, ledger)) for year, ledger in years.items()]
        if len(years) > 1:
            chips.insert(0, (ALL, Chip(self.tr("各年度"))))
        for code, chip in chips:
            chip.setObjectName(f"{self.objectName()}_{code}")
            chip.setProperty("code", code)
            chip.setChecked(code == chosen)
            self._group.addButton(chip)
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self._area.setFixedHeight(max((chip.sizeHint().height() for _, chip in chips), default=0))
        self._reveal()

    def press(self, code: str) -> None:
        """Press a chip without telling anybody."""
        for chip in self._group.buttons():
            if chip.property("code") == code:
                chip.setChecked(True)
        self._reveal()

    @property
    def code(self) -> str:
        """The code of the chip that is pressed, or ""."""
        pressed = self._group.checkedButton()
        return str(pressed.property("code")) if pressed else ""

    def _pressed(self) -> None:
        self._reveal()
        self.chosen.emit(self.code)

    def _reveal(self) -> None:
        pressed: QAbstractButton | None = self._group.checkedButton()
        if pressed:
            self._row.activate()
            self._area.ensureWidgetVisible(pressed, theme.em(self, 4), 0)

    def _turn(self, name: str, sign: str, words: str, direction: int) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setText(sign)
        made.setAutoRaise(True)
        made.setToolTip(words)
        made.setAccessibleName(words)

        def turn() -> None:
            bar = self._area.horizontalScrollBar()
            bar.setValue(bar.value() + direction * self._area.viewport().width() * 3 // 4)

        made.clicked.connect(turn)
        return made

    def _show_turns(self) -> None:
        """Both are there where not all years fit, so that nothing moves under the pointer."""
        bar = self._area.horizontalScrollBar()
        for turn, on in ((self._later, bar.value() > 0), (self._earlier, bar.value() < bar.maximum())):
            turn.setVisible(bar.maximum() > 0)
            turn.setEnabled(on)


class Sideways(QScrollArea):
    """Scrolls to the left and right, without a bar; the wheel does it, too."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: a few years are always in sight."""
        return QSize(theme.em(self, 12), 0)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Qt: whichever way the wheel turns."""
        bar, turned = self.horizontalScrollBar(), event.angleDelta()
        bar.setValue(bar.value() - (turned.y() or turned.x()))
        event.accept()
