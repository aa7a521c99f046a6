"""What a screen reader finds in a window, and where the keyboard goes in it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QToolButton, QWidget

from tests.ui.walk import where
from ui.acts import keys_of
from ui.tables import TableView
from ui.widgets import Bar, Ring

Role = QAccessible.Role
UNSAID = (Role.NoRole, Role.Client, Role.Window, Role.Canvas)
"""Roles that tell nobody what a control does."""
CELLED = (Role.Table, Role.Tree, Role.List)
CELLS = 20  # of a list: its rows are all alike
STOPS = 200  # more stops of the Tab key than any page has


def controls(top: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything visible in a window, as a screen reader walks it."""
    root = QAccessible.queryAccessibleInterface(top)
    waiting = [root] if root else []
    while waiting:
        each = waiting.pop()
        if not each.isValid() or each.state().invisible:
            continue
        yield each
        count = min(each.childCount(), CELLS) if each.role() in CELLED else each.childCount()
        children = [each.child(number) for number in range(count)]
        waiting += [child for child in reversed(children) if child is not None]


def nameless(top: QWidget) -> list[str]:
    """Controls that take the focus and say neither what they are called nor what they are."""
    found: list[str] = []
    for each in controls(top):
        thing = each.object()
        if not isinstance(thing, QWidget) or not thing.isVisible() or thing.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if thing.focusProxy() is not None:
            continue
        silent = isinstance(thing, QLabel) and not thing.text()  # it has nothing to say
        if not silent and not each.text(QAccessible.Text.Name).strip():
            found.append(f"{where(thing)}: no name")
        if each.role() in UNSAID and not isinstance(thing, QAbstractScrollArea):
            found.append(f"{where(thing)}: {each.role()}")
    return found


def undescribed(top: QWidget) -> list[str]:
    """What is not said by words: buttons that are a picture, keys, why something is grey, states shown by colour."""
    keys = {action.objectName(): keys_of(action) for action in top.findChildren(QAction) if action.objectName()}
    found: list[str] = []
    for each in controls(top):
        thing = each.object()
        if not isinstance(thing, QWidget) or not thing.isVisible():
            continue
        said = each.text(QAccessible.Text.Description).strip()
        if isinstance(thing, QAbstractButton):
            if _is_picture(thing) and not (said or thing.accessibleName()):
                found.append(f"{where(thing)}: a picture without words")
            if _is_picture(thing) and thing.focusPolicy() != Qt.FocusPolicy.NoFocus and not thing.toolTip():
                found.append(f"{where(thing)}: a picture without a tool tip")
            if (wanted := keys.get(thing.objectName())) and wanted not in said:
                found.append(f"{where(thing)}: does not say its keys {wanted}: {said}")
            if not thing.isEnabled() and said in ("", thing.text()):
                found.append(f"{where(thing)}: does not say why it is grey")
        elif isinstance(thing, QLabel) and thing.property("role") in ("good", "warning", "bad"):
            if not each.text(QAccessible.Text.Name).strip():
                found.append(f"{where(thing)}: says something by its colour only")
        elif isinstance(thing, Bar | Ring) and not thing.accessibleName():
            found.append(f"{where(thing)}: says something by its length only")
    return found


def _is_picture(button: QAbstractButton) -> bool:
    alone = isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    return not button.icon().isNull() and (alone or not button.text().strip())


def unread_rows(top: QWidget) -> list[str]:
    """Lists whose first cell does not say its whole row as a sentence, with the titles of the columns."""
    found: list[str] = []
    for table in top.findChildren(TableView):
        model = table.model()
        if not table.isVisible() or not model.rowCount():
            continue
        said = str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole))
        row = table.rows.row(0)
        wanted = [(column.title, column.text(row)) for column in table.shown_columns()]
        missing = [title for title, text in wanted if text and (title not in said or text not in said)]
        if missing:
            found.append(f"{where(table)}: {missing} not in {said}")
    return found


class Walked(NamedTuple):
    """Where the Tab key led."""

    stops: list[QWidget]
    """In this order, until it came round."""
    alike: list[str]
    """Those that look the same with the focus and without."""


def tabbed_through(window: QWidget) -> Walked:
    """Press Tab until it comes round."""
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    walked = Walked([], [])
    at = QApplication.focusWidget()
    for _ in range(STOPS):
        QTest.keyClick(at or window, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        if at is None or at in walked.stops:
            break
        walked.stops.append(at)
        with_focus = _look(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is not at and _look(at) == with_focus:
            walked.alike.append(where(at))
        at.setFocus(Qt.FocusReason.TabFocusReason)
    return walked


def _look(widget: QWidget) -> QImage:
    """How it looks; what scrolls may show its focus by its frame."""
    shown = widget.parentWidget() if isinstance(widget, QAbstractScrollArea) else widget
    return (shown or widget).grab().toImage()


def against_reading(stops: list[QWidget]) -> list[str]:
    """Pairs of neighbours in one container of which the second stands before the first."""
    found: list[str] = []
    for before, after in pairwise(stops):
        if before.parentWidget() is not after.parentWidget():
            continue
        first, second = _place(before), _place(after)
        row = min(before.height(), after.height()) // 2
        same_row = abs((first.y() + before.height() // 2) - (second.y() + after.height() // 2)) < row
        if (same_row and second.x() < first.x()) or (not same_row and second.y() < first.y()):
            found.append(f"{where(before)} -> {where(after)}")
    return found


def _place(widget: QWidget) -> QPoint:
    return widget.mapTo(widget.window(), QPoint(0, 0))
