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
from cpd_core.proofs import Proof, read_proof
from cpd_core.signed_pdf import Signature, proof_in, signature_in

State = Literal["valid", "altered", "revoked", "unknown"]
EXIT_STATUS: dict[State, int] = {
    "valid": 0,
    "altered": 3,
    "revoked": 4,
    "unknown": 5,
}  # 1 and 2 mean what they always do


class Crypto(Protocol):
    """Checks of single signatures."""

    def ed25519(self, public_key: bytes, signature: bytes, signed: bytes) -> bool:
        """Whether an Ed25519 signature fits."""
        ...

    def x509(self, certificate: bytes, signature: bytes, signed: bytes) -> bool:
        """Whether a signature by the key of an X.509 certificate (DER) fits: SHA-256 with RSA (PKCS #1 1.5) or ECDSA."""
        ...


class Finding(msgspec.Struct, frozen=True):
    """What was found: the state, why, and what the certificate states where that is beyond doubt."""

    state: State
    why: str
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
            return Finding("unknown", "不是学时证明的二维码内容")
        if proof.key_id not in self._keys:
            return Finding("unknown", "签名密钥不在已知之列，不是本服务出具的，或本机尚未同步到新密钥")
        if not self._is_signed(proof):
            return Finding("altered", "二维码内容与签名不符")
        return Finding("valid", "签名有效", proof)

    def check_pdf(self, pdf: bytes) -> Finding:
        """Check a file: every byte of it is covered by a signature of ours, and it carries a proof of ours."""
        signature = signature_in(pdf)
        inside = self.check_text(proof_in(pdf))
        signer = self._signer(signature) if signature else None
        if signer is None and inside.state != "valid":
            return Finding("unknown", "文件没有本服务的签名，不是本服务出具的学时证明")
        if signature is None or signer is None or not signature.fits:
            return Finding("altered", "文件在签名之后被改动过")
        certificate = base64.b64decode(signer.certificate)
        if not self._crypto.x509(certificate, signature.value, signature.signed):
            return Finding("altered", "文件的签名不正确")
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
        return Finding("unknown", "签名有效，但服务没有这份证明的记录，请向出具单位核实", finding.proof)
    if record.superseded_by:
        return Finding("revoked", f"已被编号 {record.superseded_by} 的证明替代", finding.proof)
    if record.withdrawn_on:
        return Finding("revoked", f"所列学时已于 {record.withdrawn_on} 撤销确认，本证明不再有效", finding.proof)
    return finding
