"""Filter and sort of 1,000,000 applications: what a person waits for until the first rows, and until the list is whole.

``first``: the row ids of a screen, which are painted while the rest is read; ``whole``: the ids of all with count and
hours. A text is looked for in four columns of every record, so that there a list has no beginning that comes sooner.

Baseline: the same question to the same file, all rows of it fetched into Python, as a list that is held in memory does.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench import table
from bench.harness import Figures, Size, Target
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from ui.tables import FIRST

ROUNDS = 3
LISTS = {
    "by year and kind": ApplicationQuery(kind="input", year=2026),
    "by sponsor": ApplicationQuery(kind="input", sponsor="江苏省总会计师协会"),
    "by part of it": ApplicationQuery(kind="input", sponsor_part="会计师"),
    "waiting": ApplicationQuery(state="pending"),
    "not sent": ApplicationQuery(sync="unsent"),
    "sorted by sponsor": ApplicationQuery(sort="sponsor"),
    "sorted by hours": ApplicationQuery(sort="hours"),  # no index has this order
}
TEXTS = {
    "a text": ApplicationQuery(text="证明"),
    "a text that is nowhere": ApplicationQuery(text="从来没有"),
}
TARGETS = (
    *(Target(f"{name}, first", "ms", 100, "alone") for name in LISTS if name != "sorted by hours"),
    Target("sorted by hours, first", "ms"),
    *(Target(f"{name}, whole", "ms", 1.0) for name in (*LISTS, *TEXTS)),
)


def prepare(work: Path, size: Size) -> None:
    """The store that the bench of the table has grown."""
    (work.parent / "table").mkdir(parents=True, exist_ok=True)
    table.prepare(work.parent / "table", size)


def ours(work: Path, size: Size) -> Figures:
    """The desk."""
    figures: dict[str, float] = {}
    with closing(Workspace(work.parent / "table" / "grown")) as workspace:
        desk = workspace.applications
        desk.counts()  # the file has been read once, as it has when a person begins to filter
        for name, query in LISTS.items():
            figures[f"{name}, first"] = _milliseconds(lambda query=query: desk.first_ids(query, FIRST))
        for name, query in (*LISTS.items(), *TEXTS.items()):
            figures[f"{name}, whole"] = _milliseconds(lambda query=query: desk.listing(query))
    return figures


def baseline(work: Path, size: Size) -> Figures:
    """The list of everything."""
    figures: dict[str, float] = {}
    with closing(sqlite3.connect(table.store(work.parent / "table" / "grown"))) as db:
        db.execute("SELECT count(*) FROM record WHERE listed = 1").fetchone()
        for name, query in (*LISTS.items(), *TEXTS.items()):
            figures[f"{name}, whole"] = _milliseconds(lambda query=query: _fetch(db, query))
            figures[f"{name}, first"] = figures[f"{name}, whole"]  # it has no beginning either
    return figures


def _fetch(db: sqlite3.Connection, query: ApplicationQuery) -> tuple[int, float]:
    tests = [f"{name} = :{name}" for name in ("year", "state", "sponsor", "sync") if getattr(query, name)]
    tests += ["subkind = :kind"] * bool(query.kind) + ["sponsor LIKE :part"] * bool(query.sponsor_part)
    if query.text:
        tests.append("(" + " OR ".join(f"{name} LIKE :text" for name in ("name", "number", "sponsor", "note")) + ")")
    values = {name: getattr(query, name) for name in ("year", "state", "sponsor", "sync", "kind")}
    values |= {"part": f"%{query.sponsor_part}%", "text": f"%{query.text}%"}
    where = " AND ".join(["kind = 'application'", "state <> ''", *tests])
    rows = db.execute(f"SELECT {table.STORED} FROM record WHERE {where} ORDER BY {query.sort} DESC", values).fetchall()
    return len(rows), sum(row[5] for row in rows)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
