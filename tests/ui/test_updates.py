"""A newer version in the window: offered in a line, downloaded on request, installed at the end and not before."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpd_desktop.platform import policy, updates
from cpd_desktop.platform.policy import Policy, Settings
from cpd_desktop.workspace import Workspace
from devtools.package import release
from tests.support.service import ServiceProcess
from tests.ui.rooms import find, press, signed_in
from tests.ui.windows import Open, windows, work_offline
from ui import program
from ui.main_window import MainWindow
from ui.shell.update_line import UpdateLine, UpdateWatch
from ui.tasks import Tasks

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
BYTES = b"MZ" + bytes(300_000)


@pytest.fixture
def open_window(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[Open]:
    with windows(qtbot, tmp_path) as open_it:
        yield open_it


@pytest.fixture
def shelf(service: ServiceProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A service that offers version 9.0.0, and a machine that trusts its publisher."""
    installer = tmp_path / "cpd-desktop-9.0.0.exe"
    installer.write_bytes(BYTES)
    release.publish(installer, tmp_path / "shelf", "stable", KEY, "9.0.0", "- 新功能")
    service.options = ("--updates", str(tmp_path / "shelf"))
    service.restart()
    trusting = Policy(preset=Settings(update_key=KEY.public_key().public_bytes_raw().hex()))
    monkeypatch.setattr(policy, "current", lambda: trusting)
    return tmp_path / "shelf"


def tasks(window: MainWindow) -> Tasks:
    return window._tasks  # the window's own


def watching(window: MainWindow, workspace: Workspace) -> UpdateWatch:
    return UpdateWatch(workspace, tasks(window), lambda: window.frame, window)


def test_an_update_from_the_offer_to_the_end_of_the_program(
    qtbot: QtBot,
    open_window: Open,
    service: ServiceProcess,
    shelf: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[Path] = []
    monkeypatch.setattr(updates, "install", started.append)
    workspace = signed_in(service, tmp_path, "non_practising")
    window = open_window(workspace)
    watch = watching(window, workspace)
    watch.look()
    qtbot.waitUntil(lambda: watch.line is not None and watch.line.isVisible(), timeout=30_000)
    line = watch.line
    assert isinstance(line, UpdateLine)
    assert "9.0.0" in find(line, "updateText").text()
    assert find(line, "updateText").toolTip() == "- 新功能"

    press(line, "updateLater").click()
    assert not line.isVisible()
    watch.look()
    qtbot.waitUntil(lambda: not tasks(window).busy, timeout=30_000)
    assert not line.isVisible(), "who said later is not asked again soon"

    watch.timer.timeout.emit()  # half a day later
    qtbot.waitUntil(line.isVisible, timeout=30_000)
    shutil.move(shelf / "stable" / "cpd-desktop-9.0.0.exe", tmp_path / "away")
    press(line, "updateGet").click()
    qtbot.waitUntil(lambda: "没有下载" in find(line, "updateText").text(), timeout=30_000)
    shutil.move(tmp_path / "away", shelf / "stable" / "cpd-desktop-9.0.0.exe")
    press(line, "updateGet").click()
    qtbot.waitUntil(lambda: watch.agreed is not None, timeout=30_000)
    assert "退出程序后自动安装" in find(line, "updateText").text()

    assert started == []
    watch.install()
    assert [path.read_bytes() for path in started] == [BYTES]
    started[0].write_bytes(b"changed")
    watch.install()
    assert len(started) == 1, "what was changed meanwhile is not run"


def test_who_works_offline_is_asked_nothing(
    qtbot: QtBot, open_window: Open, service: ServiceProcess, shelf: Path, tmp_path: Path
) -> None:
    workspace = signed_in(service, tmp_path, "non_practising")
    window = open_window(workspace)
    work_offline(window)
    watch = watching(window, workspace)
    qtbot.waitUntil(lambda: not tasks(window).busy, timeout=30_000)
    watch.look()
    assert not tasks(window).busy
    assert watch.timer.isActive()


def test_nobody_watches_where_no_installer_brought_the_program(
    open_window: Open, service: ServiceProcess, shelf: Path, tmp_path: Path
) -> None:
    workspace = signed_in(service, tmp_path, "non_practising")
    window = open_window(workspace)
    assert program.watch_for_updates(workspace, tasks(window), window) == []
