"""The PDF of a certificate: its page, what the file says about itself, and a signature over every byte."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from cpd_core.entities import Certificate
from cpd_core.proofs import PREFIX
from cpd_service.certificates.pades import Signer
from cpd_service.certificates.page import draw
from cpd_service.certificates.pdf import PdfFile, fill_range, information, signature_dictionary
from cpd_service.clock import BEIJING


@dataclass(frozen=True, slots=True)
class Address:
    """Where everyone can open the service, such as ``https://cpd.example.cn``; "" where it is known by none."""

    url: str = ""

    @property
    def of_check(self) -> str:
        """The page that checks a number."""
        return f"{self.url}/certificates" if self.url else ""

    def of_proof(self, proof: str) -> str:
        """What a QR code says: an address that a telephone opens. In capitals it takes the smaller form of letters."""
        return f"{self.url}/C/{proof}".upper() if self.url else PREFIX + proof


def document(certificate: Certificate, address: Address, signer: Signer | None = None) -> bytes:
    """The PDF; the same certificate and signer give the same bytes. Without a signer it is not signed."""
    pdf = PdfFile()
    pages = pdf.add(b"")
    if signer is None:
        field, annotations, form = 0, b"", b""
    else:
        moment = max(signer.valid_from, datetime.combine(_day(certificate), time(), BEIJING))
        signature = pdf.add(signature_dictionary(moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"), signer.room))
        field = pdf.add(b"")
        annotations = b"/Annots [%d 0 R] " % field
        form = b"/AcroForm << /Fields [%d 0 R] /SigFlags 3 >> /Perms << /DocMDP %d 0 R >> " % (field, signature)
    page = draw(certificate, address.of_proof(certificate.proof), address.of_check).add_to(pdf, pages, annotations)
    pdf.put(pages, b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % page)
    if signer is not None:
        widget = (
            b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /Rect [0 0 0 0] /F 132 /P %d 0 R /V %d 0 R >>"
        )
        pdf.put(field, widget % (page, field - 1))
    catalogue = b"<< /Type /Catalog /Pages %d 0 R /Lang (zh-CN) /ViewerPreferences << /DisplayDocTitle true >> %s>>"
    about = information(
        f"学时证明 {certificate.number}",
        certificate.issuer,
        f"{certificate.member_name} {certificate.year} 年度继续教育学时证明",
        certificate.proof,
    )
    written = pdf.to_bytes(pdf.add(catalogue % (pages, form)), pdf.add(about))
    return written if signer is None else _signed(written, signer)


def _signed(pdf: bytes, signer: Signer) -> bytes:
    before, hole, after = fill_range(pdf, signer.room)
    made = signer.sign(before + after).hex().encode()
    return before + b"<" + made.ljust(len(hole) - 2, b"0") + b">" + after


def _day(certificate: Certificate) -> date:
    return date.fromisoformat(certificate.issued_on)
