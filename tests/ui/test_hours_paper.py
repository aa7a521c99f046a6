"""学时查询 on paper and in files: what is on screen is exported and printed, can be stopped, and says so."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from cpd_desktop.exports import hours_report
from tests.cpd_core.build import application
from tests.support.years import many_years, pdf_pages
from tests.ui.hours_room import LEFT, Open
from tests.ui.rooms import press
from ui import printing


def test_all_years_are_exported_where_all_are_on_screen(open_hours: Open, tmp_path: Path) -> None:
    room = open_hours(*many_years(2024, 3))
    room.page.export_to(tmp_path / "one.pdf")
    room.settle()
    assert len(pdf_pages(tmp_path / "one.pdf")) == 1
    assert room.words("hoursMessageText") == "已导出 2026 年度学时 到 one.pdf"
    room.press("yearChips_all")
    room.page.export_to(tmp_path / "all.pdf")
    room.settle()
    pages = pdf_pages(tmp_path / "all.pdf")
    assert ["2026" in pages[0], "2025" in pages[1], "2024" in pages[2]] == [True] * 3
    assert [entry.kind for entry in room.workspace.sync.activity()[:2]] == ["export", "export"]


def test_an_export_is_cancelled_midway_and_leaves_no_file(
    open_hours: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = open_hours(*many_years(2007, 20))
    room.press("yearChips_all")
    half_way, go_on = threading.Event(), threading.Event()
    lay_out = hours_report._Year.lay_out

    def slow(year: object) -> None:
        half_way.set()
        assert go_on.wait(30)
        lay_out(year)  # type: ignore[arg-type]

    monkeypatch.setattr(hours_report._Year, "lay_out", slow)
    room.page.export_to(tmp_path / "all.pdf")
    assert half_way.wait(30)
    acts = {act.objectName(): act for act in room.page.findChildren(QAction)}
    assert not acts["exportReport"].isEnabled()
    room.around._works.running[0].cancel()
    go_on.set()
    room.settle()
    assert list(tmp_path.glob("*.pdf*")) == []
    assert list(tmp_path.glob(".*")) == []
    assert "没有留下文件" in room.words("hoursMessageText")
    assert acts["exportReport"].isEnabled()


def test_the_report_is_printed_as_it_would_be_exported(open_hours: Open, tmp_path: Path) -> None:
    room = open_hours(*many_years(2025, 2))
    room.press("yearChips_all")
    printer = pdf_printer(tmp_path / "paper.pdf")
    room.page._exporting.print_to(room.page._what(), printer)
    room.settle()
    assert room.words("hoursMessageText") == "已打印 2025 至 2026 年度学时：2 页"
    room.page.export_to(tmp_path / "file.pdf")
    room.settle()
    for page in range(2):
        on_paper, in_file = (greys(tmp_path / name, page) for name in ("paper.pdf", "file.pdf"))
        assert max(in_file) - min(in_file) > 20, "there is something on it"
        assert near(on_paper, in_file), "the same page, whole and in its place"


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def near(one: list[int], other: list[int]) -> bool:
    """Whether two pages look the same."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 12


def greys(path: Path, page: int) -> list[int]:
    """How light each part of a page is, 0 to 255: a grid of 20 by 28."""
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    drawn = document.render(page, document.pagePointSize(page).toSize() * 2)
    document.close()
    sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, drawn)
    painter.end()
    small = sheet.scaled(20, 28, mode=Qt.TransformationMode.SmoothTransformation)
    return [small.pixelColor(x, y).lightness() for y in range(28) for x in range(20)]


@pytest.mark.parametrize(
    ("named", "chosen", "is_pdf"),
    [
        ("a.xlsx", "Excel 工作簿 (*.xlsx)", False),
        ("a.pdf", "Excel 工作簿 (*.xlsx)", True),
        ("a.XLSX", "PDF 报告 (*.pdf)", False),
        ("a", "PDF 报告 (*.pdf)", True),
    ],
)
def test_the_name_says_which_kind_of_file_else_what_was_chosen(
    open_hours: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, chosen: str, is_pdf: bool
) -> None:
    room = open_hours(*many_years(2026, 1))
    asked: list[str] = []

    def answer(_parent: object, _title: str, start: str, kinds: str, _first: str) -> tuple[str, str]:
        asked.extend((Path(start).name, kinds))
        return str(tmp_path / named), chosen

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    room.press("exportHours")
    assert asked == ["学时-2026-李会员.xlsx", "Excel 工作簿 (*.xlsx);;PDF 报告 (*.pdf)"]
    assert (tmp_path / named).read_bytes().startswith(b"%PDF" if is_pdf else b"PK")


def test_the_systems_print_dialog_asks_for_printer_and_pages(open_hours: Open, qtbot: QtBot) -> None:
    room = open_hours(*many_years(2026, 1))
    seen: list[QPrintDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        seen.append(dialog)
        dialog.reject()

    QTimer.singleShot(200, look)
    qtbot.mouseClick(press(room.page, "printHours"), LEFT)
    qtbot.waitUntil(lambda: bool(seen))
    assert room.around.tasks.busy == 0, "nothing is printed that nobody confirmed"


def test_only_the_pages_asked_for_are_printed(open_hours: Open, tmp_path: Path) -> None:
    room = open_hours(*many_years(2026, 1), application("a", 2025))
    report = tmp_path / "report.pdf"
    room.workspace.exports.hours_report((2026, 2025), report)
    printer = pdf_printer(tmp_path / "paper.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert printing.print_files(printer, [report], lambda _done, _total: None) == 1
    on_paper = greys(tmp_path / "paper.pdf", 0)
    assert near(on_paper, greys(report, 1))
    assert not near(on_paper, greys(report, 0)), "the comparison sees a difference"
