"""What a video or a sound is and how long it lasts, by its own head: MP4 and its kin, WebM and Matroska.

No other program is asked, so that nothing has to be installed beside the service.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

MAX_HEAD = 64 * 1024 * 1024  # bytes of Matroska within which the duration has to stand
EBML, SEGMENT, INFO, SCALE, DURATION, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489, 0x1F43B675
UNKNOWN = -1  # a size that is not known yet, as of a live stream


class Found(NamedTuple):
    """The media type and the length in milliseconds."""

    media_type: str
    length: int


class NoMediaError(ValueError):
    """Not a video or sound that is taken in, or one that does not say how long it is."""


def look(file: BinaryIO, name: str = "") -> Found:
    """Look at a file from its start, which can be sought in; raises :class:`NoMediaError`."""
    head = file.read(12)
    file.seek(0)
    try:
        if head[4:8] == b"ftyp":
            sound = head[8:11] == b"M4A" or name.lower().endswith((".m4a", ".mp3"))
            return Found("audio/mp4" if sound else "video/mp4", _mp4(file))
        if head[:4] == EBML.to_bytes(4, "big"):
            return Found("video/webm", _matroska(file))
    except (struct.error, IndexError, OverflowError) as failure:
        raise NoMediaError("the file is not whole") from failure
    raise NoMediaError("neither MP4 nor WebM")


def _mp4(file: BinaryIO) -> int:
    for kind, size in _boxes(file, None):
        if kind == b"moov":
            for inner, _ in _boxes(file, file.tell() + size):
                if inner == b"mvhd":
                    return _movie_header(file)
            break
    raise NoMediaError("it does not say how long it is (no moov/mvhd)")


def _boxes(file: BinaryIO, end: int | None) -> Iterator[tuple[bytes, int]]:
    """Kind and size of each box from here to ``end``; the file stands at the content when it is given out."""
    while end is None or file.tell() < end:
        head = file.read(8)
        if len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head)
        used = 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            used = 16
        begin = file.tell()
        content = size - used if size else 1 << 62
        if content < 0:
            raise NoMediaError("the file is not whole")
        yield kind, content
        if not size:
            return
        file.seek(begin + content)


def _movie_header(file: BinaryIO) -> int:
    version = file.read(4)[0]
    if version == 1:
        scale, duration = struct.unpack(">16xIQ", file.read(28))
    else:
        scale, duration = struct.unpack(">8xII", file.read(16))
    if not scale or not duration:
        raise NoMediaError("it does not say how long it is")
    return duration * 1000 // scale


def _matroska(file: BinaryIO) -> int:
    _number(file, keep=True)
    file.seek(_number(file), 1)  # over the head
    if _number(file, keep=True) != SEGMENT:
        raise NoMediaError("the file is not whole")
    _number(file)
    while file.tell() < MAX_HEAD:
        kind, size = _number(file, keep=True), _number(file)
        if kind == INFO:
            return _info(file, file.tell() + size)
        if kind == CLUSTER or size == UNKNOWN:
            break
        file.seek(size, 1)
    raise NoMediaError("it does not say how long it is (no Info before the first Cluster)")


def _info(file: BinaryIO, end: int) -> int:
    scale, duration = 1_000_000, 0.0
    while file.tell() < end:
        kind, size = _number(file, keep=True), _number(file)
        content = file.read(size)
        if kind == SCALE:
            scale = int.from_bytes(content, "big")
        elif kind == DURATION:
            duration = struct.unpack(">f" if size == 4 else ">d", content)[0]
    if not duration > 0:
        raise NoMediaError("it does not say how long it is")
    return int(duration * scale / 1_000_000)


def _number(file: BinaryIO, keep: bool = False) -> int:
    """A number of variable length; ``keep`` its mark, as ids are written."""
    first = file.read(1)[0]
    length = 9 - first.bit_length()
    if length > 8:
        raise NoMediaError("the file is not whole")
    rest = file.read(length - 1)
    if len(rest) < length - 1:
        raise NoMediaError("the file is not whole")
    value = first if keep else first & ((1 << (8 - length)) - 1)
    value = int.from_bytes(bytes([value]) + rest, "big")
    return UNKNOWN if not keep and value == (1 << (7 * length)) - 1 else value
