"""What PySide6 compiles at every start, kept compiled: part of it is Python text within its library, 20 ms to compile.

It is kept as Python keeps modules: in ``__pycache__`` beside this file, for one version of Python, by the hash of the
text. Where that folder cannot be read or written, it is compiled as ever.
"""

import builtins
import importlib.util
import marshal
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import CodeType
from typing import Any

PATH = Path(importlib.util.cache_from_source(__file__)).with_name("pyside6-support.marshal")
Kept = dict[str, tuple[bytes, Any]]
"""Hash of the text and its code, by file name."""


@contextmanager
def kept_code(path: Path = PATH) -> Generator[None]:
    """While this lasts, what an earlier start has compiled is not compiled again."""
    compiles: Callable[..., Any] = builtins.compile
    kept = _read(path)
    new: list[str] = []

    def compile_once(source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
        if more or options or mode != "exec" or not isinstance(source, bytes):
            return compiles(source, filename, mode, *more, **options)
        stamp = importlib.util.source_hash(source)
        if kept.get(filename, (b"",))[0] != stamp:
            kept[filename] = (stamp, compiles(source, filename, mode))
            new.append(filename)
        return kept[filename][1]

    builtins.compile = compile_once
    try:
        yield
    finally:
        builtins.compile = compiles
    if new:
        _write(path, kept)


def _read(path: Path) -> Kept:
    with suppress(OSError, EOFError, ValueError, TypeError):
        version, kept = marshal.loads(path.read_bytes())
        if version == importlib.util.MAGIC_NUMBER and all(isinstance(code, CodeType) for _, code in kept.values()):
            return kept
    return {}


def _write(path: Path, kept: Kept) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        beside.write_bytes(marshal.dumps((importlib.util.MAGIC_NUMBER, kept)))
        beside.replace(path)
