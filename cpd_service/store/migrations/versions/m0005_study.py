"""Study: the time that devices have used up, media, and what institutes report."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _text(name: str, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, primary_key=key)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def upgrade() -> None:
    op.create_table(
        "study_clock",
        _text("device_id"),
        _text("account_id"),
        _number("at"),
        sa.PrimaryKeyConstraint("device_id", "account_id", name="study_clock_key"),
        sqlite_with_rowid=False,
    )
    seconds = {"sqlite": "unixepoch(min(created_at))", "postgresql": "extract(epoch FROM min(created_at)::timestamptz)"}
    op.execute(
        "INSERT INTO study_clock (device_id, account_id, at) SELECT device_id, account_id,"
        f" CAST({seconds[op.get_bind().dialect.name]} * 1000 AS BIGINT) FROM token GROUP BY device_id, account_id"
    )
    op.create_table(
        "media",
        _text("sha256", key=True),
        _number("size"),
        _text("media_type"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "institute_key",
        _text("name", key=True),
        *(_text(name) for name in ("institute_id", "secret_sha256", "made_at")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement",
        _text("id", key=True),
        *(_text(name) for name in ("institute_id", "sha256", "at", "completion_id", "body")),
    )
    op.create_index("statement_completion", "statement", ["completion_id"])
