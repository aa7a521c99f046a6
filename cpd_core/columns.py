"""From an entity's JSON to the columns by which a client lists it: said once, for the client and prepared caches."""

import msgspec

NAMES = (
    "listed", "subkind", "year", "member_id", "number", "name", "sponsor", "pathway", "hours", "confirmed_hours",
    "state", "filed_at", "attachments", "reason", "note",
)  # fmt: skip
Values = tuple[int, str, int, str, str, str, str, str, float, float | None, str, str, int, str, str]

PLACES = ", ".join("?" for _ in NAMES)
ASSIGNMENTS = ", ".join(f"{name} = ?" for name in NAMES)


class Paper(msgspec.Struct, frozen=True, gc=False):
    """What the store has to know of an attachment."""

    sha256: str
    size: int
    media_type: str


class Shown(msgspec.Struct, frozen=True, gc=False):
    """The fields of any entity that lists show; the rest of the JSON is skipped."""

    kind: str = ""
    year: int = 0
    member_id: str = ""
    member_no: str = ""
    no: str = ""
    number: str = ""
    member_name: str = ""
    name: str = ""
    title: str = ""
    sponsor: str = ""
    pathway: str = ""
    condition: str = ""
    hours: float = 0.0
    confirmed_hours: float | None = None
    state: str = ""
    filed_at: str = ""
    attachments: tuple[Paper, ...] = ()
    reason: str = ""
    note: str = ""


_DECODER = msgspec.json.Decoder(Shown)


def shown_of(doc: str | bytes | msgspec.Raw) -> Shown:
    """Read an entity's JSON; raises msgspec.DecodeError."""
    return _DECODER.decode(doc)


def values_of(kind: str, shown: Shown) -> Values:
    """The columns in the order of ``NAMES``; ``kind`` is the entity's. Only applications are listed."""
    return (
        int(kind == "application"),
        shown.kind,
        shown.year,
        shown.member_id,
        shown.member_no or shown.no or shown.number,
        shown.member_name or shown.name or shown.title,
        shown.sponsor,
        shown.pathway or shown.condition,  # an exemption has no pathway: lists show its ground there
        shown.hours,
        shown.confirmed_hours,
        shown.state,
        shown.filed_at,
        len(shown.attachments),
        shown.reason,
        shown.note,
    )
