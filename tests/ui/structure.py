"""The structure of a page as text: what stands in what, where and how large, in coarse units; no pixels, no data."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QScrollBar,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from ui import theme

FOLDER = Path(__file__).with_name("structure")
UNIT = 4  # lines of text: small shifts of words are no change of the page
CLOSED = (QAbstractItemView, QComboBox, QLineEdit, QMenuBar, QTabBar)
"""What is within is Qt's, or data."""
LEFT_OUT = (QHeaderView, QMenu, QScrollBar)
PLACED = (QAbstractScrollArea, QMainWindow, QSplitter, QStackedWidget, QTabBar)
"""Large parts, whose place makes the page; what is in them follows from the words."""


def dump(top: QWidget) -> str:
    """The visible widgets with a name or a role of their own, indented by what they stand in."""
    return "\n".join(_lines(top, top, 0)) + "\n"


def _lines(widget: QWidget, top: QWidget, depth: int) -> Iterator[str]:
    line = _line(widget, top)
    if line:
        yield "  " * depth + line
    if isinstance(widget, CLOSED):
        return
    last = ""
    for child in widget.findChildren(QWidget, options=_direct()):
        if child.isVisible() and not isinstance(child, LEFT_OUT):
            lines = "\n".join(_lines(child, top, depth + bool(line)))
            if lines and lines != last:  # equal neighbours are data: lines of a list, attachments
                yield lines
            last = lines


def _line(widget: QWidget, top: QWidget) -> str:
    name = widget.objectName()
    own = bool(name) and not name.startswith("qt_")
    if isinstance(widget, QLabel) and not own:
        return ""  # words; they are data or are said elsewhere
    if not own and not isinstance(widget, (QAbstractButton, QMainWindow)):
        return ""
    interface = QAccessible.queryAccessibleInterface(widget)
    role = interface.role().name if interface else type(widget).__name__
    parts = [role, name or "-"]
    if isinstance(widget, PLACED):
        parts.append(_place(widget, top))
    return " ".join(parts)


def _place(widget: QWidget, top: QWidget) -> str:
    unit = theme.em(top, UNIT)
    at = widget.mapTo(top, QPoint(0, 0))
    numbers = (at.x(), at.y(), widget.width(), widget.height())
    return "at {}+{}, {}x{}".format(*(round(number / unit) for number in numbers))


def _direct() -> Qt.FindChildOption:
    return Qt.FindChildOption.FindDirectChildrenOnly
