"""Attachments: stored once, served as they came and never as a page."""

import io
import zipfile

import pytest

from cpd_core.media import media_type_of
from tests.cpd_service.conftest import World
from tests.support.api import PDF, PNG, Api, hashed

JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + b"\0" * 30
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def package(*names: str) -> bytes:
    """A zip with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "<x/>")  # of no date: names of tests are made of these bytes
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\xef\xbb\xbf" + PDF, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (OLE + "WordDocument".encode("utf-16-le") + b"\0\0", "application/msword"),
        (OLE + "Workbook".encode("utf-16-le") + b"\0\0", "application/vnd.ms-excel"),
        (OLE, None),
        (package("[Content_Types].xml", "word/document.xml"), DOCX),
        (package("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (package("evil.exe"), None),
        (package("word/document.xml")[:-10], None),
        (b"x" * 2000 + PDF, None),
        (b"", None),
        (b"<svg/>", None),
    ],
)
def test_the_content_tells_the_type(data: bytes, media_type: str | None) -> None:
    assert media_type_of(data) == media_type


@pytest.fixture
def member(world: World) -> Api:
    return world.api("an")


def test_an_attachment_comes_back_byte_for_byte_and_is_never_shown_as_a_page(member: Api) -> None:
    data = PNG + b"\n\r\n\0"
    member.attach(data, "图.png", "image/png")
    answer = member.call("GET", f"/v1/blobs/{hashed(data)}")
    assert answer.content == data
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "attachment"
    head = member.call("HEAD", f"/v1/blobs/{hashed(data)}")
    assert (head.headers["Content-Length"], head.content) == (str(len(data)), b"")


def test_storing_again_is_welcome_and_keeps_one_file(world: World, member: Api) -> None:
    data = JPEG + b"again"
    for api in (member, member, world.api("bo")):
        api.attach(data, "图.jpg", "image/jpeg")
    folder = world.service.directory / "blobs" / hashed(data)[:2]
    assert [path.name for path in folder.iterdir()] == [hashed(data)]


def test_the_province_sees_an_attachment_once_it_belongs_to_an_application(world: World, member: Api) -> None:
    staff = world.api("js")
    data = PDF + b"not yet"
    attachment = member.attach(data, "证明.pdf", "application/pdf")
    assert staff.call("GET", f"/v1/blobs/{hashed(data)}").status_code == 404
    application_id = member.file(attachments=[member.attach(PDF, "另一.pdf", "application/pdf")])
    old = member.data(application_id)["attachments"]
    edit = {"was": {"attachments": old}, "to": {"attachments": [*old, attachment]}}
    assert member.act("application.edit", application_id, edit, rev=1)["status"] == "applied"
    assert staff.call("GET", f"/v1/blobs/{hashed(data)}").content == data
    assert world.api("sh").call("GET", f"/v1/blobs/{hashed(data)}").status_code == 404


def test_staff_may_attach_and_the_national_office_may_not(world: World) -> None:
    world.api("js").attach(PDF + b"staff", "通知.pdf", "application/pdf")
    data = PDF + b"office"
    answer = world.api("office").call("PUT", f"/v1/blobs/{hashed(data)}", data=data)
    assert (answer.status_code, answer.json()["code"]) == (403, "FORBIDDEN")
