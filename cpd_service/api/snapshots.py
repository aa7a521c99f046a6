"""First loads: a scope in one packed file."""

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse

from cpd_core.outcomes import error
from cpd_service.api.bodies import JSON
from cpd_service.api.callers import TheCaller, TheService
from cpd_service.api.feed import Scope, check_scope
from cpd_service.api.openapi import described
from cpd_service.api.protocol import fitting_protocol
from cpd_service.problems import ProblemError
from cpd_service.snapshots.shelf import TooSmall

GZIP = "application/gzip"
RETRY_SECONDS = 1
BUILDING = {
    "description": "It is being built; see Retry-After",
    "content": {JSON: {"schema": {"type": "object", "properties": {"status": {"const": "building"}}}}},
}

router = APIRouter(prefix="/v1/scopes", tags=["sync"], dependencies=[Depends(fitting_protocol)])
_described = described({GZIP: {"schema": {"type": "string", "format": "binary"}}}, problems=(401, 403, 404, 422, 426))
_described["responses"][202] = BUILDING


@router.get("/{scope}/snapshot", summary="All that a scope holds, in one packed file; takes Range", **_described)
def get_snapshot(service: TheService, caller: TheCaller, scope: Scope) -> Response:
    """Lines of JSON, see :func:`cpd_service.snapshots.build.build`; the feed goes on from its ``high``."""
    check_scope(caller, scope)
    if service.snapshots is None:
        raise ProblemError(404, "NO_SNAPSHOT", error("scope", "NO_SNAPSHOT"))
    try:
        ready = service.snapshots.take(scope)
    except TooSmall:
        raise ProblemError(404, "NO_SNAPSHOT", error("scope", "NO_SNAPSHOT")) from None
    if ready is None:
        return Response('{"status": "building"}', 202, {"Retry-After": str(RETRY_SECONDS)}, JSON)
    headers = {"ETag": ready.etag, "Cache-Control": "private, no-cache"}
    return FileResponse(ready.path, media_type=GZIP, headers=headers)
