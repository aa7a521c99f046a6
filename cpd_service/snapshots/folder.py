"""The folder of prepared snapshots. A file's name says whose it is and as of when, so none is opened to find out.

Several processes may share the folder: a file gets its name once it is whole, and is never changed afterwards.
"""

import os
import re
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote

from cpd_core.prepared import FORM

KEPT = 2  # of a scope: somebody may still be loading from the one before
FORGOTTEN_SECONDS = 86_400.0  # the age at which an unfinished file is one of a process that was killed
_NAME = re.compile(r"(?P<scope>.+)\.(?P<epoch>\w+)\.(?P<high>\d+)\.(?P<count>\d+)\.form(?P<form>\d+)\.zst", re.ASCII)
_UNFINISHED = "new-"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a snapshot holds: ``count`` entities of a scope as of ``high`` in ``epoch``."""

    scope: str
    epoch: str
    high: int
    count: int

    @property
    def file_name(self) -> str:
        """The name of the file that holds it; a colon is no part of a name on Windows, and is quoted."""
        return f"{quote(self.scope, safe='')}.{self.epoch}.{self.high}.{self.count}.form{FORM}.zst"


class SnapshotFolder:
    """The folder; made when the first snapshot is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def newest(self, scope: str) -> tuple[Contents, Path] | None:
        """The latest snapshot of a scope, if there is one."""
        return next(iter(self._of(scope)), None)

    @contextmanager
    def writing(self, contents: Contents) -> Generator[BinaryIO]:
        """A file that gets its proper name at the end of the block, on disk by then; an exception leaves none."""
        with self.unfinished() as unfinished:
            with unfinished.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self.folder / contents.file_name)
        self._sweep(contents.scope)

    @contextmanager
    def unfinished(self) -> Generator[Path]:
        """An empty file of nobody else's, gone at the end of the block unless it has got another name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=_UNFINISHED)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _of(self, scope: str) -> list[tuple[Contents, Path]]:
        """The snapshots of a scope, the latest first; by time, since a restored database counts from further back."""
        found = [(contents, path) for path in self.folder.glob("*.zst") if (contents := _contents(path))]
        own = [(_modified(path), contents, path) for contents, path in found if contents.scope == scope]
        return [(contents, path) for _, contents, path in sorted(own, key=lambda one: one[0], reverse=True)]

    def _sweep(self, scope: str) -> None:
        old = [path for _, path in self._of(scope)[KEPT:]]
        old += [p for p in self.folder.glob(f"{_UNFINISHED}*") if 0 < _modified(p) < time.time() - FORGOTTEN_SECONDS]
        for path in old:
            try:
                path.unlink(missing_ok=True)
            except PermissionError:  # Windows, while somebody reads it: the next sweep takes it
                continue


def _contents(path: Path) -> Contents | None:
    parts = _NAME.fullmatch(path.name)
    if parts is None or int(parts["form"]) != FORM:  # another version of the service shares the folder
        return None
    return Contents(unquote(parts["scope"]), parts["epoch"], int(parts["high"]), int(parts["count"]))


def _modified(path: Path) -> float:
    """When a file was last written; 0 where another process has just swept it away."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
