"""Small ways to choose: chips, a search box that waits for the typist, stars."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QSlider, QWidget

from ui import icons, theme
from ui.widgets.flow import FlowRow
from ui.widgets.toggles import Chip

SEARCH_WAIT = 250  # milliseconds after the last key


class Chips(QWidget):
    """One of a few, all of them visible, e.g. years. Keys: arrows within the group."""

    chosen = Signal(str)
    """The code of the chip that a person has clicked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(lambda: self.chosen.emit(self.code))
        self._row = FlowRow(self)
        self._row.setSpacing(theme.em(self, 0.35))

    def set_choices(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Show (code, text) chips; ``chosen`` is pressed without telling anybody."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for code, text in choices:
            chip = Chip(text)
            chip.setObjectName(f"{self.objectName()}_{code}")
            chip.setProperty("code", code)
            chip.setChecked(code == chosen)
            self._group.addButton(chip)
            self._row.addWidget(chip)

    def set_text(self, code: str, text: str) -> None:
        """Write something else on a chip, e.g. a count."""
        for chip in self._group.buttons():
            if chip.property("code") == code:
                chip.setText(text)

    def press(self, code: str) -> None:
        """Press a chip without telling anybody."""
        for chip in self._group.buttons():
            if chip.property("code") == code:
                chip.setChecked(True)

    @property
    def code(self) -> str:
        """The code of the chip that is pressed, or ""."""
        pressed = self._group.checkedButton()
        return str(pressed.property("code")) if pressed else ""


class FilterLine(QLineEdit):
    """A line to narrow by; tells the text a moment after the last key, and never while an input method composes."""

    searched = Signal(str)

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._composing = False
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_WAIT)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(lambda: self._timer.start())

    def show_text(self, text: str) -> None:
        """Show a text that nobody has typed, and tell nobody."""
        self._last = text.strip()
        self.setText(text)
        self._timer.stop()

    def _tell(self) -> None:
        text = self.text().strip()
        if not self._composing and text != self._last:
            self._last = text
            self.searched.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Qt: remember whether somebody is in the middle of a word."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._composing:
            self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Enter searches at once, Esc empties."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._composing:
            self._timer.stop()
            self._tell()
            event.ignore()  # the page may go on to its list
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchBox(FilterLine):
    """A line for a search, with a glass."""

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, parent)
        glass = self.addAction(icons.icon("search", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        glass.setText(placeholder)
        self.setMinimumWidth(theme.em(self, 11))


class Stars(QSlider):
    """One to five stars by click or arrow keys; 0 while nothing is chosen. A slider to who reads with their ears."""

    changed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(name)
        self.setRange(0, 5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("课程评价，1 至 5 星"))

    def set_value(self, value: int) -> None:
        """Choose so many stars."""
        value = min(5, max(1, value))
        if value != self.value():
            self.setValue(value)
            self.setAccessibleDescription(self.tr("{0} 星").format(value))
            self.update()
            self.changed.emit(value)

    def clear(self) -> None:
        """Choose no star."""
        self.setValue(0)
        self.setAccessibleDescription("")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: five stars in a row."""
        side = theme.em(self, 1.3)
        return QSize(side * 5, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: no smaller."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: the star under the pointer."""
        self.set_value(int(event.position().x() // theme.em(self, 1.3)) + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: arrows and digits."""
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self.set_value(self.value() + 1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self.set_value(self.value() - 1)
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_5:
            self.set_value(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        side = theme.em(self, 1.3)
        inner = side * 4 // 5
        painter = QPainter(self)
        for number in range(5):
            full = number < self.value()
            colour = theme.colours().of("accent" if full else "quiet")
            picture = icons.pixmap("star-full" if full else "star", colour, inner, self.devicePixelRatioF())
            corner = QPoint(number * side + (side - inner) // 2, (self.height() - inner) // 2)
            painter.drawPixmap(QRect(corner, QSize(inner, inner)), picture)
        if self.hasFocus():
            painter.setPen(theme.colours().of("accent"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def focusInEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt: show the focus."""
        self.update()
