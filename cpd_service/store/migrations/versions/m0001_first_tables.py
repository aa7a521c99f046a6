"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

RowId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _records()
    _commands()
    _blobs()
    _accounts()
    op.create_table("setting", _text("key", primary_key=True), _text("value"))


def _text(name: str, primary_key: bool = False, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=primary_key, nullable=nullable)


def _number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _records() -> None:
    op.create_table(
        "record",
        sa.Column("rid", RowId, primary_key=True),
        _text("kind"),
        _text("id"),
        _number("rev"),
        _text("member_id", nullable=True),
        _text("province", nullable=True),
        sa.Column("year", sa.Integer, nullable=True),
        _text("body"),
        sa.UniqueConstraint("kind", "id", name="record_kind_id"),
    )
    op.create_index("record_member", "record", ["member_id", "kind"])
    op.create_table(
        "feed",
        _text("scope"),
        _number("seq"),
        _text("op"),
        _number("rid", nullable=True),
        _text("kind"),
        _text("id"),
        _number("rev"),
        sa.PrimaryKeyConstraint("scope", "seq", name="feed_scope_seq"),
        sa.UniqueConstraint("scope", "kind", "id", name="feed_scope_kind_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scope",
        _text("id", primary_key=True),
        _text("epoch"),
        _number("seq"),
        _number("floor"),
        sqlite_with_rowid=False,
    )


def _commands() -> None:
    op.create_table(
        "receipt",
        _text("device_id"),
        _text("command_id"),
        _text("payload_sha256"),
        _text("account_id"),
        _text("result"),
        _text("at"),
        sa.PrimaryKeyConstraint("device_id", "command_id", name="receipt_device_command"),
    )
    op.create_table(
        "history",
        sa.Column("id", RowId, primary_key=True),
        _text("kind"),
        _text("entity_id"),
        _number("rev"),
        _text("at"),
        _text("account_id"),
        _text("device_id"),
        _text("command_id"),
        _text("what"),
        _text("detail"),
    )


def _blobs() -> None:
    op.create_table(
        "blob", _text("sha256", primary_key=True), _number("size"), _text("media_type"), sqlite_with_rowid=False
    )
    op.create_table(
        "blob_scope",
        _text("sha256"),
        _text("scope"),
        sa.PrimaryKeyConstraint("sha256", "scope", name="blob_scope_key"),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name="blob_scope_blob"),
        sqlite_with_rowid=False,
    )


def _accounts() -> None:
    op.create_table(
        "account",
        _text("id", primary_key=True),
        _text("user_type"),
        _text("login"),
        _text("name"),
        _text("member_id"),
        _text("province"),
        _text("password_hash"),
        sa.Column("grant_version", sa.Integer, nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.UniqueConstraint("user_type", "login", name="account_user_type_login"),
    )
    op.create_table(
        "token",
        _text("token_sha256", primary_key=True),
        _text("account_id"),
        _text("device_id"),
        _text("device_name"),
        _text("created_at"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="token_account"),
    )
    op.create_index("token_account_id", "token", ["account_id"])
    op.create_table(
        "sign_in_failure",
        _text("login_sha256", primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("blocked_until", sa.Double, nullable=False),
    )
    op.create_index("sign_in_failure_until", "sign_in_failure", ["blocked_until"])
