"""What has to be known of thousands of applications before they are decided, read set by set; and past batches."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec
from msgspec import Struct

from cpd_core.entities import Application, Completion, Grant, Member
from cpd_core.ledger_lines import Facts
from cpd_desktop.store.database import Database
from cpd_desktop.store.readback import read_back

MEMBERS = 500  # whose records are held at a time
_APPLICATION = msgspec.json.Decoder(Application)
_COMPLETION = msgspec.json.Decoder(Completion)
_GRANT = msgspec.json.Decoder(Grant)
_MEMBER = msgspec.json.Decoder(Member)


class Standing(Struct, frozen=True, gc=False):
    """An application as a batch meets it: ``rev`` as it is shown, ``bits`` its flags, ``decided_by`` "" while it waits.

    ``holder`` is the account that has claimed it, ``held_by`` that person's name, "" for nobody.
    """

    id: str
    state: str
    sync: str
    hours: float
    member_id: str
    rev: int
    bits: int
    decided_by: str
    holder: str
    held_by: str


class BatchState(Struct, frozen=True):
    """A batch: ``stored`` decisions, of which ``waiting`` can still be taken back and ``away`` are on their way."""

    batch_id: str
    name: str
    at: str
    stored: int
    waiting: int
    away: int


class Batches:
    """Reads for batches of one account."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def standing(self, ids: Sequence[str]) -> list[Standing]:
        """These applications in their order; what is gone is left out."""
        with self._database.read() as db:
            found = db.execute(_STANDING, (msgspec.json.encode(ids).decode(),))
            return [Standing(*row) for row in found]

    def facts(self, member_ids: Sequence[str]) -> Iterator[Facts]:
        """All that is known here of these members, some of them at a time; who is not known here is left out."""
        wanted = sorted(set(member_ids))
        for start in range(0, len(wanted), MEMBERS):
            yield from self._facts(wanted[start : start + MEMBERS])

    def recent(self, limit: int) -> tuple[BatchState, ...]:
        """The last batches of more than one, and single decisions, the newest first."""
        with self._database.read() as db:
            return tuple(BatchState(*row) for row in db.execute(_RECENT, (limit,)))

    def _facts(self, member_ids: Sequence[str]) -> Iterator[Facts]:
        listed = msgspec.json.encode(member_ids).decode()
        with self._database.read() as db:
            members = [read_back(_MEMBER, row[0]) for row in db.execute(_MEMBERS, (listed,))]
            rows = db.execute(_FACTS, (listed,)).fetchall()
        found: dict[str, dict[str, list[str]]] = {}
        for (member_id, kind), group in groupby(rows, key=lambda row: row[:2]):
            found.setdefault(member_id, {})[kind] = [row[2] for row in group]
        for member in members:
            of = found.get(member.id, {})
            yield Facts(
                member,
                tuple(read_back(_APPLICATION, doc) for doc in of.get("application", ())),
                tuple(read_back(_COMPLETION, doc) for doc in of.get("completion", ())),
                tuple(read_back(_GRANT, doc) for doc in of.get("grant", ())),
            )


_STANDING = """
SELECT r.id, r.state, r.sync, r.hours, r.member_id,
    CASE WHEN r.local IS NULL THEN r.rev ELSE r.local ->> '$.rev' END, coalesce(flag.bits, 0),
    CASE WHEN r.state = 'pending' THEN '' ELSE coalesce(r.local, r.body) ->> '$.decided_by' END,
    coalesce(nullif(coalesce(c.local, c.body), '') ->> '$.account_id', ''),
    coalesce(nullif(coalesce(c.local, c.body), '') ->> '$.by', '')
FROM json_each(?) AS k CROSS JOIN record AS r ON r.kind = 'application' AND r.id = k.value AND r.listed = 1
LEFT JOIN flag ON flag.rid = r.rid
LEFT JOIN record AS c ON c.kind = 'claim' AND c.id = r.id
ORDER BY k.key
"""
_MEMBERS = """
SELECT coalesce(r.local, r.body) FROM json_each(?) AS k
CROSS JOIN record AS r ON r.kind = 'member' AND r.id = k.value
"""
_FACTS = """
SELECT r.member_id, r.kind, coalesce(r.local, r.body) FROM json_each(?) AS k
CROSS JOIN record AS r ON r.member_id = k.value AND r.member_id <> ''
WHERE r.kind IN ('application', 'completion', 'grant') AND coalesce(r.local, r.body) <> '' ORDER BY r.member_id, r.kind
"""
_RECENT = """
SELECT b.batch_id, b.name, b.at, b.stored,
    (SELECT count(*) FROM outbox AS o WHERE o.batch_id = b.batch_id AND o.state = 'queued'),
    (SELECT count(*) FROM outbox AS o WHERE o.batch_id = b.batch_id AND o.state = 'sent')
FROM batch AS b ORDER BY b.rowid DESC LIMIT ?
"""
