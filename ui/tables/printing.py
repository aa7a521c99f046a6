"""A list on paper: its title and filter, a header on every page, page numbers and the day; rows read a page at a time.

It paints in a worker (Qt allows that on printers), so that a long list can be watched and cancelled.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPainter, QPen, QTextOption
from PySide6.QtPrintSupport import QPrinter

from cpd_desktop.errors import Refused
from ui.language import tr
from ui.tables.columns import Column

Tell = Callable[[int, int], None]
POINTS, TITLE_POINTS, LEAST_POINTS = 9.0, 13.0, 6.5
MARGIN = 12.0  # millimetres
LINES_AT_MOST = 3  # of a cell; what does not fit ends in …
ROWS_A_FETCH = 50
ROOM_BELOW = 1e6  # for measuring: more than any cell needs


class PrintJob(Struct, frozen=True):
    """What is to be printed. ``about``: lines under the title, such as the filter in words; ``day``: when it was."""

    title: str
    about: tuple[str, ...]
    columns: tuple[Column, ...]
    ids: "Sequence[int]"
    fetch: Callable[[Sequence[int]], Sequence[Any]]
    font: QFont
    day: str


def dress(printer: QPrinter, job: PrintJob) -> None:
    """Suggest a name and, for a wide list, the paper lying down; the person may change it in the dialog."""
    printer.setDocName(job.title)
    printer.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter)
    metrics = QFontMetricsF(_sized(job.font, POINTS), printer)
    wide = sum(_natural_widths(job.columns, metrics)) > printer.pageRect(QPrinter.Unit.DevicePixel).width()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def print_list(printer: QPrinter, job: PrintJob, tell: Tell) -> int:
    """Print the job and answer how many pages it took; ``tell`` may raise to stop it, which leaves no job behind."""
    painter = QPainter()
    if not painter.begin(printer):
        raise Refused("没有打印", "打印机没有接受任务，请检查打印机后重试")
    try:
        pages = _Pages(printer, painter, job)
        for number, row in enumerate(_rows(job), 1):
            pages.add(row)
            if number % ROWS_A_FETCH == 0:
                tell(number, len(job.ids))
        return pages.end()
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def _rows(job: PrintJob) -> Iterator[Any]:
    for start in range(0, len(job.ids), ROWS_A_FETCH):
        yield from job.fetch(job.ids[start : start + ROWS_A_FETCH])


class _Pages:
    """Lays rows out one under the other and begins another page where one is full."""

    def __init__(self, printer: QPrinter, painter: QPainter, job: PrintJob) -> None:
        self._printer, self._painter, self._job = printer, painter, job
        self._room = QRectF(painter.viewport())
        self._metrics, self._font, self._widths = self._fit()
        self._gap = self._metrics.averageCharWidth() * 1.5
        self._line = self._metrics.height()
        self._chosen = range(1, 1 << 30)
        if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
            self._chosen = range(printer.fromPage(), (printer.toPage() or 1 << 30) + 1)
        self._number = 0
        self._painted = 0
        self._top = 0.0
        self._begin_page()

    def add(self, row: Any) -> None:
        """The next row."""
        texts = [column.text(row).replace("\n", " ") for column in self._job.columns]
        lines = max(self._lines(text, width) for text, width in zip(texts, self._widths, strict=True))
        height = self._line * (lines + 0.5)
        if self._top + height > self._room.bottom() - 2 * self._line:
            self._end_page("")
            self._begin_page()
        self._draw_cells(texts, height)
        self._rule(self._top, 0.15)

    def end(self) -> int:
        """The last page is done; answers how many were painted."""
        self._end_page(tr("（末页，共 {0} 条）").format(f"{len(self._job.ids):,}"))
        return self._painted

    # --- a page ------------------------------------------------------------------------------------------------

    @property
    def _on_paper(self) -> bool:
        return self._number in self._chosen

    def _begin_page(self) -> None:
        self._number += 1
        if self._on_paper:
            if self._painted:
                self._printer.newPage()
            self._painted += 1
        self._top = self._room.top()
        self._draw_title()
        self._painter.setFont(_bold(self._font))
        self._draw_cells([column.title for column in self._job.columns], self._line * 1.6)
        self._painter.setFont(self._font)
        self._rule(self._top, 0.6)

    def _draw_title(self) -> None:
        title = _bold(_sized(self._font, TITLE_POINTS))
        self._painter.setFont(title)
        height = QFontMetricsF(title, self._printer).height()
        self._say(self._top, height, self._job.title, Qt.AlignmentFlag.AlignLeft)
        self._painter.setFont(self._font)
        self._say(self._top, height, self._job.day, Qt.AlignmentFlag.AlignRight)
        self._top += height * 1.2
        for words in self._job.about if self._number == 1 else self._job.about[:1]:
            words = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, self._room.width())
            self._say(self._top, self._line, words, Qt.AlignmentFlag.AlignLeft)
            self._top += self._line * 1.2

    def _end_page(self, more: str) -> None:
        words = tr("第 {0} 页").format(self._number) + more
        self._say(self._room.bottom() - self._line, self._line, words, Qt.AlignmentFlag.AlignHCenter)

    def _say(self, top: float, height: float, text: str, side: Qt.AlignmentFlag) -> None:
        if self._on_paper:
            place = QRectF(self._room.left(), top, self._room.width(), height)
            self._painter.drawText(place, int(side) | int(Qt.AlignmentFlag.AlignVCenter), text)

    # --- cells -------------------------------------------------------------------------------------------------

    def _draw_cells(self, texts: Sequence[str], height: float) -> None:
        left = self._room.left()
        for column, text, width in zip(self._job.columns, texts, self._widths, strict=True):
            if self._on_paper and text:
                side = Qt.AlignmentFlag.AlignRight if column.align_right else Qt.AlignmentFlag.AlignLeft
                layout = QTextOption(side)
                layout.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
                place = QRectF(left, self._top + self._line * 0.25, width - self._gap, height)
                self._painter.drawText(place, self._cut(text, width), layout)
            left += width
        self._top += height

    def _cut(self, text: str, width: float) -> str:
        """The text as long as its lines on paper allow."""
        room = (width - self._gap) * LINES_AT_MOST * 0.9  # a line may end a little early
        long = self._lines(text, width) >= LINES_AT_MOST
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) if long else text

    def _lines(self, text: str, width: float) -> int:
        room = max(1.0, width - self._gap)
        if self._metrics.horizontalAdvance(text) <= room:
            return 1
        needed = self._metrics.boundingRect(QRectF(0, 0, room, ROOM_BELOW), int(Qt.TextFlag.TextWordWrap), text)
        return max(2, min(LINES_AT_MOST, round(needed.height() / self._line)))

    def _rule(self, top: float, weight: float) -> None:
        if self._on_paper:
            self._painter.setPen(QPen(Qt.GlobalColor.black, weight * self._line / 12))
            self._painter.drawLine(QPointF(self._room.left(), top), QPointF(self._room.right(), top))
            self._painter.setPen(Qt.GlobalColor.black)

    def _fit(self) -> tuple[QFontMetricsF, QFont, list[float]]:
        """A font small enough for all columns, and their widths; the stretching ones share what is left."""
        columns, points = self._job.columns, POINTS
        while True:
            font = _sized(self._job.font, points)
            metrics = QFontMetricsF(font, self._printer)
            widths = _natural_widths(columns, metrics)
            left = self._room.width() - sum(widths)
            if left >= 0 or points <= LEAST_POINTS:
                break
            points -= 0.5
        if left < 0:
            return metrics, font, [width * self._room.width() / sum(widths) for width in widths]
        stretching = [n for n, column in enumerate(columns) if column.stretch] or list(range(len(columns)))
        for n in stretching:
            widths[n] += left / len(stretching)
        return metrics, font, widths


def _natural_widths(columns: Sequence[Column], metrics: QFontMetricsF) -> list[float]:
    gap = metrics.averageCharWidth() * 2.5
    return [max(metrics.horizontalAdvance(c.sample), metrics.horizontalAdvance(c.title)) * 1.05 + gap for c in columns]


def _sized(font: QFont, points: float) -> QFont:
    sized = QFont(font)
    sized.setPointSizeF(points)
    return sized


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
