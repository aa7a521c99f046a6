"""The feed of SQLite gets row ids of its own: a change then moves a short entry of one index, not whole rows of two."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = "scope, seq, op, rid, kind, id, rev, at"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL keeps every table so
    op.execute(
        """
        CREATE TABLE feed_new (
            scope TEXT NOT NULL,
            seq BIGINT NOT NULL,
            op TEXT NOT NULL,
            rid BIGINT,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            rev BIGINT NOT NULL,
            at TEXT,
            CONSTRAINT feed_scope_seq PRIMARY KEY (scope, seq),
            CONSTRAINT feed_scope_kind_id UNIQUE (scope, kind, id)
        )
        """
    )
    op.execute(f"INSERT INTO feed_new ({COLUMNS}) SELECT {COLUMNS} FROM feed ORDER BY scope, seq")
    op.execute("DROP TABLE feed")
    op.execute("ALTER TABLE feed_new RENAME TO feed")
    op.execute("CREATE INDEX feed_removed ON feed (at) WHERE at IS NOT NULL")
