"""Newer versions of the client, as its publisher has put them into a folder: a signed manifest and an installer.

The service trusts nobody's signature and needs none: it hands on bytes, and the client checks them.
"""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Header, Path, Response
from fastapi.responses import StreamingResponse

from cpd_service.api.callers import TheCaller, TheService
from cpd_service.api.openapi import described
from cpd_service.api.ranges import part_of
from cpd_service.problems import ProblemError

MANIFEST = "manifest.json"
PIECE = 256 * 1024  # bytes
ANY_JSON = {"application/json": {"schema": {"type": "object"}}}
ANY_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
Channel = Annotated[str, Path(pattern="^[a-z][a-z0-9-]{0,30}$")]
Name = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]

router = APIRouter(prefix="/v1/updates", tags=["updates"])


@router.get("/{channel}", summary="The newest version on a channel", **described(ANY_JSON, problems=(401, 404, 422)))
def get_manifest(service: TheService, caller: TheCaller, channel: Channel) -> Response:
    """The manifest as the publisher signed it; 404 where none is offered."""
    data = _file(service.updates, channel, MANIFEST).read_bytes()
    return Response(data, media_type="application/json", headers={"Cache-Control": "no-cache"})


@router.get("/{channel}/{name}", summary="An installer", **described(ANY_BYTES, problems=(400, 401, 404, 416, 422)))
def get_file(
    service: TheService,
    caller: TheCaller,
    channel: Channel,
    name: Name,
    asked: Annotated[str, Header(alias="Range", description="one range of bytes, as `bytes=1000-`")] = "",
    if_range: Annotated[str, Header(description="the ETag that the part must be of; all is sent where it is not")] = "",
) -> Response:
    """The file, or a part of it."""
    path = _file(service.updates, channel, name)
    facts = path.stat()
    etag = f'"{facts.st_size:x}-{facts.st_mtime_ns:x}"'
    part = part_of(asked if if_range in ("", etag) else "", facts.st_size)
    headers = {**part.headers, "ETag": etag, "X-Content-Type-Options": "nosniff"}
    content = _pieces(path, part.start, part.length)
    return StreamingResponse(content, part.status, headers, "application/octet-stream")


def _file(folder: FilePath | None, channel: str, name: str) -> FilePath:
    path = folder / channel / name if folder else None
    if path is None or not path.is_file():
        raise ProblemError(404, "NOT_FOUND")
    return path


def _pieces(path: FilePath, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece
