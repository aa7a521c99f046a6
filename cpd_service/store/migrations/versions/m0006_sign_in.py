"""Signing in: initial passwords, mail, a second factor, picture codes, codes for forgotten passwords."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _column(name: str, kind: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, **options)


def upgrade() -> None:
    op.add_column("account", _column("must_change", sa.Boolean, server_default=sa.false()))
    for name in ("mail", "totp_secret", "totp_begun", "recovery_codes"):
        op.add_column("account", _column(name, sa.Text, server_default=""))
    op.add_column("account", _column("totp_step", sa.BigInteger, server_default="0"))
    op.add_column("token", _column("seen_at", sa.Text, server_default=""))
    op.create_table(
        "picture",
        sa.Column("id", sa.Text, primary_key=True),
        _column("answer_sha256", sa.Text),
        _column("until", sa.Double),
    )
    op.create_index("picture_until", "picture", ["until"])
    op.create_table(
        "reset_code",
        sa.Column("account_id", sa.Text, sa.ForeignKey("account.id", name="reset_code_account"), primary_key=True),
        _column("code_sha256", sa.Text),
        _column("until", sa.Double),
        _column("tries", sa.Integer),
        _column("sent", sa.Integer),
        _column("since", sa.Double),
    )
