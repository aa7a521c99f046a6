"""The program as a process of its own: it starts, paints and ends well, on a real X server too."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpd_desktop.workspace import Workspace
from tests.support.demo import account
from tests.support.service import ServiceProcess


@pytest.fixture
def x_server(tmp_path: Path) -> Iterator[str]:
    """An X server without a screen, and its display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with (tmp_path / "xvfb.log").open("w") as log:
        process = subprocess.Popen(command, pass_fds=(writing,), stderr=log)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    assert number, (tmp_path / "xvfb.log").read_text("utf-8")
    yield f":{number}"
    process.terminate()
    process.wait()


def start(profile: Path, platform: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-X", "faulthandler", "-m", "ui.app", "--profile", str(profile), "--quit-after-paint"]
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, **variables}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_paints_and_ends_well(tmp_path: Path) -> None:
    done = start(tmp_path, "offscreen")
    assert (done.returncode, done.stdout) == (0, "painted\n"), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="X is a matter of Linux")
def test_it_paints_on_a_real_x_server(tmp_path: Path, x_server: str) -> None:
    done = start(tmp_path / "profile", "xcb", DISPLAY=x_server)
    assert (done.returncode, done.stdout, done.stderr) == (0, "painted\n", "")


def test_staff_with_a_queue_and_an_open_attachment_end_well(service: ServiceProcess, tmp_path: Path) -> None:
    staff = account(service.directory, "province_staff", "32")
    workspace = Workspace(tmp_path / "profile", server=service.url)
    workspace.sign_in("province_staff", staff.login, staff.password)
    workspace.sync.run()
    workspace.close()
    done = start(tmp_path / "profile", "offscreen")
    assert (done.returncode, done.stdout) == (0, "painted\n"), done.stderr
