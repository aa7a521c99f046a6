"""A real, small disk, where this process may mount one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BLOCK = 4096  # bytes


class SmallDisk:
    """A file system of a few megabytes that can be filled to the last byte and emptied again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self, leave: int = 0) -> None:
        """Leave no more than this many bytes free."""
        with self._ballast.open("ab", buffering=0) as file:
            while self.free():
                file.write(b"\0" * BLOCK)
            if leave:
                file.truncate(max(0, file.tell() - leave))

    def free(self) -> int:
        """The bytes that are free."""
        return shutil.disk_usage(self.folder).free

    def make_room(self) -> None:
        """Give the room back."""
        self._ballast.unlink()


def why_not() -> str:
    """Why there can be no such disk here; "" where there can."""
    if sys.platform != "linux":
        return "a small disk is mounted on Linux only"
    if os.geteuid() != 0:
        return "mounting a small disk takes root; max_page_count is tried in its place"
    return ""


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[SmallDisk]:
    """Mount a tmpfs of ``size`` bytes; raises CalledProcessError where root may not mount either (a container)."""
    folder.mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True, capture_output=True
    )
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
