"""What the tests of pages stand on: a real workspace on a real service, and a window's context around it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cpd_core.messages import UserType
from cpd_desktop.errors import Trouble
from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.service import ServiceProcess
from ui.pages.page import Context, Page
from ui.tasks import Tasks
from ui.works import Works


def signed_in(service: ServiceProcess, folder: Path, user_type: UserType, index: int = 0) -> Workspace:
    """A workspace of province 32, signed in and synced."""
    who = account(service.directory, user_type, "" if user_type == "national_staff" else "32", index)
    workspace = Workspace(folder / f"{user_type}{index}", server=service.url)
    workspace.sign_in(user_type, who.login, who.password)
    workspace.sync.run()
    return workspace


def synced_profile(demo: Path, folder: Path, user_type: UserType) -> Path:
    """A profile with everything of an account in it, closed: to be copied and opened without a network."""
    shutil.copytree(demo, folder / "service")
    service = ServiceProcess.start(folder / "service")
    signed_in(service, folder, user_type).close()
    service.stop()
    return folder / f"{user_type}0"


def opened(profile: Path, folder: Path) -> Workspace:
    """A workspace on a copy of a profile; nothing answers at its server's address any more."""
    return Workspace(Path(shutil.copytree(profile, folder / "profile")))


@dataclass
class Surroundings:
    """What a page asked of its window."""

    workspace: Workspace
    tasks: Tasks = field(default_factory=Tasks)
    page: Page | None = None
    opened: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    problems: list[object] = field(default_factory=list)

    def context(self) -> Context:
        """The context to build a page with."""
        self.tasks.unexpected.connect(self.problems.append)
        self.tasks.trouble.connect(self.problems.append)
        works = Works(self.workspace, self.tasks)
        self._works = works
        return Context(
            workspace=self.workspace,
            tasks=self.tasks,
            say=self.said.append,
            say_trouble=self._trouble,
            stored=self._stored,
            open_page=self._open,
            sync_now=lambda: self.opened.append("sync"),
            works=works,
        )

    def _open(self, key: str, item: str = "") -> None:
        self.opened.append(f"{key}/{item}" if item else key)

    def _trouble(self, trouble: Trouble) -> None:
        self.problems.append(trouble)

    def _stored(self, undoable: bool = False) -> None:
        if self.page:
            self.page.refresh()


def find(owner: QWidget, name: str) -> QWidget:
    """The one visible widget of this name, as a person would find it."""
    found = [widget for widget in owner.findChildren(QWidget, name) if widget.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)} visible"
    return found[0]


def press(owner: QWidget, name: str) -> QPushButton:
    """The visible, enabled button of this name."""
    found = find(owner, name)
    assert isinstance(found, QPushButton)
    assert found.isEnabled(), f"{name} is grey"
    return found


def compose(target: QObject, text: str) -> None:
    """Type as a Chinese input method does: first composing, then the finished words."""
    QApplication.sendEvent(target, QInputMethodEvent(text, []))
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(target, done)
    assert done.type() == QEvent.Type.InputMethod


P = TypeVar("P", bound=Page)


class Room(Generic[P]):
    """A page on a workspace, on the screen; each step ends when all work has."""

    def __init__(self, qtbot: QtBot, workspace: Workspace, make: Callable[[Context], P]) -> None:
        self.qtbot = qtbot
        self.workspace = workspace
        self.around = Surroundings(workspace)
        self.page = make(self.around.context())
        self.around.page = self.page
        qtbot.addWidget(self.page)
        self.page.resize(1366, 640)
        self.page.show()
        self.page.refresh()
        self.settle()

    def settle(self) -> None:
        """Wait for the workers, and for the window to take in what they found."""
        self.qtbot.waitUntil(lambda: self.around.tasks.busy == 0, timeout=60_000)
        QApplication.processEvents()

    def press(self, name: str) -> None:
        """Click on a button."""
        self.qtbot.mouseClick(press(self.page, name), Qt.MouseButton.LeftButton)
        self.settle()

    def leave(self) -> None:
        """Close all; fails where anything went wrong meanwhile."""
        self.around.tasks.close()
        assert self.around.tasks.wait_idle(30)
        self.workspace.close()
        assert self.around.problems == []
