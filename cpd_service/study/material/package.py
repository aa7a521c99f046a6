"""A folder or a zip, looked at without being unpacked, and what is wrong with it, by file and line."""

import shutil
import stat
import tempfile
import zipfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

TEXT_MAX = 8 * 1024 * 1024  # bytes of a manifest or a page


class BadPackageError(ValueError):
    """Something in a package is wrong: ``file``, ``line`` (0 for the file as a whole) and what."""

    def __init__(self, file: str, line: int, text: str) -> None:
        super().__init__(f"{file}:{line}: {text}" if line else f"{file}: {text}")
        self.file = file
        self.line = line
        self.text = text


@dataclass
class Package:
    """The files of a package by their path in it, with ``/``."""

    name: str
    _folder: Path | None = None
    _zip: zipfile.ZipFile | None = None
    names: frozenset[str] = field(default_factory=frozenset[str])

    @staticmethod
    @contextmanager
    def opened(path: Path) -> Generator["Package"]:
        """Open a folder or a zip; raises :class:`BadPackageError`, ``OSError``."""
        if path.is_dir():
            files = (each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file())
            yield Package(path.name, _folder=path, names=frozenset(files))
            return
        try:
            with zipfile.ZipFile(path) as archive:
                yield Package(path.name, _zip=archive, names=frozenset(_checked(path.name, archive.infolist())))
        except zipfile.BadZipFile as failure:
            raise BadPackageError(path.name, 0, f"not a folder, and not a zip that can be read: {failure}") from failure

    def text(self, name: str) -> str:
        """A file as text; raises :class:`BadPackageError`."""
        return self.bytes(name).decode("utf-8-sig", "replace")

    def bytes(self, name: str) -> bytes:
        """A small file; raises :class:`BadPackageError`."""
        with self.stream(name) as file:
            content = file.read(TEXT_MAX + 1)
        if len(content) > TEXT_MAX:
            raise BadPackageError(name, 0, "larger than a description of a course is")
        return content

    def stream(self, name: str) -> BinaryIO:
        """A file to be read from its start; raises :class:`BadPackageError`."""
        if name not in self.names:
            raise BadPackageError(name, 0, "is not in the package")
        if self._folder is not None:
            return (self._folder / name).open("rb")
        if self._zip is None:
            raise BadPackageError(name, 0, "is not in the package")
        return self._zip.open(name)  # pyright: ignore[reportReturnType] -- it reads like any other

    @contextmanager
    def file(self, name: str) -> Generator[Path]:
        """A file with a path of its own, of any size: out of a zip it is copied for the while."""
        if self._folder is not None and name in self.names:
            yield self._folder / name
            return
        with tempfile.NamedTemporaryFile(suffix=PurePosixPath(name).suffix) as copy, self.stream(name) as source:
            shutil.copyfileobj(source, copy, 1024 * 1024)
            copy.flush()
            yield Path(copy.name)


def beside(file: str, target: str) -> str:
    """The path within the package that ``target`` means in ``file``; "" where it leads out of the package."""
    from urllib.parse import unquote

    parts: list[str] = []
    plain = unquote(target.split("#")[0].split("?")[0])
    for part in (*PurePosixPath(file).parent.parts, *plain.replace("\\", "/").split("/")):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _checked(name: str, entries: Iterable[zipfile.ZipInfo]) -> Generator[str]:
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise BadPackageError(name, 0, f"leads out of the package: {entry.filename}")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise BadPackageError(name, 0, f"is a link and not a file: {entry.filename}")
        if entry.flag_bits & 1:
            raise BadPackageError(name, 0, f"is encrypted: {entry.filename}")
        if not entry.is_dir():
            yield path.as_posix()
