"""Request bodies within limits, and answers with or without gzip."""

import zlib
from typing import TypeVar

import msgspec
from fastapi import Request, Response
from starlette.requests import ClientDisconnect

from cpd_core.messages import encode
from cpd_core.outcomes import error
from cpd_service.problems import ProblemError, malformed

BODY_MAX = 8 * 1024 * 1024  # bytes of any JSON body, unpacked; 1,000 of the largest sensible commands are 4 MB
JSON = "application/json"
GZIP_FROM = 1024  # bytes; below, packing costs more than it saves
GZIP_LEVEL = 1  # fast: a page of 1,000 records packs in 3 ms to an eighth
_GZIP_WINDOW = 31  # zlib's way to say gzip

T = TypeVar("T")


async def json_body(request: Request) -> bytes:
    """The body of a request with JSON, unpacked; raises :class:`ProblemError` 413 or 415."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("gzip", "identity"):
        raise ProblemError(415, "ENCODING", error("Content-Encoding", "ENCODING"))
    body = await read_limited(request, BODY_MAX)
    return _unpack(body) if encoding == "gzip" else body


async def read_limited(request: Request, limit: int) -> bytes:
    """The raw body, at most ``limit`` bytes of it; what is larger is refused without being read."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise too_large(limit)
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise too_large(limit)
            parts.append(part)
    except ClientDisconnect as gone:  # the answer reaches nobody; it is no mistake of ours, to be logged as one
        raise ProblemError(400, "MALFORMED", error("body", "field.type", detail="the body is cut off")) from gone
    return b"".join(parts)


def too_large(limit: int, field: str = "body") -> ProblemError:
    """The problem for what is larger than ``limit`` bytes."""
    text = f"{limit // (1024 * 1024)} MB"
    return ProblemError(413, "TOO_LARGE", error(field, "TOO_LARGE", max=text), params={"max": text})


def decode(body: bytes, decoder: "msgspec.json.Decoder[T]") -> T:
    """Decode a body; raises :class:`ProblemError` naming the field.

    By a decoder that was made when its module was loaded: msgspec learns a type when it first meets it, and two
    requests that let it learn the same one at once can crash the process (0.21).
    """
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as failure:
        raise malformed(failure) from failure


def answer(value: object, status: int = 200) -> Response:
    """A struct as a small JSON answer."""
    return Response(encode(value), status, media_type=JSON)


def packed(content: bytes, request: Request) -> Response:
    """JSON that is ready, packed where the client takes gzip and it is worth it."""
    headers = {"Vary": "Accept-Encoding", "Cache-Control": "no-store"}
    if len(content) >= GZIP_FROM and "gzip" in request.headers.get("accept-encoding", ""):
        packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
        content = packer.compress(content) + packer.flush()
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type=JSON, headers=headers)


def _unpack(body: bytes) -> bytes:
    """Unpack gzip, never beyond the limit: a few bytes can hold gigabytes."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    try:
        content = unpacker.decompress(body, BODY_MAX + 1)
    except zlib.error as failure:
        raise ProblemError(400, "MALFORMED", error("body", "field.type", detail=str(failure))) from failure
    if len(content) > BODY_MAX:
        raise too_large(BODY_MAX)
    if not unpacker.eof or unpacker.unused_data:
        raise ProblemError(400, "MALFORMED", error("body", "field.type", detail="gzip is cut off or has a tail"))
    return content
