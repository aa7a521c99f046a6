"""Attachments: bytes addressed by their SHA-256, within the caller's scopes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Request, Response
from fastapi.responses import StreamingResponse

from cpd_core.applications import ATTACHMENT_BYTES_MAX, MEDIA_TYPES
from cpd_service import uploads
from cpd_service.api.bodies import read_limited
from cpd_service.api.callers import TheCaller, TheService
from cpd_service.api.openapi import described
from cpd_service.api.ranges import part_of
from cpd_service.problems import ProblemError

ANY_BYTES = {name: {"schema": {"type": "string", "format": "binary"}} for name in MEDIA_TYPES}
# A browser shall neither guess a type nor show a stranger's file inside our address.
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Disposition": "attachment",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=31536000, immutable",
}
Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]

router = APIRouter(prefix="/v1/blobs", tags=["attachments"])


async def file_body(request: Request) -> bytes:
    """The bytes of an upload, below the limit of an attachment."""
    return await read_limited(request, ATTACHMENT_BYTES_MAX - 1)


@router.put(
    "/{sha256}",
    summary="Store an attachment; the same one again is welcome",
    **described(status=204, body=ANY_BYTES, problems=(401, 413, 422, 503)),
)
def put_blob(
    request: Request, service: TheService, caller: TheCaller, sha256: Sha256, data: Annotated[bytes, Depends(file_body)]
) -> Response:
    """Verify size, hash and type, then store."""
    uploads.store(service, caller, sha256, data, request.headers.get("content-type", ""))
    return Response(status_code=204)


@router.get("/{sha256}", summary="Fetch an attachment", **described(ANY_BYTES, problems=(400, 401, 404, 416, 422, 503)))
@router.head("/{sha256}", summary="Is it there?", **described(problems=(400, 401, 404, 416, 422)))
def get_blob(
    request: Request,
    service: TheService,
    caller: TheCaller,
    sha256: Sha256,
    asked: Annotated[str, Header(alias="Range", description="one range of bytes, as `bytes=1000-`")] = "",
    if_range: Annotated[str, Header(description="the ETag that the part must be of; all is sent where it is not")] = "",
) -> Response:
    """The bytes as they were stored, or a part; 404 outside of the caller's scopes, whether it exists or not."""
    found = uploads.find(service, caller, sha256)
    if found is None:
        raise ProblemError(404, "NOT_FOUND")
    etag = f'"{sha256}"'
    part = part_of(asked if if_range in ("", etag) else "", found.size)
    headers = {**SAFE_HEADERS, **part.headers, "ETag": etag}
    if request.method == "HEAD":
        return Response(status_code=part.status, media_type=found.media_type, headers=headers)
    content = uploads.read(service, sha256, part.start, part.length)
    return StreamingResponse(content, part.status, headers, found.media_type)
