"""The page of a certificate: the same bytes again, Chinese that can be found and copied, a QR code that can be read."""

import base64
import re
import zlib
from datetime import date

import msgspec
import pytest
import segno

from cpd_core.entities import Certificate, SourceHours
from cpd_service.certificates.chinese_dates import chinese_date
from cpd_service.certificates.numbers import is_number, number_of
from cpd_service.certificates.page import LEFT, QR_BOTTOM, QR_SIZE, draw
from cpd_service.certificates.verification import code_of, qr_text

CERTIFICATE = Certificate(
    id="2026-32-000417-5",
    rev=1,
    number="2026-32-000417-5",
    member_id="m-1",
    member_no="FZ32000001",
    member_name="王㛃",  # a rare name, as people have
    member_type="non_practising",
    province="32",
    year=2026,
    hours=42.5,
    required_hours=40.0,
    fulfilled=True,
    by_source=(SourceHours(source="online", hours=34.5), SourceHours(source="output", hours=8.0)),
    issued_on="2026-11-24",
    issuer="江苏省注册会计师协会",
)
SUPERSEDED = msgspec.structs.replace(CERTIFICATE, rev=2, superseded_by="2026-32-000418-3")


def streams(pdf: bytes) -> list[bytes]:
    """The unpacked streams of a PDF as reportlab writes them: deflate, the page's own in ASCII 85 besides."""
    found: list[bytes] = []
    for filters, body in re.findall(rb"/Filter \[ ([^\]]*) \].*?stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        packed = base64.a85decode(b"<~" + body.strip(), adobe=True) if b"ASCII85Decode" in filters else body
        found.append(zlib.decompress(packed))
    return found


def readable(pdf: bytes) -> set[str]:
    """The characters that a reader can search for and copy: those of the fonts' ToUnicode maps."""
    found: set[str] = set()
    for stream in streams(pdf):
        if b"beginbfchar" in stream or b"beginbfrange" in stream:
            for target in re.findall(rb"<([0-9A-Fa-f]{4})>", stream):
                found.add(chr(int(target, 16)))
    return found


def test_same_certificate_same_bytes() -> None:
    assert draw(CERTIFICATE) == draw(CERTIFICATE)
    assert draw(CERTIFICATE) != draw(SUPERSEDED)


def test_fonts_are_embedded_and_chinese_can_be_searched() -> None:
    pdf = draw(CERTIFICATE)
    fonts = re.findall(rb"/BaseFont /([^\s/]+)", pdf)
    assert fonts
    assert all(re.fullmatch(rb"[A-Z]{6}\+NotoSansSC-(Regular|Bold)", font) for font in fonts)
    assert pdf.count(b"/FontFile2") == len(fonts)
    assert set("学时证明王㛃非执业会员继续教育在线产出式已达到江苏省注册会计师协会二〇二六年") <= readable(pdf)
    assert len(pdf) < 80_000


def test_a_superseded_page_says_so() -> None:
    assert set("被替代") <= readable(draw(SUPERSEDED))
    assert "替" not in readable(draw(CERTIFICATE))
    assert code_of(SUPERSEDED) == code_of(CERTIFICATE)


def test_not_fulfilled_is_said() -> None:
    short = msgspec.structs.replace(CERTIFICATE, hours=8.0, fulfilled=False)
    assert "尚" in readable(draw(short))
    assert "尚" not in readable(draw(CERTIFICATE))


def test_qr_code_says_number_and_code() -> None:
    """The squares on the page are, module by module, those of a QR code of the text."""
    text = qr_text(CERTIFICATE)
    assert text == f"CPD-CERTIFICATE:2026-32-000417-5:{code_of(CERTIFICATE)}"
    expected = [list(row) for row in segno.make_qr(text, error="m").matrix]
    module = QR_SIZE / len(expected)
    drawn = [[0] * len(expected) for _ in expected]
    (page,) = [stream for stream in streams(draw(CERTIFICATE)) if b" re" in stream and b"BT" in stream]
    for x, y, width, height in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re", page):
        if abs(float(height) - module) < 0.01:
            row = len(expected) - 1 - round((float(y) - QR_BOTTOM) / module)
            start = round((float(x) - LEFT) / module)
            for place in range(start, start + round(float(width) / module)):
                drawn[row][place] = 1
    assert drawn == expected


@pytest.mark.parametrize(
    "change",
    [
        {"hours": 43.0},
        {"member_name": "王芳"},
        {"number": "2026-32-000418-3"},
        {"fulfilled": False},
        {"by_source": (SourceHours(source="online", hours=42.5),)},
        {"issued_on": "2026-11-25"},
    ],
)
def test_the_code_covers_what_is_stated(change: dict[str, object]) -> None:
    assert code_of(msgspec.structs.replace(CERTIFICATE, **change)) != code_of(CERTIFICATE)


def test_numbers_are_read_back() -> None:
    number = number_of(2026, "32", 417)
    assert re.fullmatch(r"2026-32-000417-[0-9X]", number)
    assert is_number(number)
    assert not is_number(number.replace("417", "471"))
    assert not is_number("2026-32-000417")
    assert len({number_of(2026, "32", serial) for serial in range(1, 2000)}) == 1999


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 24), "二〇二六年十一月二十四日"),
        (date(2030, 1, 10), "二〇三〇年一月十日"),
        (date(2031, 10, 31), "二〇三一年十月三十一日"),
        (date(2027, 12, 20), "二〇二七年十二月二十日"),
    ],
)
def test_chinese_dates(day: date, text: str) -> None:
    assert chinese_date(day) == text
