"""Stores, pages and judges for the tests of the client, with as few words as possible."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from cpd_core.commands import World
from cpd_core.entities import Application, EntityKind, Member
from cpd_core.messages import Change, Command, Page, Result, Session
from cpd_desktop.platform.profile import Profile
from cpd_desktop.store import Store
from cpd_desktop.store.mirror import Stored, page_of
from cpd_desktop.store.outbox import Outgoing
from cpd_desktop.store.overlay import Judge
from tests.cpd_core.build import member, rules

STAFF_SCOPE = "p:32"
OWN_SCOPE = "m:m1"


def judge(who: Member | None = None) -> Judge:
    """The member of the tests; staff by :func:`staff`."""
    return Judge("李会员", who or member(), World(rules(), 2026, ("bj", "sh", "xm")))


def staff() -> Judge:
    return Judge("王审核", None, World(rules(), 2026))


def upsert(seq: int, entity: msgspec.Struct, kind: EntityKind = "application") -> Change:
    data = msgspec.Raw(msgspec.json.encode(entity))
    return Change(seq=seq, op="upsert", kind=kind, id=entity.id, rev=entity.rev, data=data)  # type: ignore[attr-defined]


def taken(seq: int, entity_id: str, op: str = "tombstone") -> Change:
    return Change(seq=seq, op=op, kind="application", id=entity_id, rev=9)  # type: ignore[arg-type]


def page(*items: Change, epoch: str = "e1", more: bool = False, upto: int = 0) -> bytes:
    last = upto or max((item.seq for item in items), default=0)
    return msgspec.json.encode(Page(epoch=epoch, floor=0, high=last, items=items, next=last, more=more))


def pull(store: Store, *items: Change, scope: str = OWN_SCOPE, by: Judge | None = None, **about: object) -> Stored:
    """Store one page after what is there."""
    bytes_ = page(*items, **about)  # type: ignore[arg-type]
    return store.mirror.store_page(store.mirror.cursor(scope), page_of(bytes_), by or judge())


def applied(commands: Sequence[Outgoing], first_seq: int, scope: str = OWN_SCOPE) -> list[Result]:
    """The service's answer when everything took effect."""
    return [
        Result(command_id=command_id, status="applied", rev=1, ack_scope=scope, ack_seq=first_seq + number)
        for number, (_, command_id, _, _) in enumerate(commands)
    ]


def command_of(raw: bytes) -> Command:
    return msgspec.json.decode(raw, type=Command)


def shown(store: Store, entity_id: str = "a1") -> Application | None:
    return store.records.entity(Application, entity_id)


def column(store: Store, name: str, entity_id: str = "a1") -> object:
    """A column of a record, as the lists see it."""
    with store.database.read() as db:
        row = db.execute(f"SELECT {name} FROM record WHERE id = ?", (entity_id,)).fetchone()
    return row[0] if row else None


def count(store: Store, table: str, where: str = "true") -> int:
    with store.database.read() as db:
        return int(db.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def session(**fields: object) -> Session:
    """A member's session."""
    sound = Session(
        account_id="acc-1",
        user_type="non_practising",
        login="320012340001",
        name="李会员",
        member_id="m1",
        province="32",
        scopes=(OWN_SCOPE, "ref"),
        grant_version=1,
        protocol_min=1,
        protocol_max=1,
        service_date="2026-12-01",
        token="secret-token",
    )
    return msgspec.structs.replace(sound, **fields)


def offline_profile(folder: Path, server: str = "http://127.0.0.1:9", **fields: object) -> Path:
    """A profile that has been signed in before; there is no service unless one is given."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = Profile(folder)
    profile.remember(server=server, account_id="acc-1")
    profile.keep_session(session(**fields))
    return folder
