"""Files on their way into the form: photos that are too large, screenshots, drops and pastes wherever one types."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cpd_core.applications import ATTACHMENT_BYTES_MAX
from cpd_desktop.workspace import Workspace
from tests.cpd_desktop.material import offline_profile
from tests.ui import papers
from tests.ui.papers import ORIENTATION, ROTATED
from tests.ui.rooms import Surroundings, find, press
from ui.attachments.shrink import shrunk, shrunk_file
from ui.forms.application_form import ApplicationForm

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def big_photo(path: Path, size: tuple[int, int] = (4000, 3000)) -> Path:
    """A photo of some MB that lies on its side: noise, as a sheet of paper in bad light has it, and a red corner."""
    image = Image.effect_noise(size, 60).convert("RGB")
    image.paste((255, 0, 0), (0, 0, size[0] // 4, size[1] // 4))
    exif = image.getexif()
    exif[ORIENTATION] = ROTATED
    image.save(path, "JPEG" if path.suffix == ".jpg" else "PNG", quality=97, exif=exif)
    assert path.stat().st_size > ATTACHMENT_BYTES_MAX
    return path


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return big_photo(tmp_path_factory.mktemp("photo") / "结业证书.jpg")


@pytest.fixture
def around(dressed: QApplication, tmp_path: Path) -> Iterator[Surroundings]:
    workspace = Workspace(offline_profile(tmp_path / "profile"))
    around = Surroundings(workspace)
    around.context()
    yield around
    around.tasks.close()
    workspace.close()
    assert around.problems == []


@pytest.fixture
def form(qtbot: QtBot, around: Surroundings) -> ApplicationForm:
    form = ApplicationForm(around.workspace.applications, around.tasks, "input")
    qtbot.addWidget(form)
    form.resize(520, 640)
    form.show()
    return form


def names(form: ApplicationForm) -> list[str]:
    return [a.name for a in form.fields.strip.attachments()]


def test_a_photo_is_made_smaller_upright_and_stays_readable(photo: Path) -> None:
    smaller = shrunk_file(photo, "结业证书.jpg")
    assert smaller
    assert len(smaller.data) < ATTACHMENT_BYTES_MAX
    assert (smaller.name, smaller.size_before) == ("结业证书.jpg", (3000, 4000))
    assert smaller.bytes_before == photo.stat().st_size
    image = QImage.fromData(smaller.data)
    assert (image.width(), image.height()) == smaller.size
    assert max(smaller.size) >= 1600
    assert image.height() > image.width()
    corner = image.pixelColor(image.width() - 20, 20)  # what lay at the top left stands at the top right
    assert (corner.red() > 200, corner.green() < 60) == (True, True)


def test_what_is_transparent_becomes_white_and_not_black() -> None:
    image = QImage(3000, 2000, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    smaller = shrunk(image, "截图.png", 5_000_000, image.size())
    assert smaller
    assert smaller.name == "截图.jpg"
    assert QImage.fromData(smaller.data).pixelColor(10, 10) == QColor("white")


@pytest.mark.qt_log_ignore("JPEG", extend=True)  # Qt says what is wrong with the file
def test_what_is_no_photo_cannot_be_made_smaller(tmp_path: Path) -> None:
    assert shrunk_file(papers.too_large(tmp_path / "太大.pdf"), "太大.pdf") is None
    torn = tmp_path / "坏.jpg"
    torn.write_bytes(b"\xff\xd8\xff\xe0" + bytes(5_000_000))
    assert shrunk_file(torn, "坏.jpg") is None
    assert shrunk(QImage(), "无.png", 1, QImage().size()) is None


def test_a_photo_that_is_too_large_is_offered_smaller_with_both_sizes(
    qtbot: QtBot, form: ApplicationForm, photo: Path, tmp_path: Path
) -> None:
    form.add_files([photo, papers.pdf(tmp_path / "证明.pdf"), papers.too_large(tmp_path / "太大.pdf")])
    qtbot.waitUntil(lambda: not form._taking_in.ask.isHidden(), timeout=60_000)
    assert names(form) == ["证明.pdf"]
    assert "太大.pdf" in form.fields.fields["attachments"].error
    said = find(form, "formShrinkText")
    assert isinstance(said, QLabel)
    assert "（3000×4000）→" in said.text()
    assert "MB（" in said.text()
    qtbot.mouseClick(press(form, "formShrinkYes"), LEFT)
    qtbot.waitUntil(lambda: names(form) == ["证明.pdf", "结业证书.jpg"], timeout=30_000)
    (_, added) = form.fields.strip.attachments()
    assert added.size < ATTACHMENT_BYTES_MAX
    assert form.fields.fields["attachments"].error == ""


def test_an_offer_that_is_declined_adds_nothing_later(qtbot: QtBot, form: ApplicationForm, photo: Path) -> None:
    for answer in ("formShrinkNo", "formShrinkYes"):
        form.add_files([photo])
        qtbot.waitUntil(lambda: not form._taking_in.ask.isHidden(), timeout=60_000)
        qtbot.mouseClick(press(form, answer), LEFT)
    qtbot.waitUntil(lambda: len(names(form)) == 1, timeout=30_000)
    assert form.fields.fields["attachments"].error == ""


def test_an_offer_is_answered_before_the_form_is_saved(qtbot: QtBot, form: ApplicationForm, photo: Path) -> None:
    """Or the photo would be dropped without a word."""
    form.add_files([photo])
    qtbot.waitUntil(lambda: not form._taking_in.ask.isHidden(), timeout=60_000)
    form.save()
    said = find(form, "formTroubleText")
    assert isinstance(said, QLabel)
    assert "还有照片等您决定" in said.text()
    assert not form._taking_in.ask.isHidden()
    assert not form.fields.fields["hours"].error, "the rest is not even looked at yet"
    qtbot.mouseClick(press(form, "formShrinkNo"), LEFT)
    form.save()
    assert form.fields.fields["hours"].error
    assert form._trouble.isHidden()


def screenshot(colour: str) -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def paste(qtbot: QtBot, target: QWidget) -> None:
    target.setFocus()
    qtbot.keyClick(target, Qt.Key.Key_V, CONTROL)


def test_a_screenshot_is_pasted_wherever_the_cursor_is(
    qtbot: QtBot, form: ApplicationForm, around: Surroundings
) -> None:
    clipboard = QGuiApplication.clipboard()
    for number, target in enumerate((form.fields.note, form.fields.hours, form.fields.strip), 1):
        clipboard.setImage(screenshot(("red", "green", "blue")[number - 1]))
        paste(qtbot, target)
        qtbot.waitUntil(lambda number=number: len(names(form)) == number)
    first, *others = form.fields.strip.attachments()
    assert first.name.startswith("截图 2")
    assert first.media_type == "image/png"
    assert len({a.name for a in (first, *others)}) == 3, "names never clash, even within a second"
    kept = around.workspace.applications.file_path(first.sha256)
    assert kept
    assert QImage(str(kept)).pixelColor(5, 5) == QColor("red")


def test_words_are_pasted_as_words_though_a_picture_comes_with_them(qtbot: QtBot, form: ApplicationForm) -> None:
    mime = QMimeData()
    mime.setText("第一期")
    mime.setImageData(screenshot("red"))
    QGuiApplication.clipboard().setMimeData(mime)
    paste(qtbot, form.fields.note)
    assert form.fields.note.toPlainText() == "第一期"
    assert names(form) == []


def test_a_file_dropped_on_the_note_is_attached_and_not_its_path_written(
    qtbot: QtBot, form: ApplicationForm, tmp_path: Path
) -> None:
    mime, copy, none = QMimeData(), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    mime.setUrls([QUrl.fromLocalFile(str(papers.pdf(tmp_path / "证明.pdf")))])
    target = form.fields.note.viewport()
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, LEFT, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), copy, mime, LEFT, none, QEvent.Type.Drop))
    qtbot.waitUntil(lambda: names(form) == ["证明.pdf"])
    assert form.fields.note.toPlainText() == ""


def test_two_files_of_one_name_are_told_apart(qtbot: QtBot, form: ApplicationForm, tmp_path: Path) -> None:
    paths = []
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        paths.append(papers.pdf(tmp_path / str(number) / "证明.pdf", pages=number))
    form.add_files(paths)
    qtbot.waitUntil(lambda: len(names(form)) == 2)
    assert names(form) == ["证明.pdf", "证明 (2).pdf"]
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    assert [a.sha256 for a in form.fields.strip.attachments()] == hashes


def test_the_same_file_under_another_name_is_named_with_the_first(
    qtbot: QtBot, form: ApplicationForm, tmp_path: Path
) -> None:
    one = papers.pdf(tmp_path / "证明.pdf")
    again = shutil.copy(one, tmp_path / "证明副本.pdf")
    form.add_files([one, Path(again)])
    qtbot.waitUntil(lambda: names(form) == ["证明.pdf"])
    assert form.fields.fields["attachments"].error == "附件“证明副本.pdf”已经添加，与“证明.pdf”是同一个文件"
