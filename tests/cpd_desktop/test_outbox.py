"""Acts: stored with their effect in one transaction, as the bytes that will be sent, however often."""

import threading

import pytest

from cpd_core.entities import Attachment
from cpd_core.messages import Confirm, Edit, EditFields, Nothing, Reason
from cpd_core.outcomes import Conflict, Rejected
from cpd_desktop.store import Store
from cpd_desktop.store.outbox import Act
from tests.cpd_core.build import application, draft
from tests.cpd_desktop.material import (
    STAFF_SCOPE,
    applied,
    column,
    command_of,
    count,
    judge,
    pull,
    shown,
    staff,
    upsert,
)

WAITING = application(state="pending", rev=4)


def edit(**to: object) -> Act:
    was = {name: getattr(WAITING, name) for name in to}
    return Act("application.edit", "a1", Edit(was=EditFields(**was), to=EditFields(**to)))  # type: ignore[arg-type]


def test_an_act_is_sent_upon_the_revision_that_was_seen(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [edit(note="一")])
    command = command_of(store.outbox.next_chunk()[0][2])
    assert (command.base.rev, command.kind, command.entity_id, command.device_seq) == (4, "application.edit", "a1", 1)


def test_an_act_upon_an_act_names_the_one_before(store: Store) -> None:
    store.outbox.perform(judge(), [Act("application.file", "new", draft())])
    store.outbox.perform(judge(), [Act("application.delete", "new", Nothing())])
    first, second = (command_of(one.bytes) for one in store.outbox.next_chunk())
    assert (first.base.rev, second.base.after) == (0, first.command_id)
    assert (first.device_seq, second.device_seq) == (1, 2)


def test_an_act_upon_one_that_is_acknowledged_but_not_pulled_names_it(store: Store) -> None:
    store.outbox.perform(judge(), [Act("application.file", "new", draft())])
    sent = store.outbox.next_chunk()
    store.answers.take(judge(), applied(sent, first_seq=9))
    store.outbox.perform(judge(), [Act("application.delete", "new", Nothing())])
    assert command_of(store.outbox.next_chunk()[0][2]).base.after == sent[0][1]


def test_the_bytes_are_the_same_each_time(store: Store) -> None:
    store.outbox.perform(judge(), [Act("application.file", "new", draft())])
    assert store.outbox.next_chunk() == store.outbox.next_chunk()


def test_numbers_are_never_used_again(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [Act("application.delete", "a1", Nothing())])
    assert store.outbox.undo_delete(judge(), "a1")
    store.outbox.perform(judge(), [edit(note="一")])
    assert command_of(store.outbox.next_chunk()[0][2]).device_seq == 2


def test_a_chunk_ends_at_its_count_and_at_its_size(store: Store) -> None:
    for number in range(5):
        store.outbox.perform(judge(), [Act("application.file", f"n{number}", draft(note="x" * 400))])
    assert len(store.outbox.next_chunk(most=3)) == 3
    last = store.outbox.next_chunk(most=3)[-1][0]
    assert [one.device_seq for one in store.outbox.next_chunk(after_seq=last)] == [4, 5]


def test_one_command_larger_than_a_chunk_still_goes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpd_desktop.store.outbox.CHUNK_BYTES", 10)
    for number in range(2):
        store.outbox.perform(judge(), [Act("application.file", f"n{number}", draft())])
    assert [one.device_seq for one in store.outbox.next_chunk()] == [1]


def test_what_the_rules_refuse_is_not_stored(store: Store) -> None:
    pull(store, upsert(1, application()))
    done = store.outbox.perform(judge(), [Act("application.delete", "a1", Nothing())])
    assert [refusal.outcome for refusal in done.refused] == [Rejected("LOCKED")]
    assert (done.command_ids, count(store, "outbox"), column(store, "local")) == ((), 0, None)


def test_a_deletion_hides_the_row_until_it_is_taken_back(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [Act("application.delete", "a1", Nothing())])
    assert shown(store) is None
    assert column(store, "listed") == 0

    assert store.outbox.undo_delete(judge(), "a1")
    assert shown(store) == WAITING
    assert (column(store, "listed"), column(store, "sync"), column(store, "local")) == (1, "", None)


def test_a_deletion_cannot_be_taken_back_once_it_may_have_arrived(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [Act("application.delete", "a1", Nothing())])
    store.outbox.next_chunk()
    assert not store.outbox.undo_delete(judge(), "a1")
    assert not store.outbox.undo_delete(judge(), "unknown")
    assert shown(store) is None


def test_taking_a_deletion_back_keeps_the_edit_before_it(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [edit(note="一")])
    store.outbox.perform(judge(), [Act("application.delete", "a1", Nothing())])
    assert store.outbox.undo_delete(judge(), "a1")
    now = shown(store)
    assert now
    assert now.note == "一"
    assert column(store, "sync") == "unsent"


def test_a_batch_stores_what_it_can_and_names_the_rest(store: Store) -> None:
    items = [upsert(n, application(f"a{n}", state="pending" if n % 2 else "refused")) for n in range(1, 7)]
    pull(store, *items, scope=STAFF_SCOPE)
    acts = [Act("application.confirm", f"a{n}", Confirm(hours=8.0)) for n in (1, 2, 3, 9)]
    done = store.outbox.perform(staff(), acts, batch_name="十二月")

    assert len(done.command_ids) == 2
    assert [(r.act.entity_id, r.outcome) for r in done.refused] == [
        ("a2", Conflict("DECIDED_BY_OTHER", ("state",))),
        ("a9", Conflict("GONE")),
    ]
    assert {command_of(raw).batch_id for _, _, raw, _ in store.outbox.next_chunk()} == {done.batch_id}
    assert count(store, "batch", "name = '十二月' AND stored = 2") == 1
    assert count(store, "record", f"batch_id = '{done.batch_id}' AND state = 'confirmed' AND sync = 'unsent'") == 2


def test_a_batch_of_any_size_is_one_act_of_one_moment(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpd_desktop.store.outbox.MANY", 2)
    states = ("pending", "confirmed", "pending", "pending", "confirmed", "pending")
    found = [application(f"a{n}", state=state) for n, state in enumerate(states)]
    pull(store, *(upsert(n + 1, each) for n, each in enumerate(found)), scope=STAFF_SCOPE)
    acts = [Act("application.refuse", each.id, Reason(reason="不符")) for each in found]
    done = store.outbox.perform(staff(), acts, "本周")

    assert [refusal.act.entity_id for refusal in done.refused] == ["a1", "a4"]
    chunk = store.outbox.next_chunk()
    sent = [command_of(one.bytes) for one in chunk]
    assert [(one.device_seq, one.entity_id) for one in sent] == [(1, "a0"), (2, "a2"), (3, "a3"), (4, "a5")]
    assert tuple(one.command_id for one in sent) == done.command_ids
    assert len({(one.batch_id, one.client_time) for one in sent}) == 1
    assert count(store, "batch", "stored = 4") == 1
    assert [column(store, "state", each.id) for each in found].count("refused") == 4


def test_a_decision_shows_in_every_column_that_it_changes(store: Store) -> None:
    pull(store, upsert(1, WAITING), scope=STAFF_SCOPE)
    store.outbox.perform(staff(), [Act("application.confirm", "a1", Confirm(hours=6.5))])
    assert (column(store, "state"), column(store, "confirmed_hours"), column(store, "hours")) == ("confirmed", 6.5, 8.0)
    store.outbox.perform(staff(), [Act("application.revoke", "a1", Reason(reason="重复"))])
    assert (column(store, "state"), column(store, "confirmed_hours")) == ("pending", None)
    assert column(store, "reason") == "重复"


def test_attachments_wait_for_the_act_that_names_them(store: Store) -> None:
    sha256 = store.blobs.add(b"%PDF-1.4 proof", "application/pdf")
    assert store.blobs.to_send() == []
    proof = Attachment(sha256=sha256, name="p.pdf", size=14, media_type="application/pdf")
    store.outbox.perform(judge(), [Act("application.file", "new", draft(attachments=(proof,)))])
    assert store.blobs.to_send() == [(sha256, 14, "application/pdf")]
    store.blobs.mark_here(sha256)
    assert store.blobs.to_send() == []
    store.blobs.send_again((proof,))
    assert store.blobs.to_send() == [(sha256, 14, "application/pdf")]


def test_many_threads_act_at_once_and_nothing_is_lost(store: Store) -> None:
    def file(number: int) -> None:
        for turn in range(5):
            store.outbox.perform(judge(), [Act("application.file", f"t{number}-{turn}", draft())])

    threads = [threading.Thread(target=file, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.device_seq for one in store.outbox.next_chunk()] == list(range(1, 31))
