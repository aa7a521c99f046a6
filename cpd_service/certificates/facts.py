"""What the service knows of one member: the facts of the ledger, and the certificates issued so far."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from cpd_core.entities import Application, Certificate, Completion, EntityKind, Grant, Member
from cpd_core.ledger import Facts
from cpd_service.store.tables import record


def facts_of(connection: Connection, member_id: str) -> Facts | None:
    """All facts of a member; None where there is no such member."""
    member = next(iter(_bodies(connection, member_id, "member")), None)
    if member is None:
        return None
    decode = msgspec.json.decode
    return Facts(
        member=decode(member, type=Member),
        applications=tuple(decode(b, type=Application) for b in _bodies(connection, member_id, "application")),
        completions=tuple(decode(b, type=Completion) for b in _bodies(connection, member_id, "completion")),
        grants=tuple(decode(b, type=Grant) for b in _bodies(connection, member_id, "grant")),
    )


def lock_members(connection: Connection, member_ids: Iterable[str]) -> None:
    """Let nobody else issue or withdraw certificates of these members until the transaction ends, in order of ids."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        query = select(record.c.rid).where(record.c.kind == "member", record.c.id.in_(sorted(set(member_ids))))
        connection.execute(query.order_by(record.c.id).with_for_update())


def certificates_of(connection: Connection, member_id: str) -> tuple[Certificate, ...]:
    """The certificates of a member."""
    bodies = _bodies(connection, member_id, "certificate")
    return tuple(msgspec.json.decode(body, type=Certificate) for body in bodies)


def _bodies(connection: Connection, member_id: str, kind: EntityKind) -> Iterable[str]:
    query = select(record.c.body).where(record.c.member_id == member_id, record.c.kind == kind).order_by(record.c.id)
    return connection.scalars(query)
