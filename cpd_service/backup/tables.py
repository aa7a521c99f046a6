"""All tables of the service, out of one database and into another, without knowing what they hold.

The tables are taken as they are found, not as this version would make them: an older database is backed up before it is
migrated, and an older backup is restored at its own revision and migrated then.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import BigInteger, Connection, Integer, MetaData, Table, insert, inspect, select, text

from cpd_service.backup.archive import ArchiveWriter, TableEntry
from cpd_service.store.tables import metadata

BATCH = 1000  # rows


def tables_here(connection: Connection) -> list[Table]:
    """The service's tables that are there, what others refer to first."""
    here = set(inspect(connection).get_table_names())
    return [_reflected(connection, table.name) for table in metadata.sorted_tables if table.name in here]


def is_empty(connection: Connection) -> bool:
    """Whether there is nothing to lose: no tables, or nobody and nothing but rules in them."""
    here = {table.name for table in tables_here(connection)}
    if "record" in here and connection.scalar(text("SELECT 1 FROM record WHERE kind <> 'ruleset' LIMIT 1")):
        return False
    return not any(connection.scalar(text(f"SELECT 1 FROM {name} LIMIT 1")) for name in here & {"account", "receipt"})


def copy_out(connection: Connection, archive: ArchiveWriter) -> tuple[TableEntry, ...]:
    """Write all tables into an archive, as one transaction sees them."""
    return tuple(
        archive.table(str(table.name), [str(column.name) for column in table.columns], _stream(connection, table))
        for table in tables_here(connection)
    )


def drop(connection: Connection) -> None:
    """Drop the service's tables; others that live in the same database stay."""
    metadata.drop_all(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def copy_in(connection: Connection, entry: TableEntry, rows: Iterable[Sequence[object]]) -> None:
    """Fill a table that is there and empty."""
    table = _reflected(connection, entry.name)
    statement, stream = insert(table), iter(rows)
    while batch := list(islice(stream, BATCH)):
        connection.execute(statement, [dict(zip(entry.columns, row, strict=True)) for row in batch])
    if connection.dialect.name == "postgresql":
        _go_on_counting(connection, table)


def _stream(connection: Connection, table: Table) -> Iterator[Sequence[object]]:
    ordered = select(table).order_by(*table.primary_key)
    yield from connection.execute(ordered, execution_options={"yield_per": BATCH})


def _reflected(connection: Connection, name: str) -> Table:
    return Table(name, MetaData(), autoload_with=connection, resolve_fks=False)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers; SQLite does so by itself."""
    for column in table.primary_key:
        if isinstance(column.type, BigInteger | Integer):
            last = f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name})"
            sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
            connection.execute(text(f"SELECT setval({sequence}, {last}, false) WHERE {sequence} IS NOT NULL"))
