"""Hours as pictures: a ring for the year, bars for its parts. Both say their figures in words to a screen reader."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cpd_core.wording import hours_text
from ui import theme


def paint_ring(painter: QPainter, room: QRectF, thick: float, done: float, required: float, fulfilled: bool) -> None:
    """A ring within a square, filled clockwise from above: the year's share that is done; full where none is asked."""
    colours = theme.colours()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = thick / 2 + 1
    square = room.adjusted(inset, inset, -inset, -inset)
    painter.setPen(QPen(QColor(colours.line), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawEllipse(square)
    share = 1.0 if required <= 0 else min(1.0, done / required)
    if share > 0:
        colour = colours.of("good" if fulfilled else "accent")
        painter.setPen(QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(square, 90 * 16, -round(share * 360 * 16))


class Ring(QWidget):
    """Counted of required hours as a ring with the figures in its middle."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._done, self._required, self._fulfilled = 0.0, 0.0, False

    def set_hours(self, done: float, required: float, fulfilled: bool) -> None:
        """Show 学时; ``fulfilled`` may be False although the total is reached (a part is missing)."""
        self._done, self._required, self._fulfilled = done, required, fulfilled
        self.setAccessibleName(self.tr("已完成 {0}，应完成 {1} 学时").format(hours_text(done), hours_text(required)))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: six lines high."""
        side = theme.em(self, 6.3)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        paint_ring(painter, QRectF(self.rect()), theme.em(self, 0.5), self._done, self._required, self._fulfilled)
        self._paint_figures(painter)

    def _paint_figures(self, painter: QPainter) -> None:
        middle = self.rect()
        half = middle.height() // 2
        upper = QRect(middle.left(), middle.top() + half - theme.em(self, 1.6), middle.width(), theme.em(self, 1.9))
        lower = QRect(middle.left(), upper.bottom(), middle.width(), theme.em(self, 1.2))
        painter.setPen(theme.colours().of("normal"))
        painter.setFont(theme.scaled(self.font(), 1.9, bold=True))
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, hours_text(self._done))
        painter.setPen(theme.colours().of("quiet"))
        painter.setFont(self.font())
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, self.tr("/ {0} 学时").format(hours_text(self._required)))


class Bar(QWidget):
    """A part of the year: its hours against a minimum or a cap."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._share = 0.0
        self._tone: theme.Tone = "accent"

    def set_share(self, have: float, of: float, tone: theme.Tone) -> None:
        """Fill ``have`` of ``of`` in a tone."""
        self._share = 0.0 if of <= 0 else min(1.0, have / of)
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt: a thin line."""
        return QSize(theme.em(self, 8), theme.em(self, 0.45))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        round_ = self.height() / 2
        painter.setBrush(QColor(theme.colours().line))
        painter.drawRoundedRect(QRectF(self.rect()), round_, round_)
        if self._share > 0:
            painter.setBrush(theme.colours().of(self._tone))
            filled = QRectF(0, 0, max(self.height(), self.width() * self._share), self.height())
            painter.drawRoundedRect(filled, round_, round_)
