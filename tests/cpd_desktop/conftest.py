"""A store of its own for each test, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cpd_desktop.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store")
    yield opened
    opened.close()
