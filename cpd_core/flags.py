"""The flags (提示) of a queue: what staff should look at before they decide. Codes and bits; cheap to import.

The rules behind them are in :mod:`cpd_core.flag_rules`; their words in :mod:`cpd_core.wording` (``flag.<code>``).
"""

from collections.abc import Iterable
from typing import Literal, get_args

Flag = Literal[
    "same_file",
    "same_activity",
    "overlapping_dates",
    "over_pathway",
    "unusual_hours",
    "no_attachment",
    "late",
]
"""The same file at another member, the same thing claimed twice by one member, dates in the notes that overlap, more
hours than the pathway allows, hours far from the others of the sponsor, no attachment, filed after the cut-off."""

FLAGS: tuple[Flag, ...] = get_args(Flag)
"""All of them, in the order in which they are shown."""

BIT: dict[Flag, int] = {flag: 1 << place for place, flag in enumerate(FLAGS)}
"""How they are stored: the bits of a whole number. New ones are added at the end."""


def bits_of(flags: Iterable[Flag]) -> int:
    """Flags as one number."""
    bits = 0
    for flag in flags:
        bits |= BIT[flag]
    return bits


def flags_of(bits: int) -> tuple[Flag, ...]:
    """The flags that a number stands for; bits that are none are left out."""
    return tuple(flag for flag in FLAGS if bits & BIT[flag])
