"""What scrolls up and down, and never sideways."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.widgets.ring import FocusRing


class TallArea(QScrollArea):
    """As wide as its content and the scroll bar need at least, so that a bar that appears cuts nothing off."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(content)
        content.setAutoFillBackground(False)  # what is around shows through
        self.viewport().setAutoFillBackground(False)
        FocusRing(self)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: the width of the content, the height of a few lines."""
        content = max(self._content.minimumSizeHint().width(), self._content.minimumWidth())
        width = content + self.verticalScrollBar().sizeHint().width()
        return QSize(width, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Qt: content that needs more or less width than before is told on."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)
