"""附件信息: going through the attachments of an application, and saving them all."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from cpd_core.entities import Attachment
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import PROOF
from tests.cpd_desktop.material import offline_profile
from tests.ui import papers
from tests.ui.rooms import Surroundings, find, press
from ui.attachments.gallery import Gallery
from ui.attachments.thumbnails import Thumbnails

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def around(dressed: QApplication, tmp_path: Path) -> Iterator[Surroundings]:
    workspace = Workspace(offline_profile(tmp_path / "profile"))
    around = Surroundings(workspace)
    yield around
    around.tasks.close()
    workspace.close()
    assert around.problems == []


@pytest.fixture
def files(around: Surroundings, tmp_path: Path) -> list[Attachment]:
    desk = around.workspace.applications
    paths = [
        papers.pdf(tmp_path / "一.pdf", 1),
        papers.photograph(tmp_path / "二.jpg"),
        papers.pdf(tmp_path / "三.pdf", 3),
    ]
    return [desk.add_file(path) for path in paths]


@pytest.fixture
def gallery(qtbot: QtBot, around: Surroundings) -> Gallery:
    context = around.context()
    made = Gallery(around.workspace.applications, around.tasks, context.works)
    qtbot.addWidget(made)
    made.resize(520, 640)
    made.show()
    return made


def test_one_goes_through_all_of_them(qtbot: QtBot, gallery: Gallery, files: list[Attachment]) -> None:
    gallery.show_among(files, files[1])
    qtbot.waitUntil(lambda: gallery.viewer.shown == "picture")
    qtbot.mouseClick(find(gallery, "galleryNext"), LEFT)
    assert (gallery.viewer.attachment, find(gallery, "galleryNext").isEnabled()) == (files[2], False)
    qtbot.keyClick(gallery.choice, Qt.Key.Key_Home)
    assert (gallery.viewer.attachment, find(gallery, "galleryBefore").isEnabled()) == (files[0], False)
    assert gallery.choice.count() == 3


def test_a_single_one_offers_no_choice(gallery: Gallery, files: list[Attachment]) -> None:
    gallery.show_among(files, files[0])
    gallery.show_among(files[:1], files[0])
    assert not gallery.choice.isVisible()
    assert gallery.viewer.shown == "pdf"


def test_escape_goes_back_from_the_choice(qtbot: QtBot, gallery: Gallery, files: list[Attachment]) -> None:
    gallery.show_among(files, files[0])
    with qtbot.waitSignal(gallery.left):
        qtbot.keyClick(gallery.choice, Qt.Key.Key_Escape)


def test_all_are_saved_where_one_likes_and_what_is_not_here_is_named(
    qtbot: QtBot,
    gallery: Gallery,
    around: Surroundings,
    files: list[Attachment],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "保存"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    gallery.show_among(files, files[0])
    qtbot.mouseClick(press(gallery, "gallerySaveAll"), LEFT)
    qtbot.waitUntil(lambda: gallery.message.text == "已保存 3 个附件到 保存")
    assert {file.name for file in folder.iterdir()} == {"一.pdf", "二.jpg", "三.pdf"}
    qtbot.waitUntil(lambda: find(gallery, "gallerySaveAll").isEnabled())
    assert around.workspace.sync.activity(1)[0].text == "已保存 3 个附件到 保存"

    gallery.show_among([*files, msgspec.structs.replace(PROOF, name="不在本机.pdf")], files[0])
    qtbot.mouseClick(press(gallery, "gallerySaveAll"), LEFT)
    qtbot.waitUntil(lambda: "；不在本机.pdf没有保存（" in gallery.message.text)
    assert len(list(folder.iterdir())) == 3


def test_a_picture_that_comes_late_does_not_replace_what_is_shown_by_then(
    qtbot: QtBot, gallery: Gallery, around: Surroundings, files: list[Attachment]
) -> None:
    gallery.show_among(files, files[1])
    gallery.show_among(files, files[0])
    qtbot.waitUntil(lambda: around.tasks.busy == 0)
    assert gallery.viewer.shown == "pdf"


def test_thumbnails_are_read_once_and_a_damaged_picture_keeps_the_clip(
    qtbot: QtBot, around: Surroundings, tmp_path: Path, files: list[Attachment], monkeypatch: pytest.MonkeyPatch
) -> None:
    around.context()
    path = around.workspace.applications.file_path
    thumbnails, first, again = Thumbnails(around.tasks), QLabel(), QLabel()
    for each in (first, again):
        qtbot.addWidget(each)
    thumbnails.show_in(first, files[1], path(files[1].sha256), 32)
    clip = first.pixmap().toImage()
    qtbot.waitUntil(lambda: first.pixmap().toImage() != clip)
    monkeypatch.setattr("ui.attachments.thumbnails.read_picture", lambda *_: QImage())
    thumbnails.show_in(again, files[1], path(files[1].sha256), 32)
    assert again.pixmap().toImage() == first.pixmap().toImage()
    thumbnails.show_in(again, msgspec.structs.replace(files[1], sha256="0" * 64), tmp_path / "damaged", 32)
    qtbot.waitUntil(lambda: around.tasks.busy == 0)
    assert again.pixmap().toImage() == clip
