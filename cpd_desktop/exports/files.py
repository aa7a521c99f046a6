"""Files that a person asked for: complete or not there at all, and never at the cost of another file."""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cpd_desktop.errors import Trouble

NAME_MAX = 120  # characters of a readable name; leaves room for a folder within Windows' 260


@contextmanager
def replacing(path: Path) -> Generator[IO[bytes]]:
    """Open a new file beside ``path`` that takes its place at the end; after a failure the old one is still there.

    Raises :class:`Trouble` where the folder or the disk does not allow it.
    """
    part = path.with_name(f".{path.name[:NAME_MAX]}.{secrets.token_hex(4)}.part")
    try:
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            with suppress(FileNotFoundError):  # replaced, or never begun
                part.unlink()
    except OSError as problem:
        raise cannot_write(path, problem) from problem


def cannot_write(path: Path, problem: OSError) -> Trouble:
    """Say in plain words why a file cannot be written and what to do."""
    match problem:
        case FileNotFoundError() | NotADirectoryError():
            advice = "文件夹不存在，请先建立文件夹或另选位置"
        case IsADirectoryError():
            advice = "该名称是一个文件夹，请另取文件名"
        case PermissionError():
            advice = "没有写入权限，或文件正在被其他程序（如 Excel）使用；请关闭后重试，或另选位置"
        case _:
            advice = "{problem}；请检查磁盘空间后重试，或另选位置"
    return Trouble("无法写入文件“{name}”", advice, name=path.name, problem=problem.strerror or str(problem))


def readable_name(*parts: str) -> str:
    """Join words to a file name that every system takes: what is reserved in Windows becomes a space."""
    cleaned = ("".join(" " if ord(c) < 32 or c in '\\/:*?"<>|' else c for c in part) for part in parts)
    return "_".join(" ".join(part.split()).strip(" .") for part in cleaned if part.strip())[:NAME_MAX]


def save_beside(folder: Path, stem: str, suffix: str, content: bytes) -> Path:
    """Save bytes as ``stem + suffix``, or with a number behind it where a different file has that name."""
    number = 1
    while True:
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem} ({number}){suffix}")
        try:
            if path.read_bytes() == content:
                return path
        except FileNotFoundError:
            with replacing(path) as file:
                file.write(content)
            return path
        except OSError as problem:
            if not path.is_dir():
                raise cannot_write(path, problem) from problem
        number += 1
