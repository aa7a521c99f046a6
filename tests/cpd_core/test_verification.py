"""Is a certificate genuine? Valid, altered anywhere, by another's key, revoked; and text that is none at all."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_core.entities import SourceHours
from cpd_core.proofs import prove, read_proof
from cpd_core.signed_pdf import signature_in
from cpd_core.verification import Finding, Verifier, with_record
from cpd_service.certificates.crypto import Checks
from tests.support.certificates import CERTIFICATE, key, proven, signed_pdf

VERIFIER = Verifier([key("older").public(1), key().public(1)], Checks())
STRANGER = Verifier([key("stranger").public(1)], Checks())


def said(finding: Finding) -> tuple[str, str]:
    return finding.state, finding.why.code


def test_a_proof_says_what_the_certificate_states() -> None:
    proof = read_proof(proven().proof)
    assert proof is not None
    for name in ("number", "member_no", "member_name", "year", "hours", "required_hours", "fulfilled", "by_source"):
        assert getattr(proof, name) == getattr(CERTIFICATE, name), name
    assert (proof.issued_on, proof.issuer, proof.waived_hours) == (CERTIFICATE.issued_on, CERTIFICATE.issuer, 0.0)
    assert VERIFIER.check_text(proven().proof) == Finding("valid", VERIFIER.check_text(proven().proof).why, proof)


@pytest.mark.parametrize("around", ["{}", "CPD:{}", "HTTPS://CPD.EXAMPLE.CN/C/{}", " https://cpd.example.cn/c/{}\r\n"])
def test_a_scanned_code_is_read_in_every_form(around: str) -> None:
    assert VERIFIER.check_text(around.format(proven().proof)).state == "valid"
    assert VERIFIER.check_text(around.format(proven().proof.lower())).state == "valid"


@pytest.mark.parametrize("place", [12, 40, 100, -60, -2])
def test_an_altered_code_is_not_valid(place: int) -> None:
    proof = proven().proof
    other = "B" if proof[place] == "A" else "A"
    altered = proof[:place] + other + proof[place:][1:] if place > 0 else proof[:place] + other + proof[place + 1 :]
    assert VERIFIER.check_text(altered).state != "valid"


def test_every_fact_is_signed() -> None:
    """Who knows the form can write other facts before an old signature."""
    forged = prove(msgspec.structs.replace(CERTIFICATE, hours=60.0), key().id, lambda _: b"\0" * 64)
    assert said(VERIFIER.check_text(forged)) == ("altered", "certificate.code_altered")


@given(st.text(max_size=1200) | st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", max_size=400))
def test_any_text_has_an_answer(text: str) -> None:
    assert VERIFIER.check_text(text).state == "unknown"


def test_a_source_that_came_later_is_not_misread() -> None:
    """Sources are places in a list; what is beyond it was written by a newer version."""
    odd = msgspec.structs.replace(CERTIFICATE, by_source=(SourceHours(source="special", hours=1.0),))
    proof = proven(odd).proof
    found = read_proof(proof)
    assert found is not None
    assert found.by_source == odd.by_source


def test_a_signed_file_is_valid_and_a_stranger_knows_it_not() -> None:
    assert said(VERIFIER.check_pdf(signed_pdf())) == ("valid", "certificate.valid")
    assert said(STRANGER.check_pdf(signed_pdf())) == ("unknown", "certificate.not_signed")
    assert said(VERIFIER.check_pdf(signed_pdf(by=key("stranger")))) == ("unknown", "certificate.not_signed")


def test_a_proof_of_an_older_key_in_a_file_of_the_new_one_is_valid() -> None:
    """So it is when a certificate from before a rotation is drawn again."""
    assert VERIFIER.check_pdf(signed_pdf(proven(by=key("older")))).state == "valid"


def test_a_file_of_another_s_key_around_our_proof_is_altered() -> None:
    """Somebody draws another page around a genuine proof, and signs it."""
    other_page = msgspec.structs.replace(proven(), hours=99.0)
    assert other_page.proof == proven().proof
    forged = signed_pdf(other_page, by=key("stranger"))
    assert said(VERIFIER.check_pdf(forged)) == ("altered", "certificate.file_altered")


def places(pdf: bytes) -> dict[str, int]:
    signature = pdf.index(b"/Contents <") + len(b"/Contents <")
    return {
        "header": 6,
        "page": pdf.index(b"stream\n") + 200,
        "font": pdf.index(b"/Length1") + 3000,
        "byte range": pdf.index(b"/ByteRange [0 ") + len(b"/ByteRange [0 "),
        "certificate in the signature": signature + 900,
        "signature value": pdf.index(b">", signature) - 10,
        "moment": pdf.index(b"/M (D:") + 8,
        "proof": pdf.index(b"/CpdProof (") + 60,
        "last byte": len(pdf) - 1,
    }


@pytest.mark.parametrize("where", places(signed_pdf()))
def test_a_file_altered_in_one_byte_is_not_valid(where: str) -> None:
    pdf = bytearray(signed_pdf())
    place = places(signed_pdf())[where]
    pdf[place] = ord("1") if pdf[place] == ord("0") else ord("0")
    assert VERIFIER.check_pdf(bytes(pdf)).state == "altered"


@pytest.mark.parametrize("tail", [b"\n", b"%", b"\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n0\n%%EOF\n"])
def test_a_file_with_something_behind_it_is_altered(tail: bytes) -> None:
    """An incremental update leaves every signed byte alone and shows another page."""
    assert said(VERIFIER.check_pdf(signed_pdf() + tail)) == ("altered", "certificate.file_altered")


def test_a_hole_that_is_wider_than_the_signature_is_altered() -> None:
    """The bytes of the hole are not signed: it may hold nothing but the signature."""
    pdf = signed_pdf()
    end = pdf.index(b">", pdf.index(b"/Contents <"))
    stuffed = pdf[: end - 2] + b"> /Evil <" + pdf[end - 2 :]
    assert VERIFIER.check_pdf(stuffed).state == "altered"
    assert signature_in(stuffed) is None


def test_a_signature_of_another_file_does_not_fit() -> None:
    pdf, other = signed_pdf(), signed_pdf(proven(msgspec.structs.replace(CERTIFICATE, member_name="王芝")))
    taken = other[other.index(b"/Contents <") : other.index(b">", other.index(b"/Contents <"))]
    own = pdf[pdf.index(b"/Contents <") : pdf.index(b">", pdf.index(b"/Contents <"))]
    assert len(own) == len(taken)
    assert own != taken
    assert VERIFIER.check_pdf(pdf.replace(own, taken)).state == "altered"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n%%EOF\n", b"/ByteRange [0 1 2 3]", b"\0" * 100])
def test_other_files_are_unknown(data: bytes) -> None:
    assert VERIFIER.check_pdf(data).state == "unknown"


@given(st.binary(max_size=200))
def test_whatever_stands_in_the_hole_has_an_answer(inside: bytes) -> None:
    """Readers of DER fail in many ways; ours says that the file is none of ours."""
    head = b"%%PDF-1.7\n/ByteRange [0 %d %d 1] <"
    start = len(head % (10, 10)) - 1
    held = inside.hex().encode()
    pdf = (head % (start, start + len(held) + 2)) + held + b">."
    assert VERIFIER.check_pdf(pdf).state == "unknown"


def test_the_record_has_the_last_word() -> None:
    finding = VERIFIER.check_text(proven().proof)
    assert with_record(finding, proven()) == finding
    superseded = msgspec.structs.replace(proven(), superseded_by="2026-32-000418-3")
    assert said(with_record(finding, superseded)) == ("revoked", "certificate.superseded")
    withdrawn = msgspec.structs.replace(proven(), withdrawn_on="2026-12-01")
    assert said(with_record(finding, withdrawn)) == ("revoked", "certificate.withdrawn")
    assert said(with_record(finding, None)) == ("unknown", "certificate.no_record")
    another_of_that_number = proven(msgspec.structs.replace(CERTIFICATE, member_name="李娜"))
    assert said(with_record(finding, another_of_that_number)) == ("unknown", "certificate.no_record")
