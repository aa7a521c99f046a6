"""Applications: fields, states and transitions. The same pure functions decide on the client, before a command is
queued, and on the service, for real.

States: pending (未确认) -> confirmed (已确认) | refused (不予确认). The member may edit or delete while pending or
refused; an edit of a refused one makes it pending again; a confirmed one is locked until staff take the decision
back (撤销确认).
Source: shared manual of the national system, 投入式/产出式/豁免学时申请.
"""

import msgspec

from cpd_core.entities import Application, Attachment, HistoryEntry, Member, Step
from cpd_core.messages import Confirm, Draft, Edit, EditFields, FieldError, Reason
from cpd_core.outcomes import Actor, Applied, Conflict, Noop, Outcome, Rejected, error, invalid
from cpd_core.requirements import RuleBook

NOTE_MAX = 500  # characters
SPONSOR_MAX = 100
REASON_MAX = 500
NAME_MAX = 150  # a file name; NTFS ends at 255
ATTACHMENTS_MAX = 20
ATTACHMENT_BYTES_MAX = 4 * 1024 * 1024  # "each under 4 MB": picture of the manual's exemption form
MEDIA_TYPES = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "application/msword": (".doc",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.ms-excel": (".xls",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}
WINDOWS_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
EDITABLE_STATES = ("pending", "refused")


# --- checks ------------------------------------------------------------------------------------------


def check_draft(draft: Draft, member: Member, rules: RuleBook, this_year: int) -> tuple[FieldError, ...]:
    """Check what was typed against the form and the rules of the member and year; empty when all is well.

    ``this_year`` is the year in Beijing; a later one cannot be applied for.
    """
    found: list[FieldError] = []
    rule_set = rules.find(member.member_type, draft.year, member.province)
    if rule_set is None or draft.year > this_year:
        found.append(error("year", "year.outside", first=rules.first_year(member.member_type), last=this_year))
    if draft.kind == "exemption":
        found += _must_be_empty(draft, "sponsor", "pathway")
        if draft.hours:
            found.append(error("hours", "field.not_here"))
        if rule_set and draft.condition not in {c.code for c in rule_set.conditions}:
            found.append(error("condition", "condition.choose"))
    else:
        found += _must_be_empty(draft, "condition")
        if rule_set and draft.pathway not in {p.code for p in rule_set.pathways_of(draft.kind)}:
            found.append(error("pathway", "pathway.choose"))
        found += check_hours(draft.hours, rules.hours_max)
        if draft.kind == "output":
            found += _must_be_empty(draft, "sponsor")
        elif not draft.sponsor.strip():
            found.append(error("sponsor", "sponsor.empty"))
    found += check_text("sponsor", draft.sponsor, SPONSOR_MAX)
    found += check_text("note", draft.note, NOTE_MAX)
    found += check_attachments(draft.attachments)
    return tuple(found)


def check_hours(hours: float, hours_max: float) -> list[FieldError]:
    """Hours are positive, in steps of 0.5 (half of 45 minutes) and not beyond what anyone could use."""
    if not 0 < hours <= hours_max:  # also refuses NaN
        return [error("hours", "hours.range", max=hours_max)]
    if (hours * 2) % 1:
        return [error("hours", "hours.step")]
    return []


def check_attachments(attachments: tuple[Attachment, ...]) -> list[FieldError]:
    """Names, sizes, types and number of the attachments; their bytes are checked where they are stored."""
    if not attachments:
        return [error("attachments", "attachments.none")]
    if len(attachments) > ATTACHMENTS_MAX:
        return [error("attachments", "attachments.many", max=ATTACHMENTS_MAX)]
    found: list[FieldError] = []
    seen: set[str] = set()
    for number, item in enumerate(attachments):
        field = f"attachments[{number}]"
        if item.size <= 0:
            found.append(error(field, "attachment.empty", name=item.name[:60]))
        if item.size >= ATTACHMENT_BYTES_MAX:
            found.append(error(field, "attachment.size", name=item.name[:60], max_mb=ATTACHMENT_BYTES_MAX // 1024**2))
        if not item.name.lower().endswith(MEDIA_TYPES.get(item.media_type, ())):
            found.append(error(field, "attachment.type", name=item.name[:60]))
        if len(item.sha256) != 64 or not set(item.sha256) <= set("0123456789abcdef"):
            found.append(error(field, "attachment.hash", name=item.name[:60]))
        if not is_plain_name(item.name):
            found.append(error(field, "attachment.name", name=item.name[:60]))
        if item.sha256 in seen:
            found.append(error(field, "attachment.twice", name=item.name[:60]))
        seen.add(item.sha256)
    return found


def is_plain_name(name: str) -> bool:
    """Whether a file name is safe to show and to save: no path, no control or reserved characters, not too long."""
    return (
        0 < len(name) <= NAME_MAX
        and name == name.strip(" .")
        and not any(_unprintable(c) or c in '\\/:*?"<>|' for c in name)
        and name.partition(".")[0].rstrip().upper() not in WINDOWS_DEVICES
    )


def _must_be_empty(draft: Draft, *fields: str) -> list[FieldError]:
    return [error(field, "field.not_here") for field in fields if getattr(draft, field)]


def check_text(field: str, text: str, longest: int) -> list[FieldError]:
    """A text is not too long and has no characters that cannot be shown; lines and tabs are fine."""
    if len(text) > longest:
        return [error(field, "text.long", max=longest, length=len(text))]
    if any(_unprintable(c) and c not in "\n\t" for c in text):
        return [error(field, "text.control")]
    return []


def _unprintable(character: str) -> bool:
    """Control characters, halves of surrogate pairs (they cannot be sent), and what turns the direction of a line."""
    code = ord(character)
    return (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
    )


# --- transitions ------------------------------------------------------------------------------------------


def file(entity_id: str, draft: Draft, member: Member, actor: Actor, rules: RuleBook, this_year: int) -> Outcome:
    """A member files a new application."""
    errors = check_draft(draft, member, rules, this_year)
    if errors:
        return invalid(*errors)
    return Applied(drafted(entity_id, draft, member, actor))


def drafted(entity_id: str, draft: Draft, member: Member, actor: Actor) -> Application:
    """The application that a draft becomes; whether it may is :func:`check_draft`'s to say."""
    return Application(
        id=entity_id,
        rev=1,
        kind=draft.kind,
        member_id=member.id,
        member_no=member.no,
        member_name=member.name,
        member_type=member.member_type,
        province=member.province,
        year=draft.year,
        state="pending",
        sponsor=draft.sponsor.strip(),
        pathway=draft.pathway,
        condition=draft.condition,
        hours=draft.hours,
        ethics=draft.ethics,
        note=draft.note,
        attachments=draft.attachments,
        filed_at=actor.at,
        history=(HistoryEntry(rev=1, at=actor.at, by=actor.name, what="filed"),),
    )


def edit(
    current: Application | None, change: Edit, member: Member, actor: Actor, rules: RuleBook, this_year: int
) -> Outcome:
    """A member edits: merges where every field still is what they saw, else a conflict that names the fields."""
    if current is None:
        return Conflict("GONE")
    if current.state not in EDITABLE_STATES:
        return Rejected("LOCKED")
    was, to = set_fields(change.was), set_fields(change.to)
    if not to or was.keys() != to.keys():
        return invalid(error("to", "edit.fields"))
    if all(getattr(current, name) == value for name, value in to.items()):
        return Noop("SAME")
    differing = tuple(name for name, value in was.items() if getattr(current, name) not in (value, to[name]))
    if differing:
        return Conflict("CHANGED_BY_OTHER", differing)
    draft = msgspec.structs.replace(draft_of(current), **to)
    errors = check_draft(draft, member, rules, this_year)
    if errors:
        return invalid(*errors)
    to["sponsor"] = draft.sponsor.strip()
    fields = {**to, "state": "pending", "reason": "", "decided_at": "", "decided_by": ""}
    return Applied(_step(current, actor, "edited", None, **fields))


def delete(current: Application | None) -> Outcome:
    """A member deletes an application that is not confirmed."""
    if current is None:
        return Noop("GONE")
    if current.state not in EDITABLE_STATES:
        return Rejected("LOCKED")
    return Applied(None)


def confirm(current: Application | None, base_rev: int, decision: Confirm, actor: Actor) -> Outcome:
    """Staff confirm, maybe fewer hours than asked for, exactly what they saw (``base_rev``)."""
    if current is None:
        return Conflict("GONE")
    if current.state == "confirmed":
        if current.confirmed_hours == decision.hours:
            return Noop("ALREADY_CONFIRMED", {"by": current.decided_by})
        return Conflict("DECIDED_BY_OTHER", ("confirmed_hours",))
    if current.state != "pending":
        return Conflict("DECIDED_BY_OTHER", ("state",))
    if current.rev != base_rev:
        return Conflict("CHANGED_SINCE_REVIEW")
    if current.kind == "exemption":
        if decision.hours:
            return invalid(error("hours", "field.not_here"))
    else:
        errors = check_hours(decision.hours, current.hours)
        if errors:
            return invalid(*errors)
    return Applied(
        _step(
            current,
            actor,
            "confirmed",
            hours_of_step=decision.hours,
            state="confirmed",
            confirmed_hours=decision.hours,
            reason="",
            decided_at=actor.at,
            decided_by=actor.name,
        )
    )


def refuse(current: Application | None, base_rev: int, decision: Reason, actor: Actor) -> Outcome:
    """Staff refuse (不予确认) exactly what they saw, with a reason that the member will read."""
    if errors := check_reason(decision.reason):
        return invalid(*errors)
    if current is None:
        return Conflict("GONE")
    if current.state == "refused":
        if current.reason == decision.reason:
            return Noop("ALREADY_REFUSED", {"by": current.decided_by})
        return Conflict("DECIDED_BY_OTHER", ("reason",))
    if current.state != "pending":
        return Conflict("DECIDED_BY_OTHER", ("state",))
    if current.rev != base_rev:
        return Conflict("CHANGED_SINCE_REVIEW")
    return Applied(
        _step(
            current,
            actor,
            "refused",
            state="refused",
            reason=decision.reason,
            decided_at=actor.at,
            decided_by=actor.name,
        )
    )


def revoke(current: Application | None, base_rev: int, decision: Reason, actor: Actor) -> Outcome:
    """Staff take a decision back (撤销确认) with a reason: a new entry of the history, never an overwrite."""
    if errors := check_reason(decision.reason):
        return invalid(*errors)
    if current is None:
        return Conflict("GONE")
    if current.rev != base_rev:
        return Conflict("CHANGED_SINCE_REVIEW")
    if current.state == "pending":
        return Conflict("NOT_DECIDED", ("state",))
    return Applied(
        _step(
            current,
            actor,
            "revoked",
            state="pending",
            confirmed_hours=None,
            reason=decision.reason,
            decided_at="",
            decided_by="",
        )
    )


def check_reason(reason: str) -> tuple[FieldError, ...]:
    """A reason has words, and not too many."""
    if not reason.strip():
        return (error("reason", "reason.empty"),)
    return tuple(check_text("reason", reason, REASON_MAX))


def draft_of(application: Application) -> Draft:
    """What a member typed into this application."""
    return Draft(**{name: getattr(application, name) for name in Draft.__struct_fields__})


def changes_between(before: Draft, after: Draft) -> Edit | None:
    """The edit that leads from one draft to the other, or None where nothing differs."""
    names = [n for n in EditFields.__struct_fields__ if getattr(before, n) != getattr(after, n)]
    if not names:
        return None
    return Edit(
        was=EditFields(**{n: getattr(before, n) for n in names}), to=EditFields(**{n: getattr(after, n) for n in names})
    )


def set_fields(fields: EditFields) -> dict[str, object]:
    """The fields of an edit that are set."""
    pairs = ((name, getattr(fields, name)) for name in EditFields.__struct_fields__)
    return {name: value for name, value in pairs if value is not msgspec.UNSET}


def _step(
    current: Application, actor: Actor, what: Step, hours_of_step: float | None = None, **fields: object
) -> Application:
    rev = current.rev + 1
    reason = str(fields.get("reason", ""))
    entry = HistoryEntry(rev=rev, at=actor.at, by=actor.name, what=what, reason=reason, hours=hours_of_step)
    return msgspec.structs.replace(current, rev=rev, history=(*current.history, entry), **fields)
