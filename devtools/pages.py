"""Pictures of every page: both languages, light and dark, 100 and 150 %, with no, few and many rows.

Each scale is a process of its own, as Qt reads it at its start. It opens copies of profiles that were synced once, with
demo services of three sizes, and needs no service any more.
"""

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

from devtools.contact import write_sheet
from devtools.service import demo_accounts, make_demo, running_service

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cpd_core.messages import UserType
    from cpd_core.wording import Language

PROVINCE = "32"
ROLES: "dict[str, UserType]" = {"member": "non_practising", "reviewer": "province_staff", "national": "national_staff"}
SIZES = {"none": (60, 0), "few": (60, 400), "many": (640, 8000)}
"""Members and applications of the demo services."""
SCALES = {"100": "1", "150": "1.5"}
WINDOWS = {"1": (1366, 768), "1.5": (1280, 720)}
"""What it has to fit into: a small old screen, and a usual laptop of today at 150 %."""


class Visitor(Protocol):
    """What tests/ui/walk.py offers."""

    def places(self) -> "Iterator[tuple[str, QWidget]]":
        """Every page, with forms and dialogs open."""
        ...

    def close(self) -> None:
        """End it."""
        ...


def take(folder: Path) -> int:
    """Take all pictures and write the contact sheet; returns how many there are."""
    with tempfile.TemporaryDirectory() as name:
        profiles = Path(name)
        for size in SIZES:
            make_profiles(profiles, size)
        for percent, scale in SCALES.items():
            variables = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
            command = [sys.executable, "-m", "devtools.pages", str(profiles), str(folder), percent]
            subprocess.run(command, env=variables, check=True)
    return write_sheet(folder)


def make_profiles(folder: Path, size: str) -> None:
    """Sync one profile for each role with a demo service of a size, into ``folder/size/role``."""
    from cpd_desktop.workspace import Workspace

    members, applications = SIZES[size]
    demo = folder / f"demo-{size}"
    make_demo(demo, members=members, applications=applications)
    accounts = demo_accounts(demo)
    with running_service(demo) as url:
        for role, user_type in ROLES.items():
            province = "" if role == "national" else PROVINCE
            who = next(each for each in accounts if (each.user_type, each.province) == (user_type, province))
            workspace = Workspace(folder / size / role, server=url)
            workspace.sign_in(user_type, who.login, who.password)
            workspace.sync.run()
            workspace.close()
    (folder / size / "nobody").mkdir()


def main(arguments: Sequence[str] | None = None) -> int:
    """Within one process: all pictures of one scale."""
    parser = argparse.ArgumentParser(prog="devtools.pages", description=__doc__)
    parser.add_argument("profiles", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("percent", choices=SCALES)
    options = parser.parse_args(arguments)
    from PySide6.QtWidgets import QApplication

    from devtools.tour import drop_what_off_screen_always_says
    from ui import theme

    drop_what_off_screen_always_says()
    app = QApplication(sys.argv[:1])
    theme.install(app)
    for language, dark, size in looks(options.percent):
        scheme = "dark" if dark else "light"
        dress(language, dark)
        for role in ("nobody", *ROLES):
            if role == "nobody" and size != "few":
                continue
            target = options.folder / f"{language}-{scheme}-{options.percent}"
            _take_role(options.profiles / size / role, target, f"{role}-{{}}-{size}.png")
    return 0


def looks(percent: str) -> "Iterator[tuple[Language, bool, str]]":
    """Few rows in every look; no rows and many in one look of each language, which shows whatever they can break."""
    languages: tuple[Language, ...] = ("zh", "en")
    for language in languages:
        for dark in (False, True):
            yield language, dark, "few"
            if dark == (language == "en") and percent == ("150" if dark else "100"):
                yield language, dark, "none"
                yield language, dark, "many"


def dress(language: "Language", dark: bool) -> None:
    """Speak a language, light or dark. No off-screen platform can be dark: the system's word is put into its mouth."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    from ui import theme
    from ui.language import speak

    theme.is_dark = lambda: dark
    scheme: Literal[Qt.ColorScheme.Dark, Qt.ColorScheme.Light] = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
    QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)
    speak(language)


def _take_role(profile: Path, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with visiting(profile) as visitor:
        for place, top in visitor.places():
            if not top.grab().save(str(folder / name.format(place))):
                raise OSError(f"the picture could not be written: {folder}/{name.format(place)}")


@contextmanager
def visiting(profile: Path, size: tuple[int, int] | None = None) -> "Generator[Visitor]":
    """A window on a copy of a profile; ``size``: in place of the usual one of the scale."""
    from cpd_desktop.workspace import Workspace

    walk = importlib.import_module("tests.ui.walk")
    size = size or WINDOWS[os.environ.get("QT_SCALE_FACTOR", "1")]
    with tempfile.TemporaryDirectory() as name:
        copy = Path(shutil.copytree(profile, Path(name) / "profile"))
        workspace: Workspace = Workspace(copy)
        visitor = cast("Visitor", walk.Visitor(workspace, copy, size))
        try:
            yield visitor
        finally:
            visitor.close()
            workspace.close()


if __name__ == "__main__":
    sys.exit(main())
