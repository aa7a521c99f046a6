"""The service's tables, the same on SQLite and PostgreSQL; :mod:`cpd_service.store.migrations` builds them.

``record`` is the truth, its ``body`` the JSON as it is sent. ``feed`` only points: the latest change of an entity in a
scope. ``scope.seq`` is raised inside the writing transaction, whose lock on that row makes numbers visible in order.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData()

# SQLite numbers rows by itself only where the column is spelt INTEGER.
_RowId = BigInteger().with_variant(Integer, "sqlite")

record = Table(
    "record",
    metadata,
    Column("rid", _RowId, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("member_id", Text),
    Column("province", Text),
    Column("year", Integer),
    Column("body", Text, nullable=False),
    UniqueConstraint("kind", "id", name="record_kind_id"),
    Index("record_member", "member_id", "kind"),
)

feed = Table(
    "feed",
    metadata,
    Column("scope", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("op", Text, nullable=False),
    Column("rid", BigInteger),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("at", Text),  # when it was removed; NULL for what is there
    Index("feed_removed", "at", sqlite_where=text("at IS NOT NULL"), postgresql_where=text("at IS NOT NULL")),
    PrimaryKeyConstraint("scope", "seq", name="feed_scope_seq"),
    UniqueConstraint("scope", "kind", "id", name="feed_scope_kind_id"),
)

scope = Table(
    "scope",
    metadata,
    Column("id", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("floor", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

receipt = Table(
    "receipt",
    metadata,
    Column("device_id", Text, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("payload_sha256", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("device_seq", BigInteger, nullable=False, server_default="0"),
    PrimaryKeyConstraint("device_id", "command_id", name="receipt_device_command"),
)

# Up to which of a device's commands receipts may be forgotten. By account, too: each numbers its commands by itself.
receipt_floor = Table(
    "receipt_floor",
    metadata,
    Column("device_id", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("device_seq", BigInteger, nullable=False),
    PrimaryKeyConstraint("device_id", "account_id", name="receipt_floor_key"),
    sqlite_with_rowid=False,
)

history = Table(
    "history",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("at", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("device_id", Text, nullable=False),
    Column("command_id", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    sqlite_with_rowid=False,
)

blob_scope = Table(
    "blob_scope",
    metadata,
    Column("sha256", Text, ForeignKey("blob.sha256", name="blob_scope_blob"), nullable=False),
    Column("scope", Text, nullable=False),
    PrimaryKeyConstraint("sha256", "scope", name="blob_scope_key"),
    sqlite_with_rowid=False,
)

account = Table(
    "account",
    metadata,
    Column("id", Text, primary_key=True),
    Column("user_type", Text, nullable=False),
    Column("login", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("member_id", Text, nullable=False),
    Column("province", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("grant_version", Integer, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("more_provinces", Text, nullable=False, server_default=""),  # beyond the home one, with spaces between
    Column("must_change", Boolean, nullable=False, server_default=false()),  # the password is an initial one
    Column("mail", Text, nullable=False, server_default=""),  # where a code for a forgotten password is sent
    Column("totp_secret", Text, nullable=False, server_default=""),  # of the second factor, base32; "" for none
    Column("totp_begun", Text, nullable=False, server_default=""),  # one that is being set up
    Column("totp_step", BigInteger, nullable=False, server_default="0"),  # of the last code that was used
    Column("recovery_codes", Text, nullable=False, server_default=""),  # JSON: digests of those that are left
    UniqueConstraint("user_type", "login", name="account_user_type_login"),
)

token = Table(
    "token",
    metadata,
    Column("token_sha256", Text, primary_key=True),
    Column("account_id", Text, ForeignKey("account.id", name="token_account"), nullable=False),
    Column("device_id", Text, nullable=False),
    Column("device_name", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False, server_default=""),  # to within an hour
    Index("token_account_id", "account_id"),
)

sign_in_failure = Table(
    "sign_in_failure",
    metadata,
    Column("login_sha256", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("blocked_until", Double, nullable=False),
    Index("sign_in_failure_until", "blocked_until"),
)
picture = Table(  # picture codes that wait for their answer
    "picture",
    metadata,
    Column("id", Text, primary_key=True),
    Column("answer_sha256", Text, nullable=False),
    Column("until", Double, nullable=False),
    Index("picture_until", "until"),
)
reset_code = Table(  # codes for forgotten passwords
    "reset_code",
    metadata,
    Column("account_id", Text, ForeignKey("account.id", name="reset_code_account"), primary_key=True),
    Column("code_sha256", Text, nullable=False),
    Column("until", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sent", Integer, nullable=False),  # letters since ``since``
    Column("since", Double, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


# What was done, append-only, in lanes whose rows are chained by their digests (cpd_service.audit.chain).
audit = Table(
    "audit",
    metadata,
    Column("id", _RowId, primary_key=True),
    Column("lane", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    *_texts("at", "account_id", "who", "device_id", "what", "kind", "entity_id", "detail", "sha256"),
    UniqueConstraint("lane", "number", name="audit_lane_number"),
    Index("audit_entity", "entity_id"),
    Index("audit_account", "account_id"),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("lane", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What acts of the national desk were answered with, by the key that came with them: repeated ones are not done again.
done_once = Table(
    "done_once",
    metadata,
    *_texts("account_id", "key", "sha256", "answer", "at"),
    PrimaryKeyConstraint("account_id", "key", name="done_once_key"),
    sqlite_with_rowid=False,
)

ruleset_version = Table(
    "ruleset_version",
    metadata,
    Column("ruleset_id", Text, nullable=False),
    Column("rev", BigInteger, nullable=False),
    *_texts("toml", "at", "account_id", "who", "note"),
    PrimaryKeyConstraint("ruleset_id", "rev", name="ruleset_version_key"),
)

rehearsal = Table(
    "rehearsal",
    metadata,
    Column("id", Text, primary_key=True),
    *_texts("at", "account_id", "who", "toml", "rule_id", "state", "seen_at", "summary"),
    Column("year", BigInteger, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
)

rehearsal_change = Table(
    "rehearsal_change",
    metadata,
    Column("rehearsal_id", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    *_texts("no", "name", "province", "member_type", "before", "after", "why"),
    PrimaryKeyConstraint("rehearsal_id", "number", name="rehearsal_change_key"),
)

# Whose identity number it is: a keyed digest, never the number (cpd_service.national.identities).
identity = Table(
    "identity",
    metadata,
    Column("member_id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Index("identity_digest", "digest"),
    sqlite_with_rowid=False,
)

# Studying: up to when the time of a device is used up, media, and what institutes report (cpd_service.study).
study_clock = Table(
    "study_clock",
    metadata,
    Column("device_id", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("at", BigInteger, nullable=False),  # ms since 1970: up to when the device's time is used up
    PrimaryKeyConstraint("device_id", "account_id", name="study_clock_key"),
    sqlite_with_rowid=False,
)

media = Table(
    "media",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Who may report on behalf of an institute (xAPI), and what was reported: each statement counts once.
institute_key = Table(
    "institute_key",
    metadata,
    Column("name", Text, primary_key=True),
    Column("institute_id", Text, nullable=False),
    Column("secret_sha256", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    sqlite_with_rowid=False,
)

statement = Table(
    "statement",
    metadata,
    Column("id", Text, primary_key=True),
    Column("institute_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("completion_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("statement_completion", "completion_id"),
)
