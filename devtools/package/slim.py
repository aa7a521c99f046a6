"""Native files without what only a debugger reads: a Python built from source alone carries 17 MB of it. Linux only."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from devtools.package.contents import Entry

PATCHED = (".libs/", "PySide6/")  # what wheels have had their paths rewritten in: strip breaks some of those, as FFmpeg
FROM_BYTES = 200_000  # a smaller file is not worth the run


def slimmed(entries: Iterable[Entry], work: Path) -> list[Entry]:
    """The same entries, with slim copies in ``work`` where they are smaller; raises CalledProcessError."""
    shutil.rmtree(work, ignore_errors=True)
    return [(name, str(_slim(name, Path(source), work)), kind) if _may(name, source, kind) else (name, source, kind)
            for name, source, kind in entries]  # fmt: skip


def _may(name: str, source: str, kind: str) -> bool:
    return (
        kind in ("BINARY", "EXTENSION")
        and not any(part in name for part in PATCHED)
        and Path(source).stat().st_size >= FROM_BYTES
    )


def _slim(name: str, source: Path, work: Path) -> Path:
    copy = work / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["strip", "--strip-unneeded", "-o", str(copy), str(source)], check=True)
    return copy if copy.stat().st_size < source.stat().st_size else source
