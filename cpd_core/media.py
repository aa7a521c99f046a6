"""What a file is, by its content: PDF, JPEG, PNG and Office documents, the kinds that may be attached.

Said once for both sides, so that what the client lets in the service takes, too. Works on bytes; opens nothing.
"""

import io
import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {  # names of the stream that holds the document, as the file's directory spells them
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "Book": "application/vnd.ms-excel",
}
_OOXML_PARTS = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PDF_HEADER_WITHIN = 1024  # bytes; readers accept a PDF whose header comes this late


def media_type_of(data: bytes) -> str | None:
    """The media type of a file's bytes, None where it is none of those that may be attached."""
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        return "application/pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(_OLE):
        return next((kind for name, kind in _OLE_STREAMS.items() if _directory_entry(name) in data), None)
    if data.startswith(b"PK\x03\x04"):
        return _office_open_xml(data)
    return None


def _directory_entry(name: str) -> bytes:
    """A name as it stands in the directory of a compound file: UTF-16, ended by a zero."""
    return name.encode("utf-16-le") + b"\0\0"


def _office_open_xml(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        return None
    return next((kind for part, kind in _OOXML_PARTS.items() if part in names), None)
