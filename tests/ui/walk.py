"""Walks over a window: everything that a person can read in it, and everything that is there to be read out."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from cpd_desktop.workspace import Workspace
from ui.main_window import MainWindow
from ui.pages.page import NEW
from ui.tasks import Tasks

SHOWN_ROWS = 30  # of a list
PATIENCE = 30.0  # seconds; reached only where something is broken


def until(true: Callable[[], bool]) -> None:
    """Let the window live until ``true()``."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        QTest.qWait(10)


class Visitor:
    """A window on a workspace, to be led from page to page."""

    def __init__(self, workspace: Workspace, profile: Path, size: tuple[int, int] = (1366, 768)) -> None:
        self.tasks = Tasks()
        self.problems: list[BaseException] = []
        self.tasks.unexpected.connect(self.problems.append)
        self.window = MainWindow(workspace, self.tasks, profile)
        if self.window.frame:
            self.window.frame.runner.set_offline(True)  # else a first sync may be under way, or not
        self.window.resize(*size)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        QTest.qWait(80)  # what waits for a pause before it reads
        until(lambda: not self.tasks.busy)
        QTest.qWait(20)
        assert not self.problems, self.problems

    def places(self) -> Iterator[tuple[str, QWidget]]:
        """Every page of the account, with forms and panels open, then the dialogs: name and what to look at."""
        frame = self.window.frame
        if frame is None:
            yield "sign-in", self.window
            return
        for key in frame.keys:
            frame.open_page(key)
            self.settle()
            self._go_into()
            yield key, self.window
        yield from self._forms()
        frame.activity.setChecked(True)
        self.settle()
        yield "activity", self.window
        frame.activity.setChecked(False)
        yield from self._dialogs()

    def _forms(self) -> Iterator[tuple[str, QWidget]]:
        frame = self.window.frame
        assert frame
        session = frame.session
        if not session.member_id:
            return
        page = frame.page("applications")
        assert page is not None
        frame.open_page("applications")
        for kind in ("input", "output", "exemption"):
            chip = self.window.findChild(QAbstractButton, f"applicationKinds_{kind}")
            assert chip
            chip.click()
            frame.open_page("applications", NEW)
            self.settle()
            form = page.side.form  # type: ignore[attr-defined]
            form.fields.touch()
            form._check()
            yield f"form_{kind}", self.window
            page.side._drop_form()  # type: ignore[attr-defined]

    def _dialogs(self) -> Iterator[tuple[str, QWidget]]:
        for name in ("doctor", "about", "help"):
            before = set(QApplication.topLevelWidgets())
            found = self.window.findChild(QAction, name)
            assert found, name
            found.trigger()
            self.settle()
            for dialog in set(QApplication.topLevelWidgets()) - before:
                if isinstance(dialog, QDialog) and dialog.isVisible():
                    yield name, dialog
                    dialog.close()

    def _go_into(self) -> None:
        """Choose the first row of a page's list, so that what stands beside it is filled."""
        for view in self.window.findChildren(QAbstractItemView):
            if view.isVisible() and view.model() and view.model().rowCount() and not view.currentIndex().isValid():
                view.setCurrentIndex(view.model().index(0, 0))
        self.settle()

    def close(self) -> None:
        """End it without asking anybody."""
        if self.window.frame:
            self.window.frame.stop()
        self.tasks.close()
        assert self.tasks.wait_idle(30)
        self.window.deleteLater()
        QTest.qWait(0)


def readable(top: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of all that can be read, seen on hovering or read out in a window and its menus."""
    yield where(top), top.windowTitle()
    for widget in [top, *top.findChildren(QWidget)]:
        if not widget.isVisible() and not isinstance(widget, QMenu):
            continue
        for text in (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip()):
            yield where(widget), text
        for text in _texts(widget):
            yield where(widget), text
    for action in top.findChildren(QAction):
        for text in (action.text(), action.toolTip(), action.statusTip()):
            yield where(action), text


def _texts(widget: QWidget) -> Iterator[str]:
    match widget:
        case QMessageBox():
            yield from (widget.text(), widget.informativeText())
        case QAbstractButton() | QLabel():
            yield widget.text()
        case QLineEdit():
            yield from (widget.placeholderText(), widget.text())
        case QPlainTextEdit() | QTextEdit():
            yield from (widget.placeholderText(), widget.toPlainText())
        case QComboBox():
            yield from (widget.itemText(number) for number in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(number) for number in range(widget.count()))
        case QMenu():
            yield widget.title()
        case QHeaderView():
            return
        case QAbstractItemView():
            yield from _cells(widget)
        case _:
            return


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    columns = 1 if isinstance(view, QListView) else model.columnCount(QModelIndex())
    for column in range(columns):
        for role in roles:
            yield _text(model.headerData(column, Qt.Orientation.Horizontal, role))
        for row in range(min(SHOWN_ROWS, model.rowCount(QModelIndex()))):
            for role in roles:
                yield _text(model.index(row, column).data(role))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def where(thing: QObject) -> str:
    """A thing and what it stands in, by their names."""
    names: list[str] = []
    at: QObject | None = thing
    while at is not None:
        names.append(at.objectName() or type(at).__name__)
        at = at.parent()
    return " < ".join(names[:4])
