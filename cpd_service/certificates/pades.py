"""PAdES baseline signatures (ETSI EN 319 142-1, level B-B): pyHanko makes the first one of a key, we make the others.

Two signatures of one key differ in two places only: the digest of the file and the RSA signature, which have fixed
lengths. pyHanko builds the whole structure anew each time (20 ms); putting the two into place costs what RSA costs.
"""

# asn1crypto has no types
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from cpd_core.signed_pdf import read_cms
from cpd_service.certificates.private_keys import PrivateKey

_MARK = hashlib.sha256(b"a digest to be replaced").digest()


@dataclass(frozen=True, slots=True)
class _Form:
    """A signature of :data:`_MARK` without its value, and the attributes that the value is over."""

    head: bytes
    attributes: bytes


class Signer:
    """Signs the bytes of PDFs with one key; safe to use from many threads."""

    def __init__(self, key: PrivateKey) -> None:
        self._key = key

    @property
    def valid_from(self) -> datetime:
        """Since when the certificate may sign."""
        return self._key.valid_from

    @cached_property
    def room(self) -> int:
        """How many bytes a signature takes."""
        return len(self.sign(b""))

    def sign(self, signed: bytes) -> bytes:
        """A detached CMS signature over these bytes, DER."""
        return self._fill(hashlib.sha256(signed).digest())

    def _fill(self, digest: bytes) -> bytes:
        value = self._key.sign_pdf(self._form.attributes.replace(_MARK, digest))
        return self._form.head.replace(_MARK, digest) + value

    @cached_property
    def _form(self) -> _Form:
        """The form that all signatures of this key have, by pyHanko."""
        made = by_pyhanko(self._key, _MARK)
        signature = read_cms(made)
        form = _Form(made.removesuffix(signature.value), signature.signed)
        assert form.head.count(_MARK) == form.attributes.count(_MARK) == 1
        return form


def by_pyhanko(key: PrivateKey, digest: bytes) -> bytes:
    """A whole CMS signature over a digest."""
    from asn1crypto import keys, x509  # these take a second to load: when the first certificate is drawn
    from pyhanko.sign.signers.pdf_cms import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    own, *others = (x509.Certificate.load(each) for each in key.chain)
    store = SimpleCertificateStore.from_certs(others)
    signer = SimpleSigner(own, keys.PrivateKeyInfo.load(key.pdf_key), store)
    return asyncio.run(signer.async_sign(digest, "sha256", use_pades=True)).dump()


@lru_cache(maxsize=2)  # the one that signs, and the one before while a rotation goes on
def signer_of(key: PrivateKey) -> Signer:
    """The signer of a key: pyHanko's part of the work is done once."""
    return Signer(key)
