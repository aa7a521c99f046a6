"""From the start of the process to the window's first paint, over a profile with 10,000 applications, warm, offline.

Baseline: a process that does nothing but show an empty QMainWindow.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import material, reviewer
from bench.harness import Figures, Size, Target
from devtools.run import has_display

ROUNDS = 11
TARGETS = (Target("window painted", "s", 0.25 / 0.15),)  # both measured beside each other in the same trial


def prepare(work: Path, size: Size) -> None:
    """A staff profile that has synced its province."""
    reviewer.make_profile(material.make_service(work, _records(size)))


def ours(work: Path, size: Size) -> Figures:
    """The program itself."""
    profile = reviewer.profile(material.service(work, _records(size)))
    arguments = ["--profile", str(profile), "--quit-after-paint"]
    return {"window painted": seconds_until_painted([sys.executable, "-m", "ui.app", *arguments])}


def baseline(work: Path, size: Size) -> Figures:
    """The bare window."""
    return {"window painted": seconds_until_painted([sys.executable, "-m", "bench.bare_window"])}


def _records(size: Size) -> int:
    return 1_000 if size == "quick" else 10_000


def seconds_until_painted(command: Sequence[str]) -> float:
    """From the start of a process until it prints ``painted``; it must end well after that."""
    environment = dict(os.environ) if has_display() else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    line = process.stdout.readline()
    seconds = time.perf_counter() - begun
    process.communicate()
    if line.strip() != "painted" or process.returncode:
        raise RuntimeError(f"{command[2]} said {line!r} and ended with {process.returncode}")
    return seconds
