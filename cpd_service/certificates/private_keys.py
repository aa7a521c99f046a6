"""The private half of a key: made, read from a PKCS #12 file, kept as one file, used. Heavy: import it when needed."""

import hashlib
from datetime import UTC, datetime, timedelta
from functools import cached_property

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from cpd_core.entities import SigningKey
from cpd_core.messages import encode
from cpd_service import clock
from cpd_service.certificates.key_folder import KeyTrouble

RSA_BITS = 3072
VALID_DAYS = 3653  # ten years: evidence is kept three at least, and rotating is one command
COMMON_NAME = "学时证明签名（系统自签）"
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A key as its file holds it; the bytes are base64 there. ``chain`` begins with the key's own certificate."""

    id: str
    made_at: str
    proof_key: bytes  # Ed25519, 32 bytes
    pdf_key: bytes  # PKCS #8, DER
    chain: tuple[bytes, ...]  # X.509, DER


_reader = msgspec.json.Decoder(Kept)


class PrivateKey:
    """Signs QR codes (Ed25519) and PDFs (RSA, by an X.509 certificate)."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._proof = Ed25519PrivateKey.from_private_bytes(kept.proof_key)
        self._pdf = _usable(serialization.load_der_private_key(kept.pdf_key, None))
        self.id = kept.id
        self.made_at = kept.made_at
        self.chain = kept.chain
        self.pdf_key = kept.pdf_key

    @cached_property
    def valid_from(self) -> datetime:
        """Since when the certificate may sign."""
        return x509.load_der_x509_certificate(self.chain[0]).not_valid_before_utc

    def sign_proof(self, data: bytes) -> bytes:
        """The Ed25519 signature."""
        return self._proof.sign(data)

    def sign_pdf(self, data: bytes) -> bytes:
        """The signature by the certificate's key, with SHA-256; the same data give the same bytes."""
        return self._pdf.sign(data, padding.PKCS1v15(), hashes.SHA256())

    def public(self, rev: int) -> SigningKey:
        """What everyone may know."""
        return SigningKey(
            id=self.id,
            rev=rev,
            made_at=self.made_at,
            proof_key=self._proof.public_key().public_bytes_raw().hex(),
            certificate=msgspec.to_builtins(self.chain[0]),
        )

    def to_bytes(self) -> bytes:
        """The content of its file."""
        return encode(self._kept)


def make() -> PrivateKey:
    """A new key with a certificate that it signs itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    return _kept(key, (_self_signed(key),))


def from_pkcs12(data: bytes, password: bytes) -> PrivateKey:
    """A new key whose PDFs are signed by the certificate of a PKCS #12 file; raises :class:`KeyTrouble`."""
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, password or None)
    except ValueError as failure:
        raise KeyTrouble(f"not a PKCS #12 file, or another password: {failure}") from failure
    if certificate is None:
        raise KeyTrouble("the file holds no certificate")
    return _kept(_usable(key), (certificate, *others))


def from_bytes(data: bytes) -> PrivateKey:
    """A key from its file; raises :class:`KeyTrouble`."""
    try:
        return PrivateKey(_reader.decode(data))
    except ValueError as failure:  # msgspec's errors, too
        raise KeyTrouble(f"this is no key of the service: {failure}") from failure


def _kept(key: rsa.RSAPrivateKey, chain: tuple[x509.Certificate, ...]) -> PrivateKey:
    proof = Ed25519PrivateKey.generate()
    public = proof.public_key().public_bytes_raw()
    der, pkcs8 = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    kept = Kept(
        id=hashlib.sha256(public).hexdigest()[:8],
        made_at=clock.now(),
        proof_key=proof.private_bytes_raw(),
        pdf_key=key.private_bytes(der, pkcs8, serialization.NoEncryption()),
        chain=tuple(certificate.public_bytes(der) for certificate in chain),
    )
    return PrivateKey(kept)


def _usable(key: object) -> rsa.RSAPrivateKey:
    if isinstance(key, rsa.RSAPrivateKey):
        return key
    raise KeyTrouble("only RSA keys can sign PDFs here: those every reader of PDFs can check")


def _self_signed(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, COMMON_NAME)])
    now = datetime.now(UTC).replace(microsecond=0)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)  # to sign, and to stand by it
    builder = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256())
