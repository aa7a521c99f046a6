"""Builds a demo folder: service.sqlite3, blobs/, media/ and accounts.json, complete or not at all.

Everything follows from the seed, the sizes and the date ("today", by default the real one in Beijing); only the
database's epoch and the salt of the password are new each time, as they must be.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from random import Random

from sqlalchemy import Connection, insert

from cpd_core.entities import Application, Attachment, Entity, EntityKind
from cpd_core.requirements import RuleBook
from cpd_service import clock
from cpd_service.accounts import passwords
from cpd_service.demo import lectures, logins, organisations, papers, people, study
from cpd_service.demo.applications import DemoError, Setting, applications
from cpd_service.demo.dates import Calendar
from cpd_service.rules import read_rule_book
from cpd_service.service import prepare
from cpd_service.store import blobs, tables
from cpd_service.store.blob_folder import BlobFolder
from cpd_service.store.database import Database
from cpd_service.store.writer import Writer, scopes_of
from cpd_service.study import media
from resources import path

DATABASE, BLOBS, MEDIA, ACCOUNTS = "service.sqlite3", "blobs", "media", "accounts.json"
FLUSH_EVERY = 10_000  # entities per set of statements
CACHE_KIB = 256 * 1024  # of SQLite's pages: entities have random ids and would thrash a small one


@dataclass(frozen=True, slots=True)
class Built:
    """What a demo folder holds."""

    members: int
    applications: int
    files: int
    accounts: list[dict[str, str]]


def build(
    directory: Path, members: int, applications: int, seed: int, today: date | None = None, shared: bool = False
) -> Built:
    """Build a demo in an empty or new folder; raises :class:`DemoError` in words for whoever asked.

    ``shared``: members hand in the same few files, not copies of their own.
    """
    if members < people.FEWEST or applications < 0:
        raise DemoError(f"a demo needs at least {people.FEWEST} members and no negative number of applications")
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise DemoError(f"{directory} is not empty: choose a new folder, or delete what is in it first")
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory, prefix="making-") as name:
        making = Path(name)
        demo = _Demo(Random(seed), Calendar(today or clock.today()), members, applications, shared)
        built = demo.write(making)
        for part in (BLOBS, MEDIA, DATABASE, ACCOUNTS):  # the list of accounts last: where it is, all is
            (making / part).rename(directory / part)
    return built


class _Demo:
    """All generated data but the applications, which come as a stream."""

    def __init__(self, rng: Random, calendar: Calendar, members: int, count: int, shared: bool) -> None:
        self.rng = rng
        self.calendar = calendar
        self.count = count
        self.sponsors = organisations.sponsors(rng)
        self.everyone = people.members(rng, members, calendar.year)
        self.courses = study.courses(rng, calendar.year)
        self.studies = study.studies(rng, self.everyone, self.courses, calendar)
        self.staff = logins.of_staff(rng)
        self.logins = [*logins.of_members(rng, self.everyone), *self.staff]
        self.papers = papers.Copies(papers.papers(rng, calendar), shared)

    def write(self, directory: Path) -> Built:
        """Write database, blobs and list of accounts."""
        with closing(Database(f"sqlite:///{directory / DATABASE}")) as database:
            prepare(database)
            with database.writing() as connection:
                connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")
                self._write_logins(connection)
                readers = self._write_entities(connection)
                files = self._write_files(connection, BlobFolder(directory / BLOBS, durable=False), readers)
                _write_media(connection, BlobFolder(directory / MEDIA, durable=False))
        accounts = logins.listed(self.logins)
        (directory / ACCOUNTS).write_text(json.dumps(accounts, ensure_ascii=False, indent=1), "utf-8")
        return Built(len(self.everyone), self.count, files, accounts)

    def _write_logins(self, connection: Connection) -> None:
        password_hash = passwords.hash_password(logins.PASSWORD)  # once: it is slow on purpose
        connection.execute(insert(tables.account), [logins.account_row(login, password_hash) for login in self.logins])

    def _write_entities(self, connection: Connection) -> set[tuple[str, str]]:
        """Write all entities; returns which scopes may know of which attachment."""
        writer = Writer(connection)
        readers: set[tuple[str, str]] = set()
        for number, (kind, entity) in enumerate(self._entities(read_rule_book(connection)), 1):
            writer.put(kind, entity)
            if isinstance(entity, Application):
                scopes = scopes_of(kind, entity)
                readers.update((attachment.sha256, scope) for attachment in entity.attachments for scope in scopes)
            if number % FLUSH_EVERY == 0:
                writer.flush()
        writer.flush()
        return readers

    def _write_files(self, connection: Connection, folder: BlobFolder, readers: set[tuple[str, str]]) -> int:
        """Store the attachments that somebody uses and say who may read them; returns how many files there are."""
        known: list[Attachment] = []
        for paper in self.papers.used():
            folder.put(paper.content)
            known.append(paper.attachment)
        if known:
            blobs.remember(connection, known, scopes=())
            blobs.link(connection, readers)
        return len(known)

    def _entities(self, rules: RuleBook) -> Iterator[tuple[EntityKind, Entity]]:
        """All entities in the order in which the feeds are to carry them: what others refer to comes first."""
        setting = Setting(
            rules=rules,
            calendar=self.calendar,
            everyone=self.everyone,
            sponsors=self.sponsors,
            papers=self.papers,
            reviewers=logins.reviewers(self.staff),
        )
        parts: tuple[tuple[EntityKind, Iterable[Entity]], ...] = (
            ("province", organisations.provinces()),
            ("institute", organisations.institutes()),
            ("sponsor", chain.from_iterable(self.sponsors.values())),
            ("course", self.courses),
            ("member", self.everyone),
            ("choice", self.studies.choices),
            ("completion", self.studies.completions),
            ("progress", self.studies.progresses),
            ("grant", self.studies.grants),
            ("application", applications(self.rng, self.count, setting)),
        )
        for kind, entities in parts:
            for entity in entities:
                yield kind, entity


def _write_media(connection: Connection, folder: BlobFolder) -> None:
    """Store what the courses' lessons are played from."""
    kept = lectures.media()
    for name, medium in kept.items():
        folder.put_file(path("demo", name), medium.sha256)
    media.remember(connection, ((medium.sha256, medium.size, medium.media_type) for medium in kept.values()))
