"""A person in front of a real window: looks for controls by name, clicks, types, waits for what appears."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QTabBar, QWidget

from cpd_desktop.workspace import Workspace
from tests.support.demo import DemoAccount
from ui.attachments.strip import AttachmentStrip
from ui.main_window import MainWindow
from ui.tables.view import TableView
from ui.tasks import Tasks

PATIENCE = 60.0  # seconds; reached only where something is broken
W = TypeVar("W", bound=QWidget)
Shot = Callable[[str, QPixmap], None]
"""Takes the name and the picture of a step."""


class Person:
    """One window on one profile."""

    def __init__(self, profile: Path, server: str) -> None:
        self.problems: list[BaseException] = []
        self.workspace = Workspace(profile, server=server)
        self.tasks = Tasks()
        self.tasks.unexpected.connect(self.problems.append)
        self.window = MainWindow(self.workspace, self.tasks, profile)
        self.window.resize(1366, 768)
        self.window.show()
        self.activate()

    def activate(self) -> None:
        """Bring the window to the front: shortcuts work in the active one only."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)

    # --- looking ---------------------------------------------------------------------------------------------------

    def find(self, kind: type[W], name: str) -> W:
        """The visible control of that name."""
        found = [w for w in self.window.findChildren(kind, name) if w.isVisible()]
        assert found, f"no visible {kind.__name__} named {name}"
        return found[0]

    def sees(self, name: str) -> bool:
        """Whether a control of that name is visible."""
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def table(self, name: str) -> TableView:
        """The visible table of that name."""
        return self.find(TableView, name)

    def until(self, true: Callable[[], object], what: str) -> None:
        """Let the window live until ``true()``; fails with ``what`` did not come."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            if self.problems:
                raise self.problems[0]
            assert time.monotonic() < deadline, f"never happened: {what}"
            QTest.qWait(10)

    def settle(self) -> None:
        """Wait until no work is under way."""
        self.until(lambda: not self.tasks.busy, "work under way ends")
        QTest.qWait(30)

    def picture(self) -> QPixmap:
        """The window as it is painted now."""
        self.settle()
        return self.window.grab()

    # --- acting ----------------------------------------------------------------------------------------------------

    def click(self, name: str) -> None:
        """Click a control when it can be clicked."""
        self.until(lambda: self.sees(name) and self.find(QWidget, name).isEnabled(), f"{name} can be clicked")
        QTest.mouseClick(self.find(QWidget, name), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Replace the text of a field."""
        field = self.find(QWidget, name)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        type_text(field, text)

    def choose(self, name: str, code: str) -> None:
        """Choose an entry of a list by its code."""
        box = self.find(QComboBox, name)
        place = box.findData(code)
        assert place >= 0, f"{name} does not offer {code}"
        box.setCurrentIndex(place)

    def trigger(self, name: str) -> None:
        """Use a menu entry or its shortcut."""
        action = self.window.findChild(QAction, name)
        assert action, f"no action {name}"
        assert action.isEnabled(), f"the action {name} is off"
        action.trigger()

    def open_tab(self, text: str) -> None:
        """Click a tab by its words."""
        tabs = self.find(QTabBar, "tabs")
        number = next(n for n in range(tabs.count()) if tabs.tabText(n) == text)
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())
        self.settle()

    def key(self, name: str, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in a control."""
        widget = self.find(QWidget, name)
        widget.setFocus()
        QTest.keyClick(widget, key, modifier)

    def drop_files(self, *paths: Path) -> None:
        """Drag files onto the strip of attachments."""
        strip = self.find(AttachmentStrip, "attachmentsField")
        before = len(strip.attachments())
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at = QPointF(strip.rect().center())
        action, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        strip.dragEnterEvent(QDragEnterEvent(at.toPoint(), action, mime, left, none))
        strip.dropEvent(QDropEvent(at, action, mime, left, none))
        self.until(lambda: len(strip.attachments()) == before + len(paths), "the files are attached")

    @contextmanager
    def answering_file_dialog(self, path: Path) -> Iterator[None]:
        """Answer the file dialog that the act inside opens."""
        answered: list[Path] = []

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                timer.start()
                return
            line = dialog.findChild(QLineEdit, "fileNameEdit")
            assert line
            line.setText(str(path))
            answered.append(path)
            dialog.accept()

        timer = QTimer(interval=20, singleShot=True)
        timer.timeout.connect(answer)
        timer.start()
        yield
        self.until(lambda: answered, "a file dialog opens")

    # --- habits ----------------------------------------------------------------------------------------------------

    def sign_in(self, who: DemoAccount) -> None:
        """Sign in through the page and wait for the first sync to end."""
        self.click(f"userType_{who.user_type}")
        self.type("login", who.login)
        self.type("password", who.password)
        self.click("signIn")
        self.until(lambda: self.window.frame is not None, "the frame appears after sign-in")
        self.sync()

    def go_offline(self) -> None:
        """Choose to work offline."""
        assert self.window.frame
        if not self.window.frame.runner.offline:
            self.trigger("workOffline")
        self.until(lambda: self.window.frame and self.window.frame.runner.state == "offline", "offline")

    def sync(self) -> None:
        """Sync now and wait for the end."""
        frame = self.window.frame
        assert frame
        ended: list[object] = []
        frame.runner.synced.connect(ended.append)
        frame.runner.failed.connect(ended.append)
        frame.runner.sync_now()
        self.until(lambda: ended and frame.runner.state != "syncing", "the sync ends")
        assert frame.runner.trouble is None, frame.runner.trouble
        self.settle()

    def close(self) -> None:
        """Close the window and the profile."""
        self.settle()
        assert not self.problems, self.problems
        if self.window.frame:
            self.window.frame.runner.cancel()
        self.tasks.close()
        self.window.deleteLater()
        QTest.qWait(0)
        self.workspace.close()


def type_text(widget: QWidget, text: str) -> None:
    """Type text; what no key has (Chinese) comes as an input method sends it."""
    from PySide6.QtGui import QInputMethodEvent

    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
