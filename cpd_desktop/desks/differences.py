"""What differs, in words: between what a person saw or typed and what is there now."""

from collections.abc import Mapping
from typing import cast

from cpd_core.applications import set_fields
from cpd_core.entities import Application, Attachment, Choice, Completion, Course
from cpd_core.entries import draft_of_entry
from cpd_core.messages import (
    Choose,
    Confirm,
    Draft,
    Edit,
    EditFields,
    Enter,
    Finish,
    Noted,
    Nothing,
    Payload,
    Played,
    Rate,
    Reason,
)
from cpd_core.outcomes import Owned
from cpd_core.played import minutes, total
from cpd_core.wording import hours_text
from cpd_desktop.account import Account
from cpd_desktop.views import Difference
from cpd_desktop.words import Words

COMPARED = (*EditFields.__struct_fields__, "state", "confirmed_hours", "reason")


def of_edit(words: Words, account: Account, edit: Edit, now: Application | None) -> tuple[Difference, ...]:
    """The fields that were typed, where they are not what is there now."""
    typed = set_fields(edit.to)
    year = _year(typed, now)
    return tuple(
        Difference(
            name, text_of(words, account, name, value, year), text_of(words, account, name, getattr(now, name), year)
        )
        for name, value in typed.items()
        if now is not None and getattr(now, name) != value
    )


def of_review(
    words: Words, account: Account, seen: Application | None, now: Application | None
) -> tuple[Difference, ...]:
    """The fields that have changed since staff looked."""
    if seen is None or now is None:
        return ()
    return tuple(
        Difference(
            name,
            text_of(words, account, name, getattr(seen, name), seen.year),
            text_of(words, account, name, getattr(now, name), now.year),
        )
        for name in COMPARED
        if getattr(seen, name) != getattr(now, name)
    )


def of_entry(words: Words, account: Account, entry: Enter, now: Application | None) -> tuple[Difference, ...]:
    """Hours from an attendance list against what is there of the same training."""
    if now is None:
        return ()
    pairs: tuple[tuple[str, object, object], ...] = (
        ("state", "confirmed", now.state),
        ("confirmed_hours", entry.hours, now.confirmed_hours),
        ("note", draft_of_entry(entry).note, now.note),
    )
    return tuple(
        Difference(name, text_of(words, account, name, mine, now.year), text_of(words, account, name, theirs, now.year))
        for name, mine, theirs in pairs
        if mine != theirs
    )


def of_study(account: Account, payload: Choose | Rate, now: Owned | None) -> tuple[Difference, ...]:
    """A choice or a rating against the one that is there."""
    match payload, now:
        case Choose(), Choice() if payload.institute_id != now.institute_id:
            names = account.reference.institutes()
            mine, theirs = (names.get(i, i) for i in (payload.institute_id, now.institute_id))
            return (Difference("institute_id", mine, theirs),)
        case Rate(), Completion():
            pairs = (("rating", payload.rating, now.rating), ("comment", payload.comment, now.comment))
            return tuple(Difference(name, str(m), str(t)) for name, m, t in pairs if m != t and t is not None)
        case _:
            return ()


def text_of(words: Words, account: Account, field: str, value: object, year: int) -> str:
    """One value as people read it."""
    match field, value:
        case _, None | "" | ():
            return words.say("（空）")
        case (("hours" | "confirmed_hours"), float() | int()):
            return hours_text(float(value))
        case _, bool():
            return words.say("是" if value else "否")
        case "state", str():
            return words.states.get(value, value)
        case (("pathway" | "condition"), str()):
            return words.pathway(value, account.pathway_name(value, year))
        case "attachments", tuple():
            names = (item.name for item in cast("tuple[Attachment, ...]", value))
            return words.comma.join(names)
        case _:
            return str(value)


def summary(words: Words, account: Account, payload: Payload) -> str:
    """What was typed or decided, in one line or a few."""
    match payload:
        case Draft():
            fields = {name: getattr(payload, name) for name in Draft.__struct_fields__ if name != "kind"}
            return _fields_text(words, account, fields, payload.year)
        case Edit():
            typed = set_fields(payload.to)
            return _fields_text(words, account, typed, _year(typed, None))
        case Enter():
            fields = {name: getattr(payload, name) for name in Enter.__struct_fields__ if name != "member_id"}
            return _fields_text(words, account, fields, payload.year)
        case Nothing():
            return words.say("删除")
        case Confirm():
            return words.say("确认 {hours} 学时", hours=payload.hours)
        case Reason():
            return payload.reason
        case Choose():
            name = account.reference.institutes().get(payload.institute_id, payload.institute_id)
            return words.say("{year} 年度选择 {name}", year=payload.year, name=name)
        case Rate():
            return words.say("{rating} 星　{comment}", rating=payload.rating, comment=payload.comment).strip()
        case Played():
            return words.say("播放了 {minutes} 分钟", minutes=minutes(total(payload.stretches)))
        case Noted():
            return payload.text or words.say("删除")
        case Finish():
            return words.say("完成 {year} 年度的课程", year=payload.year)


def course_title(account: Account, payload: Played | Noted | Finish) -> str:
    """The title of the course that something was done at."""
    course = account.store.records.entity(Course, payload.course_id)
    return course.title if course else payload.course_id


def _fields_text(words: Words, account: Account, fields: Mapping[str, object], year: int) -> str:
    shown = ((name, text_of(words, account, name, value, year)) for name, value in fields.items())
    parts = (words.pair(words.field(name), text) for name, text in shown if fields[name] not in (None, "", ()))
    return words.semicolon.join(parts)


def _year(typed: Mapping[str, object], now: Application | None) -> int:
    year = typed.get("year", now.year if now else 0)
    return year if isinstance(year, int) else 0
