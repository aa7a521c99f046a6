"""The reviewer's queue: flags worked out here and what they are worked out from, saved filters, what was put aside."""

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    """CREATE TABLE aside (
        application_id TEXT NOT NULL,
        note TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (application_id)
    )""",
    """CREATE TABLE saved_filter (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        "query" TEXT NOT NULL,
        place INTEGER NOT NULL,
        is_default INTEGER DEFAULT 0 NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (name)
    )""",
    "CREATE TABLE flag (rid INTEGER NOT NULL, bits INTEGER NOT NULL, PRIMARY KEY (rid))",
    """CREATE TABLE evidence (
        rid INTEGER NOT NULL,
        file INTEGER NOT NULL,
        member INTEGER NOT NULL,
        PRIMARY KEY (rid, file)
    ) WITHOUT ROWID""",
    """CREATE TABLE holder (
        file INTEGER NOT NULL,
        member INTEGER NOT NULL,
        rid INTEGER NOT NULL,
        PRIMARY KEY (file, member, rid)
    ) WITHOUT ROWID""",
    """CREATE TABLE asked (
        rid INTEGER NOT NULL,
        circle INTEGER NOT NULL,
        hours FLOAT NOT NULL,
        PRIMARY KEY (rid)
    )""",
    """CREATE TABLE circle (
        circle INTEGER NOT NULL,
        hours FLOAT NOT NULL,
        rid INTEGER NOT NULL,
        PRIMARY KEY (circle, hours, rid)
    ) WITHOUT ROWID""",
    "CREATE TABLE stale (circle INTEGER NOT NULL, PRIMARY KEY (circle))",
    "CREATE TABLE unchecked (rid INTEGER NOT NULL, PRIMARY KEY (rid))",
    "CREATE TABLE gone (rid INTEGER NOT NULL, member_id TEXT NOT NULL)",
    """CREATE TRIGGER flag_new AFTER INSERT ON record WHEN new.listed = 1
        BEGIN INSERT INTO unchecked (rid) VALUES (new.rid) ON CONFLICT (rid) DO NOTHING; END""",
    """CREATE TRIGGER flag_changed AFTER UPDATE OF listed ON record WHEN new.listed = 1 OR old.listed = 1
        BEGIN INSERT INTO unchecked (rid) VALUES (new.rid) ON CONFLICT (rid) DO NOTHING; END""",
    """CREATE TRIGGER flag_gone AFTER DELETE ON record WHEN old.listed = 1
        BEGIN INSERT INTO gone (rid, member_id) VALUES (old.rid, old.member_id); END""",
    "PRAGMA user_version = 4",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
