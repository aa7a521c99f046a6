"""Fixtures for everyone: a demo folder, built once, and a real service on a fresh copy of it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.service import ServiceProcess

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def demo_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo that tests start from: never write into it, take a copy (fixture ``service``)."""
    directory = tmp_path_factory.mktemp("demo") / "demo"
    subprocess.run(
        [
            *(sys.executable, "-m", "cpd_service", "demo", str(directory)),
            *("--members", "60", "--applications", "400", "--seed", "7", "--shared-papers"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return directory


@pytest.fixture
def demo_copy(demo_dir: Path, tmp_path: Path) -> Path:
    """A fresh copy of the demo, to be written to."""
    return Path(shutil.copytree(demo_dir, tmp_path / "service"))


@pytest.fixture
def service(demo_copy: Path) -> Iterator[ServiceProcess]:
    """A running service on a fresh copy of the demo."""
    process = ServiceProcess.start(demo_copy)
    yield process
    process.stop()
