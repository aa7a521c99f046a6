"""What exists on this machine and nowhere else, counted over all accounts of a profile: before data are removed."""

import sqlite3
from contextlib import closing
from pathlib import Path

from cpd_desktop.errors import StoreTrouble

COUNT = """SELECT (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sent')) + (SELECT count(*) FROM conflict)
    + (SELECT count(*) FROM meta WHERE key LIKE 'draft%' AND value NOT IN ('', '{}', '[]'))"""


def count_unsent(profile: Path) -> int:
    """Acts that were never sent or came back, and forms not saved yet; raises StoreTrouble where it cannot say.

    The files are only read: this works whatever version has written them.
    """
    return sum(_count(path) for path in sorted(profile.glob("accounts/*/cache.sqlite3")))


def _count(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return int(db.execute(COUNT).fetchone()[0])
    except sqlite3.DatabaseError as problem:
        raise StoreTrouble(
            "本机数据不可用",
            "无法读取 {path}，其中可能有尚未发送的内容（{problem}）",
            path=str(path),
            problem=str(problem),
        ) from problem
