"""A workbook of 100,000 applications by 12 columns read back: ours beside openpyxl's read-only mode, the same file.

``decisions`` is what an import takes: a queue's workbook of 17 columns with a decision in every row, each row known
again by its check; ``memory`` is what that takes at most.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.export import KINDS, rows_of, taker
from bench.harness import Figures, Size, Target
from bench.reviewer import resident_megabytes
from cpd_desktop.exports import workbook
from cpd_desktop.exports.review_layout import ABOUT, FORM, About
from cpd_desktop.exports.review_workbook import ABOUT_COLUMNS, QueueRow, about_rows, columns
from cpd_desktop.exports.workbook import Column, Sheet
from cpd_desktop.imports import decisions
from cpd_desktop.imports.book import open_book
from cpd_desktop.views import ApplicationRow
from cpd_desktop.words import CHINESE

ROUNDS = 3
TARGETS = (
    Target("100,000 rows", "s", 1.1, "alone"),
    Target("beside openpyxl", "s", 0.14),
    Target("decisions", "s"),
    Target("memory", "MB"),
)
COUNT: dict[Size, int] = {"quick": 10_000, "usual": 100_000, "full": 100_000}


def prepare(work: Path, size: Size) -> None:
    """Write both workbooks."""
    if not (work / "plain.xlsx").exists():
        plain = [Column(title, 16, kind, taker(n)) for n, (title, kind) in enumerate(KINDS)]
        workbook.write(work / "plain.xlsx", [Sheet("学时申请", plain, rows_of(COUNT[size]))])
    if not (work / "decided.xlsx").exists():
        about = About(FORM, "32", "a", "王审核", "e", "2026-12-24T00:00:00Z", COUNT[size])
        decided = [replace(each, value=_confirmed) if n == 0 else each for n, each in enumerate(columns(CHINESE))]
        hidden = Sheet(ABOUT, ABOUT_COLUMNS, about_rows(about), hidden=True)
        workbook.write(work / "decided.xlsx", [Sheet("学时确认", decided, _queue(COUNT[size])), hidden])


def _confirmed(_row: object) -> str:
    return "确认"


def ours(work: Path, size: Size) -> Figures:
    """What an import does."""
    begun = time.perf_counter()
    book = open_book(work / "plain.xlsx")
    count = sum(1 for _ in book.rows(book.sheets[0]))
    seconds = time.perf_counter() - begun
    assert count == COUNT[size] + 1
    del book
    before = resident_megabytes()
    begun = time.perf_counter()
    filled = decisions.read(work / "decided.xlsx")
    checked = time.perf_counter() - begun
    assert (len(filled.lines), filled.issues) == (COUNT[size], ())
    figures = {"beside openpyxl": seconds, "decisions": checked, "memory": _peak_megabytes() - before}
    return figures if size == "quick" else {"100,000 rows": seconds, **figures}


def baseline(work: Path, size: Size) -> Figures:
    """openpyxl, as its documentation says it for large files."""
    from openpyxl import load_workbook

    def read(name: str) -> float:
        begun = time.perf_counter()
        book = load_workbook(work / name, read_only=True)
        count = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
        assert count == COUNT[size] + 1
        return time.perf_counter() - begun

    seconds, before = read("plain.xlsx"), resident_megabytes()
    figures = {"beside openpyxl": seconds, "decisions": read("decided.xlsx"), "memory": _peak_megabytes() - before}
    return figures if size == "quick" else {"100,000 rows": seconds, **figures}


def _queue(count: int) -> Iterator[QueueRow]:
    for number, row in enumerate(rows_of(count)):
        yield QueueRow(
            ApplicationRow(
                rid=number, id=f"{number:032x}", kind="input", year=2026, member_no=str(row[0]),
                member_name=str(row[1]), sponsor=str(row[4]), pathway="live", pathway_name="网络直播", hours=8.0,
                confirmed_hours=None, attachments=1, state="pending", sync="", filed_at="2026-12-01T08:00:00Z",
                reason="", note=str(row[11]),
            ),
            1,
        )  # fmt: skip


def _peak_megabytes() -> float:
    import resource  # not there on Windows, where this bench has no figures

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
