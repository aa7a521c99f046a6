"""Certificates: issued for the caller's own year, and as a PDF."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Path, Response

from cpd_core.entities import Certificate
from cpd_core.messages import CertificateRequest
from cpd_service.api.blobs import SAFE_HEADERS
from cpd_service.api.bodies import answer, decode, json_body
from cpd_service.api.callers import TheCaller, TheService
from cpd_service.api.openapi import described
from cpd_service.certificates.find import find
from cpd_service.certificates.issue import issue, proven
from cpd_service.problems import ProblemError

PDF = "application/pdf"
PDF_BYTES = {PDF: {"schema": {"type": "string", "format": "binary"}}}

_asked = msgspec.json.Decoder(CertificateRequest)
router = APIRouter(prefix="/v1/certificates", tags=["certificates"])


@router.post(
    "",
    summary="The certificate of one of the caller's years; the same figures give the same one",
    **described(Certificate, body=CertificateRequest, problems=(400, 401, 403, 413, 415, 422, 503)),
)
def post_certificate(service: TheService, caller: TheCaller, body: Annotated[bytes, Depends(json_body)]) -> Response:
    """Work out the year from the service's own records and state it."""
    return answer(issue(service, caller, decode(body, _asked).year))


@router.get("/{number}/pdf", summary="A certificate as a PDF", **described(PDF_BYTES, problems=(401, 404, 422, 503)))
def get_pdf(service: TheService, caller: TheCaller, number: Annotated[str, Path(max_length=100)]) -> Response:
    """The page as issued and signed, marked once it does not hold any more; 404 outside of the caller's scopes."""
    with service.database.reading() as connection:
        certificate = find(connection, caller, number)
        if certificate is None:
            raise ProblemError(404, "NOT_FOUND")
        key = service.signing_key(connection)
    from cpd_service.certificates.document import Address, document  # fonts: loaded when the first page is drawn
    from cpd_service.certificates.pades import signer_of

    name = f'attachment; filename="certificate-{certificate.number}.pdf"'
    # not immutable: a later certificate marks this one as superseded
    headers = SAFE_HEADERS | {"Content-Disposition": name, "Cache-Control": "private, no-cache"}
    pdf = document(proven(service, certificate), Address(service.public_url), signer_of(key))
    return Response(pdf, media_type=PDF, headers=headers)
