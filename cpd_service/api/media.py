"""Media of courses: an address for who is signed in, and the bytes for whoever has the address."""

import logging
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from cpd_core.messages import MediaAddress
from cpd_service.api.bodies import answer
from cpd_service.api.callers import TheCaller, TheService
from cpd_service.api.openapi import described
from cpd_service.api.ranges import part_of
from cpd_service.problems import ProblemError
from cpd_service.store.blob_store import BlobMissing
from cpd_service.study import media

BYTES = {"video/*": {"schema": {"type": "string", "format": "binary"}}}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=7200",
}
Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]

log = logging.getLogger(__name__)
router = APIRouter(tags=["study"])


@router.get(
    "/v1/media/{sha256}/address",
    summary="Where a player finds a lesson's video or sound, for two hours",
    **described(MediaAddress, problems=(401, 404, 422)),
)
def get_address(service: TheService, caller: TheCaller, sha256: Sha256) -> Response:
    """Everyone who is signed in may see every course; what is no medium of a course is 404."""
    with service.database.reading() as connection:
        if media.find(connection, sha256) is None:
            raise ProblemError(404, "NOT_FOUND")
    with service.database.writing() as connection:
        found = answer(media.address_of(connection, sha256))
    found.headers["Cache-Control"] = "no-store"
    return found


@router.get("/media/{sha256}", summary="A video or a sound", **described(BYTES, problems=(400, 403, 404, 416, 422)))
@router.head("/media/{sha256}", summary="Is it there?", **described(problems=(400, 403, 404, 416, 422)))
def get_media(
    request: Request,
    service: TheService,
    sha256: Sha256,
    until: Annotated[int, Query(description="when the address ends: seconds since 1970")],
    sign: Annotated[str, Query(max_length=64, description="the service's signature")],
    asked: Annotated[str, Header(alias="Range", description="one range of bytes, as `bytes=1000-`")] = "",
    if_range: Annotated[str, Header(description="the ETag that the part must be of; all is sent where it is not")] = "",
) -> Response:
    """The bytes, or a part; 403 code ADDRESS_OVER once the address does not hold any more."""
    with service.database.reading() as connection:
        if not media.is_signed(connection, sha256, until, sign):
            raise ProblemError(403, "ADDRESS_OVER")
        found = media.find(connection, sha256)
    if found is None or service.media is None:
        raise ProblemError(404, "NOT_FOUND")
    etag = f'"{sha256}"'
    part = part_of(asked if if_range in ("", etag) else "", found.size)
    headers = {**HEADERS, **part.headers, "ETag": etag}
    if request.method == "HEAD":
        return Response(status_code=part.status, media_type=found.media_type, headers=headers)
    try:
        content = service.media.open(sha256, part.start, part.length)
    except BlobMissing as failure:
        log.error("medium %s is missing from the store", sha256)
        raise ProblemError(404, "NOT_FOUND") from failure
    return StreamingResponse(content, part.status, headers, found.media_type)
