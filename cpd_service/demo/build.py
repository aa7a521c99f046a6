"""Builds a demo folder: service.sqlite3, blobs/ and accounts.json, complete or not at all.

Everything follows from the seed, the sizes and the date ("today", by default the real one in Beijing); only the
database's epoch and the salt of the password are new each time, as they must be.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from random import Random

from sqlalchemy import Connection, insert

import resources
from cpd_core.messages import Application, Entity, EntityKind, RuleSetRecord
from cpd_core.requirements import RuleBook
from cpd_service import clock
from cpd_service.accounts import passwords
from cpd_service.demo import logins, organisations, papers, people, study
from cpd_service.demo.applications import DemoError, Setting, applications
from cpd_service.demo.dates import Calendar
from cpd_service.store import blobs, tables
from cpd_service.store.blobs import BlobFolder
from cpd_service.store.database import Database
from cpd_service.store.writer import Writer, scopes_of

DATABASE, BLOBS, ACCOUNTS = "service.sqlite3", "blobs", "accounts.json"
FLUSH_EVERY = 10_000  # entities per set of statements
CACHE_KIB = 256 * 1024  # of SQLite's pages: entities have random ids and would thrash a small one


@dataclass(frozen=True, slots=True)
class Built:
    """What a demo folder holds."""

    members: int
    applications: int
    files: int
    accounts: list[dict[str, str]]


def build(directory: Path, members: int, applications: int, seed: int, today: date | None = None) -> Built:
    """Build a demo in an empty or new folder; raises :class:`DemoError` in words for whoever asked."""
    if members < people.FEWEST or applications < 0:
        raise DemoError(f"a demo needs at least {people.FEWEST} members and no negative number of applications")
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise DemoError(f"{directory} is not empty: choose a new folder, or delete what is in it first")
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory, prefix="making-") as name:
        making = Path(name)
        built = _Demo(Random(seed), Calendar(today or clock.today()), members, applications).write(making)
        for part in (BLOBS, DATABASE, ACCOUNTS):  # the list of accounts last: where it is, all is
            (making / part).rename(directory / part)
    return built


class _Demo:
    """All generated data but the applications, which come as a stream."""

    def __init__(self, rng: Random, calendar: Calendar, members: int, count: int) -> None:
        self.rng = rng
        self.count = count
        self.rules = [RuleSetRecord(id=path.stem, rev=1, toml=path.read_text("utf-8")) for path in _rule_files()]
        self.sponsors = organisations.sponsors(rng)
        self.everyone = people.members(rng, members, calendar.year)
        self.courses = study.courses(rng, calendar.year)
        self.studies = study.studies(rng, self.everyone, self.courses, calendar)
        self.staff = logins.of_staff(rng)
        self.logins = [*logins.of_members(rng, self.everyone), *self.staff]
        self.papers = papers.papers(rng, calendar.year)
        self.setting = Setting(
            rules=RuleBook(rule_set.toml for rule_set in self.rules),
            calendar=calendar,
            everyone=self.everyone,
            sponsors=self.sponsors,
            papers=self.papers,
            reviewers=logins.reviewers(self.staff),
        )

    def write(self, directory: Path) -> Built:
        """Write database, blobs and list of accounts."""
        files = [paper for pool in self.papers.values() for paper in pool]
        folder = BlobFolder(directory / BLOBS)
        for paper in files:
            folder.write(paper.content, durable=False)
        database = Database(f"sqlite:///{directory / DATABASE}")
        database.migrate()
        with database.writing() as connection:
            self._write_logins(connection)
            connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")
            blobs.remember(connection, [paper.attachment for paper in files], scopes=())
            self._write_entities(connection)
        database.close()
        accounts = logins.listed(self.logins)
        (directory / ACCOUNTS).write_text(json.dumps(accounts, ensure_ascii=False, indent=1), "utf-8")
        return Built(len(self.everyone), self.count, len(files), accounts)

    def _write_logins(self, connection: Connection) -> None:
        password_hash = passwords.hash_password(logins.PASSWORD)  # once: it is slow on purpose
        connection.execute(insert(tables.account), [logins.account_row(login, password_hash) for login in self.logins])

    def _write_entities(self, connection: Connection) -> None:
        writer = Writer(connection)
        seen: set[tuple[str, str]] = set()
        for number, (kind, entity) in enumerate(self._entities(), 1):
            writer.put(kind, entity)
            if isinstance(entity, Application):
                scopes = scopes_of(kind, entity)
                seen.update((attachment.sha256, scope) for attachment in entity.attachments for scope in scopes)
            if number % FLUSH_EVERY == 0:
                writer.flush()
        writer.flush()
        blobs.link(connection, seen)

    def _entities(self) -> Iterator[tuple[EntityKind, Entity]]:
        """All entities in the order in which the feeds are to carry them: what others refer to comes first."""
        parts: tuple[tuple[EntityKind, Iterable[Entity]], ...] = (
            ("ruleset", self.rules),
            ("province", organisations.provinces()),
            ("institute", organisations.institutes()),
            ("sponsor", chain.from_iterable(self.sponsors.values())),
            ("course", self.courses),
            ("member", self.everyone),
            ("choice", self.studies.choices),
            ("completion", self.studies.completions),
            ("grant", self.studies.grants),
            ("application", applications(self.rng, self.count, self.setting)),
        )
        for kind, entities in parts:
            for entity in entities:
                yield kind, entity


def _rule_files() -> list[Path]:
    return sorted(resources.path("rules").glob("*.toml"))
