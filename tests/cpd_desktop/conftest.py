"""A store, or a demo's people, of its own for each test, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cpd_desktop.store import Store
from tests.cpd_desktop.people import Desk


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def desk(tmp_path: Path, demo_copy: Path) -> Iterator[Desk]:
    opened = Desk(tmp_path, demo_copy)
    yield opened
    opened.close()
