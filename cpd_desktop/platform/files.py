"""Files that survive a power cut: written beside, synced, then renamed into place."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cpd_desktop.errors import StoreTrouble

FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))  # no room, or none left for this user


def write_durably(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace ``path`` by ``data`` all or nothing; on return it is on the disk. ``mode`` matters where modes do.

    Raises StoreTrouble; then what was there is still there.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as problem:
        with suppress(OSError):  # where it was never made, or cannot be reached
            beside.unlink()
        raise _not_written(path, problem) from problem


def append(path: Path, pieces: Iterable[bytes]) -> Iterator[int]:
    """Append to a file piece by piece, giving the bytes appended so far after each; raises StoreTrouble.

    Each piece is handed to the system before the next one is asked for, so that a crash of ours loses none.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab", buffering=0)
    except OSError as problem:
        raise _not_written(path, problem) from problem
    done = 0
    with file:
        for piece in pieces:
            left = memoryview(piece)
            try:
                while left:
                    left = left[file.write(left) :]
            except OSError as problem:
                raise _not_written(path, problem) from problem
            done += len(piece)
            yield done


def _not_written(path: Path, problem: OSError) -> StoreTrouble:
    if problem.errno in FULL:
        return StoreTrouble("磁盘已满", "没有保存。请清理磁盘空间后重试")
    return StoreTrouble(
        "无法写入文件",
        "没有保存。请检查磁盘和 {path} 的写入权限后重试（{problem}）",
        path=str(path),
        problem=str(problem.strerror),
    )


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable; Windows does so by itself and cannot open folders."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
