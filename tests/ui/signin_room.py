"""The sign-in's page as tests have it: shown, typed into, read."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cpd_desktop.workspace import Workspace
from tests.ui.rooms import find
from ui.signin import SignInPage
from ui.tasks import Tasks

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()
    assert made.wait_idle(30)


def shown(qtbot: QtBot, tasks: Tasks, workspace: Workspace) -> SignInPage:
    page = SignInPage(workspace, tasks)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.focus_first()
    return page


def line(page: QWidget, name: str) -> QLineEdit:
    found = find(page, name)
    assert isinstance(found, QLineEdit)
    return found


def said(page: QWidget, name: str) -> str:
    found = find(page, name)
    assert isinstance(found, QLabel)
    return found.text()


def choose(qtbot: QtBot, page: QWidget, user_type: str) -> None:
    choice = find(page, f"userType_{user_type}")
    assert isinstance(choice, QAbstractButton)
    qtbot.mouseClick(choice, LEFT)
    assert choice.isChecked()
