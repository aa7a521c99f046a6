"""xAPI 1.0.3 for the platforms of accounting institutes: they report, with a key of their own, and hours appear."""

import base64
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from cpd_core.outcomes import error
from cpd_service.api.bodies import JSON, json_body
from cpd_service.api.callers import TheService
from cpd_service.api.openapi import described
from cpd_service.problems import ProblemError
from cpd_service.service import Service
from cpd_service.study import statements
from cpd_service.study.institutes import institute_of

VERSION = "1.0.3"
HEADER = "X-Experience-API-Version"
STATEMENTS: dict[str, Any] = {JSON: {"schema": {"type": ["object", "array"], "description": "xAPI 1.0.3 statements"}}}
IDS: dict[str, Any] = {JSON: {"schema": {"type": "array", "items": {"type": "string", "format": "uuid"}}}}
ABOUT: dict[str, Any] = {JSON: {"schema": {"type": "object", "properties": {"version": {"type": "array"}}}}}
Version = Annotated[str, Header(alias=HEADER, description="1.0, or 1.0.x")]
StatementId = Annotated[str, Query(alias="statementId", pattern=r"^[0-9A-Fa-f-]{36}$")]

router = APIRouter(prefix="/xapi", tags=["institutes"])


def the_institute(request: Request, service: TheService, version: Version = "") -> str:
    """The institute that reports; raises :class:`ProblemError` 400 for another version, 401 for a wrong key."""
    name, secret = _key_of(request.headers.get("authorization", ""))
    with service.database.reading() as connection:
        institute_id = institute_of(connection, name, secret)
    if institute_id is None:
        service.limit.take(request.client.host if request.client else "")  # who guesses is slowed down
        raise ProblemError(401, "SIGN_IN", error("Authorization", "SIGN_IN"), headers={"WWW-Authenticate": "Basic"})
    if not version.startswith("1.0"):
        raise ProblemError(
            400, "MALFORMED", error(HEADER, "field.type", detail=f"{VERSION} is spoken here"), headers={HEADER: VERSION}
        )
    return institute_id


TheInstitute = Annotated[str, Depends(the_institute)]
Body = Annotated[bytes, Depends(json_body)]


@router.get("/about", summary="The versions of xAPI that are spoken", **described(ABOUT))
def get_about() -> Response:
    """For whoever asks."""
    return _answer(b'{"version":["1.0.3"]}')


@router.post(
    "/statements",
    summary="Report that members completed or passed courses; a statement counts once, however often it comes",
    **described(IDS, body=STATEMENTS, problems=(400, 401, 409, 413, 415, 422, 429, 503)),
)
def post_statements(service: TheService, institute: TheInstitute, body: Body) -> Response:
    """All statements of a request or none of them; the answer are their ids."""
    told = statements.read(body)
    _take(service, institute, told)
    return _answer(b"[%s]" % b",".join(b'"%s"' % one.id.encode() for one in told))


@router.put(
    "/statements",
    summary="Report one statement under an id of the platform's",
    **described(status=204, body=STATEMENTS, problems=(400, 401, 409, 413, 415, 422, 429, 503)),
)
def put_statement(service: TheService, institute: TheInstitute, statement_id: StatementId, body: Body) -> Response:
    """The same as :func:`post_statements`."""
    _take(service, institute, statements.read(body, statement_id))
    return Response(status_code=204, headers={HEADER: VERSION})


@router.get(
    "/statements",
    summary="A statement that was reported",
    **described(STATEMENTS, problems=(400, 401, 404, 422, 429)),
)
def get_statement(service: TheService, institute: TheInstitute, statement_id: StatementId) -> Response:
    """As it came, with its id."""
    with service.database.reading() as connection:
        found = statements.find(connection, institute, statement_id)
    if found is None:
        raise ProblemError(404, "NOT_FOUND")
    return _answer(found.encode())


def _take(service: Service, institute: str, told: list[statements.Told]) -> None:
    with service.database.writing() as connection:
        statements.take(connection, institute, told)


def _answer(body: bytes) -> Response:
    return Response(body, media_type=JSON, headers={HEADER: VERSION, "Cache-Control": "no-store"})


def _key_of(header: str) -> tuple[str, str]:
    scheme, _, packed = header.partition(" ")
    try:
        name, _, secret = base64.b64decode(packed.strip(), validate=True).decode().partition(":")
    except ValueError:  # not base64, not ASCII or not UTF-8
        return "", ""
    return (name, secret) if scheme.lower() == "basic" else ("", "")
