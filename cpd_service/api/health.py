"""Is it alive, and may requests be sent to it?"""

from fastapi import APIRouter, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cpd_service.api.bodies import JSON
from cpd_service.api.callers import TheService
from cpd_service.api.openapi import described
from cpd_service.problems import ProblemError

router = APIRouter(tags=["service"])
_OK = {JSON: {"schema": {"type": "object", "properties": {"status": {"const": "ok"}}}}}


@router.get("/healthz", summary="Whether the process lives: restart it where this does not answer", **described(_OK))
def health() -> Response:
    """Answer."""
    return Response('{"status":"ok"}', media_type=JSON)


@router.get(
    "/readyz",
    summary="Whether requests may be sent here: it reaches its database and was not told to stop",
    **described(_OK, problems=(503,)),
)
def ready(service: TheService) -> Response:
    """Answer once the database does."""
    if service.stopping.is_set():
        raise ProblemError(503, "BUSY")
    try:
        with service.database.reading() as connection:
            connection.execute(text("SELECT 1 FROM setting"))
    except DBAPIError as failure:
        raise ProblemError(503, "BUSY") from failure
    return Response('{"status":"ok"}', media_type=JSON)
