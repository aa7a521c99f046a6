"""For tests with windows: the offscreen platform cannot do what it warns of, and the program's dress is put on once."""

import pytest
from PySide6.QtWidgets import QApplication

from ui import theme


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no window manager to tell sizes to; every other Qt warning fails a test."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application as people see it."""
    theme.install(qapp)
    return qapp
