"""What everyone may ask without signing in: the public keys, and whether a certificate is genuine (as HTML).

A number alone says nothing, not even whether there is such a certificate: numbers count upwards and would give away
names. Who has the paper has its check code, or its QR code.
"""

import hashlib
from base64 import b64encode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from cpd_core.messages import KeyList
from cpd_core.verification import standing
from cpd_core.wording import say_error
from cpd_service.api.bodies import answer
from cpd_service.api.callers import TheService
from cpd_service.api.openapi import described
from cpd_service.certificates import check, check_page
from cpd_service.certificates.keys import known_keys
from cpd_service.problems import ProblemError
from cpd_service.service import Service

_STYLE_HASH = b64encode(hashlib.sha256(check_page.STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address holds the check code
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}

router = APIRouter(tags=["certificates"])
pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/v1/keys", summary="The public keys that certificates are signed by, old ones too", **described(KeyList))
def get_keys(service: TheService) -> Response:
    """For who checks certificates without an account; clients get the same by their feed."""
    with service.database.reading() as connection:
        return answer(KeyList(keys=tuple(known_keys(connection))))


@pages.get("/certificates")
def get_form(service: TheService, request: Request, number: str = "", code: str = "") -> Response:
    """The form, and what it is answered with."""
    return _checked(service, request, number.strip(), code)


@pages.get("/certificates/{number}")
def get_check(service: TheService, request: Request, number: str, code: str = "") -> Response:
    """The same for a number that is known already."""
    return _checked(service, request, number.strip(), code)


@pages.get("/C/{proof}")
def get_scanned(service: TheService, request: Request, proof: str) -> Response:
    """What the QR code's address shows; capitals and short, for a QR code."""
    if refused := _too_often(service, request):
        return refused
    with service.database.reading() as connection:
        finding = check.check_text(connection, proof)
        certificate = check.find(connection, finding.proof.number) if finding.proof else None
    known = certificate if certificate and finding.state in ("valid", "revoked") else None
    return _page(check_page.answer(finding.state, say_error(finding.why), known))


def _checked(service: Service, request: Request, number: str, code: str) -> Response:
    if not code:
        return _page(check_page.form(number))
    if refused := _too_often(service, request):
        return refused
    with service.database.reading() as connection:
        certificate = check.by_code(connection, number, code)
    if certificate is None:
        why = "编号与校验码不符，或没有这份证明。请核对后再试；仍查不到的，请向出具单位核实。"
        return _page(check_page.answer("unknown", why, number=number))
    state, why = standing(certificate)
    return _page(check_page.answer(state, say_error(why), certificate))


def _too_often(service: Service, request: Request) -> Response | None:
    try:
        service.limit.take(request.client.host if request.client else "")
    except ProblemError as refused:
        wait = refused.headers["Retry-After"]
        return HTMLResponse(check_page.too_many(wait), 429, HEADERS | refused.headers)
    return None


def _page(html: str) -> Response:
    return HTMLResponse(html, headers=HEADERS)
