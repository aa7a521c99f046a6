"""The page of a certificate: the same bytes again, Chinese that can be found and copied, a QR code that can be read."""

import re

import msgspec
import pytest
import segno
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from cpd_core.proofs import code_of, read_proof, shown_code
from cpd_service.certificates import fonts, qr
from cpd_service.certificates.chinese_dates import chinese_date
from cpd_service.certificates.document import Address, document
from cpd_service.certificates.numbers import is_number, number_of
from cpd_service.certificates.page import LEFT, QR_BOTTOM, QR_SIZE
from tests.support.certificates import NOWHERE, proven, readable, signed_pdf, streams

SUPERSEDED = msgspec.structs.replace(proven(), rev=2, superseded_by="2026-32-000418-3")
WITHDRAWN = msgspec.structs.replace(proven(), rev=2, withdrawn_on="2026-12-01")
HERE = Address("https://cpd.example.cn")


def words_of(pdf: bytes) -> str:
    """What another program reads on the page: without spaces, which it sets as it thinks fit."""
    data = QByteArray(pdf)
    buffer = QBuffer(data)
    assert buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)
    document.load(buffer)
    assert document.status() == QPdfDocument.Status.Ready
    assert document.pageCount() == 1
    text = document.getAllText(0).text()
    document.close()
    return "".join(text.split())


def test_same_certificate_same_bytes() -> None:
    assert signed_pdf() == signed_pdf()
    assert document(proven(), NOWHERE) == document(proven(), NOWHERE)
    assert signed_pdf(SUPERSEDED) != signed_pdf()


def test_fonts_are_embedded_and_chinese_can_be_searched() -> None:
    pdf = signed_pdf()
    found = re.findall(rb"/Type0 /BaseFont /([^\s/]+)", pdf)
    assert len(found) == len(set(found)) >= 2
    assert all(re.fullmatch(rb"[A-Z]{6}\+NotoSansSC-(Regular|Bold)", font) for font in found)
    assert pdf.count(b"/FontFile2") == len(found)
    assert set("学时证明王㛃非执业会员继续教育在线产出式已达到江苏省注册会计师协会二〇二六年") <= readable(pdf)
    assert len(pdf) < 80_000


def test_another_program_reads_what_the_certificate_states() -> None:
    words = words_of(signed_pdf(address=HERE))
    for text in ("证明编号2026-32-000417-5", "王㛃", "FZ32000001", "非执业会员", "2026年度", "完成42.5学时", "已达到"):
        assert text in words
    for text in ("继续教育在线", "34.5", "产出式学时申请", "合计", "江苏省注册会计师协会", "二〇二六年十一月二十四日"):
        assert text in words
    assert f"校验码{shown_code(code_of(proven().proof))}" in words
    assert "https://cpd.example.cn/certificates" in words


def test_the_glyphs_of_the_wording_are_shared_and_only_a_name_needs_its_own() -> None:
    fonts.subset.cache_clear()
    for name in ("王芳", "李娜", "张伟"):
        signed_pdf(proven(msgspec.structs.replace(proven(), member_name=name, member_no=f"FZ32{len(name):06d}")))
    made = fonts.subset.cache_info()
    assert made.misses == 2 + 3, "regular and bold of the wording, and one for each name"


def test_a_page_that_does_not_hold_any_more_says_so() -> None:
    assert "已被替代" in words_of(signed_pdf(SUPERSEDED))
    assert "本证明已被编号2026-32-000418-3的证明替代" in words_of(signed_pdf(SUPERSEDED))
    assert "所列学时已于2026-12-01撤销确认，本证明不再有效" in words_of(signed_pdf(WITHDRAWN))
    assert not {"替", "撤"} & readable(signed_pdf())


def test_not_fulfilled_and_waived_are_said() -> None:
    short = msgspec.structs.replace(proven(), hours=8.0, required_hours=20.0, waived_hours=20.0, fulfilled=False)
    assert "完成8学时，豁免20学时，尚未达到该年度继续教育要求" in words_of(signed_pdf(short))
    assert "豁免" not in words_of(signed_pdf())


@pytest.mark.parametrize("address", [NOWHERE, HERE])
def test_qr_code_says_the_proof(address: Address) -> None:
    """The squares on the page are, module by module, those of a QR code of the text."""
    text = address.of_proof(proven().proof)
    assert read_proof(text) == read_proof(proven().proof)
    assert not address.url or text.startswith("HTTPS://CPD.EXAMPLE.CN/C/")
    code = segno.make_qr(text, error=qr.ERROR, mask=qr.MASK)
    assert code.mode == "alphanumeric"
    expected = [list(row) for row in code.matrix]
    assert QR_SIZE / 72 * 25.4 / len(expected) > 0.5, "millimetres: what a telephone reads from paper with ease"
    (page,) = [stream for stream in streams(document(proven(), address)) if b" re" in stream and b"BT" in stream]
    (x, y, squares) = re.findall(rb"[\d.]+ 0 0 [\d.]+ ([\d.]+) ([\d.]+) cm\n([\d re\n]+) f Q", page)[0]
    assert (float(x), float(y)) == (LEFT, QR_BOTTOM)
    drawn = [[0] * len(expected) for _ in expected]
    for column, row, length in re.findall(rb"(\d+) (\d+) (\d+) 1 re", squares):
        for place in range(int(column), int(column) + int(length)):
            drawn[len(expected) - 1 - int(row)][place] = 1
    assert drawn == expected


def test_a_name_cannot_write_into_the_file() -> None:
    """Names come from elsewhere: none of their characters may mean anything to a PDF."""
    name = "(a) >> /ByteRange [0 1 2 3] \\ <b"
    pdf = signed_pdf(proven(msgspec.structs.replace(proven(), member_name=name)))
    assert pdf.count(b"/ByteRange") == 1
    assert "".join(name.split()) in words_of(pdf)


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
        ("2026-11-24", "二〇二六年十一月二十四日"),
        ("2030-01-10", "二〇三〇年一月十日"),
        ("2031-10-31", "二〇三一年十月三十一日"),
        ("2027-12-20", "二〇二七年十二月二十日"),
    ],
)
def test_chinese_dates(day: str, text: str) -> None:
    assert chinese_date(day) == text
