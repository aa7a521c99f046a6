"""The prepared cache of a scope: a SQLite file with the rows that a client has after pulling it, indexes and all.

The service makes it once, and a client takes it over as it is: what is left of a first load is to unpack a file. Both
sides must mean the same by a row: :data:`FORM` names what they mean, and a client that means something else uses the
feed. Beside the rows stand a head (what the file is) and the attachments of what is to be decided (what to fetch).
"""

from collections.abc import Sequence

from msgspec import Struct

from cpd_core import columns

FORM = 1  # another one with every change of what stands below
PAGE = 8192  # bytes; a record of 1 kB fits many times, and its row costs a quarter less than with 4096

RECORD = """CREATE TABLE record (
    rid INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    scope TEXT DEFAULT '' NOT NULL,
    rev INTEGER DEFAULT 0 NOT NULL,
    seq INTEGER DEFAULT 0 NOT NULL,
    gen INTEGER DEFAULT 0 NOT NULL,
    sync TEXT DEFAULT '' NOT NULL,
    batch_id TEXT DEFAULT '' NOT NULL,
    listed INTEGER DEFAULT 0 NOT NULL,
    subkind TEXT DEFAULT '' NOT NULL,
    year INTEGER DEFAULT 0 NOT NULL,
    member_id TEXT DEFAULT '' NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    sponsor TEXT DEFAULT '' NOT NULL,
    pathway TEXT DEFAULT '' NOT NULL,
    hours FLOAT DEFAULT 0 NOT NULL,
    confirmed_hours FLOAT,
    state TEXT DEFAULT '' NOT NULL,
    filed_at TEXT DEFAULT '' NOT NULL,
    attachments INTEGER DEFAULT 0 NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    body TEXT,
    local TEXT,
    PRIMARY KEY (rid)
)"""
INDEXES = (
    "CREATE UNIQUE INDEX ux_record_id ON record (kind, id)",
    """CREATE INDEX ix_record_list ON record (listed, filed_at, rid, subkind, year, state, sponsor, pathway, hours,
        confirmed_hours, name, number) WHERE listed = 1""",
    """CREATE INDEX ix_record_queue ON record (listed, state, filed_at, rid, subkind, year, sponsor, pathway, hours,
        name, number) WHERE listed = 1 AND state = 'pending'""",
    "CREATE INDEX ix_record_sponsor ON record (listed, sponsor) WHERE listed = 1",
    "CREATE INDEX ix_record_name ON record (listed, name) WHERE listed = 1",
    "CREATE INDEX ix_record_member ON record (member_id, kind) WHERE member_id <> ''",
    "CREATE INDEX ix_record_local ON record (kind, id) WHERE local IS NOT NULL",
    "CREATE INDEX ix_record_sync ON record (sync) WHERE sync <> ''",
    "CREATE INDEX ix_record_batch ON record (batch_id) WHERE batch_id <> ''",
)
HEAD = """CREATE TABLE prepared (
    form INTEGER NOT NULL, protocol INTEGER NOT NULL, scope TEXT NOT NULL, epoch TEXT NOT NULL, high INTEGER NOT NULL,
    count INTEGER NOT NULL
)"""
PAPER = "CREATE TABLE paper (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, media_type TEXT NOT NULL)"

PUT_HEAD = "INSERT INTO prepared (form, protocol, scope, epoch, high, count) VALUES (?, ?, ?, ?, ?, ?)"
PUT_ROW = f"""
INSERT INTO record (kind, id, scope, rev, seq, body, {", ".join(columns.NAMES)})
VALUES (?, ?, ?, ?, ?, ?, {columns.PLACES})
"""
PUT_PAPER = "INSERT OR IGNORE INTO paper (sha256, size, media_type) VALUES (?, ?, ?)"


class Head(Struct, frozen=True):
    """What a prepared cache is: ``count`` records of a scope as of ``high`` in ``epoch``, in the order of columns."""

    form: int
    protocol: int
    scope: str
    epoch: str
    high: int
    count: int


class Record(Struct, frozen=True, gc=False):
    """A record of the feed: ``body`` is its entity's JSON."""

    seq: int
    kind: str
    id: str
    rev: int
    body: str


class Rows(Struct, frozen=True):
    """Records as they are put into the tables ``record`` and ``paper``."""

    records: list[tuple[object, ...]]
    papers: list[tuple[str, int, str]]


def rows_of(scope: str, records: Sequence[Record]) -> Rows:
    """The rows of some records of a scope; raises msgspec.DecodeError where a body is no entity."""
    rows = Rows([], [])
    for record in records:
        shown = columns.shown_of(record.body)
        head = (record.kind, record.id, scope, record.rev, record.seq, record.body)
        rows.records.append(head + columns.values_of(record.kind, shown))
        if shown.state == "pending":
            rows.papers.extend((paper.sha256, paper.size, paper.media_type) for paper in shown.attachments)
    return rows
