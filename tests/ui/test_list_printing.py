"""A list on paper, read back from the PDF: every row once, a header on every page, the filter in words."""

import re
import threading
from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QPageLayout
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cpd_desktop.errors import Cancelled
from tests.ui.rooms import opened
from tests.ui.test_list_habits import COLUMNS, Row, fetch
from ui.tables import Column, TableView
from ui.tables.habits import Habits, Surroundings
from ui.tables.memory import ListMemory
from ui.tables.printing import PrintJob, dress, print_list
from ui.tasks import Tasks
from ui.works import Works

LONG = "企业会计准则最新变化解读与实务操作" * 8


def job(count: int, columns: Sequence[Column] = COLUMNS, about: tuple[str, ...] = ("状态：未确认",)) -> PrintJob:
    font = QApplication.font()
    return PrintJob("学时申请", about, tuple(columns), array("q", range(1, count + 1)), fetch, font, "2026-11-23")


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def texts(path: Path) -> list[str]:
    """The words of each page."""
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    pages = [document.getAllText(number).text() for number in range(document.pageCount())]
    document.close()
    return [page.replace("⻚", "页") for page in pages]  # the font has one glyph for the word and for the radical


def numbers(page: str) -> list[int]:
    """The rows of a page."""
    return [int(found) for found in re.findall(r"32000000(\d{4})", page)]


def printed(folder: Path, work: PrintJob, first: int = 0, last: int = 0) -> list[str]:
    printer = pdf_printer(folder / "list.pdf")
    dress(printer, work)
    if first:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(first, last)
    pages = print_list(printer, work, lambda _done, _total: None)
    found = texts(folder / "list.pdf")
    assert len(found) == pages
    return found


def test_every_row_is_printed_once_under_a_header_on_every_page(dressed: QApplication, tmp_path: Path) -> None:
    pages = printed(tmp_path, job(200))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        for words in ("学时申请", "2026-11-23", "状态：未确认", "姓名", "证书编号", f"第 {number} 页"):
            assert words in page, (number, words)
    assert [number for page in pages for number in numbers(page)] == list(range(1, 201))
    assert "末页，共 200 条" in pages[-1]
    assert "末页" not in pages[0]
    assert "欧阳明" in pages[0]


def test_only_the_pages_asked_for_are_printed(dressed: QApplication, tmp_path: Path) -> None:
    whole = [numbers(page) for page in printed(tmp_path, job(200))]
    assert [numbers(page) for page in printed(tmp_path, job(200), first=2, last=2)] == whole[1:2]


def test_a_wide_list_lies_down_and_a_long_text_takes_more_lines(dressed: QApplication, tmp_path: Path) -> None:
    wide = [*COLUMNS, Column("why", "说明", lambda _row: LONG, "说明" * 40, stretch=True)]
    printer = pdf_printer(tmp_path / "wide.pdf")
    dress(printer, job(3, wide))
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    print_list(printer, job(3, wide), lambda _done, _total: None)
    page = texts(tmp_path / "wide.pdf")[0].replace("\r", "").replace("\n", "")
    assert page.count(LONG[:100]) == 3

    dress(printer, job(3))
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Portrait


def test_an_empty_list_prints_its_header(dressed: QApplication, tmp_path: Path) -> None:
    (page,) = printed(tmp_path, job(0))
    assert "姓名" in page
    assert "共 0 条" in page


def test_a_print_that_is_cancelled_reads_no_further(dressed: QApplication, tmp_path: Path) -> None:
    read: list[int] = []

    def counted(rids: Sequence[int]) -> list[Row]:
        read.append(len(rids))
        return fetch(rids)

    def stop(done: int, _total: int) -> None:
        if done >= 100:
            raise Cancelled("打印", "已取消")

    work = job(1_000)
    long = PrintJob(work.title, work.about, work.columns, work.ids, counted, work.font, work.day)
    with pytest.raises(Cancelled):
        print_list(pdf_printer(tmp_path / "stopped.pdf"), long, stop)
    assert sum(read) == 100


def test_a_table_prints_in_a_worker_and_the_activity_list_knows(
    qtbot: QtBot, dressed: QApplication, member_profile: Path, tmp_path: Path
) -> None:
    workspace = opened(member_profile, tmp_path)
    tasks, threads = Tasks(), set[int]()

    def seen(rids: Sequence[int]) -> list[Row]:
        threads.add(threading.get_ident())
        return fetch(rids)

    table = TableView("people", COLUMNS, seen, ticks=True)
    qtbot.addWidget(table)
    works = Works(workspace, tasks)
    around = Surroundings(ListMemory(tmp_path), tasks, works, lambda _words: None, lambda _trouble: None)
    habits = Habits(table, "会员", around, lambda: ["年度：2026", ""])
    table.set_ids(array("q", range(1, 61)))
    table.arrangement.show("hours", on=False)
    with qtbot.waitSignal(works.finished, timeout=30_000) as finished:
        habits.print_to(pdf_printer(tmp_path / "people.pdf"))
    assert finished.args == ["已打印 会员：60 行，2 页", True]
    assert threading.get_ident() not in threads
    page = texts(tmp_path / "people.pdf")[0]
    assert "年度：2026" in page
    assert "学时" not in page, "what is hidden on screen is not on paper"
    table.choose_range(2, 3)
    printer = pdf_printer(tmp_path / "two.pdf")
    printer.setPrintRange(QPrinter.PrintRange.Selection)
    with qtbot.waitSignal(works.finished, timeout=30_000):
        habits.print_to(printer)
    assert numbers(texts(tmp_path / "two.pdf")[0]) == [3, 4]
    tasks.close()
    assert tasks.wait_idle(30)
    workspace.close()
