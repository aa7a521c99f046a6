"""The viewer with real files: what is rendered, what is said where nothing can be."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QImage, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cpd_core.entities import Attachment
from tests.ui import papers
from ui.attachments import files
from ui.attachments.picture import PictureView, read_picture
from ui.attachments.viewer import AttachmentViewer

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attachment(path: Path, media_type: str, name: str = "") -> Attachment:
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    return Attachment(sha256=sha256, name=name or path.name, size=len(data), media_type=media_type)


@pytest.fixture
def viewer(qtbot: QtBot, dressed: QApplication) -> AttachmentViewer:
    viewer = AttachmentViewer()
    qtbot.addWidget(viewer)
    viewer.resize(600, 700)
    viewer.show()
    return viewer


def dark_pixels(viewer: AttachmentViewer) -> int:
    """How much ink there is in the upper half, where the words are."""
    image = viewer.grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 2) for y in range(60, image.height() // 2, 2))
    return sum(image.pixelColor(x, y).lightness() < 80 for x, y in points)


def test_a_chinese_pdf_is_rendered(qtbot: QtBot, viewer: AttachmentViewer, tmp_path: Path) -> None:
    path = papers.pdf(tmp_path / "证明.pdf")
    viewer.show_file(attachment(path, "application/pdf"), path)
    assert viewer.shown == "pdf"
    qtbot.waitUntil(lambda: dark_pixels(viewer) > 100)


def test_a_photograph_stands_upright_and_is_not_larger_than_needed(viewer: AttachmentViewer, tmp_path: Path) -> None:
    path = papers.photograph(tmp_path / "证明.jpg", (8000, 6000))
    viewer.show_file(attachment(path, "image/jpeg"), path)
    assert viewer.shown == "picture"
    image = read_picture(path)
    assert image.height() > image.width()
    assert max(image.width(), image.height()) <= 4096


@pytest.mark.parametrize(("media_type", "suffix"), [("application/pdf", ".pdf"), ("image/jpeg", ".jpg")])
def test_a_damaged_file_says_so(viewer: AttachmentViewer, tmp_path: Path, media_type: str, suffix: str) -> None:
    path = tmp_path / f"证明{suffix}"
    path.write_bytes(b"%PDF-1.4 cut off")
    viewer.show_file(attachment(path, media_type), path)
    assert "已损坏" in viewer.message()


def test_a_good_file_after_a_damaged_one_is_shown(viewer: AttachmentViewer, tmp_path: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"%PDF-1.4 cut off")
    good = papers.pdf(tmp_path / "好.pdf")
    for path in (bad, good):
        viewer.show_file(attachment(path, "application/pdf"), path)
    assert viewer.shown == "pdf"


def test_a_file_that_is_not_here_can_be_asked_for(qtbot: QtBot, viewer: AttachmentViewer, tmp_path: Path) -> None:
    wanted = attachment(papers.pdf(tmp_path / "证明.pdf"), "application/pdf")
    viewer.show_file(wanted, None)
    assert "尚未下载" in viewer.message()
    with qtbot.waitSignal(viewer.fetch_asked) as asked:
        viewer.findChild(object, "viewerFetch").click()
    assert asked.args == [wanted]


def test_office_documents_are_opened_outside(viewer: AttachmentViewer, tmp_path: Path) -> None:
    path = tmp_path / "说明.docx"
    path.write_bytes(b"PK")
    viewer.show_file(attachment(path, WORD), path)
    assert "Word" in viewer.message()
    assert viewer.findChild(object, "viewerOpen").isVisible()


def test_the_copy_for_other_programs_has_an_extension_that_fits(tmp_path: Path) -> None:
    path = papers.pdf(tmp_path / "a")
    lying = attachment(path, "application/pdf", "发票.exe")
    copy = files.copy_for_opening(path, lying)
    assert copy.name == "发票.exe.pdf"
    assert copy.read_bytes() == path.read_bytes()


def test_zooming_a_pdf_starts_from_what_is_seen(viewer: AttachmentViewer, tmp_path: Path) -> None:
    path = papers.pdf(tmp_path / "证明.pdf")
    viewer.show_file(attachment(path, "application/pdf"), path)
    view = viewer.findChild(object, "viewerPdf")
    before = view._seen_factor()
    viewer.findChild(object, "viewerZoomIn").click()
    assert view.zoomFactor() == pytest.approx(before * 1.25)
    viewer.findChild(object, "viewerFit").click()
    assert view.zoomMode() == view.ZoomMode.FitToWidth


def filled(path: Path, colour: QColor) -> Path:
    """A PDF of one page that is all of one colour."""
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    painter.fillRect(painter.viewport(), colour)
    painter.end()
    return path


def half(path: Path) -> Path:
    """A PDF of one page whose upper half is blue and whose lower half is red."""
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    whole = painter.viewport()
    painter.fillRect(whole, QColor("red"))
    painter.fillRect(0, 0, whole.width(), whole.height() // 2, QColor("blue"))
    painter.end()
    return path


def colours_of(viewer: AttachmentViewer) -> list[str]:
    """The colours at the left and at the right of what is shown, somewhat below the top."""
    view = next(v for v in viewer.findChildren(QAbstractScrollArea) if v.isVisible()).viewport()
    image = view.grab().toImage()
    side = image.width()
    return [QColor(image.pixelColor(x, side // 3)).name() for x in (side // 4, 3 * side // 4)]


def test_a_pdf_or_picture_that_lies_is_turned_and_stays_so_as_long_as_the_window_lives(
    qtbot: QtBot, viewer: AttachmentViewer, tmp_path: Path
) -> None:
    lying, other = half(tmp_path / "lying.pdf"), papers.pdf(tmp_path / "upright.pdf")
    first, second = attachment(lying, "application/pdf"), attachment(other, "application/pdf")
    viewer.show_file(first, lying)
    press = lambda name: viewer.findChild(object, name).click()  # noqa: E731
    blue, red = QColor("blue").name(), QColor("red").name()
    for name, seen in (
        ("viewerTurnRight", [red, blue]),
        ("viewerTurnLeft", [blue, blue]),
        ("viewerTurnLeft", [blue, red]),
    ):
        press(name)
        qtbot.waitUntil(lambda seen=seen: colours_of(viewer) == seen)
    viewer.zoom(1)
    press("viewerZoomOut")
    press("viewerFit")
    assert colours_of(viewer) == [blue, red]
    viewer.show_file(second, other)
    assert (viewer.shown, viewer.quarters) == ("pdf", 0)
    viewer.show_file(first, lying)
    qtbot.waitUntil(lambda: colours_of(viewer) == [blue, red])

    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    with QPainter(image) as painter:
        painter.fillRect(0, 0, 200, 200, QColor("blue"))
    photo = tmp_path / "lying.png"
    assert image.save(str(photo))
    third = attachment(photo, "image/png")
    viewer.show_file(third, photo)
    view = viewer.findChild(PictureView)
    assert view.sceneRect().width() == 400
    press("viewerTurnRight")
    assert (view.sceneRect().width(), view.sceneRect().height()) == (200, 400)
    viewer.show_file(first, lying)
    viewer.show_file(third, photo)
    assert view.sceneRect().width() == 200


def test_the_page_of_the_file_before_never_stands_in_the_next_one(
    qtbot: QtBot, viewer: AttachmentViewer, tmp_path: Path
) -> None:
    red, blue = filled(tmp_path / "red.pdf", QColor("red")), filled(tmp_path / "blue.pdf", QColor("blue"))
    viewer.show_file(attachment(red, "application/pdf"), red)
    viewer.grab()  # the page is asked for, and drawn in a thread
    viewer.show_file(attachment(blue, "application/pdf"), blue)
    qtbot.waitUntil(lambda: viewer.grab().toImage().pixelColor(300, 400) == QColor("blue"))


def test_where_room_is_short_the_size_goes_before_the_name(
    qtbot: QtBot, viewer: AttachmentViewer, tmp_path: Path
) -> None:
    path = papers.pdf(tmp_path / "培训结业证明.pdf")
    title = viewer.findChild(QLabel, "viewerTitle")
    viewer.show_file(attachment(path, "application/pdf"), path)
    qtbot.waitUntil(lambda: title.text().startswith("培训结业证明.pdf   "))
    name = title.fontMetrics().horizontalAdvance("培训结业证明.pdf")
    viewer.resize(viewer.width() - title.width() + name + 4, 700)
    qtbot.waitUntil(lambda: title.text() == "培训结业证明.pdf")
    viewer.resize(viewer.width() - 20, 700)
    qtbot.waitUntil(lambda: "…" in title.text())
    assert title.toolTip().startswith("培训结业证明.pdf（")


class Restless(QObject):
    """Counts how often a view is laid out anew, and ends it where it would go on forever."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        self.count = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Qt: every new size counts."""
        self.count += event.type() == QEvent.Type.Resize
        if self.count > 1000:
            self._view.hide()
        return False


def test_a_page_that_just_fits_does_not_make_the_scroll_bar_come_and_go(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path
) -> None:
    from ui.attachments.pdf import PdfView

    holder = QWidget()
    qtbot.addWidget(holder)
    view = PdfView(holder)
    view.show_file(papers.pdf(tmp_path / "证明.pdf", pages=1))
    holder.show()
    restless = Restless(view)
    for height in range(520, 600):  # an A4 page 400 wide is 566 high; somewhere here the bar decides whether it fits
        view.resize(400, height)
        QTest.qWait(0)
    assert restless.count < 1000
