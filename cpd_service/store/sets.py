"""Many rows in one statement: they travel as one JSON array and the database takes them apart.

It is the same statement on SQLite and PostgreSQL, costs Python one ``msgspec.json.encode`` whatever the number of rows,
and SQLite works through it with the interpreter lock released.
"""

from collections.abc import Sequence
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, CursorResult, text

SOURCES = {
    "sqlite": "json_each(:rows) AS each",
    "postgresql": "json_array_elements(CAST(:rows AS json)) AS each(value)",
}


def run(connection: Connection, statement: str, rows: Sequence[Sequence[object]], **values: object) -> int:
    """Run ``statement`` for all ``rows`` and return how many rows it changed.

    ``{rows}`` in it is the table of them, its columns by :func:`column`.
    """
    return _execute(connection, statement, rows, values).rowcount


def fetch(
    connection: Connection, statement: str, rows: Sequence[Sequence[object]], **values: object
) -> list[tuple[Any, ...]]:
    """Like :func:`run`, for statements that return rows."""
    return cast(list[tuple[Any, ...]], _execute(connection, statement, rows, values).all())


def column(number: int, kind: str = "TEXT") -> str:
    """SQL for the column ``number`` of a row, of SQL type ``kind``."""
    return f"CAST(each.value ->> {number} AS {kind})"


def columns(*kinds: str) -> str:
    """SQL for the first columns of a row, of these SQL types."""
    return ", ".join(column(number, kind) for number, kind in enumerate(kinds))


def _execute(
    connection: Connection, statement: str, rows: Sequence[Sequence[object]], values: dict[str, object]
) -> CursorResult[Any]:
    values["rows"] = msgspec.json.encode(rows).decode()
    return connection.execute(text(statement.replace("{rows}", SOURCES[connection.dialect.name])), values)
