"""The frozen program beside the same one unfrozen: first paint of an empty profile, a command, and bytes on the disk.

Baseline: Python with the locked environment without development packages, and this checkout. The bundle is the one
that `dev.py package` made last; where there is none it is made now, which takes minutes.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.harness import Figures, Size, Target
from bench.start import seconds_until_painted
from devtools.bootstrap import ROOT, script
from devtools.package import archive, build
from devtools.package.facts import facts_of

ROUNDS = 7
TARGETS = (
    *((Target("window painted", "s", 1.25),) if sys.platform != "win32" else ()),  # there it has nowhere to say so
    Target("cpd-cli --help", "s"),
    Target("on disk", "MB", 0.5),
)
SHIPPED = ("cpd_core", "cpd_desktop", "ui", "resources", "docs/guide")


def prepare(work: Path, size: Size) -> None:
    """A bundle and its environment."""
    if not build.HERE.bundle.exists():
        build.build(facts_of(ROOT))


def ours(work: Path, size: Size) -> Figures:
    """The bundle."""
    bundle = build.HERE.bundle
    ending = ".exe" if os.name == "nt" else ""
    window, console = ([str(bundle / f"{name}{ending}")] for name in ("cpd-desktop", "cpd-cli"))
    return _figures(window, console, archive.size_of(bundle))


def baseline(work: Path, size: Size) -> Figures:
    """The environment that the bundle was made from."""
    python = str(script(build.HERE.environment, "python"))
    there = sum(archive.size_of(ROOT / folder) for folder in SHIPPED) + archive.size_of(build.HERE.environment)
    return _figures([python, "-m", "ui.app"], [python, "-m", "cpd_desktop.cli"], there)


def _figures(window: list[str], console: list[str], size: int) -> Figures:
    figures = {"on disk": size / 1e6}
    if sys.platform != "win32":
        with tempfile.TemporaryDirectory() as profile:
            figures["window painted"] = seconds_until_painted([*window, "--profile", profile, "--quit-after-paint"])
    begun = time.perf_counter()
    subprocess.run([*console, "--help"], check=True, stdout=subprocess.DEVNULL)
    return {**figures, "cpd-cli --help": time.perf_counter() - begun}
