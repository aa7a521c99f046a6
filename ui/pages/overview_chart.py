"""Pictures of a province's figures: columns by day with what came in as a line, and bars that lead to their rows."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from cpd_core.overview import steps
from ui import theme
from ui.language import words
from ui.widgets.toggles import paint_frame

HEIGHT = 10.0  # of the chart, in lines of text
MOST_GAP = 0.25  # between two columns, in lines
LABEL_ROOM = 3.2  # that a day takes below


class Bar(Struct, frozen=True):
    """One column: ``code`` leads to its rows, ``label`` stands below, ``said`` is what it says in words."""

    code: str
    label: str
    said: str
    confirmed: int
    refused: int
    filed: int


class DayChart(QWidget):
    """Columns of what was decided, a line of what came in. Arrows go from one to the next, Enter shows its rows."""

    opened = Signal(str)
    """The code of a column that somebody has clicked, or gone to and pressed Enter."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: Sequence[Bar] = ()
        self._title = ""
        self._at = -1

    def set_bars(self, bars: Sequence[Bar], title: str) -> None:
        """Show these; ``title`` says of what they are."""
        self._bars, self._title, self._at = bars, title, -1
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: some lines high."""
        return QSize(theme.em(self, 20), theme.em(self, HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: as narrow as it must be."""
        return QSize(theme.em(self, 10), theme.em(self, HEIGHT))

    # --- going through it ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: go from column to column, open one."""
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -len(self._bars), Qt.Key.Key_End: 9999}
        if event.key() in moves and self._bars:
            self._go(max(0, min(len(self._bars) - 1, self._at + moves[Qt.Key(event.key())])))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            self.opened.emit(self._bars[self._at].code)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: say what is under the pointer."""
        number = self._number_at(event.position().x())
        if number is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self._bars[number].said, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Qt: open the column under the pointer."""
        number = self._number_at(event.position().x())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go(number)
            self.opened.emit(self._bars[number].code)

    def _go(self, number: int) -> None:
        self._at = number
        self._tell()
        self.update()

    def _tell(self) -> None:
        """What is read aloud: the title, and the column that somebody is at."""
        self.setAccessibleName(self._title)
        self.setAccessibleDescription(self._bars[self._at].said if self._at >= 0 else "")

    def _number_at(self, x: float) -> int | None:
        area = self._area()
        if not self._bars or not area.left() <= x < area.right():
            return None
        return int((x - area.left()) / (area.width() / len(self._bars)))

    # --- drawing ------------------------------------------------------------------------------------------------

    def _area(self) -> QRectF:
        """Where columns stand: right of the axis' figures, above the days."""
        left = self.fontMetrics().horizontalAdvance(f"{self._marks()[-1]:,.0f}") + theme.em(self, 0.5)
        return QRectF(self.rect()).adjusted(left, theme.em(self, 0.6), 0, -theme.em(self, 1.4))

    def _marks(self) -> tuple[float, ...]:
        return steps(max((max(bar.confirmed + bar.refused, bar.filed) for bar in self._bars), default=0))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        area, marks = self._area(), self._marks()
        self._paint_axis(painter, area, marks)
        if not self._bars:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, scale = area.width() / len(self._bars), area.height() / marks[-1]
        gap = min(theme.em(self, MOST_GAP), step * 0.3)
        for number, bar in enumerate(self._bars):
            self._paint_bar(
                painter, QRectF(area.left() + number * step, area.top(), step, area.height()), bar, scale, gap
            )
        middle = [area.left() + (number + 0.5) * step for number in range(len(self._bars))]
        line = [QPointF(x, area.bottom() - bar.filed * scale) for x, bar in zip(middle, self._bars, strict=True)]
        painter.setPen(QPen(QColor(theme.colours().text), max(1.0, theme.em(self, 0.09))))
        painter.drawPolyline(QPolygonF(line))
        self._paint_days(painter, area, step)
        if self._at >= 0 and self.hasFocus():
            painter.setPen(QPen(theme.colours().of("accent"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(area.left() + self._at * step, area.top(), step, area.height()))

    def _paint_axis(self, painter: QPainter, area: QRectF, marks: Sequence[float]) -> None:
        line, half = theme.em(self), theme.em(self, 0.5)
        for mark in marks:
            y = round(area.bottom() - area.height() * mark / marks[-1])
            painter.setPen(QColor(theme.colours().line))
            painter.drawLine(round(area.left()), y, round(area.right()), y)
            painter.setPen(theme.colours().of("quiet"))
            room = QRect(0, y - half, round(area.left()) - half // 2, line)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{mark:,.0f}")

    def _paint_bar(self, painter: QPainter, room: QRectF, bar: Bar, scale: float, gap: float) -> None:
        bottom = room.bottom()
        painter.setPen(Qt.PenStyle.NoPen)
        colours = theme.colours()
        for count, colour in ((bar.confirmed, colours.of("accent")), (bar.refused, colours.of("warning"))):
            high = count * scale
            painter.setBrush(colour)
            painter.drawRect(QRectF(room.left() + gap / 2, bottom - high, room.width() - gap, high))
            bottom -= high

    def _paint_days(self, painter: QPainter, area: QRectF, step: float) -> None:
        wide = theme.em(self, LABEL_ROOM)
        every = max(1, -(-wide // max(1, int(step))))
        painter.setPen(theme.colours().of("quiet"))
        top = round(area.bottom()) + theme.em(self, 0.2)
        for number in range(0, len(self._bars), every):
            middle = area.left() + (number + 0.5) * step
            left = min(round(middle - wide / 2), self.width() - wide)
            painter.drawText(
                QRect(left, top, wide, theme.em(self, 1.1)), Qt.AlignmentFlag.AlignCenter, self._bars[number].label
            )


class Legend(QWidget):
    """What the colours of the chart mean."""

    def __init__(self, *entries: tuple[str, theme.Tone]) -> None:
        super().__init__()
        self._entries = entries
        self.setAccessibleName(words().comma.join(text for text, _ in entries))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: one line."""
        texts = sum(self.fontMetrics().horizontalAdvance(text) for text, _ in self._entries)
        return QSize(texts + theme.em(self, 2.2) * len(self._entries), theme.em(self, 1.2))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: no smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        x, side = 0, theme.em(self, 0.7)
        for text, tone in self._entries:
            colour = theme.colours().of(tone)
            painter.fillRect(QRect(x, (self.height() - side) // 2, side, side if tone != "normal" else 2), colour)
            painter.setPen(theme.colours().of("quiet"))
            wide = self.fontMetrics().horizontalAdvance(text)
            room = QRect(x + theme.em(self, 1.0), 0, wide + 2, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            x += wide + theme.em(self, 2.2)


class BarButton(QAbstractButton):
    """A line of a picture: name, bar, count. A click, or Enter, shows what it counts."""

    def __init__(self, name: str, text: str, count: str, share: float, tone: theme.Tone = "accent") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setText(text)
        self._count, self._share = count, share
        self._tone: theme.Tone = tone
        self.setAccessibleName(words().pair(text, count))
        self.setToolTip(words().pair(text, count))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: a line with room around it."""
        return QSize(theme.em(self, 16), theme.em(self, 1.7))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: as narrow as words allow."""
        return QSize(theme.em(self, 11), theme.em(self, 1.7))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt: Enter is a click, as on a link."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            paint_frame(painter, self)
        colours, metrics = theme.colours(), self.fontMetrics()
        room = self.rect().adjusted(theme.em(self, 0.4), 0, -theme.em(self, 0.4), 0)
        figures = max(metrics.horizontalAdvance(self._count), theme.em(self, 4))
        name = min(theme.em(self, 8), max(theme.em(self, 4), room.width() * 2 // 5))
        painter.setPen(colours.of("normal"))
        at_left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, name)
        painter.drawText(QRect(room.left(), room.top(), name, room.height()), at_left, text)
        at_right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, at_right, self._count)
        left, thick = room.left() + name + theme.em(self, 0.5), theme.em(self, 0.55)
        wide = room.right() - figures - theme.em(self, 0.5) - left
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(left, room.center().y() - thick / 2, max(0, wide), thick)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        if self._share > 0 and wide > 0:
            painter.setBrush(colours.of(self._tone))
            painter.drawRoundedRect(
                QRectF(left, track.top(), max(thick, wide * self._share), thick), thick / 2, thick / 2
            )
