"""Deciding together: one's own list of reasons, and what each sync's report says."""

from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    "CREATE TABLE reason (text TEXT NOT NULL, place INTEGER, used INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (text))",
    "CREATE TABLE report (id INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (id))",
    """CREATE TABLE report_line (
        id INTEGER NOT NULL,
        report INTEGER NOT NULL,
        status TEXT NOT NULL,
        kind TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        command_id TEXT NOT NULL,
        code TEXT NOT NULL,
        answer TEXT NOT NULL,
        seen TEXT,
        now TEXT,
        entities TEXT,
        count INTEGER NOT NULL,
        PRIMARY KEY (id)
    )""",
    "CREATE INDEX ix_report_line_report ON report_line (report)",
    "CREATE INDEX ix_report_line_command ON report_line (command_id) WHERE command_id <> ''",
    "PRAGMA user_version = 5",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
