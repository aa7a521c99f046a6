"""Packing a folder so that the same files give the same bytes, and comparing two folders file by file."""

import gzip
import hashlib
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

LEVEL = 6


def pack(folder: Path, target: Path, epoch: int) -> Path:
    """Pack a folder as .tar.gz: sorted, owned by nobody in particular, every time that of the commit."""

    def settle(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = epoch, 0, 0, "root", "root"
        entry.mode = 0o755 if entry.mode & 0o100 or entry.isdir() or entry.issym() else 0o644
        return entry

    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", LEVEL, file, mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(folder, folder.name, recursive=False, filter=settle)
        for path in sorted(folder.rglob("*")):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            archive.add(path, name, recursive=False, filter=settle)
    return target


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder with its SHA-256, every link with where it leads."""
    return dict(_contents(folder))


def differences(one: Path, other: Path) -> list[str]:
    """How two folders differ, a line for each file; empty where they are alike."""
    first, second = contents(one), contents(other)
    found = [f"only in {one}: {name}" for name in sorted(first.keys() - second.keys())]
    found += [f"only in {other}: {name}" for name in sorted(second.keys() - first.keys())]
    return found + [f"differs: {name}" for name in sorted(first.keys() & second.keys()) if first[name] != second[name]]


def size_of(folder: Path) -> int:
    """Bytes of all files; links weigh nothing, a file with two names weighs once."""
    found = (path.stat() for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum({(each.st_dev, each.st_ino): each.st_size for each in found}.values())


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield name, f"-> {path.readlink()}"
        elif path.is_file():
            runs = "x" if os.name == "posix" and path.stat().st_mode & 0o100 else "-"
            yield name, f"{runs} {sha256_of(path)}"
