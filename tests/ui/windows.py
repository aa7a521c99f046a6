"""Whole windows for tests: opened active, closed as the program does it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from cpd_desktop.workspace import Workspace
from ui.main_window import MainWindow
from ui.pages.applications import ApplicationsPage
from ui.tasks import Tasks

Open = Callable[[Workspace], MainWindow]


@contextmanager
def windows(qtbot: QtBot, profile: Path) -> Iterator[Open]:
    """Opens windows, whose state is kept in this folder; at the end everything is closed."""
    rooms: list[tuple[Workspace, Tasks, MainWindow]] = []

    def open_it(workspace: Workspace) -> MainWindow:
        tasks = Tasks()
        window = MainWindow(workspace, tasks, profile)
        rooms.append((workspace, tasks, window))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_it
    for workspace, tasks, window in rooms:
        if window.frame:
            window.frame.stop()
        tasks.close()
        assert tasks.wait_idle(30)
        workspace.close()


def work_offline(window: MainWindow) -> None:
    """No sync by itself."""
    assert window.frame is not None
    window.frame.runner.set_offline(True)


def applications(window: MainWindow) -> ApplicationsPage:
    """Open 学时申请."""
    assert window.frame is not None
    window.frame.open_page("applications")
    page = window.frame.page("applications")
    assert isinstance(page, ApplicationsPage)
    return page
