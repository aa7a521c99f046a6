"""For tests with windows: the offscreen platform cannot do what it warns of, and the program's dress is put on once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tests.ui.hours_room import open_hours as open_hours
from tests.ui.rooms import synced_profile
from ui import language, theme

QLocale.setDefault(language.LOCALES["zh"])  # what tests read is Chinese, whatever the system speaks


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no window manager to tell sizes to or raise windows; other Qt warnings fail a test."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(r"This plugin does not support (propagateSizeHints|raise)\(\)"))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application as people see it."""
    theme.install(qapp)
    language.speak("zh")
    return qapp


@pytest.fixture(scope="session")
def member_profile(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A non-practising member's profile, synced; to be copied."""
    return synced_profile(demo_dir, tmp_path_factory.mktemp("member"), "non_practising")


@pytest.fixture(scope="session")
def staff_profile(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A provincial reviewer's profile, synced, with the queue's attachments; to be copied."""
    return synced_profile(demo_dir, tmp_path_factory.mktemp("staff"), "province_staff")


@pytest.fixture(scope="session")
def national_profile(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of somebody at the national association, synced; to be copied."""
    return synced_profile(demo_dir, tmp_path_factory.mktemp("national"), "national_staff")
