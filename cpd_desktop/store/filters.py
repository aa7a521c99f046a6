"""A filter of applications as SQL: what narrows a list, and in which order it comes."""

from datetime import date, datetime, time, timedelta

import msgspec

from cpd_core.flags import bits_of
from cpd_desktop.store.times import BEIJING, now
from cpd_desktop.views import ApplicationQuery, ClaimedBy, SortKey

LISTED = "listed = 1"  # word for word as in the partial indexes, so that they are used
_PENDING = "state = 'pending'"  # the same
SHORT: tuple[SortKey, ...] = ("sponsor", "member_name")
"""Orders that have an index of their own, without the columns of lists."""
_SORT: dict[SortKey, str] = {
    "filed_at": "filed_at",
    "year": "year",
    "kind": "subkind",
    "sponsor": "sponsor",
    "pathway": "pathway",
    "hours": "hours",
    "confirmed_hours": "confirmed_hours",
    "state": "state",
    "member_name": "name",
    "member_no": "number",
    "attachments": "attachments",
    "flags": "coalesce((SELECT bits FROM flag WHERE flag.rid = record.rid), 0)",
    "claim": """coalesce((SELECT nullif(coalesce(c.local, c.body), '') ->> '$.by' FROM record AS c
        WHERE c.kind = 'claim' AND c.id = record.id), '')""",
}

_APPLICATIONS_OF = "SELECT a.rid FROM {table} CROSS JOIN record AS a ON a.kind = 'application' AND a.id = {id}"
_ASIDE = _APPLICATIONS_OF.format(table="aside", id="aside.application_id")
_CLAIMS = _APPLICATIONS_OF.format(table="record AS c", id="c.id") + " WHERE c.kind = 'claim'"
_CLAIMANT = "nullif(coalesce(c.local, c.body), '') ->> '$.account_id'"  # NULL: given up here
_CLAIMED: dict[ClaimedBy, str] = {
    "mine": f"+rid IN ({_CLAIMS} AND {_CLAIMANT} = :own_id)",
    "others": f"+rid IN ({_CLAIMS} AND {_CLAIMANT} <> :own_id)",
    "none": f"+rid NOT IN ({_CLAIMS} AND {_CLAIMANT} IS NOT NULL)",
}


class Condition:
    """What a list's rows have to meet: tests that all hold, and the values that they name."""

    def __init__(self, first: str) -> None:
        self.tests = [first]
        self.values: dict[str, object] = {}

    def add(self, test: str, **named: object) -> None:
        """One more test."""
        self.tests.append(test)
        self.values.update(named)


def statement_of(query: ApplicationQuery, wanted: str = "rid", own_id: str = "") -> tuple[str, dict[str, object]]:
    """The SQL that gives a list's row ids in its order, and its values; ``wanted`` may be columns that indexes have.

    ``own_id`` is the account that "mine" speaks of.
    """
    where, values = where_of(query, own_id)
    order = "DESC" if query.descending else "ASC"
    column = _SORT[query.sort]
    if where != LISTED and column != "filed_at":
        column = f"+{column}"  # an index of this column alone would have every record read for the filter
    how = " NOT INDEXED" if _reads_all(query) else ""
    return f"SELECT {wanted} FROM record{how} WHERE {where} ORDER BY {column} {order}, rid {order}", values


def where_of(query: ApplicationQuery, own_id: str = "") -> tuple[str, dict[str, object]]:
    """The filter as SQL and its values."""
    few = (
        query.sync or query.member_id or query.batch_id or query.ids
    )  # their indexes leave few, those of lists know nothing of them
    condition = Condition(f"+{LISTED}" if few else LISTED)
    _add_fields(condition, query)
    _add_texts(condition, query)
    _add_dates(condition, query)
    _add_own_tables(condition, query, own_id)
    return " AND ".join(condition.tests), condition.values


def like(text: str) -> str:
    """The LIKE pattern for "contains this text"."""
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _reads_all(query: ApplicationQuery) -> bool:
    """Whether a text is looked for in all records: notes are in no index, and in their own order they are read sooner.

    Not where an index leaves few of them.
    """
    few = query.state == "pending" or query.sync or query.sponsor or query.member_id or query.batch_id or query.ids
    return bool(query.text.strip()) and not few


def _add_fields(condition: Condition, query: ApplicationQuery) -> None:
    """What a column says by itself."""
    add = condition.add
    if query.kind:
        add("subkind = :kind", kind=query.kind)
    if query.year is not None:
        add("year = :year", year=query.year)
    if query.state == "pending":
        add(_PENDING)
    elif query.state:
        add("state = :state", state=query.state)
    if query.sync is not None:
        outstanding = " AND sync <> ''" if query.sync else ""  # word for word as in the index, so that it is used
        add(f"sync = :sync{outstanding}", sync=query.sync)
    if query.pathway:
        add("pathway = :pathway", pathway=query.pathway)
    if query.sponsor:
        add("sponsor = :sponsor", sponsor=query.sponsor)
    if query.sponsorless:
        add("+sponsor = ''")
    if query.member_id:
        add("member_id = :member_id AND member_id <> ''", member_id=query.member_id)
    if query.ids:
        ids = msgspec.json.encode(query.ids).decode()
        add("kind = 'application' AND id IN (SELECT value FROM json_each(:ids))", ids=ids)
    if query.batch_id:
        add("batch_id = :batch_id AND batch_id <> ''", batch_id=query.batch_id)
    if query.hours_min is not None:
        add("hours >= :hours_min", hours_min=query.hours_min)
    if query.hours_max is not None:
        add("hours <= :hours_max", hours_max=query.hours_max)


def _add_texts(condition: Condition, query: ApplicationQuery) -> None:
    """What contains a text."""
    if query.sponsor_part:
        condition.add("sponsor LIKE :part ESCAPE '\\'", part=like(query.sponsor_part))
    if query.member.strip():
        member = like(query.member.strip())
        condition.add("(name LIKE :member ESCAPE '\\' OR number LIKE :member ESCAPE '\\')", member=member)
    if query.text.strip():
        columns = " OR ".join(f"{name} LIKE :text ESCAPE '\\'" for name in ("name", "number", "sponsor", "note"))
        condition.add(
            f"({columns} OR pathway IN (SELECT value FROM json_each(:codes)))",
            text=like(query.text.strip()),
            codes=msgspec.json.encode(query.text_pathways).decode(),
        )


def _add_dates(condition: Condition, query: ApplicationQuery) -> None:
    """When it was filed. What the service does not know yet was filed today."""
    today = now().astimezone(BEIJING).date()
    since = [date.fromisoformat(query.filed_from)] if query.filed_from else []
    until = [date.fromisoformat(query.filed_to)] if query.filed_to else []
    if query.age_max is not None:
        since.append(today - timedelta(days=query.age_max))
    if query.age_min is not None:
        until.append(today - timedelta(days=query.age_min))
    if since:
        unknown = " OR filed_at = ''" if max(since) <= today else ""
        condition.add(f"(filed_at >= :filed_since{unknown})", filed_since=_begins(max(since)))
    if until:
        known = " AND filed_at <> ''" if min(until) < today else ""
        condition.add(f"filed_at < :filed_until{known}", filed_until=_begins(min(until) + timedelta(days=1)))


def _begins(day: date) -> str:
    """When a day begins in Beijing, as times are stored."""
    return datetime.combine(day, time(), BEIJING).astimezone(now().tzinfo).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add_own_tables(condition: Condition, query: ApplicationQuery, own_id: str) -> None:
    """What stands in other tables than the records."""
    if query.flags:
        condition.add("+rid IN (SELECT rid FROM flag WHERE bits & :bits)", bits=bits_of(query.flags))
    if query.flagged is not None:
        condition.add(f"+rid {'IN' if query.flagged else 'NOT IN'} (SELECT rid FROM flag)")
    if query.aside is not None:
        condition.add(f"+rid {'IN' if query.aside else 'NOT IN'} ({_ASIDE})")
    if query.claim:
        condition.add(_CLAIMED[query.claim], own_id=own_id)
