"""The store: migrations and tables agree, a newer database is refused, the writer's promises hold."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

import cpd_service.store.migrations
from cpd_core.entities import Institute, Member
from cpd_service.cli import main
from cpd_service.rules import Rules, seed_rules
from cpd_service.store.database import Database, NewerDatabase, upgrade
from cpd_service.store.records import Records
from cpd_service.store.sets import BLOCK
from cpd_service.store.tables import feed, metadata, record
from cpd_service.store.writer import Overtaken, Writer, scope_seq

MEMBER = Member(id="m-1", rev=1, no="1", name="一", member_type="cpa", province="32", joined_on="2020-01-01")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def test_migrations_lead_to_the_tables(database: Database) -> None:
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_again_changes_nothing(database: Database) -> None:
    def epoch() -> str:
        with database.reading() as connection:
            return connection.scalars(text("SELECT value FROM setting WHERE key = 'epoch'")).one()

    before = epoch()
    database.migrate()
    seed_rules(database)
    assert epoch() == before


def test_migrations_import_no_models() -> None:
    folder = Path(cpd_service.store.migrations.__file__).parent
    sources = [path.read_text("utf-8") for path in folder.rglob("*.py")]
    assert len(sources) > 2
    assert not [source for source in sources if "cpd_core" in source or "cpd_service" in source]


def test_a_feed_of_an_older_version_keeps_all_that_it_tells(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/older.sqlite3")
    told = [
        ("m:1", 1, "upsert", 5, "application", "a-1", 2, None),
        ("m:1", 4, "tombstone", None, "application", "a-2", 3, "2026-01-02T03:04:05Z"),
        ("p:32", 9, "leave", None, "member", "m-1", 7, "2026-01-02T03:04:06Z"),
    ]
    with database.writing() as connection:
        upgrade(connection, "0002")
        for row in told:
            connection.exec_driver_sql("INSERT INTO feed VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    database.migrate()
    with database.reading() as connection:
        assert [tuple(row) for row in connection.execute(select(feed).order_by(feed.c.scope, feed.c.seq))] == told
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.exec_driver_sql("UPDATE feed SET seq = 1 WHERE id = 'a-2'")
    database.close()


def test_a_newer_database_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/newer.sqlite3"
    database = Database(url)
    database.migrate()
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        database.migrate()
    database.close()
    assert main(["migrate", "--database-url", url]) == 1
    assert "9999" in capsys.readouterr().err


def test_many_entities_are_numbered_in_the_order_of_putting(database: Database) -> None:
    names = [f"i-{number}" for number in range(2 * BLOCK + 3)]
    with database.writing() as connection:
        before = scope_seq(connection, "ref")
        writer = Writer(connection)
        for name in names:
            writer.put("institute", Institute(id=name, rev=1, name=name))
        seqs = writer.flush()
        assert [seqs["ref", "institute", name] for name in names] == [before + 1 + n for n in range(len(names))]
        assert scope_seq(connection, "ref") == before + len(names)
        assert writer.flush() == {}


def test_a_revision_never_goes_back(database: Database) -> None:
    for rev, fine in ((2, True), (3, True), (3, False), (1, False)):
        with database.writing() as connection:
            writer = Writer(connection)
            writer.put("institute", Institute(id="never-back", rev=rev, name=str(rev)))
            if fine:
                writer.flush()
            else:
                with pytest.raises(Overtaken):
                    writer.flush()
                connection.rollback()
    with database.reading() as connection:
        assert connection.scalar(select(record.c.rev).where(record.c.id == "never-back")) == 3


def test_the_last_change_of_a_transaction_counts(database: Database) -> None:
    with database.writing() as connection:
        writer = Writer(connection)
        writer.put("member", MEMBER)
        writer.put("member", msgspec.structs.replace(MEMBER, rev=2, name="二"))
        writer.flush()
        writer.put("member", msgspec.structs.replace(MEMBER, rev=3))
        writer.remove("member", MEMBER.id, rev=4, scopes=("m:m-1", "p:32"))
        seqs = writer.flush()
        rows = connection.execute(select(feed.c.scope, feed.c.op, feed.c.rev, feed.c.seq).where(feed.c.id == "m-1"))
        assert sorted(tuple(row) for row in rows) == [
            (scope, "tombstone", 4, seqs[scope, "member", "m-1"]) for scope in ("m:m-1", "p:32")
        ]
        assert connection.scalar(select(record.c.rid).where(record.c.id == "m-1")) is None


@pytest.mark.parametrize("wrong", ["", 'a"b', "a b", "中文", "x" * 101, "a\n"])
def test_an_id_that_would_break_a_page_is_refused(database: Database, wrong: str) -> None:
    with database.reading() as connection, pytest.raises(ValueError, match="plain id"):
        Writer(connection).put("institute", Institute(id=wrong, rev=1, name="x"))


@pytest.mark.parametrize("scopes", [(), ("ref",), ("p:31",), ("m:bo",), ("p:",), ("m:",)])
def test_without_the_scope_there_are_no_rows(database: Database, scopes: tuple[str, ...]) -> None:
    with database.reading() as connection:
        held = Records(connection, scopes).lock({("completion", "done-an")})
        assert held["completion", "done-an"].foreign
        assert held["completion", "done-an"].entity is None
        assert not Records(connection, ("m:an",)).lock({("completion", "done-an")})["completion", "done-an"].foreign


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail_half_way() -> None:
        with database.writing() as connection:
            writer = Writer(connection)
            writer.put("institute", Institute(id="half", rev=1, name="x"))
            writer.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with database.reading() as connection:
        assert connection.scalar(select(record.c.rid).where(record.c.id == "half")) is None


def test_rules_follow_the_ref_scope(database: Database) -> None:
    rules = Rules()
    with database.writing() as connection:
        first = rules.world(connection)
        assert rules.world(connection).rules is first.rules, "nothing has changed"
        writer = Writer(connection)
        writer.put("institute", Institute(id="xiamen-new", rev=1, name="厦门国家会计学院"))
        writer.flush()
        assert "xiamen-new" in rules.world(connection).institutes
        assert "xiamen-new" not in first.institutes
