"""PDF pages one under the other. Imported only when the first PDF is shown: QtPdf costs start time."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets import FocusRing

ZOOM_STEP = 1.25
ZOOM_MIN, ZOOM_MAX = 0.1, 8.0


class PdfView(QPdfView):
    """All pages of a PDF, fitted to the width at first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Not a child: children go after the view itself, and a closing document tells the view so.
        self._document = QPdfDocument()
        self.setDocument(self._document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setFrameShape(QFrame.Shape.NoFrame)
        FocusRing(self)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        # A bar that comes and goes changes the width, so the fitted height, so whether a bar is needed: without end.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.fit()

    @property
    def pages(self) -> int:
        """How many pages the shown PDF has."""
        return self._document.pageCount()

    def show_file(self, path: Path) -> QPdfDocument.Error:
        """Load a file; the answer says what is wrong with it (``Error.None_``: nothing)."""
        self._document.close()
        error = self._document.load(str(path))
        self.fit()
        self.verticalScrollBar().setValue(0)
        return error

    def fit(self) -> None:
        """Fit the pages to the width."""
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def zoom(self, steps: int) -> None:
        """Zoom in (positive) or out by steps of a quarter, starting from what is seen."""
        factor = self._seen_factor() * ZOOM_STEP**steps
        if ZOOM_MIN <= factor <= ZOOM_MAX:
            self.setZoomMode(QPdfView.ZoomMode.Custom)
            self.setZoomFactor(factor)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Ctrl and the wheel zoom; the wheel alone scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _seen_factor(self) -> float:
        """The zoom on screen: Qt does not tell it while fitted, so it is worked out from the first page's width."""
        if self.zoomMode() == QPdfView.ZoomMode.Custom or not self.pages:
            return self.zoomFactor()
        margins = self.documentMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        points = self._document.pagePointSize(0).width()
        return room / (points * self.logicalDpiX() / 72)
