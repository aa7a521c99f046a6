"""学时证明: the list of years, and the service's PDF. A fetched one opens offline; any can be checked offline."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cpd_core.entities import Certificate, SigningKey
from cpd_core.ledger import work_out_all
from cpd_desktop.desks.hours import facts_of
from cpd_desktop.errors import Refused, Trouble
from cpd_desktop.exports.files import readable_name, save_beside
from cpd_desktop.views import CertificateRow, Verdict

if TYPE_CHECKING:
    from cpd_core.verification import Finding, Verifier
    from cpd_desktop.account import Account
    from cpd_desktop.workspace import Workspace

FETCHED = "certificates"  # key in the store's journal: what was fetched, by number
PDF_MARK = b"%PDF"


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate whose PDF is on this machine; known here before the next sync brings it."""

    certificate: Certificate
    sha256: str


class CertificateDesk:
    """The certificates of the signed-in member; staff see those of their members."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def list(self, text: str = "") -> tuple[CertificateRow, ...]:
        """Issued certificates and the member's other years, newest first; ``text`` looks in member and number."""
        account = self._workspace.account
        fetched = _fetched(account)
        issued = _issued(account)
        here = {number for number, one in fetched.items() if account.store.blobs.path(one.sha256)}
        rows = [_row(one, file_here=one.number in here) for one in issued.values()]
        now = {row.year: row for row in _years_to_ask_for(account)}
        rows = [_compared(row, now.get(row.year)) for row in rows]
        years = {row.year for row in rows if not row.superseded}
        rows += [row for year, row in now.items() if year not in years]
        wanted = text.strip()
        found = [row for row in rows if wanted in f"{row.member_name} {row.member_no} {row.number} {row.year}"]
        return tuple(sorted(found, key=lambda row: (row.year, not row.superseded, row.number), reverse=True))

    def download(self, year: int, folder: Path) -> Path:
        """Ask the service for a year's certificate and save its PDF in a folder; returns the file.

        Raises Refused where there is nothing to certify, Offline, and Trouble where the folder cannot be written.
        """
        account = self._workspace.account
        if not account.is_member:
            raise Refused("不能下载", "学时证明由会员本人下载，请以会员身份登录")
        with self._workspace.client() as client:
            certificate = client.request_certificate(year)
            pdf = client.certificate_pdf(certificate.number)
        if not pdf.startswith(PDF_MARK):
            raise Trouble("学时证明下载失败", "服务器返回的不是 PDF 文件，请稍后重试")
        sha256 = account.store.blobs.keep(pdf, "application/pdf")
        fetched = _fetched(account) | {certificate.number: Fetched(certificate=certificate, sha256=sha256)}
        account.store.journal.put(FETCHED, msgspec.json.encode(fetched).decode())
        stem = readable_name("学时证明", certificate.member_name, str(certificate.year))
        return save_beside(folder, stem, ".pdf", pdf)

    def pdf(self, number: str) -> Path | None:
        """The PDF of a certificate that was fetched before, None where it is not on this machine."""
        account = self._workspace.account
        fetched = _fetched(account).get(number)
        return account.store.blobs.path(fetched.sha256) if fetched else None

    def verify(self, file: Path) -> Verdict:
        """Check a PDF by the keys that came with the last sync, without the service; raises Trouble for the file."""
        try:
            pdf = file.read_bytes()
        except OSError as error:
            problem = error.strerror or str(error)
            raise Trouble(
                "无法读取文件", "“{name}”读不出来（{problem}），请检查后重选", name=file.name, problem=problem
            ) from error
        return self._judged(self._verifier().check_pdf(pdf))

    def verify_code(self, text: str) -> Verdict:
        """Check what a QR code says, without the service."""
        return self._judged(self._verifier().check_text(text))

    def _verifier(self) -> "Verifier":
        from cpd_core.verification import Verifier
        from cpd_desktop.signatures import Checks  # cryptography costs 0.1 s: not before a certificate is checked

        return Verifier(self._workspace.account.store.records.entities(SigningKey), Checks())

    def _judged(self, finding: "Finding") -> Verdict:
        from cpd_core.verification import with_record

        issued = _issued(self._workspace.account)
        record = issued.get(finding.proof.number) if finding.proof else None
        if record is not None and record.proof:
            finding = with_record(finding, record)
        return Verdict(finding.state, finding.why, finding.proof, on_record=record is not None)


def _fetched(account: "Account") -> dict[str, Fetched]:
    kept = account.store.journal.get(FETCHED)
    return msgspec.json.decode(kept, type=dict[str, Fetched]) if kept else {}


def _issued(account: "Account") -> dict[str, Certificate]:
    """The certificates that are known here, by number: what the last sync brought has the last word."""
    issued = {one.certificate.number: one.certificate for one in _fetched(account).values()}
    return issued | {one.number: one for one in account.store.records.entities(Certificate)}


def _row(certificate: Certificate, file_here: bool) -> CertificateRow:
    return CertificateRow(
        id=certificate.id,
        year=certificate.year,
        number=certificate.number,
        member_no=certificate.member_no,
        member_name=certificate.member_name,
        hours=certificate.hours,
        required_hours=certificate.required_hours,
        fulfilled=certificate.fulfilled,
        issued_on=certificate.issued_on,
        superseded=not certificate.holds,
        file_here=file_here,
        withdrawn=bool(certificate.withdrawn_on) and not certificate.superseded_by,
        waived_hours=certificate.waived_hours,
    )


def _compared(issued: CertificateRow, now: CertificateRow | None) -> CertificateRow:
    """A certificate that holds, and what counts now where it is not what it states."""
    if now is None or issued.superseded:
        return issued
    stated = (issued.hours, issued.required_hours, issued.fulfilled)
    changed = stated != (now.hours, now.required_hours, now.fulfilled)
    return msgspec.structs.replace(issued, counts_now=now.hours) if changed else issued


def _years_to_ask_for(account: "Account") -> list[CertificateRow]:
    """The member's years with anything in them, as certificates that are not issued yet; whether they would be.

    The service certifies hours that count, and a year that is waived altogether (docs/decisions/0042).
    """
    facts = facts_of(account)
    if facts is None:
        return []
    member = facts.member
    years = {entry.year for entry in (*facts.applications, *facts.completions, *facts.grants)}
    ledgers = work_out_all(facts, account.reference.rules(), years).values()
    return [
        CertificateRow(
            id=f"{member.id}:{ledger.year}",
            year=ledger.year,
            number="",
            member_no=member.no,
            member_name=member.name,
            hours=ledger.counted,
            required_hours=ledger.required,
            fulfilled=ledger.fulfilled,
            issued_on="",
            superseded=False,
            file_here=False,
            waived_hours=ledger.waived,
            obtainable=bool(ledger.counted) or ledger.fulfilled,
        )
        for ledger in ledgers
        if ledger
    ]
