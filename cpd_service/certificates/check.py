"""Checking certificates against the service's own keys and records."""

import hmac

import msgspec
from sqlalchemy import Connection, select

from cpd_core.entities import Certificate
from cpd_core.proofs import code_of
from cpd_core.verification import Finding, Verifier, with_record
from cpd_service.certificates.keys import known_keys
from cpd_service.store.tables import record


def check_pdf(connection: Connection, pdf: bytes) -> Finding:
    """Check a file."""
    return _in_the_records(connection, _verifier(connection).check_pdf(pdf))


def check_text(connection: Connection, text: str) -> Finding:
    """Check what a QR code says."""
    return _in_the_records(connection, _verifier(connection).check_text(text))


def by_code(connection: Connection, number: str, code: str) -> Certificate | None:
    """The certificate of a number, for who knows its check code: numbers can be guessed, 64 bits cannot."""
    certificate = find(connection, number)
    if certificate is None or not certificate.proof:
        return None
    asked = "".join(letter for letter in code.upper() if letter.isalnum())
    return certificate if hmac.compare_digest(code_of(certificate.proof).encode(), asked.encode()) else None


def _in_the_records(connection: Connection, finding: Finding) -> Finding:
    return with_record(finding, find(connection, finding.proof.number) if finding.proof else None)


def find(connection: Connection, number: str) -> Certificate | None:
    """The certificate of a number, whoever asks: what is shown of it is for the caller to judge."""
    body = connection.scalar(select(record.c.body).where(record.c.kind == "certificate", record.c.id == number))
    return None if body is None else msgspec.json.decode(body, type=Certificate)


def _verifier(connection: Connection) -> Verifier:
    from cpd_service.certificates.crypto import Checks

    return Verifier(known_keys(connection), Checks())
