"""What an administrator has forced is seen at the sign-in, and cannot be typed over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cpd_desktop.platform import policy
from cpd_desktop.platform.policy import Policy, Settings
from cpd_desktop.workspace import Workspace
from ui.signin import SignInPage
from ui.tasks import Tasks


def test_a_forced_address_stands_there_and_stays(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "current", lambda: Policy(forced=Settings(server="http://127.0.0.1:9")))
    workspace, tasks = Workspace(tmp_path), Tasks()
    page = SignInPage(workspace, tasks)
    qtbot.addWidget(page)
    server, proxy = (page.findChild(QLineEdit, name) for name in ("server", "proxy"))
    assert server is not None
    assert proxy is not None
    for line in (server, proxy):
        qtbot.keyClicks(line, "x")
        qtbot.keyClick(line, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(proxy, "direct")
    assert (server.text(), proxy.text()) == ("http://127.0.0.1:9", "direct")
    assert "管理员" in server.toolTip()
    assert proxy.toolTip() == ""
    tasks.close()
    assert tasks.wait_idle(30)
    workspace.close()
