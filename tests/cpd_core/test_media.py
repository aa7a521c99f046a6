"""What a file is, by its content and not by its name."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_core.applications import MEDIA_TYPES
from cpd_core.media import media_type_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(*names: str) -> bytes:
    """A zip file with members of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "<xml/>")  # of no date: names of tests are made of these bytes
    return out.getvalue()


def compound(stream: str) -> bytes:
    """As much of a compound file (Office 97-2003) as names its document."""
    return OLE + bytes(600) + stream.encode("utf-16-le").ljust(64, b"\0")


FILES = {
    "application/pdf": b"%PDF-1.7\n",
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "image/png": b"\x89PNG\r\n\x1a\n\x00",
    "application/msword": compound("WordDocument"),
    "application/vnd.ms-excel": compound("Workbook"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": package(
        "[Content_Types].xml", "word/document.xml"
    ),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": package("xl/workbook.xml"),
}


def test_every_kind_that_may_be_attached_is_recognised():
    assert FILES.keys() == MEDIA_TYPES.keys()
    assert {kind: media_type_of(data) for kind, data in FILES.items()} == {kind: kind for kind in FILES}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PD",
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script>",
        bytes(1024) + b"%PDF-1.7",  # the header comes too late
        OLE,
        compound("EncryptedPackage"),
        package("ppt/presentation.xml"),
        package("AndroidManifest.xml"),
        FILES["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"][:-20],  # cut off
        b"PK\x03\x04",
    ],
)
def test_everything_else_is_not(data):
    assert media_type_of(data) is None


def test_a_pdf_may_begin_with_a_little_of_something_else():
    assert media_type_of(b"\xef\xbb\xbf\r\n%PDF-1.4") == "application/pdf"


@given(st.sampled_from(sorted(FILES)), st.integers(0, 400), st.binary(max_size=40))
def test_a_damaged_file_is_judged_and_never_breaks_the_judge(kind, place, junk):
    data = FILES[kind]
    answer = media_type_of(data[:place] + junk + data[place + len(junk) :])
    assert answer is None or answer in MEDIA_TYPES
