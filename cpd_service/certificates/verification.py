"""How a reader tells that a certificate is ours: a code over everything it states, printed and in the QR code.

The service finds a certificate by its number; the code shows that the paper says what the service says.
"""

import hashlib

import msgspec

from cpd_core.entities import Certificate
from cpd_core.messages import encode

CODE_LENGTH = 16  # hex digits, 64 bits: enough against slips and tinkering with a page; a signature will do more
PREFIX = "CPD-CERTIFICATE"


def code_of(certificate: Certificate) -> str:
    """The code: the same whether or not the certificate has been superseded since."""
    stated = msgspec.structs.replace(certificate, rev=1, superseded_by="")
    return hashlib.sha256(encode(stated)).hexdigest()[:CODE_LENGTH].upper()


def shown(code: str) -> str:
    """The code in groups of four, to be read out."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def qr_text(certificate: Certificate) -> str:
    """What the QR code says: capitals, digits and few signs only, which keeps it small."""
    return f"{PREFIX}:{certificate.number}:{code_of(certificate)}"
