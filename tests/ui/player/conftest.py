"""A member at a course in the window's page, on a real service. There is no sound device and no graphics card here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.service import ServiceProcess
from tests.ui.rooms import Room, signed_in
from ui.pages.study import StudyPage

SAID_BY_QT = (  # of this machine
    r"FFmpeg|PulseAudio|pipewire|No HW decoder|No audio device|RHI|Failed to get"
    r"|Couldn't (load|resolve) va"  # the library of graphics cards
    r"|This plugin does not support (propagateSizeHints|raise)\(\)"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's player says what it found on this machine; what it says of trouble comes as a signal, too."""
    for item in items:
        if "tests/ui/player/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(SAID_BY_QT))


@pytest.fixture
def room(qtbot: QtBot, dressed: object, service: ServiceProcess, tmp_path: Path) -> Iterator[Room[StudyPage]]:
    made = Room(qtbot, signed_in(service, tmp_path, "non_practising"), StudyPage)
    yield made
    made.settle()
    made.page.keep_drafts()
    made.around.tasks.close()
    assert made.around.tasks.wait_idle(30)
    assert made.around.problems == []
    made.workspace.close()
