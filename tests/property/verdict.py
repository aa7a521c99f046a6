"""What must hold once everybody has synced: the service's tables, every cache and the ledger of acts agree."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass

import msgspec

from cpd_core import columns
from cpd_core.messages import CommandChunk
from cpd_desktop.store import Store
from cpd_desktop.workspace import Workspace
from cpd_service.check import check
from tests.property.ledger import Done, Ledger
from tests.property.town import Device, Town
from tests.support.proxy import Proxy
from tests.support.world import PEOPLE

REF_KINDS = ("province", "institute", "sponsor", "course", "ruleset")


@dataclass(frozen=True)
class Central:
    """What the service's own tables say."""

    history: dict[str, list[str]]  # command id -> details of its rows
    receipts: dict[str, str]  # command id -> status
    replayed: dict[str, tuple[str, float | None]]  # application id -> state and confirmed hours, by the history alone


def judge_town(town: Town, devices: dict[str, Device], ledger: Ledger) -> Counter[str]:
    """Fail unless everything holds; returns how many commands came to what."""
    with town.service.database.reading() as connection:
        assert check(connection, town.service.blobs) == []
    with closing(sqlite3.connect(str(town.service.database.url.database))) as db:
        central = read_central(db)
        confirmed_hours_follow_from_history(db, central)
        for device in devices.values():
            cache_equals_service(db, device)
    sent_bytes_never_change(town.proxy, ledger)
    kept = {name: kept_conflicts(device.workspace.account.store) for name, device in devices.items()}
    told = {name: told_of(device.workspace.account.store) for name, device in devices.items()}
    return Counter(fate(done, central, kept[done.device], told[done.device]) for done in ledger.commands.values())


def outbox_is_empty(workspace: Workspace) -> None:
    """After a good sync nothing waits, neither for sending nor for the pull."""
    with workspace.account.store.database.read() as db:
        assert db.execute("SELECT command_id, kind, state FROM outbox").fetchall() == []
        assert db.execute("SELECT id FROM record WHERE local IS NOT NULL OR body IS NULL").fetchall() == []


# --- the service --------------------------------------------------------------------------------------------------


def read_central(db: sqlite3.Connection) -> Central:
    """Read the service's history and receipts."""
    history: dict[str, list[str]] = {}
    replayed: dict[str, tuple[str, float | None]] = {}
    rows = db.execute("SELECT command_id, kind, entity_id, what, detail FROM history ORDER BY id")
    for command_id, kind, entity_id, what, detail in rows:
        history.setdefault(command_id, []).append(detail)
        match what if kind == "application" else "":
            case "":
                continue
            case "filed" | "edited" | "revoked":
                replayed[entity_id] = ("pending", None)
            case "confirmed" | "entered":
                replayed[entity_id] = ("confirmed", msgspec.json.decode(detail)["hours"])
            case "refused":
                replayed[entity_id] = ("refused", None)
            case _:
                assert what == "deleted"
                del replayed[entity_id]
    receipts = db.execute("SELECT command_id, json_extract(result, '$.status') FROM receipt")
    return Central(history, dict(receipts.fetchall()), replayed)


def confirmed_hours_follow_from_history(db: sqlite3.Connection, central: Central) -> None:
    """The records are what the append-only history comes to."""
    bodies = db.execute("SELECT id, body FROM record WHERE kind = 'application'").fetchall()
    decided = {id_: msgspec.json.decode(body) for id_, body in bodies}
    assert {id_: (a["state"], a.get("confirmed_hours")) for id_, a in decided.items()} == central.replayed


# --- the caches ---------------------------------------------------------------------------------------------------


def cache_equals_service(db: sqlite3.Connection, device: Device) -> None:
    """A cache holds the records of its scopes as they are on the service, and nothing else; lists show the same."""
    expected = db.execute(
        """SELECT feed.kind, feed.id, feed.scope, record.rev, record.body FROM feed JOIN record USING (rid)
        WHERE feed.op = 'upsert' AND feed.scope IN (?, ?)""",
        device.scopes,
    ).fetchall()
    with device.workspace.account.store.database.read() as cache:
        held = cache.execute("SELECT kind, id, scope, rev, body FROM record").fetchall()
        shown = cache.execute(f"SELECT kind, body, {', '.join(columns.NAMES)} FROM record").fetchall()
        marked = dict(cache.execute("SELECT id, sync FROM record WHERE sync <> ''").fetchall())
    assert sorted(held) == sorted(expected), f"the cache of {device.name} differs from the service"
    for kind, body, *values in shown:
        assert tuple(values) == columns.values_of(kind, columns.shown_of(body)), f"{device.name}: a list shows {values}"
        assert kind in REF_KINDS or is_own(device, msgspec.json.decode(body)), f"{device.name} holds a stranger's"
    conflicts = {conflict.entity_id for conflict in device.workspace.conflicts.list()}
    there = {id_ for kind, id_, *_ in held if kind != "claim"}  # a claim has its application's id, and outlives it
    assert marked == dict.fromkeys(conflicts & there, "conflict")


def is_own(device: Device, entity: dict[str, str]) -> bool:
    """Whether a record is this person's business, by what it says of itself."""
    person = PEOPLE[device.person]
    if person.is_member:
        return entity.get("member_id", entity["id"]) == person.key
    return entity["province"] == person.province


# --- the commands -------------------------------------------------------------------------------------------------


def kept_conflicts(store: Store) -> dict[str, bytes]:
    """The acts that wait for the person's choice, as they were sent; listed in the order in which they were done."""
    with store.database.read() as db:
        kept = dict(db.execute("SELECT command_id, bytes FROM conflict").fetchall())
    listed = [conflict.command.device_seq for conflict in store.conflicts.list()]
    assert listed == sorted(listed)
    return kept


def told_of(store: Store) -> set[str]:
    """The acts of which reports tell one by one: those that did not take effect."""
    with store.database.read() as db:
        return {row[0] for row in db.execute("SELECT command_id FROM report_line")}


def fate(done: Done, central: Central, kept: dict[str, bytes], told: set[str]) -> str:
    """What became of a command; fails unless it is exactly one thing and what was typed is still somewhere."""
    effects = central.history.get(done.command_id, [])
    status = central.receipts.get(done.command_id, "")
    if status == "applied":
        assert len(effects) == 1, f"{done.kind} took effect {len(effects)} times"
        assert all(words in effects[0] for words in done.words)
        assert done.command_id not in kept
        assert not done.undone
        assert not done.settled
        return "applied"
    assert not effects, f"{done.kind} has the receipt {status!r} and took effect"
    if done.undone:
        assert status == ""
        assert done.command_id not in kept
        return "undone"
    if status == "noop":
        said = [detail for details in central.history.values() for detail in details]
        assert all(any(words in detail for detail in said) for words in done.words)
        assert done.command_id not in kept
        return "noop"
    assert status in ("", "conflict", "rejected", "blocked")
    if done.kind.startswith("claim."):  # nobody has to choose, and nothing was typed
        assert done.command_id not in kept
        assert done.command_id in told
        return f"claim {status}"
    if done.settled:
        assert done.command_id not in kept
    else:
        assert kept.get(done.command_id) == done.raw, f"{done.kind} {status!r} is lost: {done.words}"
    return status or "never taken"


def sent_bytes_never_change(proxy: Proxy, ledger: Ledger) -> None:
    """However often a command was sent, it was the bytes that were stored when the person acted."""
    for exchange in proxy.exchanges:
        if exchange.asks == "POST /v1/commands":
            for raw in msgspec.json.decode(exchange.content, type=CommandChunk).commands:
                command_id = msgspec.json.decode(raw)["command_id"]
                assert bytes(raw) == ledger.commands[command_id].raw
