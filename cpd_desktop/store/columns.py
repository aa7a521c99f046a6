"""From an entity's JSON to the columns that lists use: said once, in SQL, for pages of the feed and for the overlay."""

EFFECTIVE: dict[str, str] = {
    "subkind": "coalesce({doc} ->> '$.kind', '')",
    "year": "coalesce({doc} ->> '$.year', 0)",
    "member_id": "coalesce({doc} ->> '$.member_id', '')",
    "number": "coalesce({doc} ->> '$.member_no', {doc} ->> '$.no', {doc} ->> '$.number', '')",
    "name": "coalesce({doc} ->> '$.member_name', {doc} ->> '$.name', {doc} ->> '$.title', '')",
    "sponsor": "coalesce({doc} ->> '$.sponsor', '')",
    "pathway": "coalesce({doc} ->> '$.pathway', '')",
    "hours": "coalesce({doc} ->> '$.hours', 0)",
    "confirmed_hours": "{doc} ->> '$.confirmed_hours'",
    "state": "coalesce({doc} ->> '$.state', '')",
    "filed_at": "coalesce({doc} ->> '$.filed_at', '')",
    "attachments": "coalesce(json_array_length({doc}, '$.attachments'), 0)",
    "reason": "coalesce({doc} ->> '$.reason', '')",
    "note": "coalesce({doc} ->> '$.note', '')",
}


def expressions(doc: str) -> str:
    """The columns' values as SQL over ``doc``, an SQL expression that gives an entity's JSON."""
    return ", ".join(text.format(doc=doc) for text in EFFECTIVE.values())


def assignments(doc: str) -> str:
    """``column = value, ...`` for an UPDATE from ``doc``."""
    return ", ".join(f"{name} = {text.format(doc=doc)}" for name, text in EFFECTIVE.items())
