"""The national desk: the audit trail, several provinces of an account, versions of rules, rehearsals, identities."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

RowId = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _text(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, **options)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def upgrade() -> None:
    op.add_column("account", _text("more_provinces", server_default=""))
    op.create_table(
        "audit",
        sa.Column("id", RowId, primary_key=True),
        _text("lane"),
        _number("number"),
        *(_text(name) for name in ("at", "account_id", "who", "device_id", "what", "kind", "entity_id", "detail")),
        _text("sha256"),
        sa.UniqueConstraint("lane", "number", name="audit_lane_number"),
    )
    op.create_index("audit_entity", "audit", ["entity_id"])
    op.create_index("audit_account", "audit", ["account_id"])
    op.create_table(
        "audit_head", _text("lane", primary_key=True), _number("number"), _text("sha256"), sqlite_with_rowid=False
    )
    op.create_table(
        "done_once",
        *(_text(name) for name in ("account_id", "key", "sha256", "answer", "at")),
        sa.PrimaryKeyConstraint("account_id", "key", name="done_once_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ruleset_version",
        _text("ruleset_id"),
        _number("rev"),
        *(_text(name) for name in ("toml", "at", "account_id", "who", "note")),
        sa.PrimaryKeyConstraint("ruleset_id", "rev", name="ruleset_version_key"),
    )
    op.create_table(
        "rehearsal",
        _text("id", primary_key=True),
        *(_text(name) for name in ("at", "account_id", "who", "toml", "rule_id", "state", "seen_at", "summary")),
        *(_number(name) for name in ("year", "done", "total")),
    )
    op.create_table(
        "rehearsal_change",
        _text("rehearsal_id"),
        _number("number"),
        *(_text(name) for name in ("no", "name", "province", "member_type", "before", "after", "why")),
        sa.PrimaryKeyConstraint("rehearsal_id", "number", name="rehearsal_change_key"),
    )
    op.create_table("identity", _text("member_id", primary_key=True), _text("digest"), sqlite_with_rowid=False)
    op.create_index("identity_digest", "identity", ["digest"])
