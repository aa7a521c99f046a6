"""The store's tables, defined once. The migrations make them (a test holds the two together); normal work goes through
the standard library's sqlite3 with SQL text, because importing SQLAlchemy takes longer than painting the window may.
"""

from sqlalchemy import DDL, Column, Float, Index, Integer, LargeBinary, MetaData, Table, Text, event, text

metadata = MetaData()

record = Table(
    "record",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("scope", Text, nullable=False, server_default=text("''")),  # "": the service does not know it yet
    Column("rev", Integer, nullable=False, server_default=text("0")),
    Column("seq", Integer, nullable=False, server_default=text("0")),
    Column("gen", Integer, nullable=False, server_default=text("0")),
    Column("sync", Text, nullable=False, server_default=text("''")),  # views.SyncMark
    Column("batch_id", Text, nullable=False, server_default=text("''")),  # the last batch decided on it here
    Column("listed", Integer, nullable=False, server_default=text("0")),  # 1: an application that is not deleted here
    # What lists show, filter and sort by, always with the overlay applied; see cpd_core.columns.
    Column("subkind", Text, nullable=False, server_default=text("''")),
    Column("year", Integer, nullable=False, server_default=text("0")),
    Column("member_id", Text, nullable=False, server_default=text("''")),
    Column("number", Text, nullable=False, server_default=text("''")),
    Column("name", Text, nullable=False, server_default=text("''")),
    Column("sponsor", Text, nullable=False, server_default=text("''")),
    Column("pathway", Text, nullable=False, server_default=text("''")),
    Column("hours", Float, nullable=False, server_default=text("0")),
    Column("confirmed_hours", Float),
    Column("state", Text, nullable=False, server_default=text("''")),
    Column("filed_at", Text, nullable=False, server_default=text("''")),
    Column("attachments", Integer, nullable=False, server_default=text("0")),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("body", Text),  # the service's JSON as it came
    Column("local", Text),  # with our commands applied; "" deleted here; NULL no command outstanding
)
PENDING = text("listed = 1 AND state = 'pending'")
# The list indexes begin with ``listed`` so that they cover their queries; the first one covers every filter and sort,
# and gives a list by date without sorting: ``rid`` stands where the list's order has it.
LISTED = text("listed = 1")
LIST_COLUMNS = (
    *("listed", "filed_at", "rid", "subkind", "year", "state", "sponsor", "pathway", "hours", "confirmed_hours"),
    *("name", "number"),
)
Index("ux_record_id", record.c.kind, record.c.id, unique=True)
Index("ix_record_list", *(record.c[name] for name in LIST_COLUMNS), sqlite_where=LISTED)
# The queue: few of many years' applications wait, and after each decision it is counted and listed anew.
QUEUE_COLUMNS = (
    *("listed", "state", "filed_at", "rid", "subkind", "year", "sponsor", "pathway", "hours", "name", "number"),
)
Index("ix_record_queue", *(record.c[name] for name in QUEUE_COLUMNS), sqlite_where=PENDING)
Index("ix_record_sponsor", record.c.listed, record.c.sponsor, sqlite_where=LISTED)
Index("ix_record_name", record.c.listed, record.c.name, sqlite_where=LISTED)
Index("ix_record_member", record.c.member_id, record.c.kind, sqlite_where=text("member_id <> ''"))
Index("ix_record_local", record.c.kind, record.c.id, sqlite_where=text("local IS NOT NULL"))
Index("ix_record_sync", record.c.sync, sqlite_where=text("sync <> ''"))
Index("ix_record_batch", record.c.batch_id, sqlite_where=text("batch_id <> ''"))

outbox = Table(
    "outbox",
    metadata,
    Column("device_seq", Integer, primary_key=True),
    Column("command_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),  # messages.CommandKind
    Column("entity_kind", Text, nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("base_rev", Integer),  # NULL: what the command before it left behind
    Column("base_after", Text),
    Column("bytes", LargeBinary, nullable=False),  # as it is sent, again and again identical
    Column("seen", Text),  # the entity as the person saw it
    Column("state", Text, nullable=False),  # queued, sent (may have arrived), acked (held until ack_seq is pulled)
    Column("batch_id", Text, nullable=False),
    Column("ack_scope", Text),
    Column("ack_seq", Integer),
    Column("ack_rev", Integer),  # what the service made of it
    Column("at", Text, nullable=False),
)
Index("ix_outbox_entity", outbox.c.entity_kind, outbox.c.entity_id)
Index("ix_outbox_state", outbox.c.state, outbox.c.device_seq)
Index("ix_outbox_after", outbox.c.base_after, sqlite_where=text("base_after IS NOT NULL"))

conflict = Table(
    "conflict",
    metadata,
    Column("command_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("entity_kind", Text, nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Column("seen", Text),
    Column("batch_id", Text, nullable=False),
    Column("status", Text, nullable=False),  # conflict, rejected, blocked
    Column("code", Text, nullable=False),
    Column("answer", Text, nullable=False),  # JSON: the fields' errors and the parameters of the code
    Column("at", Text, nullable=False),
)
Index("ix_conflict_entity", conflict.c.entity_kind, conflict.c.entity_id)

batch = Table(
    "batch",
    metadata,
    Column("batch_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("stored", Integer, nullable=False),
    Column("at", Text, nullable=False),
)

cursor = Table(
    "cursor",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("epoch", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("gen", Integer, nullable=False),
    Column("resync", Integer, nullable=False),  # 1: older generations are swept when the last page is in
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("state", Text, nullable=False),  # added (here, unused), queued (to send), here (on both), wanted (to fetch)
    Column("used", Integer, nullable=False, server_default=text("0")),  # counts up: the smallest was used longest ago
    Column("loose_since", Text, nullable=False, server_default=text("''")),  # the service's date; "": is referred to
)
Index("ix_blob_state", blob.c.state, sqlite_where=text("state IN ('queued', 'wanted')"))
Index("ix_blob_used", blob.c.used)

activity = Table(
    "activity",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("ok", Integer, nullable=False),
    Column("text", Text, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# What staff keep for themselves about the queue: never sent, saved by a rescue.
aside = Table(
    "aside",
    metadata,
    Column("application_id", Text, primary_key=True),
    Column("note", Text, nullable=False),
    Column("at", Text, nullable=False),
)
saved_filter = Table(
    "saved_filter",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("query", Text, nullable=False),  # JSON of views.ApplicationQuery
    Column("place", Integer, nullable=False),
    Column("is_default", Integer, nullable=False, server_default=text("0")),
)

# Reasons (不予确认, 撤销确认) of one's own, and what became of what was sent: saved by a rescue, too.
reason = Table(
    "reason",
    metadata,
    Column("text", Text, primary_key=True),
    Column("place", Integer),  # on the list; NULL: given once in free words
    Column("used", Integer, nullable=False, server_default=text("0")),  # counts up: the largest was used last
)
report = Table("report", metadata, Column("id", Integer, primary_key=True), Column("at", Text, nullable=False))
report_line = Table(
    "report_line",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report", Integer, nullable=False),  # 0: of the sync that is under way, or was broken off
    Column("status", Text, nullable=False),  # messages.Status
    Column("kind", Text, nullable=False),  # messages.CommandKind
    Column("entity_id", Text, nullable=False),  # "" where there are ``entities``
    Column("command_id", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("answer", Text, nullable=False),  # as in ``conflict``
    Column("seen", Text),  # the entity as the person saw it
    Column("now", Text),  # as it was when the sync ended
    Column("entities", Text),  # JSON: ids of what took effect together
    Column("count", Integer, nullable=False),
)
Index("ix_report_line_report", report_line.c.report)
Index("ix_report_line_command", report_line.c.command_id, sqlite_where=text("command_id <> ''"))

# The flags of applications and what they are worked out from (store/flags.py): all of it can be worked out anew.
flag = Table(
    "flag",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("bits", Integer, nullable=False),  # cpd_core.flags; only those that have one are here
)
evidence = Table(
    "evidence",
    metadata,
    Column("rid", Integer, primary_key=True, autoincrement=False),
    Column("file", Integer, primary_key=True, autoincrement=False),  # 60 bits of its SHA-256
    Column("member", Integer, nullable=False),  # 60 bits for the member's id
    sqlite_with_rowid=False,
)
holder = Table(  # the same by file; no index of the other, so that either can be filled in its own order
    "holder",
    metadata,
    Column("file", Integer, primary_key=True, autoincrement=False),
    Column("member", Integer, primary_key=True, autoincrement=False),
    Column("rid", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
asked = Table(
    "asked",
    metadata,
    Column("rid", Integer, primary_key=True),
    Column("circle", Integer, nullable=False),  # those with which hours are compared: 60 bits for sponsor and pathway
    Column("hours", Float, nullable=False),
)
circle = Table(  # the same by circle
    "circle",
    metadata,
    Column("circle", Integer, primary_key=True, autoincrement=False),
    Column("hours", Float, primary_key=True, autoincrement=False),
    Column("rid", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
stale = Table("stale", metadata, Column("circle", Integer, primary_key=True))  # circles to be looked at again
unchecked = Table("unchecked", metadata, Column("rid", Integer, primary_key=True))  # new or changed since the last time
gone = Table(
    "gone", metadata, Column("rid", Integer, nullable=False), Column("member_id", Text, nullable=False)
)  # not here any more since the last time
# Whoever writes into ``record`` need not know of flags: what has changed is noted by the file itself. ``listed`` is
# named by every statement that writes all columns; decisions, which name few, are noted by ``note_decided``.
_NOTED = "BEGIN INSERT INTO unchecked (rid) VALUES (new.rid) ON CONFLICT (rid) DO NOTHING; END"
TRIGGERS = (
    f"CREATE TRIGGER flag_new AFTER INSERT ON record WHEN new.listed = 1 {_NOTED}",
    f"""CREATE TRIGGER flag_changed AFTER UPDATE OF listed ON record WHEN new.listed = 1 OR old.listed = 1
        {_NOTED}""",
    """CREATE TRIGGER flag_gone AFTER DELETE ON record WHEN old.listed = 1
        BEGIN INSERT INTO gone (rid, member_id) VALUES (old.rid, old.member_id); END""",
)
for _trigger in TRIGGERS:
    event.listen(metadata, "after_create", DDL(_trigger))
