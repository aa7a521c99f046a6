"""Finding an issued certificate: the member's own, and for staff those of the own province."""

import msgspec
from sqlalchemy import Connection, select

from cpd_core.entities import Certificate
from cpd_service.accounts.accounts import Caller
from cpd_service.store.tables import feed, record


def find(connection: Connection, caller: Caller, number: str) -> Certificate | None:
    """The certificate, if one of the caller's scopes carries it."""
    query = (
        select(record.c.body)
        .join(feed, (feed.c.kind == record.c.kind) & (feed.c.id == record.c.id))
        .where(record.c.kind == "certificate", record.c.id == number)
        .where(feed.c.scope.in_(caller.scopes), feed.c.op == "upsert")
    )
    body = connection.scalar(query)
    return None if body is None else msgspec.json.decode(body, type=Certificate)
