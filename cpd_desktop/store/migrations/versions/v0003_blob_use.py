"""Attachments: which was used longest ago, and since when nothing refers to one."""

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    "DROP INDEX ix_blob_state",
    "ALTER TABLE blob RENAME TO blob_before",
    """CREATE TABLE blob (
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        state TEXT NOT NULL,
        used INTEGER DEFAULT 0 NOT NULL,
        loose_since TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (sha256)
    )""",
    """INSERT INTO blob (sha256, size, media_type, state, used)
        SELECT sha256, size, media_type, state, rowid FROM blob_before ORDER BY rowid""",
    "DROP TABLE blob_before",
    "CREATE INDEX ix_blob_state ON blob (state) WHERE state IN ('queued', 'wanted')",
    "CREATE INDEX ix_blob_used ON blob (used)",
    "PRAGMA user_version = 3",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
