"""A member moves to another province: all that is theirs leaves one feed and enters the other, in one transaction."""

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Connection, text

from cpd_core.entities import ENTITY_TYPES, Application, Entity, EntityKind, Member
from cpd_core.lessons import Note, Progress
from cpd_service import clock
from cpd_service.accounts.accounts import AccountError, check_province
from cpd_service.claims import leave_behind
from cpd_service.store import blobs, sets
from cpd_service.store.revisions import rev_floor
from cpd_service.store.writer import Writer, scopes_of

Owned = tuple[EntityKind, Entity]


def move(connection: Connection, number: str, province: str) -> int:
    """Move the member of this number to a province and return how many records went; raises :class:`AccountError`.

    The member's account is locked first, as by its own commands, so that none comes in between.
    """
    check_province(connection, province)
    member = _find(connection, number)
    if member.province == province:
        raise AccountError(f"member {number} is in province {province} already")
    _lock_accounts(connection, member.id)
    owned = _lock_records(connection, member.id)
    old = _province_of(owned)
    lowest, at = rev_floor(connection), clock.now()
    writer = Writer(connection)
    history: list[tuple[object, ...]] = []
    detail = msgspec.json.encode({"from": old, "to": province}).decode()
    for kind, entity in owned:
        if isinstance(entity, Progress | Note):  # no province sees them
            continue
        moved = msgspec.structs.replace(entity, rev=max(entity.rev + 1, lowest), province=province)
        writer.put(kind, moved, scopes_of(kind, moved), leaves=(f"p:{old}",))
        history.append((kind, moved.id, moved.rev, at, detail))
    writer.flush()
    sets.run(connection, _SAVE_HISTORY, history)
    leave_behind(connection, [entity.id for kind, entity in owned if kind == "application"], old, province)
    _move_links(connection, owned, old, province)
    connection.execute(_MOVE_ACCOUNTS, {"member": member.id, "province": province})
    return len(owned)


def find(connection: Connection, number: str) -> list[Member]:
    """The members of a number; the pattern only narrows the search."""
    rows = connection.execute(_CANDIDATES, {"pattern": f'%"no":"{number}"%'}).scalars()
    return [member for member in (msgspec.json.decode(body, type=Member) for body in rows) if member.no == number]


def _find(connection: Connection, number: str) -> Member:
    found = find(connection, number)
    if len(found) != 1:
        raise AccountError(f"there are {len(found)} members of number {number!r}")
    return found[0]


def _lock_accounts(connection: Connection, member_id: str) -> None:
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(
            text("SELECT id FROM account WHERE member_id = :member ORDER BY id FOR UPDATE"), {"member": member_id}
        )


def _lock_records(connection: Connection, member_id: str) -> list[Owned]:
    """All that is the member's, locked in the order in which everyone locks."""
    lock = " FOR UPDATE" if connection.dialect.name == "postgresql" else ""
    rows = connection.execute(text(_OWNED + lock), {"member": member_id}).all()
    return [(kind, msgspec.json.decode(body, type=ENTITY_TYPES[kind])) for kind, body in rows]


def _province_of(owned: Sequence[Owned]) -> str:
    return next(entity.province for _, entity in owned if isinstance(entity, Member))


def _move_links(connection: Connection, owned: Sequence[Owned], old: str, new: str) -> None:
    """Let the new province know of the attachments, and the old one only of those that somebody there uses, too."""
    hashes = {item.sha256 for _, entity in owned if isinstance(entity, Application) for item in entity.attachments}
    blobs.link(connection, [(sha256, f"p:{new}") for sha256 in hashes])
    unused = hashes - _still_used(connection, hashes, old)
    sets.run(connection, _UNLINK, [(sha256, f"p:{old}") for sha256 in sorted(unused)])


def _still_used(connection: Connection, hashes: Collection[str], province: str) -> set[str]:
    """Which attachments the applications of a province name; reads all of them, if there is anything to ask."""
    if not hashes:
        return set()
    rows = connection.execute(_APPLICATIONS, {"province": province}).scalars()
    return {
        item.sha256
        for body in rows
        for item in msgspec.json.decode(body, type=Application).attachments
        if item.sha256 in hashes
    }


_CANDIDATES = text("SELECT body FROM record WHERE kind = 'member' AND body LIKE :pattern")
_OWNED = "SELECT kind, body FROM record WHERE member_id = :member ORDER BY kind, id"
_APPLICATIONS = text("SELECT body FROM record WHERE kind = 'application' AND province = :province").execution_options(
    yield_per=1000
)
_MOVE_ACCOUNTS = text(
    "UPDATE account SET province = :province, grant_version = grant_version + 1 WHERE member_id = :member"
)
_UNLINK = f"DELETE FROM blob_scope WHERE (sha256, scope) IN (SELECT {sets.columns('TEXT', 'TEXT')} FROM {{rows}})"
# No command did this: its names are empty.
_SAVE_HISTORY = f"""
INSERT INTO history (kind, entity_id, rev, at, account_id, device_id, command_id, what, detail)
SELECT {sets.columns("TEXT", "TEXT", "BIGINT", "TEXT")}, '', '', '', 'moved', CAST(each.column5 AS TEXT) FROM {{rows}}
"""
