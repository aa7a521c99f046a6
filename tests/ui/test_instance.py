"""Two programs on one profile: the second brings the first to the front and says so."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.rooms import opened
from ui import instance
from ui.main_window import MainWindow
from ui.tasks import Tasks


def rings(profile: Path) -> bool:
    """Whether somebody listens."""
    socket = QLocalSocket()
    socket.connectToServer(instance.name_of(profile))
    return socket.waitForConnected(1000)


def test_the_second_program_shows_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ui.app", "--profile", str(tmp_path), "--server", "http://127.0.0.1:9"]
    with subprocess.Popen(command) as first:
        try:
            qtbot.waitUntil(lambda: rings(tmp_path), timeout=60_000)
            second = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
            assert first.poll() is None, "the first goes on"
        finally:
            first.kill()
    assert second.returncode == 0
    assert "已切换到原来的窗口" in second.stderr


def test_a_window_that_is_asked_for_comes_to_the_front(
    qtbot: QtBot, dressed: QApplication, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    tasks = Tasks()
    window = MainWindow(workspace, tasks, tmp_path)
    qtbot.addWidget(window)
    window.showMinimized()
    doorbell = instance.Doorbell(tmp_path, window)
    doorbell.rung.connect(window.come_to_front)
    other = (
        "import sys; from pathlib import Path; from ui import instance; sys.exit(not instance.ring(Path(sys.argv[1])))"
    )
    with subprocess.Popen([sys.executable, "-c", other, str(tmp_path)]) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
        assert second.returncode == 0
    assert not window.isMinimized()
    assert window.isVisible()
    window.frame.runner.stop()
    tasks.close()
    assert tasks.wait_idle(30)
    workspace.close()


@pytest.mark.usefixtures("qapp")
def test_where_nobody_is_home_nobody_answers(tmp_path: Path) -> None:
    assert QCoreApplication.instance() is not None
    assert not instance.ring(tmp_path)
