"""The first schema."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """CREATE TABLE activity (
        id INTEGER NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        ok INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (id)
    )""",
    """CREATE TABLE batch (
        batch_id TEXT NOT NULL,
        name TEXT NOT NULL,
        stored INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (batch_id)
    )""",
    """CREATE TABLE blob (
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        state TEXT NOT NULL,
        PRIMARY KEY (sha256)
    )""",
    "CREATE INDEX ix_blob_state ON blob (state) WHERE state IN ('queued', 'wanted')",
    """CREATE TABLE "conflict" (
        command_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        entity_kind TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        bytes BLOB NOT NULL,
        seen TEXT,
        batch_id TEXT NOT NULL,
        status TEXT NOT NULL,
        code TEXT NOT NULL,
        answer TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (command_id)
    )""",
    'CREATE INDEX ix_conflict_entity ON "conflict" (entity_kind, entity_id)',
    """CREATE TABLE cursor (
        scope TEXT NOT NULL,
        epoch TEXT NOT NULL,
        seq INTEGER NOT NULL,
        gen INTEGER NOT NULL,
        resync INTEGER NOT NULL,
        PRIMARY KEY (scope)
    )""",
    """CREATE TABLE meta (
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key")
    )""",
    """CREATE TABLE outbox (
        device_seq INTEGER NOT NULL,
        command_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        entity_kind TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        base_rev INTEGER,
        base_after TEXT,
        bytes BLOB NOT NULL,
        seen TEXT,
        state TEXT NOT NULL,
        batch_id TEXT NOT NULL,
        ack_scope TEXT,
        ack_seq INTEGER,
        ack_rev INTEGER,
        at TEXT NOT NULL,
        PRIMARY KEY (device_seq),
        UNIQUE (command_id)
    )""",
    "CREATE INDEX ix_outbox_after ON outbox (base_after) WHERE base_after IS NOT NULL",
    "CREATE INDEX ix_outbox_entity ON outbox (entity_kind, entity_id)",
    "CREATE INDEX ix_outbox_state ON outbox (state, device_seq)",
    """CREATE TABLE record (
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
    )""",
    "CREATE INDEX ix_record_batch ON record (batch_id) WHERE batch_id <> ''",
    """CREATE INDEX ix_record_list ON record
        (listed, filed_at, rid, subkind, year, state, sponsor, pathway, hours, confirmed_hours, name, number)
        WHERE listed = 1""",
    "CREATE INDEX ix_record_local ON record (kind, id) WHERE local IS NOT NULL",
    "CREATE INDEX ix_record_member ON record (member_id, kind) WHERE member_id <> ''",
    "CREATE INDEX ix_record_name ON record (listed, name) WHERE listed = 1",
    "CREATE INDEX ix_record_sponsor ON record (listed, sponsor) WHERE listed = 1",
    "CREATE INDEX ix_record_sync ON record (sync) WHERE sync <> ''",
    "CREATE UNIQUE INDEX ux_record_id ON record (kind, id)",
    "PRAGMA user_version = 1",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
