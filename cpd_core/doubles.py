"""What looks as if it were claimed twice: warnings while somebody writes an application, never a reason to refuse it.

An application has a year and no dates, so that dates cannot overlap; what the fields can honestly tell is here
(docs/decisions/0047).
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, Protocol

from msgspec import Struct

from cpd_core.entities import Application, ApplicationKind
from cpd_core.messages import Draft

TELLING = 8  # signs; a shorter note ("见附件") tells no activity from another

DoubleCode = Literal["file", "activity", "note", "exemption"]


class Asked(Protocol):
    """What is asked for, as a form, the wire or the flags have it."""

    @property
    def kind(self) -> ApplicationKind:
        """投入式, 产出式, 豁免."""
        ...

    @property
    def year(self) -> int:
        """学时年度."""
        ...

    @property
    def sponsor(self) -> str:
        """主办方单位, "" for none."""
        ...

    @property
    def pathway(self) -> str:
        """The code of the 学时途径, "" for none."""
        ...

    @property
    def hours(self) -> float:
        """申请学时."""
        ...


class Double(Struct, frozen=True):
    """What a draft has in common with ``other``; ``field`` is where a form says so, ``name`` the attachment's here."""

    field: str
    code: DoubleCode
    other: Application
    name: str = ""


def doubles_of(draft: Draft, others: Iterable[Application]) -> tuple[Double, ...]:
    """What the draft shares with the member's other applications, those of the newest years first."""
    ordered = sorted(others, key=lambda a: (a.year, a.filed_at, a.id), reverse=True)
    return tuple(double for other in ordered for double in _with(draft, other))


def _with(draft: Draft, other: Application) -> Iterator[Double]:
    names = {a.sha256: a.name for a in draft.attachments}
    for shared in other.attachments:
        if shared.sha256 in names:
            yield Double("attachments", "file", other, names[shared.sha256])
    if draft.kind == "exemption":
        if other.kind == "exemption" and (other.year, other.condition) == (draft.year, draft.condition):
            yield Double("condition", "exemption", other)
    elif other.kind != "exemption":
        if _same_activity(draft, other):
            yield Double("hours", "activity", other)
        elif _same_note(draft, other):
            yield Double("note", "note", other)


def _same_activity(draft: Draft, other: Application) -> bool:
    """The same in every field that tells activities apart; two notes that differ tell them apart as well."""
    mine, theirs = plain(draft.note), plain(other.note)
    activity = activity_of(draft)
    return activity is not None and activity == activity_of(other) and (mine == theirs or not mine or not theirs)


def _same_note(draft: Draft, other: Application) -> bool:
    """The same words of some length about the same sponsor, in whatever year and for whatever hours."""
    mine = plain(draft.note)
    return len(mine) >= TELLING and mine == plain(other.note) and plain(draft.sponsor) in ("", plain(other.sponsor))


def activity_of(asked: Asked) -> tuple[object, ...] | None:
    """What tells activities apart, but for the note; None where there is none yet."""
    if asked.kind == "exemption" or not asked.pathway:
        return None
    return asked.kind, asked.year, asked.pathway, asked.hours, plain(asked.sponsor)


@lru_cache(maxsize=4096)  # the same sponsors again and again
def plain(text: str) -> str:
    """A text without what people type now this way, now that: spaces, full width, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
