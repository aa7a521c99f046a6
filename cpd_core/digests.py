"""Do two copies of a scope hold the same? 256 buckets of 64 bits each, so that one bad bucket is found alone.

The sum is an XOR: the order of entities plays no part. A bucket is the first byte of SHA-256 of ``kind\\nid``; an
entity enters its bucket by the first 8 bytes of SHA-256 of ``kind\\nid\\nrev``.
"""

from collections.abc import Iterable
from hashlib import sha256

BUCKETS = 256


def bucket_of(kind: str, entity_id: str) -> int:
    """The bucket of an entity, 0 to 255; it never changes."""
    return sha256(f"{kind}\n{entity_id}".encode()).digest()[0]


def digests(entities: Iterable[tuple[str, str, int]]) -> list[str]:
    """The digest of each bucket, as 16 hex digits, from entities as (kind, id, rev); an empty bucket has zeros."""
    sums = [0] * BUCKETS
    for kind, entity_id, rev in entities:
        hashed = sha256(f"{kind}\n{entity_id}".encode())
        bucket = hashed.digest()[0]
        hashed.update(f"\n{rev}".encode())  # goes on from what is hashed already
        sums[bucket] ^= int.from_bytes(hashed.digest()[:8], "big")
    return [f"{value:016x}" for value in sums]


def differing(here: Iterable[str], there: Iterable[str]) -> list[int]:
    """The numbers of the buckets whose digests differ; raises ``ValueError`` where there are not as many."""
    return [number for number, (one, other) in enumerate(zip(here, there, strict=True)) if one != other]
