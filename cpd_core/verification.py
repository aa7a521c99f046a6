"""Is a certificate what it says it is? The same judgement for the service, the window and the command line.

Four answers: ``valid``; ``altered``: of a service whose keys we know, and not as it was signed; ``revoked``: as it was
signed, and does not hold any more; ``unknown``: by nobody we know. This module compares; arithmetic with keys is the
caller's (:class:`Crypto`), for the core stands on the standard library.
"""

import base64
from collections.abc import Iterable
from typing import Literal, Protocol

import msgspec

from cpd_core.entities import Certificate, SigningKey
from cpd_core.messages import FieldError
from cpd_core.outcomes import error
from cpd_core.proofs import Proof, read_proof
from cpd_core.signed_pdf import Signature, proof_in, signature_in

State = Literal["valid", "altered", "revoked", "unknown"]
EXIT_STATUS: dict[State, int] = {
    "valid": 0,
    "altered": 3,
    "revoked": 4,
    "unknown": 5,
}  # 1 and 2 mean what they always do


_IT = "certificate"


class Crypto(Protocol):
    """Checks of single signatures."""

    def ed25519(self, public_key: bytes, signature: bytes, signed: bytes) -> bool:
        """Whether an Ed25519 signature fits."""
        ...

    def x509(self, certificate: bytes, signature: bytes, signed: bytes) -> bool:
        """Whether a signature by the key of an X.509 certificate (DER) fits: RSA, PKCS #1 1.5, SHA-256."""
        ...


class Finding(msgspec.Struct, frozen=True):
    """What was found: the state, why in words, and what the certificate states where that is beyond doubt."""

    state: State
    why: FieldError
    proof: Proof | None = None


class Verifier:
    """Checks signatures against the keys that are known."""

    def __init__(self, keys: Iterable[SigningKey], crypto: Crypto) -> None:
        self._keys = {key.id: key for key in keys}
        self._crypto = crypto

    def check_text(self, text: str) -> Finding:
        """Check a scanned QR code."""
        proof = read_proof(text)
        if proof is None:
            return Finding("unknown", error(_IT, "certificate.not_a_code"))
        if proof.key_id not in self._keys:
            return Finding("unknown", error(_IT, "certificate.unknown_key"))
        if not self._is_signed(proof):
            return Finding("altered", error(_IT, "certificate.code_altered"))
        return Finding("valid", error(_IT, "certificate.valid"), proof)

    def check_pdf(self, pdf: bytes) -> Finding:
        """Check a file: every byte of it is covered by a signature of ours, and it carries a proof of ours."""
        file = signature_in(pdf)
        inside = self.check_text(proof_in(pdf))
        signer = self._signer(file.signature) if file else None
        if signer is None and inside.state != "valid":
            return Finding("unknown", error(_IT, "certificate.not_signed"))
        if file is None or signer is None or not file.fits:
            return Finding("altered", error(_IT, "certificate.file_altered"))
        certificate = base64.b64decode(signer.certificate)
        if not self._crypto.x509(certificate, file.signature.value, file.signature.signed):
            return Finding("altered", error(_IT, "certificate.file_altered"))
        return inside

    def _is_signed(self, proof: Proof) -> bool:
        key = bytes.fromhex(self._keys[proof.key_id].proof_key)
        return self._crypto.ed25519(key, proof.signature, proof.signed)

    def _signer(self, signature: Signature) -> SigningKey | None:
        """The known key whose certificate comes with a signature."""
        known = self._keys.values()
        return next((key for key in known if base64.b64decode(key.certificate) in signature.cms), None)


def with_record(finding: Finding, record: Certificate | None) -> Finding:
    """What is found in the light of the certificate of that number, as the service states it now; None: there is none.

    A number can come to stand for another certificate where a database was restored: then the proofs differ.
    """
    if finding.proof is None:
        return finding
    if record is None or record.proof != finding.proof.text:
        return Finding("unknown", error(_IT, "certificate.no_record"), finding.proof)
    return Finding(*standing(record), finding.proof)


def standing(record: Certificate) -> tuple[State, FieldError]:
    """Whether a certificate that was issued still holds, and why not."""
    if record.superseded_by:
        return "revoked", error(_IT, "certificate.superseded", number=record.superseded_by)
    if record.withdrawn_on:
        return "revoked", error(_IT, "certificate.withdrawn", day=record.withdrawn_on)
    return "valid", error(_IT, "certificate.valid")
