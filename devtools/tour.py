"""`dev.py tour [DIR]`: the journey of the tests, played off screen, with a picture of every step; then every page."""

import argparse
import dataclasses
import importlib
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from devtools.bootstrap import BUILD

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from PySide6.QtGui import QPixmap


class Journey(Protocol):
    """What tests/journeys/journey.py offers."""

    def play(self, directory: Path, shot: "Callable[[str, QPixmap], None]") -> "DataclassInstance":
        """Play the journey; its own files, the certificate among them, go into ``directory``."""
        ...


class Album:
    """A folder of numbered pictures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pictures: list[Path] = []

    def shot(self, name: str, picture: "QPixmap") -> None:
        """Keep the picture of a step."""
        path = self.folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        if not picture.save(str(path)):
            raise OSError(f"the picture could not be written: {path}")
        self.pictures.append(path)
        print(f"  {path}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the journey and print what came of it; a step that fails raises, and the pictures so far are kept."""
    parser = argparse.ArgumentParser(prog="dev.py tour", description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, default=BUILD / "tour", metavar="DIR")
    parser.add_argument("--journey", action="store_true", help="only the journey, not every page in every look")
    parser.add_argument("--guide", action="store_true", help="only the pictures of docs/guide and the README, anew")
    options = parser.parse_args(arguments)
    if options.guide:
        from devtools import tour_guide

        print(f"{tour_guide.take() / 1e6:.1f} MB of pictures in {tour_guide.GUIDE}")
        return 0
    folder: Path = options.directory.resolve()
    if folder.exists() and any(folder.iterdir()) and not (folder / "work").is_dir():
        parser.error(f"{folder} holds something else than a tour; name another folder")
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "work").mkdir(parents=True)

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    drop_what_off_screen_always_says()
    journey = cast(Journey, importlib.import_module("tests.journeys.journey"))
    album = Album(folder)
    summary = journey.play(folder / "work", album.shot)
    for certificate in sorted((folder / "work").rglob("*学时证明*.pdf")):
        print(f"  {shutil.copy2(certificate, folder)}")
    print("\n".join(summary_lines(summary)))
    if not options.journey:
        from devtools import pages

        print(f"{pages.take(folder)} pictures: {folder / 'index.html'}")
    return 0


def summary_lines(summary: "DataclassInstance") -> list[str]:
    """One line for every field of a journey's summary."""
    pairs = [(field.name.replace("_", " "), getattr(summary, field.name)) for field in dataclasses.fields(summary)]
    width = max(len(name) for name, _ in pairs)
    return [f"{name:<{width}}  {value}" for name, value in pairs]


def drop_what_off_screen_always_says() -> None:
    """Of the platform, not of us."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def say(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if not message.startswith("This plugin does not support"):
            print(message, file=sys.stderr, flush=True)

    qInstallMessageHandler(say)


if __name__ == "__main__":
    sys.exit(main())
