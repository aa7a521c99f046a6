"""Years side by side as cards: ring, sources, minima met or not; the years of one cycle stand in one frame.

A card is one button that paints itself: forty years are forty widgets, there at once.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cpd_core.ledger import Part, YearLedger
from cpd_core.wording import hours_text
from ui import icons, theme
from ui.language import words
from ui.pages import year_words
from ui.theme import Tone
from ui.widgets import Ground, TallArea, clear, label
from ui.widgets.figures import paint_ring
from ui.widgets.toggles import paint_frame

WIDTH, RING, LINE = 15.0, 5.2, 1.3  # of a card, of its ring, from line to line: in lines of text
MOST_SOURCES = 4


class CompareView(QWidget):
    """All years of a member; a click on one opens it."""

    year_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compareView")
        self._groups: list[QWidget] = []
        inside = QWidget()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.em(self, 0.8))
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, theme.em(self, 0.3), 0, 0)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(TallArea(inside))

    def show_years(self, ledgers: Sequence[YearLedger]) -> None:
        """Show these years in their order; a cycle is where its last year is."""
        clear(self._grid)
        self._groups = []
        shown: set[int] = set()
        by_year = {ledger.year: ledger for ledger in ledgers}
        for ledger in ledgers:
            if ledger.year in shown:
                continue
            together = [by_year[year] for year in reversed(ledger.cycle) if year in by_year]
            shown |= {each.year for each in together}
            self._groups.append(self._group(ledger, together))
        self._place()

    def in_words(self) -> list[str]:
        """All cards as lines of text."""
        return [card.accessibleName() for card in self.findChildren(YearCard)]

    def _group(self, ledger: YearLedger, years: Sequence[YearLedger]) -> QWidget:
        cards = [YearCard(each, self.year_asked.emit) for each in years]
        return CycleFrame(ledger, cards) if ledger.rule_set.cycle_years > 1 else cards[0]

    def _place(self) -> None:
        """As many columns as there is room for; a cycle takes two."""
        while self._grid.takeAt(0) is not None:
            pass
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        card = theme.em(self, WIDTH + 0.8)
        columns = max(2, (self.width() - theme.em(self, 1.2)) // card)
        row = column = 0
        for group in self._groups:
            span = 2 if isinstance(group, CycleFrame) else 1
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(group, row, column, 1, span, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            column += span
        self._grid.setColumnStretch(columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: another width has room for other columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()


class CycleFrame(Ground):
    """A cycle of two years: what it owes as a whole, its minima, and a card for each year."""

    def __init__(self, ledger: YearLedger, cards: "Sequence[YearCard]") -> None:
        super().__init__("base")
        first, last = ledger.cycle[0], ledger.cycle[-1]
        self.setObjectName(f"cycle_{first}")
        told = self.tr("考核周期 {0}–{1}：已计 {2}，应完成 {3} 学时").format(
            first, last, hours_text(ledger.cycle_counted), hours_text(ledger.cycle_required)
        )
        box = QVBoxLayout(self)
        around = theme.em(self, 0.5)
        box.setContentsMargins(around, around, around, around)
        box.setSpacing(theme.em(self, 0.3))
        box.addWidget(label(told, wrap=False, name=f"cycleTold_{first}"))
        for part in ledger.parts:
            box.addWidget(PartLine(part))
        row = QHBoxLayout()
        for card in cards:
            row.addWidget(card)
        row.addStretch(1)
        box.addLayout(row)


class PartLine(QWidget):
    """A minimum or cap of a cycle with its mark."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part
        self._text = f"{words().part(part.code)}  {year_words.part_in_words(part)}"
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: a line."""
        wide = self.fontMetrics().horizontalAdvance(self._text)
        return QSize(wide + theme.em(self, 1.6), theme.em(self, LINE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        said = _paint_mark(painter, self, self.rect(), self._part)
        painter.setPen(theme.colours().of("quiet"))
        painter.drawText(said, _side("left"), self._text)


def _paint_mark(painter: QPainter, widget: QWidget, room: QRect, part: Part) -> QRect:
    """Whether a minimum is met or a cap is full, as a picture; answers the room beside it."""
    icon, tone = _mark(part)
    side = theme.em(widget, 0.95)
    picture = icons.pixmap(icon, theme.colours().of(tone), side, widget.devicePixelRatioF())
    painter.drawPixmap(QRect(room.left(), room.top() + (room.height() - side) // 2, side, side), picture)
    return room.adjusted(side + theme.em(widget, 0.4), 0, 0, 0)


def _mark(part: Part) -> tuple[str, Tone]:
    if part.at_least is not None:
        return ("pending", "warning") if part.missing else ("confirmed", "good")
    return ("conflict", "warning") if part.have >= (part.at_most or 0.0) else ("info", "quiet")


class YearCard(QAbstractButton):
    """One year at a glance."""

    def __init__(self, ledger: YearLedger, opened: Callable[[int], object]) -> None:
        super().__init__()
        self._ledger = ledger
        self._parts = () if ledger.rule_set.cycle_years > 1 else ledger.parts
        self.setObjectName(f"yearCard_{ledger.year}")
        self.setText(str(ledger.year))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        parts = (f"{words().part(part.code)} {year_words.part_in_words(part)}" for part in self._parts)
        told = (year_words.in_short(ledger), *self._source_words(), *parts)
        self.setAccessibleName(words().semicolon.join(told))
        self.clicked.connect(lambda: opened(ledger.year))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: head, ring, a line for each part."""
        lines = LINE * 1.4 + RING + LINE * len(self._parts) + 0.9
        return QSize(theme.em(self, WIDTH), theme.em(self, lines))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        paint_frame(painter, self)
        room = self.rect().adjusted(*(theme.em(self, side) for side in (0.6, 0.35, -0.6, -0.4)))
        line = theme.em(self, LINE)
        head = QRect(room.left(), room.top(), room.width(), line)
        self._paint_head(painter, head)
        top, side = head.bottom() + theme.em(self, 0.2), theme.em(self, RING)
        self._paint_ring(painter, QRect(room.left(), top, side, side))
        words_left = room.left() + side + theme.em(self, 0.7)
        self._paint_sources(painter, QRect(words_left, top, room.right() - words_left, side), line)
        below = top + side + theme.em(self, 0.25)
        for number, part in enumerate(self._parts):
            self._paint_part(painter, QRect(room.left(), below + number * line, room.width(), line), part)

    def _paint_head(self, painter: QPainter, room: QRect) -> None:
        colours, ledger = theme.colours(), self._ledger
        painter.setFont(theme.scaled(self.font(), 1.1, bold=True))
        painter.setPen(colours.of("normal"))
        painter.drawText(room, _side("left"), str(ledger.year))
        painter.setFont(self.font())
        painter.setPen(colours.of("good" if ledger.fulfilled else "normal"))
        painter.drawText(room, _side("right"), year_words.standing(ledger))

    def _paint_ring(self, painter: QPainter, room: QRect) -> None:
        it, colours = self._ledger, theme.colours()
        paint_ring(painter, QRectF(room), theme.em(self, 0.42), it.counted, it.required, it.fulfilled)
        half = room.height() // 2
        painter.setFont(theme.scaled(self.font(), 1.3, bold=True))
        painter.setPen(colours.of("normal"))
        upper = room.adjusted(0, theme.em(self, 1.0), 0, -half + theme.em(self, 0.35))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, hours_text(it.counted))
        painter.setFont(self.font())
        painter.setPen(colours.of("quiet"))
        lower = room.adjusted(0, half, 0, -theme.em(self, 0.7))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, f"/ {hours_text(it.required)}")

    def _paint_sources(self, painter: QPainter, room: QRect, line: int) -> None:
        told = self._source_words()
        top = room.top() + (room.height() - len(told) * line) // 2
        painter.setPen(theme.colours().of("quiet"))
        for number, text in enumerate(told):
            place = QRect(room.left(), top + number * line, room.width(), line)
            painter.drawText(place, _side("left"), self._fitting(text, place.width()))

    def _paint_part(self, painter: QPainter, room: QRect, part: Part) -> None:
        said = _paint_mark(painter, self, room, part)
        painter.setPen(theme.colours().of("normal"))
        figures = year_words.part_in_words(part)
        taken = self.fontMetrics().horizontalAdvance(figures) + theme.em(self, 0.5)
        painter.drawText(said, _side("left"), self._fitting(words().part(part.code), said.width() - taken))
        painter.setPen(theme.colours().of("quiet"))
        painter.drawText(said, _side("right"), figures)

    def _source_words(self) -> list[str]:
        """The sources that count most, with their hours; what was waived is said, too."""
        sums = sorted(self._ledger.by_source(), key=lambda each: -each.hours)[:MOST_SOURCES]
        told = [f"{words().sources[each.source]} {hours_text(each.hours)}" for each in sums]
        if self._ledger.waived:
            told.append(self.tr("减免 {0}").format(hours_text(self._ledger.waived)))
        return told[-MOST_SOURCES:]

    def _fitting(self, text: str, width: int) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


def _side(side: str) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if side == "right" else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter
