"""First loads: a scope in one packed file."""

from collections.abc import Iterator
from typing import Annotated, BinaryIO

from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.responses import StreamingResponse

from cpd_core.outcomes import error
from cpd_core.prepared import FORM
from cpd_service.api.bodies import JSON
from cpd_service.api.callers import TheCaller, TheService
from cpd_service.api.feed import Scope, check_scope
from cpd_service.api.openapi import described
from cpd_service.api.protocol import fitting_protocol
from cpd_service.api.ranges import Part, part_of
from cpd_service.problems import ProblemError
from cpd_service.snapshots.shelf import TooSmall

ZSTD = "application/zstd"
RETRY_SECONDS = 1
CHUNK = 256 * 1024  # bytes held at a time
BUILDING = {
    "description": "It is being built; see Retry-After",
    "content": {JSON: {"schema": {"type": "object", "properties": {"status": {"const": "building"}}}}},
}

router = APIRouter(prefix="/v1/scopes", tags=["sync"], dependencies=[Depends(fitting_protocol)])
_described = described(
    {ZSTD: {"schema": {"type": "string", "format": "binary"}}}, problems=(400, 401, 403, 404, 416, 422, 426)
)
_described["responses"][202] = BUILDING


@router.get("/{scope}/snapshot", summary="All that a scope holds, in one packed file; takes Range", **_described)
def get_snapshot(
    service: TheService,
    caller: TheCaller,
    scope: Scope,
    form: Annotated[int, Query(description="the form of the file that the client takes over")],
    asked: Annotated[str, Header(alias="Range", description="one range of bytes, as `bytes=1000-`")] = "",
    if_range: Annotated[str, Header(description="the ETag that the part must be of; all is sent where it is not")] = "",
) -> Response:
    """A prepared cache, see :mod:`cpd_core.prepared`; the feed goes on from its ``high``."""
    check_scope(caller, scope)
    if service.snapshots is None or form != FORM:
        raise ProblemError(404, "NO_SNAPSHOT", error("scope", "NO_SNAPSHOT"))
    try:
        ready = service.snapshots.take(scope)
    except TooSmall:
        raise ProblemError(404, "NO_SNAPSHOT", error("scope", "NO_SNAPSHOT")) from None
    if ready is None:
        return Response('{"status": "building"}', 202, {"Retry-After": str(RETRY_SECONDS)}, JSON)
    part = part_of(asked if if_range in ("", ready.etag) else "", ready.path.stat().st_size)
    headers = {**part.headers, "ETag": ready.etag, "Cache-Control": "private, no-cache"}
    return StreamingResponse(_chunks(ready.path.open("rb"), part), part.status, headers, ZSTD)


def _chunks(file: BinaryIO, part: Part) -> Iterator[bytes]:
    with file:
        file.seek(part.start)
        left = part.length
        while left and (chunk := file.read(min(left, CHUNK))):
            left -= len(chunk)
            yield chunk
