"""Is it alive?"""

from fastapi import APIRouter, Response
from sqlalchemy import text

from cpd_service.api.bodies import JSON
from cpd_service.api.callers import TheService
from cpd_service.api.openapi import described

router = APIRouter(tags=["service"])


@router.get(
    "/healthz",
    summary="Whether the service reaches its database",
    **described({JSON: {"schema": {"type": "object", "properties": {"status": {"const": "ok"}}}}}),
)
def health(service: TheService) -> Response:
    """Answer once the database does."""
    with service.database.reading() as connection:
        connection.execute(text("SELECT 1"))
    return Response('{"status":"ok"}', media_type=JSON)
