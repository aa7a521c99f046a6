"""The rules in force: ``ruleset`` records of the ``ref`` scope, so that the central office changes them by data."""

import msgspec
from sqlalchemy import Connection, select

from cpd_core.commands import World
from cpd_core.entities import Institute, RuleSetRecord
from cpd_core.requirements import RuleBook
from cpd_service import clock
from cpd_service.store.database import Database
from cpd_service.store.tables import record
from cpd_service.store.writer import Writer, scope_seq
from resources import path

_institute = msgspec.json.Decoder(Institute)


class Rules:
    """The rule book and the accounting institutes, read again only when the ``ref`` scope has changed."""

    def __init__(self) -> None:
        self._cached: tuple[int, RuleBook, frozenset[str]] | None = None

    def world(self, connection: Connection) -> World:
        """What commands are judged by, as this transaction sees it."""
        seq = scope_seq(connection, "ref")
        cached = self._cached
        if cached is None or cached[0] != seq:
            cached = (seq, read_rule_book(connection), _institutes(connection))
            self._cached = cached  # one assignment: another thread sees the old or the new one, never half
        return World(cached[1], clock.today().year, cached[2])


def read_rule_book(connection: Connection) -> RuleBook:
    """Build the rule book from the stored rule files."""
    bodies = connection.scalars(select(record.c.body).where(record.c.kind == "ruleset").order_by(record.c.id))
    return RuleBook([msgspec.json.decode(body, type=RuleSetRecord).toml for body in bodies])


def seed_rules(database: Database) -> None:
    """Put the rule files that ship with the service into a database that has none."""
    with database.writing() as connection:
        if connection.scalar(select(record.c.rid).where(record.c.kind == "ruleset").limit(1)) is not None:
            return
        writer = Writer(connection)
        for file in sorted(path("rules").glob("*.toml")):
            writer.put("ruleset", RuleSetRecord(id=file.stem, rev=1, toml=file.read_text("utf-8")))
        writer.flush()


def _institutes(connection: Connection) -> frozenset[str]:
    """Those that a member can choose."""
    bodies = connection.scalars(select(record.c.body).where(record.c.kind == "institute"))
    found = map(_institute.decode, bodies)
    return frozenset(institute.id for institute in found if not institute.retired)
