"""One instance per profile: a lock that the operating system takes back when the process dies, however it dies."""

import os
import sys
from pathlib import Path
from typing import IO

from cpd_desktop.errors import AlreadyOpen


class ProfileLock:
    """An exclusive lock on a folder, held until :meth:`release` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Take the lock; raises AlreadyOpen when another instance holds it."""
        self._file: IO[bytes] = (folder / "lock").open("ab")
        try:
            _lock(self._file)
        except OSError as busy:
            self._file.close()
            raise AlreadyOpen(
                "已在另一处打开",
                "程序已在使用同一数据文件夹（{folder}），请切换到已打开的窗口，或关闭它之后再试",
                folder=str(folder),
            ) from busy

    def release(self) -> None:
        """Give the lock back; harmless when done twice."""
        self._file.close()  # closing the only descriptor releases the lock on Windows and on Linux


def _lock(file: IO[bytes]) -> None:
    """Lock the file without waiting; raises OSError when it is taken."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(file.fileno(), 0, os.SEEK_SET)  # the locked byte is the first one, whatever the append position
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
