"""Hours that staff enter from the attendance list of a training day: input-based applications, confirmed at once.

An entry's id follows from the activity and the member, so that whoever reads the same list again, or on another
machine, enters nobody twice.
"""

import hashlib
import unicodedata
import uuid
from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from cpd_core.applications import NOTE_MAX, SPONSOR_MAX, check_draft, check_text, drafted
from cpd_core.doubles import doubles_of
from cpd_core.entities import Application, HistoryEntry, Member
from cpd_core.messages import Draft, Enter, FieldError
from cpd_core.outcomes import Actor, Applied, Conflict, Noop, Outcome, Rejected, error, invalid
from cpd_core.requirements import RuleBook

TITLE_MAX = SPONSOR_MAX  # characters


def entry_id(entry: Enter) -> str:
    """The id of the application that an entry makes: one for each member and activity (year, sponsor, title, day)."""
    parts = (entry.member_id, str(entry.year), _plain(entry.sponsor), _plain(entry.title), entry.held_on)
    return str(uuid.UUID(hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]))


def draft_of_entry(entry: Enter) -> Draft:
    """The same as a member would type it: title and day, for which an application has no field, begin its note."""
    about = f"{entry.title.strip()}（{entry.held_on}）"
    return Draft(
        kind="input",
        year=entry.year,
        sponsor=entry.sponsor,
        pathway=entry.pathway,
        hours=entry.hours,
        ethics=entry.ethics,
        note=f"{about}{entry.note.strip()}",
        attachments=entry.attachments,
    )


def check_entry(entry: Enter, member: Member, rules: RuleBook, this_year: int) -> tuple[FieldError, ...]:
    """What is wrong with an entry by the rules of its member and year; empty when all is well."""
    found: list[FieldError] = []
    if not entry.title.strip():
        found.append(error("title", "title.empty"))
    found += check_text("title", entry.title, TITLE_MAX)
    if not _is_day(entry.held_on):
        found.append(error("held_on", "date.form"))
    found += check_draft(draft_of_entry(entry), member, rules, this_year)
    return tuple(found)


def enter(
    entity_id: str,
    current: Application | None,
    entry: Enter,
    member: Member | None,
    actor: Actor,
    rules: RuleBook,
    this_year: int,
) -> Outcome:
    """Staff enter hours of a member of theirs; ``member`` is None where there is none in their reach."""
    if member is None:
        return Rejected("OUT_OF_REACH")
    if entity_id != entry_id(entry):
        return Rejected("MISMATCH")
    if current is not None:
        same = current.state == "confirmed" and current.confirmed_hours == entry.hours
        if same and _plain(entry.note) in _plain(current.note):  # nothing that somebody typed is lost
            return Noop("ALREADY_ENTERED", {"by": current.decided_by})
        return Conflict("EXISTS", ("confirmed_hours",))
    if errors := check_entry(entry, member, rules, this_year):
        return invalid(*errors)
    step = HistoryEntry(rev=1, at=actor.at, by=actor.name, what="entered", hours=entry.hours)
    return Applied(
        replace(
            drafted(entity_id, draft_of_entry(entry), member, actor),
            state="confirmed",
            confirmed_hours=entry.hours,
            decided_at=actor.at,
            decided_by=actor.name,
            history=(step,),
        )
    )


def entered_by(application: Application) -> str:
    """Who of the staff entered an application, "" where the member filed it."""
    first = application.history[0] if application.history else None
    return first.by if first and first.what == "entered" else ""


def claimed_already(entry: Enter, others: Iterable[Application]) -> Application | None:
    """What the member has claimed that looks like the same activity, None where nothing does.

    The same sponsor and year, and either the activity's title in the note, or the same pathway and hours.
    """
    draft = replace(draft_of_entry(entry), note="", attachments=())
    theirs = tuple(others)
    same = {double.other.id for double in doubles_of(draft, theirs) if double.code == "activity"}
    return next((other for other in theirs if other.id in same or _names_it(entry, other)), None)


def _names_it(entry: Enter, other: Application) -> bool:
    return (
        other.kind == "input"
        and other.year == entry.year
        and _plain(other.sponsor) == _plain(entry.sponsor)
        and _plain(entry.title) in _plain(other.note)
    )


def note_room(title: str) -> int:
    """How many characters a note may have beside an activity's title and day."""
    return NOTE_MAX - len(title.strip()) - len("（2026-12-31）")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _plain(text: str) -> str:
    """A text without what people type now this way, now that: spaces, full width, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
