"""The list of 1,000,000 applications: from the query to the first paint, a step of one screen, a jump, a sort; memory.

Ours paints the first rows, as the pages do, before a worker has read the ids of all; how long those take is told apart.

Baseline: every row read into a Python list behind a plain QAbstractTableModel, painted by Qt's own delegate.
"""

import os
import random
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from bench import material, reviewer
from bench.harness import Figures, Size, Target
from cpd_desktop.views import ApplicationQuery, ApplicationRow
from cpd_desktop.workspace import Workspace
from devtools.run import has_display
from ui.tables import FIRST, Column, TableView

ROUNDS = 3
TARGETS = (
    Target("first paint", "ms", 150, "alone"),
    Target("step, p95", "ms", 12, "alone"),
    Target("jump, p95", "ms", 12, "alone"),
    Target("indexed sort", "ms", 100, "alone"),
    Target("indexed filter", "ms", 100, "alone"),
    Target("all ids", "ms"),
    Target("memory", "MB", 40, "alone"),
)
QUERIES = {  # what is shown after the start, a click on a header, and a choice in the filter row
    "first": ApplicationQuery(),
    "sort": ApplicationQuery(sort="sponsor"),
    "filter": ApplicationQuery(state="pending"),
}
FILTERS = {"filter": "AND state = 'pending'"}
SIZE = (1200, 760)
STEPS = 60
ATTRIBUTES = ("year", "member_no", "member_name", "sponsor", "pathway", "hours", "state", "filed_at")
STORED = "year, number, name, sponsor, pathway, hours, state, filed_at"
_COPIES = """
WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :count),
original AS (SELECT row_number() OVER (ORDER BY rid) - 1 AS n, {columns} FROM record WHERE kind = 'application')
INSERT INTO record (id, filed_at, {columns})
SELECT printf('%08x-0000-4000-9000-%012x', number.n, number.n),
    strftime('%Y-%m-%dT%H:%M:%SZ', 1700000000 + number.n * 37 % 60000000, 'unixepoch'), {columns}
FROM number JOIN original ON original.n = number.n % (SELECT count(*) FROM original)
"""


def prepare(work: Path, size: Size) -> None:
    """A profile whose store is grown to a million applications, or 100,000."""
    grown = work / "grown"
    if grown.exists():
        return
    profile = reviewer.make_profile(material.make_service(work, 1_000))
    shutil.copytree(profile, work / "growing", dirs_exist_ok=True)
    with closing(sqlite3.connect(store(work / "growing"), isolation_level=None)) as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(record)")]
        columns = ", ".join(name for name in names if name not in ("rid", "id", "filed_at"))
        db.execute("BEGIN IMMEDIATE")
        db.execute(_COPIES.format(columns=columns), {"count": 100_000 if size == "quick" else 1_000_000})
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (work / "growing").rename(grown)


def ours(work: Path, size: Size) -> Figures:
    """The lazy table over the desk."""
    _start_qt()
    with closing(Workspace(work / "grown")) as workspace:
        desk = workspace.applications
        columns = [Column(name, name, _text_of(name), sort=name, stretch=name == "sponsor") for name in ATTRIBUTES]
        table = TableView("bench", columns, desk.rows)
        _show(table)
        before = reviewer.resident_megabytes()

        def show_first(act: str) -> None:
            table.show_first(desk.first_ids(QUERIES[act], FIRST))

        return _measure(table, show_first, lambda act: table.set_ids(desk.ids(QUERIES[act])), before)


def baseline(work: Path, size: Size) -> Figures:
    """The list of everything."""
    _start_qt()
    with closing(sqlite3.connect(store(work / "grown"))) as db:
        table = QTableView()
        _show(table)
        before = reviewer.resident_megabytes()

        def show_all(act: str) -> None:
            asked = QUERIES[act]
            query = f"SELECT {STORED} FROM record WHERE kind = 'application' AND state <> '' {FILTERS.get(act, '')}"
            table.setModel(ListModel(db.execute(f"{query} ORDER BY {asked.sort} DESC").fetchall(), table))

        return _measure(table, show_all, lambda _act: None, before)


class ListModel(QAbstractTableModel):
    """A plain model over a list of tuples."""

    def __init__(self, rows: Sequence[tuple[object, ...]], parent: QTableView) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt: the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt: the number of columns."""
        return 0 if parent.isValid() else len(ATTRIBUTES)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: one cell."""
        return str(self._rows[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None


def _measure(
    table: QTableView, show: Callable[[str], None], show_rest: Callable[[str], None], before: float
) -> Figures:
    def painted_after(act: Callable[[], object]) -> float:
        begun = time.perf_counter()
        act()
        table.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    first = painted_after(lambda: show("first"))
    rest = painted_after(lambda: show_rest("first"))
    bar = table.verticalScrollBar()
    steps = [painted_after(lambda: bar.setValue(bar.value() + bar.pageStep())) for _ in range(STEPS)]
    places = random.Random(7)
    jumps = [painted_after(lambda: bar.setValue(places.randrange(bar.maximum()))) for _ in range(STEPS)]
    memory = reviewer.resident_megabytes() - before
    resorted = painted_after(lambda: show("sort"))
    show_rest("sort")
    filtered = painted_after(lambda: show("filter"))
    return {
        "first paint": first,
        "step, p95": statistics.quantiles(steps, n=20)[-1],
        "jump, p95": statistics.quantiles(jumps, n=20)[-1],
        "indexed sort": resorted,
        "indexed filter": filtered,
        "all ids": first + rest,
        "memory": memory,
    }


def _start_qt() -> None:
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if QApplication.instance() is None:
        QApplication([])


def _show(table: QTableView) -> None:
    table.resize(*SIZE)
    table.show()
    QApplication.processEvents()


def _text_of(name: str) -> Callable[[ApplicationRow], str]:
    return lambda row: str(getattr(row, name))


def store(profile: Path) -> Path:
    """The file of the only account of a profile."""
    return next(profile.glob("accounts/*/cache.sqlite3"))
