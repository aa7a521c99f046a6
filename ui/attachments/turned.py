"""PDF pages that lie on their side, turned: Qt's own view shows them only as they are. Imported when one is turned."""

from itertools import accumulate
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui import theme
from ui.attachments.pdf import ZOOM_MAX, ZOOM_MIN, ZOOM_STEP
from ui.widgets import FocusRing

KEPT = 4  # drawn pages in memory; no more are on a screen
_Rotation = QPdfDocumentRenderOptions.Rotation
_ROTATIONS = (_Rotation.None_, _Rotation.Clockwise90, _Rotation.Clockwise180, _Rotation.Clockwise270)


class TurnedPdf(QAbstractScrollArea):
    """All pages under each other, each turned by so many quarters clockwise, fitted to the width at first."""

    def __init__(self, parent: QWidget, quarters: int) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._quarters = quarters % 4
        self._fitted = True
        self._factor = 1.0  # pixels a point
        self._places: list[QRect] = []
        self._drawn: dict[int, QImage] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        FocusRing(self)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # see PdfView

    @property
    def pages(self) -> int:
        """How many pages the shown PDF has."""
        return self._document.pageCount()

    def show_file(self, path: Path) -> QPdfDocument.Error:
        """Load a file; the answer says what is wrong with it (``Error.None_``: nothing)."""
        error = self._document.load(str(path))
        self.fit()
        return error

    def fit(self) -> None:
        """Fit the widest page to the width."""
        self._fitted = True
        widest = max((self._points(number).width() for number in range(self.pages)), default=1)
        self._lay_out((self.viewport().width() - 2 * self._gap()) / max(1, widest))

    def zoom(self, steps: int) -> None:
        """Zoom in (positive) or out by steps of a quarter, starting from what is seen."""
        factor = self._factor * ZOOM_STEP**steps
        if ZOOM_MIN <= factor * 72 / self.logicalDpiX() <= ZOOM_MAX:
            self._fitted = False
            self._lay_out(factor)

    def _gap(self) -> int:
        return theme.em(self, 0.3)

    def _points(self, number: int) -> QSize:
        size = self._document.pagePointSize(number).toSize()
        return size.transposed() if self._quarters % 2 else size

    def _lay_out(self, factor: float) -> None:
        """Give each page its place and the scroll bars their length; what is in the middle stays there."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        middles = [(bar.value() + bar.pageStep() / 2) * factor / self._factor for bar in bars]
        self._factor = factor
        self._drawn.clear()
        sizes = [self._points(number) * factor for number in range(self.pages)]
        gap, room = self._gap(), self.viewport().size()
        tops = accumulate((size.height() + gap for size in sizes), initial=gap)
        width = max((size.width() + 2 * gap for size in sizes), default=0)
        lefts = ((max(width, room.width()) - size.width()) // 2 for size in sizes)
        self._places = [
            QRect(left, top, size.width(), size.height()) for left, top, size in zip(lefts, tops, sizes, strict=False)
        ]
        height = self._places[-1].bottom() + gap if self._places else 0
        for bar, whole, seen, middle in zip(bars, (width, height), (room.width(), room.height()), middles, strict=True):
            bar.setPageStep(seen)
            bar.setSingleStep(theme.em(self, 2))
            bar.setRange(0, max(0, whole - seen))
            bar.setValue(round(middle - seen / 2))
        self.viewport().update()

    def _page(self, number: int) -> QImage:
        """A page as it is drawn; the screen's pixels, not the window's."""
        if number not in self._drawn:
            options = QPdfDocumentRenderOptions()
            options.setRotation(_ROTATIONS[self._quarters])
            ratio = self.devicePixelRatioF()
            image = self._document.render(number, self._places[number].size() * ratio, options)
            image.setDevicePixelRatio(ratio)
            while len(self._drawn) >= KEPT:
                del self._drawn[next(iter(self._drawn))]
            self._drawn[number] = image
        return self._drawn[number]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt: draw the pages in sight."""
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = event.rect().translated(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for number, place in enumerate(self._places):
            if place.intersects(seen):
                painter.fillRect(place, Qt.GlobalColor.white)
                painter.drawImage(place.topLeft(), self._page(number))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: fitted pages stay fitted."""
        super().resizeEvent(event)
        self.fit() if self._fitted else self._lay_out(self._factor)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Qt: Ctrl and the wheel zoom; the wheel alone scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
