"""A copy of the store as it was before its schema changed, kept beside it for a while.

The change itself is one transaction, so the copy is for what no transaction helps against: a change that was wrong.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cpd_desktop.errors import StoreTrouble
from cpd_desktop.platform.files import sync_folder

if TYPE_CHECKING:  # a copy is kept before there is a journal
    from cpd_desktop.store.journal import Journal

KEPT = timedelta(days=30)  # by the service's date
ROOM = 50 * 1024 * 1024  # bytes that stay free beside the copy: the change writes, too
_SEEN = "former_seen"  # key in the journal: the copy's name and the service's date when it was first found


def keep(path: Path, version: int) -> None:
    """Copy the store, whose schema is ``version``, before it changes; an older copy goes. Raises StoreTrouble.

    By SQLite's backup, which takes along what is still in the log; it has its name once it is on the disk.
    """
    need = path.stat().st_size + ROOM
    if shutil.disk_usage(path.parent).free < need:
        raise StoreTrouble(
            "磁盘空间不足",
            "更新本机数据的格式之前要先保留一份副本，请清理出 {mb} MB 后重新打开程序",
            mb=f"{need / 1024**2:,.0f}",
        )
    copy = path.with_name(f"{path.stem}.schema-{version}.sqlite3")
    beside = copy.with_suffix(".copying")
    beside.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(beside)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.replace(copy)
    sync_folder(path.parent)
    for former in copies(path):
        if former != copy:
            former.unlink()


def copies(path: Path) -> tuple[Path, ...]:
    """The copies of a store that are there."""
    return tuple(sorted(path.parent.glob(f"{path.stem}.schema-*.sqlite3")))


def forget(path: Path, journal: "Journal", today: str) -> None:
    """Let go of a copy that has been there for :data:`KEPT`; ``today`` is the service's date."""
    for copy in copies(path):
        name, _, since = journal.get(_SEEN).partition(" ")
        if name != copy.name:
            journal.put(_SEEN, f"{copy.name} {today}")
        elif date.fromisoformat(today) - date.fromisoformat(since) >= KEPT:
            copy.unlink()
