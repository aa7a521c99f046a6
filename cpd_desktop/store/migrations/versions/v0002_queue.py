"""An index for the queue: what nobody has decided, in the order in which it was filed."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """CREATE INDEX ix_record_queue ON record
        (listed, state, filed_at, rid, subkind, year, sponsor, pathway, hours, name, number)
        WHERE listed = 1 AND state = 'pending'""",
    "PRAGMA user_version = 2",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
