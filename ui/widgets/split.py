"""Two parts of a page side by side, as the person divides them; one above the other where the window is narrow."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui import theme

WIDE = 34.0  # lines of text: from here on a list and what belongs to its row stand side by side
LOW = 9.0  # lines of text: the least height of a part that stands above or below another
MUCH = 10_000  # pixels; larger than any screen, so that sizes are weights that no minimum bends


class Split(QSplitter):
    """``add(list, 3, list.arrangement.least_width); add(detail, 2)``: the weights divide it until a person does."""

    def __init__(self, name: str, wide: float = WIDE, stacked: tuple[int, ...] = ()) -> None:
        """``wide`` lines of text is where parts begin to stand side by side; ``stacked``: their weights until then.

        By default the last part gets the most, as one reads there.
        """
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName(name)
        self.setChildrenCollapsible(False)
        self._wide = wide
        self._stacked = stacked
        self._weights: list[int] = []
        self._least_widths: dict[QWidget, Callable[[], int]] = {}
        self._beside: QByteArray | None = None  # how it is divided side by side, while it is not

    def add(self, part: QWidget, weight: int, least: Callable[[], int] | None = None) -> None:
        """One more part; ``least`` tells how wide it has to be to stand beside another, e.g. for a list's columns."""
        self.addWidget(part)
        if least:
            self._least_widths[part] = least
        self._weights.append(weight)
        self.setStretchFactor(self.count() - 1, weight)
        self.setSizes([MUCH * each for each in self._weights])

    @property
    def stacked(self) -> bool:
        """Whether the parts stand one above the other."""
        return self.orientation() == Qt.Orientation.Vertical

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt: as narrow as its widest part, since the parts can be stacked."""
        least = [_least(part) for part in self._parts()]
        width = max((each.width() for each in least), default=0)
        low, gaps = theme.em(self, LOW), self.handleWidth() * max(0, len(least) - 1)
        if self.stacked:
            return QSize(width, sum(max(low, each.height()) for each in least) + gaps)
        return QSize(width, max((each.height() for each in least), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt: another width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Qt: a part needs more or less room than before."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        parts = self._parts()
        together = sum(map(self._width_beside, parts)) + self.handleWidth() * max(0, len(parts) - 1)
        stacked = self.width() < max(theme.em(self, self._wide), together)
        for part in self._least_widths:
            part.setMinimumWidth(0 if stacked else self._width_beside(part))
        if stacked == self.stacked:
            return
        if stacked:
            self._beside = super().saveState()
            self.setOrientation(Qt.Orientation.Vertical)
            weights = self._stacked or self._weights[::-1]  # what one reads needs more than the list
            self.setSizes([MUCH * each for each in weights])
        else:
            self.setOrientation(Qt.Orientation.Horizontal)
            if self._beside is not None:
                super().restoreState(self._beside)
        self.updateGeometry()

    def _width_beside(self, part: QWidget) -> int:
        """How wide a part has to be to stand beside another; a list needs its columns and a scroll bar."""
        least = self._least_widths.get(part)
        return least() + theme.em(self) if least else _least(part).width()

    def _parts(self) -> list[QWidget]:
        parts = (self.widget(place) for place in range(self.count()))
        return [part for part in parts if part and not part.isHidden()]

    # --- remembering: only how it is divided side by side ---------------------------------------------------------

    def saveState(self) -> QByteArray:  # noqa: N802
        """Qt: how it is divided."""
        return self._beside if self.stacked and self._beside is not None else super().saveState()

    def restoreState(self, state: QByteArray | bytes | bytearray | memoryview) -> bool:  # noqa: N802
        """Qt: divide it as it was."""
        if self.stacked:
            self._beside = QByteArray(state)
            return True
        return super().restoreState(state)


def _least(part: QWidget) -> QSize:
    """How small a part may get: as its layout says, and no smaller than somebody has set."""
    return part.minimumSizeHint().expandedTo(part.minimumSize())
