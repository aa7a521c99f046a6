"""The keys of the service: public halves are records of the feed, private ones files; the one registered last signs.

Processes agree because the database says which key signs: the first start makes one under a lock, a rotation is seen at
the next signature. A process that does not have that key's file refuses to sign and does everything else.
"""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection, select

from cpd_core.entities import SigningKey
from cpd_service.certificates.key_folder import KeyFolder, KeyTrouble
from cpd_service.problems import ProblemError
from cpd_service.store.database import Database
from cpd_service.store.revisions import rev_floor
from cpd_service.store.tables import record, setting
from cpd_service.store.writer import Writer

if TYPE_CHECKING:  # cryptography costs 0.1 s, which the start of the service does not pay
    from cpd_service.certificates.private_keys import PrivateKey

log = logging.getLogger(__name__)


class Keys:
    """What signs; safe to use from many threads."""

    def __init__(self, folder: KeyFolder) -> None:
        self.folder = folder
        self._loaded: PrivateKey | None = None

    def get_ready(self, database: Database) -> None:
        """Make the first key of a database, and register what a restored database does not know of yet."""
        here = self.folder.ids()
        with database.reading() as connection:
            known = known_keys(connection)
        if not known or here - {key.id for key in known}:
            with database.writing() as connection:
                known = self._register_all(connection)
        if known[-1].id not in self.folder.ids():
            log.warning(
                "no certificate can be signed: the private key %s is not in %s; copy it there, "
                "or make another one with `cpd-service keys rotate`",
                known[-1].id,
                self.folder.folder,
            )

    def signing(self, connection: Connection) -> "PrivateKey":
        """The key that signs now; raises :class:`ProblemError` 503 where this process does not have it."""
        from cpd_service.certificates import private_keys

        current = known_keys(connection)[-1:]
        loaded = self._loaded
        if not current or loaded is None or loaded.id != current[0].id:
            try:
                if not current:
                    raise KeyTrouble("the database knows no key")
                loaded = private_keys.from_bytes(self.folder.read(current[0].id))
            except KeyTrouble as trouble:
                log.warning("no certificate can be signed: %s", trouble)
                raise ProblemError(503, "KEYS_AWAY") from trouble
            self._loaded = loaded  # one assignment: another thread sees the old or the new one
        return loaded

    def rotate(self, database: Database, fresh: "PrivateKey") -> SigningKey:
        """Let a new key sign from now on. Private keys from before are deleted: what they signed stays valid."""
        self.folder.save(fresh.id, fresh.to_bytes())
        with database.writing() as connection:
            _one_at_a_time(connection)
            before = known_keys(connection)
            public = _register(connection, fresh)
        for key in before:
            self.folder.forget(key.id)
        return public

    def _register_all(self, connection: Connection) -> Sequence[SigningKey]:
        from cpd_service.certificates import private_keys

        _one_at_a_time(connection)
        known = {key.id for key in known_keys(connection)}
        here = self.folder.ids()
        if not known and not here:
            first = private_keys.make()
            self.folder.save(first.id, first.to_bytes())
            here = {first.id}
        found = [private_keys.from_bytes(self.folder.read(key_id)) for key_id in here - known]
        for key in sorted(found, key=lambda key: (key.made_at, key.id)):
            _register(connection, key)
        return known_keys(connection)


def known_keys(connection: Connection) -> Sequence[SigningKey]:
    """All public keys, in the order in which they were registered."""
    bodies = connection.scalars(select(record.c.body).where(record.c.kind == "signing_key").order_by(record.c.rid))
    return [msgspec.json.decode(body, type=SigningKey) for body in bodies]


def _register(connection: Connection, key: "PrivateKey") -> SigningKey:
    public = key.public(max(1, rev_floor(connection)))
    writer = Writer(connection)
    writer.put("signing_key", public)
    writer.flush()
    return public


def _one_at_a_time(connection: Connection) -> None:
    """Wait for whoever is registering a key; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(setting.c.value).where(setting.c.key == "epoch").with_for_update())
