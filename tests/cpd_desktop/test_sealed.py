"""The envelope of packs: what was put in comes out, and whatever is done to the file is noticed and named."""

import hashlib
import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpd_desktop.pack import sealed
from cpd_desktop.pack.sealed import CHUNK, MAGIC, Cost, SealedReader, SealedWriter
from cpd_desktop.pack.troubles import PackTrouble

PASSPHRASE = "三个不相关的词 correct horse"
QUICK = Cost(memory=64, passes=1, lanes=1)
CONTENT = hashlib.shake_256(b"content").digest(2 * CHUNK + 1000)


def written(content: bytes = CONTENT, kind: sealed.Kind = "queue") -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, kind, PASSPHRASE, QUICK)
    for start in range(0, len(content), 300_000):
        writer.write(content[start : start + 300_000])
    writer.finish()
    return file.getvalue()


def read(data: bytes, passphrase: str = PASSPHRASE, count: int = len(CONTENT)) -> bytes:
    reader = SealedReader(io.BytesIO(data), "queue", passphrase)
    content = reader.read(count)
    reader.expect_end()
    return content


WHOLE = written()
SMALL = written(b"a small pack")


def head_end(data: bytes) -> int:
    return len(MAGIC) + 4 + int.from_bytes(data[8:12], "big") + 64


def frames(data: bytes) -> list[bytes]:
    """The chunks of a file with what stands before each."""
    found, at = list[bytes](), head_end(data)
    while at < len(data):
        length = struct.unpack(">II", data[at : at + 8])[1] & ~sealed.LAST
        found.append(data[at : at + 8 + length])
        at += 8 + length
    return found


def with_frames(*chosen: bytes) -> bytes:
    return WHOLE[: head_end(WHOLE)] + b"".join(chosen)


def numbered(frame: bytes, number: int) -> bytes:
    return struct.pack(">I", number) + frame[4:]


def title(data: bytes, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(PackTrouble) as caught:
        read(data, passphrase)
    return caught.value.title


def test_what_was_put_in_comes_out_and_nothing_of_it_can_be_seen() -> None:
    assert read(WHOLE) == CONTENT
    assert len(frames(WHOLE)) == 3
    assert CONTENT[:64] not in WHOLE
    assert written() != WHOLE, "another salt each time"


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_any_size_fits(size: int) -> None:
    assert read(written(CONTENT[:size]), count=size) == CONTENT[:size]


def test_each_harm_has_words_of_its_own() -> None:
    first, second, last = frames(WHOLE)
    assert title(WHOLE, "another one") == "口令不对"
    assert title(b"PK\x03\x04" + WHOLE) == "不是审核包文件"
    assert title(WHOLE[:20] + b"!" + WHOLE[21:]) == "文件开头已损坏"
    assert title(with_frames(second, first, last)) == "文件各块的顺序不对"
    assert title(with_frames(first, last)) == "文件各块的顺序不对", "one in the middle is left out"
    assert title(with_frames(first, first, second, last)) == "文件各块的顺序不对", "one comes twice"
    assert title(with_frames(numbered(second, 0), numbered(first, 1), last)) == "文件内容被改动或已损坏"
    assert title(with_frames(first, second)) == "文件不完整", "cut between two"
    assert title(WHOLE[:-1]) == "文件不完整"
    assert title(WHOLE[:200]) == "文件不完整"
    assert title(with_frames(first, second, last, last)) == "文件末尾多出内容"
    changed = first[:100] + bytes([first[100] ^ 1]) + first[101:]
    assert title(with_frames(changed, second, last)) == "文件内容被改动或已损坏"
    as_last = second[:4] + struct.pack(">I", len(second) - 8 | sealed.LAST) + second[8:]
    assert title(with_frames(first, as_last)) == "文件内容被改动或已损坏", "an early end is no end"
    other = frames(written())[0]
    assert title(with_frames(other, second, last)) == "文件内容被改动或已损坏", "of another file"


def test_another_kind_and_a_newer_format_are_told_before_anything_is_opened() -> None:
    with pytest.raises(PackTrouble, match="这是处理结果，不是审核包"):
        SealedReader(io.BytesIO(written(kind="decisions")), "queue", PASSPHRASE)
    raw = b'{"format":9,"something":"new"}'
    newer = MAGIC + struct.pack(">I", len(raw)) + raw + hashlib.sha256(raw).digest()
    with pytest.raises(PackTrouble, match="来自更新的版本"):
        SealedReader(io.BytesIO(newer), "queue", PASSPHRASE)


def test_a_head_that_asks_for_all_memory_is_refused_before_it_gets_any() -> None:
    raw = WHOLE[12 : 12 + int.from_bytes(WHOLE[8:12], "big")].replace(b'"memory":64', b'"memory":99999999')
    greedy = MAGIC + struct.pack(">I", len(raw)) + raw + hashlib.sha256(raw).digest() + bytes(32)
    assert title(greedy) == "文件开头已损坏"


def test_a_short_passphrase_is_not_taken() -> None:
    with pytest.raises(PackTrouble, match="至少 8 个字符"):
        SealedWriter(io.BytesIO(), "queue", "1234567", QUICK)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed(place: int, by: int) -> None:
    changed = bytearray(SMALL)
    changed[place] ^= by
    with pytest.raises(PackTrouble):
        read(bytes(changed), count=12)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SMALL) - 1))
def test_nothing_can_be_cut_off(length: int) -> None:
    with pytest.raises(PackTrouble):
        read(SMALL[:length], count=12)
