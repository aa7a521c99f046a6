"""Files that a person chooses: typed by what they are, refused before anything is stored, at the field, in words."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpd_core.applications import ATTACHMENT_BYTES_MAX, is_plain_name
from cpd_desktop.errors import Invalid, Trouble
from cpd_desktop.workspace import Workspace
from tests.cpd_desktop.material import count, offline_profile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(part: str) -> bytes:
    """An Office document as far as its table of contents goes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(part), "<xml/>")  # of no date: names of tests are made of these bytes
    return buffer.getvalue()


GOOD = {
    "证明.pdf": b"%PDF-1.7\n%%EOF",
    "photo.JPG": b"\xff\xd8\xff\xe0" + b"0" * 20,
    "scan.jpeg": b"\xff\xd8\xff\xdb" + b"0" * 20,
    "shot.png": b"\x89PNG\r\n\x1a\n" + b"0" * 20,
    "letter.docx": package("word/document.xml"),
    "table.xlsx": package("xl/workbook.xml"),
    "old.doc": OLE + "WordDocument".encode("utf-16-le") + b"\0\0",
    "old.xls": OLE + "Workbook".encode("utf-16-le") + b"\0\0",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace(offline_profile(tmp_path / "profile"))
    yield opened
    opened.close()


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", GOOD)
def test_what_it_says_is_what_it_is(workspace: Workspace, tmp_path: Path, name: str) -> None:
    attachment = workspace.applications.add_file(write(tmp_path, name, GOOD[name]))
    assert (attachment.name, attachment.size) == (name, len(GOOD[name]))
    kept = workspace.applications.file_path(attachment.sha256)
    assert kept
    assert kept.read_bytes() == GOOD[name]
    assert kept.parent.name == attachment.sha256[:2]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("text.pdf", b"just text", "attachment.content"),
        ("program.pdf", b"MZ\x90\x00", "attachment.content"),
        ("picture.pdf", GOOD["shot.png"], "attachment.content"),
        ("paper.png", GOOD["证明.pdf"], "attachment.content"),
        ("zip.docx", package("anything.txt"), "attachment.content"),
        ("table.docx", GOOD["table.xlsx"], "attachment.content"),
        ("torn.docx", GOOD["letter.docx"][:30], "attachment.content"),
        ("old.doc", GOOD["old.xls"], "attachment.content"),
        ("program.exe", GOOD["证明.pdf"], "attachment.type"),
        ("noextension", b"just text", "attachment.type"),
        ("empty.pdf", b"", "attachment.empty"),
        ("large.pdf", b"%PDF-1.4" + b"0" * 5_000_000, "attachment.size"),
        ("limit.pdf", b"%PDF-1.4".ljust(ATTACHMENT_BYTES_MAX, b"0"), "attachment.size"),
    ],
)
def test_what_is_not_what_it_says_is_refused(
    workspace: Workspace, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    path = write(tmp_path, name, data)
    with pytest.raises(Invalid) as caught:
        workspace.applications.add_file(path)
    (error,) = caught.value.errors
    assert (error.field, error.code) == ("attachments", code)
    assert name[:20] in caught.value.text
    assert count(workspace.account.store, "blob") == 0
    assert not any(file.is_file() for file in workspace.account.store.blobs.folder.rglob("*"))


def test_one_byte_below_the_limit_is_taken(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path, "limit.pdf", b"%PDF-1.4".ljust(ATTACHMENT_BYTES_MAX - 1, b"0"))
    assert workspace.applications.add_file(path).size == ATTACHMENT_BYTES_MAX - 1


def test_a_file_that_cannot_be_read_says_so(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "folder.pdf").mkdir()
    for name in ("folder.pdf", "missing.pdf"):
        with pytest.raises(Trouble, match=name):
            workspace.applications.add_file(tmp_path / name)


def test_the_same_bytes_are_kept_once_and_a_torn_copy_is_mended(workspace: Workspace, tmp_path: Path) -> None:
    first = workspace.applications.add_file(write(tmp_path, "one.pdf", GOOD["证明.pdf"]))
    kept = workspace.applications.file_path(first.sha256)
    assert kept
    kept.write_bytes(b"%PDF")
    second = workspace.applications.add_file(write(tmp_path, "two.pdf", GOOD["证明.pdf"]))
    assert second.sha256 == first.sha256
    assert kept.read_bytes() == GOOD["证明.pdf"]
    assert count(workspace.account.store, "blob") == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("what?.pdf", "what_.pdf"),
        ("noextension", "noextension.pdf"),
        ("证明 1.2", "证明 1.2.pdf"),
        ("con.pdf", "_con.pdf"),
        ("证\u202efdp.pdf", "证fdp.pdf"),
        ("长" * 60 + "证明.PDF", "长" * 60 + "证明.PDF"),
    ],
)
def test_a_file_with_an_odd_name_gets_a_plain_one(workspace: Workspace, tmp_path: Path, name: str, kept: str) -> None:
    attachment = workspace.applications.add_file(write(tmp_path, name, GOOD["证明.pdf"]))
    assert attachment.name == kept
    assert is_plain_name(kept)


def test_bytes_that_are_no_file_are_looked_at_as_files_are(workspace: Workspace) -> None:
    assert workspace.applications.add_data("截图 1.png", GOOD["shot.png"]).media_type == "image/png"
    with pytest.raises(Invalid):
        workspace.applications.add_data("截图 1.png", GOOD["证明.pdf"])


def test_a_photo_with_the_extension_of_another_kind_gets_its_own(workspace: Workspace, tmp_path: Path) -> None:
    assert workspace.applications.add_file(write(tmp_path, "微信图片.png", GOOD["photo.JPG"])).name == "微信图片.jpg"
    assert workspace.applications.add_file(write(tmp_path, "扫描.JPEG", GOOD["shot.png"])).name == "扫描.png"
