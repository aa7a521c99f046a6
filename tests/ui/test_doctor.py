"""检查运行状况: what is found is said, and kept in a report for the help desk."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.rooms import opened
from ui.shell.doctor import DoctorDialog
from ui.tasks import Tasks


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()
    assert made.wait_idle(30)


def test_a_report_is_saved_and_its_place_said(
    qtbot: QtBot, dressed: QApplication, tasks: Tasks, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = DoctorDialog(workspace, tasks, window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.findChild(QLabel, "check0") is not None, timeout=30_000)
    dialog.save(tmp_path / "报告.zip")
    qtbot.waitUntil(dialog.message.isVisible, timeout=30_000)
    assert "已保存 报告.zip" in dialog.message.text
    assert zipfile.ZipFile(tmp_path / "报告.zip").namelist() == ["report.json"]
    dialog.message.hide()
    dialog.save(tmp_path)  # a folder
    qtbot.waitUntil(dialog.message.isVisible, timeout=30_000)
    assert "没有保存" in dialog.message.text
    dialog.reject()
    workspace.close()
