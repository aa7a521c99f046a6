"""Institutes, sponsors and provinces: listed, added, renamed, retired; sponsors that are one are merged.

Applications keep the name that was written on them, so nothing that refers to an old name becomes unreadable.
"""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, text

from cpd_core.applications import SPONSOR_MAX
from cpd_core.entities import Institute, Province, Sponsor
from cpd_core.messages import FieldError
from cpd_core.national import (
    DirectoryAdd,
    DirectoryChange,
    DirectoryEntry,
    DirectoryKind,
    DirectoryPage,
    SponsorMerge,
)
from cpd_core.outcomes import error
from cpd_service.national.office import Office
from cpd_service.problems import ProblemError

Listed = Sponsor | Institute | Province
One = TypeVar("One", bound=Listed)
TYPES: dict[DirectoryKind, type[Listed]] = {"sponsor": Sponsor, "institute": Institute, "province": Province}
PAGE = 200
CODE = re.compile(r"[0-9]{2}", re.ASCII)
MERGED_MAX = 200  # sponsors at a time


def page(
    connection: Connection, kind: DirectoryKind, wanted: str = "", after: str = "", limit: int = PAGE
) -> DirectoryPage:
    """The entries whose name has ``wanted`` in it, by name; ``after`` is the ``next`` of the page before."""
    everything = read(connection, kind)
    part = plain(wanted)
    found = sorted(
        (one for one in everything.values() if part in plain(f"{one.id} {one.name}")),
        key=lambda one: (one.name, one.id),
    )
    rest = [one for one in found if f"{one.name}\n{one.id}" > after] if after else found
    shown = rest[:limit]
    following = f"{shown[-1].name}\n{shown[-1].id}" if len(rest) > limit else ""
    return DirectoryPage(entries=tuple(entry(one, everything) for one in shown), total=len(found), next=following)


def add(office: Office, kind: DirectoryKind, asked: DirectoryAdd) -> DirectoryEntry:
    """Add an entry; raises :class:`ProblemError` naming the fields."""
    known = _locked(office, kind)
    wrong = _check_names(kind, asked.name, asked.institute_name, known.values())
    entry_id = asked.id if kind == "province" else str(uuid.uuid4())
    if kind == "province":
        if not CODE.fullmatch(asked.id):
            wrong.append(error("id", "province.code"))
        elif asked.id in known:
            wrong.append(error("id", "directory.known", name=known[asked.id].name))
    elif asked.id:
        wrong.append(error("id", "field.not_here"))
    refuse(wrong)
    made = _made(kind, entry_id, office.next_rev(0), asked.name.strip(), asked.institute_name.strip())
    office.put(kind, made)
    office.note(f"{kind}.added", kind, entry_id, name=made.name)
    return entry(made, known)


def change(office: Office, kind: DirectoryKind, entry_id: str, asked: DirectoryChange) -> DirectoryEntry:
    """Rename an entry, let it retire or come back; raises :class:`ProblemError`."""
    known = _locked(office, kind)
    now = _one(known, entry_id)
    if now.rev != asked.rev:
        raise ProblemError(422, "CHANGED_BY_OTHER", error("rev", "CHANGED_BY_OTHER"))
    others = [one for one in known.values() if one.id != entry_id]
    wrong = _check_names(kind, asked.name, asked.institute_name, others)
    if isinstance(now, Sponsor) and now.merged_into and not asked.retired:
        wrong.append(error("retired", "sponsor.merged", name=known[now.merged_into].name))
    refuse(wrong)
    changed = replace(now, rev=office.next_rev(now.rev), name=asked.name.strip(), retired=asked.retired)
    if isinstance(changed, Province):
        changed = replace(changed, institute_name=asked.institute_name.strip())
    office.put(kind, changed)
    differing = {
        name: [getattr(now, name), getattr(changed, name)]
        for name in ("name", "institute_name", "retired")
        if getattr(now, name, None) != getattr(changed, name, None)
    }
    office.note(f"{kind}.changed", kind, entry_id, **differing)
    return entry(changed, known)


def merge(office: Office, asked: SponsorMerge) -> DirectoryEntry:
    """Let sponsors lead to one that stands for all of them, and what was merged into them before as well."""
    known = {key: one for key, one in _locked(office, "sponsor").items() if isinstance(one, Sponsor)}
    into = _one(known, asked.into, "into")
    wrong: list[FieldError] = []
    if into.merged_into or into.retired:
        wrong.append(error("into", "sponsor.not_here", name=into.name))
    if not asked.ids or asked.into in asked.ids or len(asked.ids) > MERGED_MAX:
        wrong.append(error("ids", "sponsor.choose", max=MERGED_MAX))
    refuse(wrong)
    going = {one: _one(known, one, "ids") for one in asked.ids}
    followers = {key: one for key, one in known.items() if one.merged_into in going}
    for key, one in sorted((followers | going).items()):
        office.put("sponsor", replace(one, rev=office.next_rev(one.rev), retired=True, merged_into=into.id))
        office.note("sponsor.merged", "sponsor", key, name=one.name, into=into.id, into_name=into.name)
    return entry(into, known)


def read(connection: Connection, kind: DirectoryKind) -> dict[str, Listed]:
    """All entries of a kind, by id."""
    decoder = _DECODERS[kind]
    return {
        one.id: one for one in (decoder.decode(body) for body in connection.execute(_ALL, {"kind": kind}).scalars())
    }


def find(connection: Connection, kind: DirectoryKind, entry_id: str) -> DirectoryEntry:
    """One entry; raises :class:`ProblemError` 404."""
    known = read(connection, kind)
    return entry(_one(known, entry_id), known)


def provinces(connection: Connection) -> dict[str, Province]:
    """All provinces, by code."""
    return {key: one for key, one in read(connection, "province").items() if isinstance(one, Province)}


def entry(one: Listed, known: Mapping[str, Listed]) -> DirectoryEntry:
    """An entry as the desk is told of it."""
    into = one.merged_into if isinstance(one, Sponsor) else ""
    return DirectoryEntry(
        id=one.id,
        rev=one.rev,
        name=one.name,
        institute_name=one.institute_name if isinstance(one, Province) else "",
        retired=one.retired,
        merged_into=into,
        merged_name=known[into].name if into in known else "",
    )


def plain(name: str) -> str:
    """A name as it is compared: width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def name_errors(name: str, field: str = "name") -> list[FieldError]:
    """What is wrong with a name by itself."""
    if not name.strip():
        return [error(field, "field.missing")]
    if len(name.strip()) > SPONSOR_MAX:
        return [error(field, "text.long", max=SPONSOR_MAX, length=len(name.strip()))]
    if not name.strip().isprintable():
        return [error(field, "text.control")]
    return []


def refuse(wrong: Sequence[FieldError]) -> None:
    """Raise :class:`ProblemError` 422 where anything is wrong."""
    if wrong:
        raise ProblemError(422, "INVALID", *wrong)


def lock_directory(office: Office) -> None:
    """Let one act on the directory in at a time, so that no two add the same name."""
    if office.connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        office.connection.execute(text("SELECT id FROM scope WHERE id = 'ref' FOR UPDATE"))


def _locked(office: Office, kind: DirectoryKind) -> dict[str, Listed]:
    lock_directory(office)
    return read(office.connection, kind)


def _check_names(kind: DirectoryKind, name: str, institute_name: str, others: Iterable[Listed]) -> list[FieldError]:
    wrong = name_errors(name)
    if kind == "province":
        wrong += name_errors(institute_name, "institute_name")
    elif institute_name:
        wrong.append(error("institute_name", "field.not_here"))
    if not wrong:
        same = next((one for one in others if plain(one.name) == plain(name)), None)
        if same is not None:
            wrong.append(error("name", "directory.known", name=same.name))
    return wrong


def _one(known: Mapping[str, One], entry_id: str, field: str = "") -> One:
    found = known.get(entry_id)
    if found is None:
        raise ProblemError(422, "INVALID", error(field, "NOT_FOUND")) if field else ProblemError(404, "NOT_FOUND")
    return found


def _made(kind: DirectoryKind, entry_id: str, rev: int, name: str, institute_name: str) -> Listed:
    if kind == "sponsor":
        return Sponsor(id=entry_id, rev=rev, name=name)
    if kind == "institute":
        return Institute(id=entry_id, rev=rev, name=name)
    return Province(id=entry_id, rev=rev, name=name, institute_name=institute_name)


_DECODERS: dict[DirectoryKind, msgspec.json.Decoder[Listed]] = {
    kind: msgspec.json.Decoder(type_) for kind, type_ in TYPES.items()
}
_ALL = text("SELECT body FROM record WHERE kind = :kind")
