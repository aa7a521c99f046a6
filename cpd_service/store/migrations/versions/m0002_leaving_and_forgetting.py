"""When something was removed from a feed, and up to where a device's receipts are forgotten."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feed", sa.Column("at", sa.Text, nullable=True))
    # When the older ones were removed nobody wrote down; counted from today they are kept long enough.
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    op.execute(sa.text("UPDATE feed SET at = :now WHERE op <> 'upsert'").bindparams(now=now))
    removed = sa.text("at IS NOT NULL")
    op.create_index("feed_removed", "feed", ["at"], sqlite_where=removed, postgresql_where=removed)
    op.add_column("receipt", sa.Column("device_seq", sa.BigInteger, nullable=False, server_default="0"))
    op.create_table(
        "receipt_floor",
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("device_seq", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("device_id", "account_id", name="receipt_floor_key"),
        sqlite_with_rowid=False,
    )
