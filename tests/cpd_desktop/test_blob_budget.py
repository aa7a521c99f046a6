"""Attachments fetched ahead: the oldest first, never more than the budget, and what was used longest ago makes room."""

import hashlib
import shutil
import threading
from pathlib import Path

import msgspec
import pytest

from cpd_core.entities import Attachment
from cpd_desktop.desks.drafts import KeptForm
from cpd_desktop.store import Store, blob_budget, blob_use
from cpd_desktop.store.blob_budget import Budget, Plan
from cpd_desktop.store.blobs import Blobs
from cpd_desktop.store.outbox import Act
from tests.cpd_core.build import application, draft
from tests.cpd_desktop.material import STAFF_SCOPE, count, judge, pull, staff, upsert

SIZE = 100


def paper(words: str) -> bytes:
    return f"%PDF-1.4 {words}".encode().ljust(SIZE)


def proof(words: str) -> Attachment:
    sha256 = hashlib.sha256(paper(words)).hexdigest()
    return Attachment(sha256=sha256, name=f"{words}.pdf", size=SIZE, media_type="application/pdf")


def wait_for_decision(store: Store, *days: int) -> None:
    """Applications filed on these days of a month, each with a paper of its own, that are not here yet."""
    waiting = [
        application(
            f"a{day}", state="pending", filed_at=f"2026-03-{day:02}T08:00:00Z", attachments=(proof(f"day {day}"),)
        )
        for day in days
    ]
    pull(store, *(upsert(seq, one) for seq, one in enumerate(waiting, 1)), scope=STAFF_SCOPE, by=staff())
    with store.database.write() as tx:
        tx.executemany(
            "INSERT INTO blob (sha256, size, media_type, state) VALUES (?, ?, 'application/pdf', 'wanted')",
            [(one.attachments[0].sha256, SIZE) for one in waiting],
        )


def planned(store: Store, budget: int, keep_free: int = 0) -> list[str]:
    plan = Budget(store.blobs, budget, keep_free).plan()
    return [one.sha256 for one in plan.wanted] if plan else []


def hashes(*days: int) -> list[str]:
    return [proof(f"day {day}").sha256 for day in days]


def here(store: Store, *words: str) -> list[bool]:
    return [store.blobs.path(proof(one).sha256) is not None for one in words]


def test_what_waits_longest_comes_first_and_it_stops_at_the_budget(store: Store) -> None:
    wait_for_decision(store, 20, 3, 11)
    assert planned(store, budget=1000) == hashes(3, 11, 20)
    assert planned(store, budget=2 * SIZE) == hashes(3, 11)
    assert planned(store, budget=2 * SIZE - 1) == hashes(3)
    assert planned(store, budget=0) == []


def test_some_of_the_disk_stays_free(store: Store) -> None:
    wait_for_decision(store, 3, 11)
    free = shutil.disk_usage(store.folder).free
    assert planned(store, budget=1000, keep_free=2 * free) == []
    assert planned(store, budget=1000, keep_free=0) == hashes(3, 11)


def test_what_has_been_decided_is_no_longer_fetched(store: Store) -> None:
    wait_for_decision(store, 3, 11)
    decided = application("a3", filed_at="2026-03-03T08:00:00Z", attachments=(proof("day 3"),))
    pull(store, upsert(9, decided), scope=STAFF_SCOPE, by=staff())
    assert planned(store, budget=1000) == hashes(11)
    assert [one[0] for one in store.blobs.wanted()] == hashes(11), "it waits no longer"


def test_what_is_here_counts_and_the_queue_goes_on_behind_it(store: Store) -> None:
    wait_for_decision(store, 3, 11, 20)
    store.blobs.keep(paper("day 3"), "application/pdf")
    assert planned(store, budget=2 * SIZE) == hashes(11)


def test_what_was_used_longest_ago_makes_room(store: Store) -> None:
    for words in ("first", "second", "third"):
        store.blobs.keep(paper(words), "application/pdf")
    store.blobs.looked_at(proof("first").sha256)
    wait_for_decision(store, 3)
    budget = Budget(store.blobs, 3 * SIZE, 0)

    budget.note_looks()
    plan = budget.plan()
    assert plan
    assert budget.make_room(SIZE, plan)

    assert here(store, "first", "second", "third") == [True, False, True]
    assert count(store, "blob", "state = 'here'") == 2


def test_what_the_queue_needs_sooner_is_not_thrown_out_for_what_comes_later(store: Store) -> None:
    wait_for_decision(store, 3, 11)
    store.blobs.keep(paper("day 3"), "application/pdf")
    budget = Budget(store.blobs, SIZE, 0)
    plan = budget.plan()
    assert plan
    assert plan.wanted == ()
    assert not budget.make_room(SIZE, plan)
    assert here(store, "day 3") == [True]


def test_a_lower_budget_throws_out_what_is_over_it(store: Store) -> None:
    for words in ("first", "second", "third"):
        store.blobs.keep(paper(words), "application/pdf")
    budget = Budget(store.blobs, 2 * SIZE, 0)
    plan = budget.plan()
    assert plan
    assert budget.make_room(0, plan)
    assert budget.plan() is None, "nothing is left to do"
    assert here(store, "first", "second", "third") == [False, True, True]


@pytest.mark.parametrize("needed_by", ["act", "conflict", "kept form", "open form", "unsent file"])
def test_what_only_this_machine_may_have_is_never_thrown_out(tmp_path: Path, needed_by: str) -> None:
    store = Store(tmp_path / "store")
    if needed_by == "unsent file":
        store.blobs.add(paper("mine"), "application/pdf")
    else:
        store.blobs.keep(paper("mine"), "application/pdf")
    mine = draft(attachments=(proof("mine"),))
    if needed_by in ("act", "conflict"):
        store.outbox.perform(judge(), [Act("application.file", "new", mine)])
    if needed_by == "conflict":
        with store.database.write() as tx:
            tx.execute(
                """INSERT INTO conflict SELECT command_id, kind, entity_kind, entity_id, bytes, seen, batch_id,
                'rejected', 'INVALID', '{}', at FROM outbox"""
            )
            tx.execute("DELETE FROM outbox")
    if needed_by == "kept form":
        store.journal.put("draft", msgspec.json.encode(KeptForm(mine)).decode())
    if needed_by == "open form":
        store.blobs.add(paper("mine"), "application/pdf")
    if needed_by != "open form":  # all others outlive the program
        store.close()
        store = Store(tmp_path / "store")
    store.blobs.keep(paper("other"), "application/pdf")

    plan = Budget(store.blobs, 0, 0).plan()
    assert plan
    assert not Budget(store.blobs, 0, 0).make_room(0, plan)

    assert here(store, "mine", "other") == [True, False]
    store.close()


def test_bytes_that_are_chosen_while_they_are_thrown_out_stay(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.blobs.keep(paper("both"), "application/pdf")
    written, chosen = threading.Event(), threading.Event()
    chooser = threading.Thread(target=lambda: (store.blobs.add(paper("both"), "application/pdf"), chosen.set()))
    write = Blobs._write

    def note_and_write(blobs: Blobs, sha256: str, data: bytes) -> None:
        write(blobs, sha256, data)
        written.set()

    def remove_meanwhile(blobs: Blobs, sha256: str) -> bool:
        chooser.start()
        assert written.wait(60), "the file was there, so nothing was written"
        assert not chosen.is_set()
        return blob_use.is_removed(blobs, sha256)

    monkeypatch.setattr(Blobs, "_write", note_and_write)
    monkeypatch.setattr(blob_budget, "is_removed", remove_meanwhile)
    Budget(store.blobs, 0, 0).make_room(0, Plan())
    chooser.join()

    assert here(store, "both") == [True]
    assert count(store, "blob", "state = 'added'") == 1
