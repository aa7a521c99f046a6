"""Single signatures checked with cryptography, for :mod:`cpd_core.verification`. Heavy: import it when needed."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey


class Checks:
    """A :class:`cpd_core.verification.Crypto`. The service has its own: neither imports the other."""

    def ed25519(self, public_key: bytes, signature: bytes, signed: bytes) -> bool:
        """Whether an Ed25519 signature fits."""
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
        except InvalidSignature:
            return False
        return True

    def x509(self, certificate: bytes, signature: bytes, signed: bytes) -> bool:
        """Whether an RSA signature (PKCS #1 1.5, SHA-256) by the key of a certificate fits."""
        key = x509.load_der_x509_certificate(certificate).public_key()
        if not isinstance(key, RSAPublicKey):  # of a newer service; this program cannot tell
            return False
        try:
            key.verify(signature, signed, PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            return False
        return True
