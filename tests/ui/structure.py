"""The structure of a page as text: what stands in what, where and how large, in coarse units; no pixels, no data.

It is the same on every machine and on every day: text is in the font that we ship, what depends on data is left out.
"""

import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
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

from ui import fonts, theme

FOLDER = Path(__file__).with_name("structure")
UNIT = 4  # lines of text: small shifts of words are no change of the page
CLOSED = (QAbstractItemView, QComboBox, QLineEdit, QMenuBar, QTabBar)
"""What is within is Qt's, or data."""
DATA = re.compile(r"(?<=_)20\d\d\b|(?<=^viewer)(Pdf|Picture)$")
"""What a name says of the data: a year, and of which kind the first attachment is."""
OF_SOME_DATA = ("finishedCourses",)
"""Stands there only where a record of that kind is."""
LEFT_OUT = (QHeaderView, QMenu, QScrollBar)
PLACED = (QAbstractScrollArea, QMainWindow, QSplitter, QStackedWidget)
"""Large parts, whose place makes the page; what is in them follows from the words."""


@contextmanager
def shipped_font(app: QApplication) -> Generator[None]:
    """Text in the font that we ship, whatever the machine has."""
    before = app.font()
    app.setFont(fonts.shipped())
    try:
        yield
    finally:
        app.setFont(before)


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
    if name in OF_SOME_DATA:
        return ""
    if isinstance(widget, QLabel) and not own:
        return ""  # words; they are data or are said elsewhere
    if not own and not isinstance(widget, (QAbstractButton, QMainWindow)):
        return ""
    interface = QAccessible.queryAccessibleInterface(widget)
    role = interface.role().name if interface else type(widget).__name__
    parts = [role, DATA.sub("ANY", name) or "-"]
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
