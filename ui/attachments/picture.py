"""A picture that fits its window or is looked at closely."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from ui.widgets import FocusRing

LONGEST_SIDE = 4096  # pixels; more cannot be told apart on a screen and costs 64 MB and a wait
ZOOM_STEP = 1.25
ZOOM_MAX = 8.0


def read_picture(path: Path, longest_side: int = LONGEST_SIDE) -> QImage:
    """Read a picture upright (EXIF) and not larger than needed; a null image where the file is damaged or too large."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest_side:
        reader.setScaledSize(size.scaled(QSize(longest_side, longest_side), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class PictureView(QGraphicsView):
    """Shows one picture: fitted at first, then as the person zooms; drag moves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self._item = self._scene.addPixmap(QPixmap())
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._fitted = True
        FocusRing(self)
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)

    def show_picture(self, image: QImage, quarters: int = 0) -> None:
        """Show this picture, fitted, turned by so many quarters clockwise."""
        self._item.setPixmap(QPixmap.fromImage(image))
        self.turn(quarters)

    def turn(self, quarters: int) -> None:
        """Turn what is shown to so many quarters clockwise from upright."""
        self._item.setRotation(90 * quarters)
        self._scene.setSceneRect(self._item.sceneBoundingRect())
        self.fit()

    def fit(self) -> None:
        """Make the whole picture visible, never larger than it is."""
        self._fitted = True
        self.resetTransform()
        room, size = self.viewport().size(), self._item.sceneBoundingRect().size()
        if size.width() > room.width() or size.height() > room.height():
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, steps: int) -> None:
        """Zoom in (positive) or out by steps of a quarter."""
        factor = ZOOM_STEP**steps
        if 1 / ZOOM_MAX / 4 < self.transform().m11() * factor <= ZOOM_MAX:
            self._fitted = False
            self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Ctrl and the wheel zoom; the wheel alone scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """A fitted picture stays fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
