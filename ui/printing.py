"""A PDF on paper: asks for a printer in the system's own dialog, and prints in a worker, page by page.

Imported only when somebody prints.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from cpd_desktop.errors import Refused

DPI = 300  # sharp on paper; an A4 page is 35 MB at that
POINTS_AN_INCH = 72

Tell = Callable[[int, int], None]


def ask(parent: QWidget, title: str, chosen: Callable[[QPrinter], object]) -> None:
    """Ask for printer and pages; ``chosen`` is called once the person has said yes."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def print_files(printer: QPrinter, files: list[Path], tell: Tell) -> int:
    """Print the pages of PDF files one after the other, each as large as the paper allows; returns how many.

    ``tell`` may raise to stop it, which leaves no job behind. Raises Refused.
    """
    painter = QPainter()
    documents = [_loaded(path) for path in files]
    wanted = _wanted(printer, [(each, page) for each in documents for page in range(each.pageCount())])
    printer.setFullPage(True)  # our pages have margins of their own
    if not painter.begin(printer):
        raise Refused("没有打印", "打印机没有接受任务，请检查打印机后重试")
    try:
        for number, (document, page) in enumerate(wanted):
            tell(number, len(wanted))
            if number:
                printer.newPage()
            _draw(painter, document, page)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
        for document in documents:
            document.close()  # a temporary file can be removed only then on Windows
    return len(wanted)


def _loaded(path: Path) -> QPdfDocument:
    document = QPdfDocument()
    if document.load(str(path)) != QPdfDocument.Error.None_:
        raise Refused("没有打印", "文件已损坏或无法识别，请重新生成或下载后再打印")
    return document


def _wanted(printer: QPrinter, pages: list[tuple[QPdfDocument, int]]) -> list[tuple[QPdfDocument, int]]:
    """The pages that were asked for in the dialog."""
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        return pages[printer.fromPage() - 1 : printer.toPage() or len(pages)]
    return pages


def _draw(painter: QPainter, document: QPdfDocument, page: int) -> None:
    points = document.pagePointSize(page)
    pixels = QSize(round(points.width() * DPI / POINTS_AN_INCH), round(points.height() * DPI / POINTS_AN_INCH))
    image = document.render(page, pixels)
    paper = QSizeF(painter.viewport().size())
    fitted = points.scaled(paper, Qt.AspectRatioMode.KeepAspectRatio)
    corner = QPointF((paper.width() - fitted.width()) / 2, (paper.height() - fitted.height()) / 2)
    painter.drawImage(QRectF(corner, fitted), image)
