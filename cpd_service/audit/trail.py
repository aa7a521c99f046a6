"""Reading the trail: who did what to what, when, on which device. Decisions are read from the history that holds them.

Pages go backwards by the number of the row, so that a page costs the same wherever it is.
"""

from dataclasses import dataclass, fields
from typing import Literal

from sqlalchemy import Connection, text

from cpd_core.national import AuditEntry, AuditPage
from cpd_service.audit.chain import DECISIONS

PAGE = 100
Where = Literal["office", "decisions"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; empty fields do not filter. Times are ISO 8601 in UTC, ``until`` is not included."""

    where: Where = "office"
    who: str = ""
    what: str = ""
    kind: str = ""
    entity: str = ""
    account: str = ""
    device: str = ""
    since: str = ""
    until: str = ""
    words: str = ""

    def told(self) -> dict[str, str]:
        """The fields that filter, for the trail itself."""
        return {one.name: value for one in fields(self) if (value := getattr(self, one.name))}


def page(connection: Connection, query: Query, before: int = 0, limit: int = PAGE) -> AuditPage:
    """The entries before a row, the newest first."""
    conditions, params = _conditions(query)
    if before:
        conditions.append("each.id < :before")
    statement = f"""
        SELECT * FROM ({_SOURCES[query.where]}) AS each
        WHERE {" AND ".join(["1 = 1", *conditions])} ORDER BY each.id DESC LIMIT :limit
    """
    rows = connection.execute(text(statement), {**params, "before": before, "limit": limit + 1}).mappings().all()
    entries = tuple(AuditEntry(**row) for row in rows[:limit])
    return AuditPage(entries=entries, next=entries[-1].id if len(rows) > limit else 0)


def _conditions(query: Query) -> tuple[list[str], dict[str, str]]:
    """What must hold of a row. Names of columns are ours; what people typed goes as parameters."""
    conditions: list[str] = []
    params: dict[str, str] = {}
    for name, column in (("what", "what"), ("kind", "kind"), ("entity", "entity_id"), ("device", "device_id")):
        if value := getattr(query, name).strip():
            conditions.append(f"each.{column} = :{name}")
            params[name] = value
    if query.account.strip():
        conditions.append("each.account_id = :account")
        params["account"] = query.account.strip()
    if query.who.strip():
        conditions.append(r"each.who LIKE :who ESCAPE '\'")
        params["who"] = f"%{_escaped(query.who)}%"
    if query.words.strip():
        anywhere = " OR ".join(rf"each.{column} LIKE :words ESCAPE '\'" for column in ("detail", "entity_id", "who"))
        conditions.append(f"({anywhere})")
        params["words"] = f"%{_escaped(query.words)}%"
    for name, sign in (("since", ">="), ("until", "<")):
        if value := getattr(query, name):
            conditions.append(f"each.at {sign} :{name}")
            params[name] = value
    return conditions, params


def _escaped(typed: str) -> str:
    return typed.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_SOURCES: dict[Where, str] = {
    # blocks of decisions are there for the chain; their rows are read as what they are
    "office": f"""
        SELECT id, at, lane, number, account_id, who, device_id, what, kind, entity_id, detail FROM audit
        WHERE what <> '{DECISIONS}'
    """,
    "decisions": """
        SELECT history.id, at, '' AS lane, 0 AS number, account_id, coalesce(account.name, '') AS who, device_id, what,
            kind, entity_id, detail
        FROM history LEFT JOIN account ON account.id = history.account_id
    """,
}
