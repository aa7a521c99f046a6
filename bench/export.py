"""A workbook of 100,000 applications by 12 columns: ours beside openpyxl's write-only mode, from the same rows.

The rows are in memory before the clock runs, as what is measured is the writing; ``memory`` is how far the peak of the
process lies above them.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bench.harness import Figures, Size, Target
from bench.reviewer import resident_megabytes
from cpd_desktop.exports import workbook
from cpd_desktop.exports.workbook import Column, Sheet, Value

ROUNDS = 3
TARGETS = (
    Target("100,000 rows", "s", 1.2, "alone"),
    Target("beside openpyxl", "s", 0.14),
    Target("memory", "MB", 40, "alone"),
    Target("file", "MB"),
)
COUNT: dict[Size, int] = {"quick": 10_000, "usual": 100_000, "full": 100_000}
Row = tuple[Value, ...]
SPONSORS = (
    *("江苏省注册会计师协会", "上海国家会计学院", "江苏永明会计师事务所有限公司", "江苏国际税收研究会"),
    "=SUM(A1:A9)",
)
PATHWAYS = ("面授培训班", "网络录播", "网络直播", "专业论坛、研讨会")
STATES = ("未确认", "已确认", "不予确认")
KINDS: tuple[tuple[str, workbook.CellKind], ...] = (
    ("会员证书编号", "text"), ("会员姓名", "text"), ("申请类别", "text"), ("学时年度", "integer"),
    ("主办方单位", "text"), ("学时途径", "text"), ("申请学时", "hours"), ("确认学时", "hours"),
    ("附件", "integer"), ("状态", "text"), ("申报时间", "time"), ("备注", "text"),
)  # fmt: skip
FIRST_DAY = datetime(2026, 1, 1)


def prepare(work: Path, size: Size) -> None:
    """Nothing: the rows are made in the process that writes them."""


def ours(work: Path, size: Size) -> Figures:
    """The writer of the program."""
    columns: list[Column[Row]] = [Column(title, 16, kind, taker(place)) for place, (title, kind) in enumerate(KINDS)]
    return _measure(size, lambda path, rows: workbook.write(path, [Sheet("学时申请", columns, rows)]))


def baseline(work: Path, size: Size) -> Figures:
    """openpyxl, as its documentation says it for many rows."""
    from openpyxl import Workbook

    def write(path: Path, rows: list[Row]) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("学时申请")
        sheet.append([title for title, _kind in KINDS])
        for row in rows:
            sheet.append(row)
        book.save(path)

    return _measure(size, write)


def rows_of(count: int) -> list[Row]:
    """Applications as they are exported: names and sponsors repeat, certificate numbers and notes do not."""
    return [
        (
            f"3200{number:08}", f"王芳{number % 5_000}", "投入式", 2020 + number % 7, SPONSORS[number % 5],
            PATHWAYS[number % 4], number % 48 / 2, None if number % 3 else number % 48 / 2, number % 4,
            STATES[number % 3], FIRST_DAY + timedelta(minutes=number * 5), f"第 {number} 期，结业证明见附件",
        )
        for number in range(count)
    ]  # fmt: skip


def taker(place: int) -> Callable[[Row], Value]:
    """What gives a row's value at a place."""
    return lambda row: row[place]


def _measure(size: Size, write: Callable[[Path, list[Row]], object]) -> Figures:
    rows = rows_of(COUNT[size])
    before = resident_megabytes()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "学时申请.xlsx"
        begun = time.perf_counter()
        write(path, rows)
        seconds = time.perf_counter() - begun
        file = path.stat().st_size / 1e6
    figures = {"beside openpyxl": seconds, "memory": _peak_megabytes() - before, "file": file}
    return figures if size == "quick" else {"100,000 rows": seconds, **figures}


def _peak_megabytes() -> float:
    """The most memory that this process has held, in MB."""
    import resource  # not there on Windows, where this bench has no figures

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
