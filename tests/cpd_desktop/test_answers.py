"""What becomes of each result: nothing that was typed is lost, and one bad command holds up no other."""

import msgspec

from cpd_core.messages import Confirm, Edit, EditFields, FieldError, Nothing, Reason, Result
from cpd_desktop.store import Store
from cpd_desktop.store.outbox import Act
from tests.cpd_core.build import application, draft
from tests.cpd_desktop.material import (
    OWN_SCOPE,
    STAFF_SCOPE,
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


def note(text: str, was: str = "") -> Act:
    return Act("application.edit", "a1", Edit(was=EditFields(note=was), to=EditFields(note=text)))


def answer(store: Store, *statuses: str, **fields: object) -> list[bytes]:
    """Send what waits and answer each command with a status; returns the bytes that were sent."""
    chunk = store.outbox.next_chunk()
    results = [Result(command_id=c[1], status=s, **fields) for c, s in zip(chunk, statuses, strict=True)]  # type: ignore[arg-type]
    store.answers.take(judge(), results)
    return [one.bytes for one in chunk]


def test_a_conflict_keeps_what_was_typed_and_shows_what_is_there(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [note("mine")])
    sent = answer(store, "conflict", code="CHANGED_BY_OTHER", params={"by": "同事"})

    assert shown(store) == WAITING
    assert (column(store, "note"), column(store, "sync")) == ("", "conflict")
    (kept,) = store.conflicts.list()
    assert msgspec.json.encode(kept.command) == sent[0]
    assert (kept.code, kept.status, kept.answer.params) == ("CHANGED_BY_OTHER", "conflict", {"by": "同事"})
    assert kept.seen
    assert msgspec.json.decode(kept.seen, type=type(WAITING)) == WAITING
    assert store.outbox.unsent() == 0


def test_a_rejected_filing_leaves_the_list_but_not_this_machine(store: Store) -> None:
    store.outbox.perform(judge(), [Act("application.file", "new", draft(note="typed with care"))])
    wrong = FieldError(field="year", code="year.outside", params={"first": 2011, "last": 2025})
    answer(store, "rejected", code="INVALID", errors=(wrong,))
    assert count(store, "record") == 0
    (kept,) = store.conflicts.list()
    assert "typed with care" in bytes(kept.command.payload).decode()
    assert kept.answer.errors == (wrong,)


def test_one_bad_command_stops_only_those_upon_it(store: Store) -> None:
    pull(store, upsert(1, WAITING), upsert(2, application("a2", state="pending")))
    store.outbox.perform(judge(), [note("one")])
    store.outbox.perform(judge(), [note("two", was="one")])
    store.outbox.perform(judge(), [Act("application.delete", "a2", Nothing())])
    answer(store, "conflict", "blocked", "applied", ack_scope=OWN_SCOPE, ack_seq=9)
    assert [kept.status for kept in store.conflicts.list()] == ["conflict", "blocked"]
    assert shown(store) == WAITING
    assert shown(store, "a2") is None
    assert column(store, "sync", "a2") == "sent"


def test_what_is_to_be_tried_again_stays_as_the_same_bytes(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [note("mine")])
    sent = answer(store, "retry")
    assert [one.bytes for one in store.outbox.next_chunk()] == sent
    assert column(store, "sync") == "unsent"


def test_what_is_to_be_tried_again_is_not_asked_for_twice_in_one_run(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [note("mine")])
    last = store.outbox.next_chunk()[-1][0]
    answer(store, "retry")
    assert store.outbox.next_chunk(after_seq=last) == []


def test_a_noop_shows_what_is_there_once_it_is_pulled(store: Store) -> None:
    pull(store, upsert(1, WAITING), scope=STAFF_SCOPE)
    store.outbox.perform(staff(), [Act("application.confirm", "a1", Confirm(hours=8.0))])
    answer(store, "noop", code="ALREADY_CONFIRMED", ack_scope=STAFF_SCOPE, ack_seq=2)
    theirs = application(rev=5, decided_by="同事")
    pull(store, upsert(2, theirs), scope=STAFF_SCOPE, by=staff())
    assert shown(store) == theirs
    assert column(store, "sync") == ""


def test_an_answer_that_the_pull_has_overtaken_is_let_go_at_once(store: Store) -> None:
    """The page came before the answer: a sync was cut off after its pull and the push is answered from a receipt."""
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [note("mine")])
    after = application(state="pending", rev=5, note="mine")
    pull(store, upsert(2, after))
    answer(store, "applied", rev=5, ack_scope=OWN_SCOPE, ack_seq=2)
    assert count(store, "outbox") == 0
    assert shown(store) == after
    assert (column(store, "sync"), column(store, "local")) == ("", None)


def test_a_second_act_is_judged_upon_what_the_first_came_to_on_the_service(store: Store) -> None:
    """A decision, taken back: the service made rev 7 of the first, and the second must still fit when it is pulled."""
    pull(store, upsert(1, WAITING), scope=STAFF_SCOPE)
    store.outbox.perform(staff(), [Act("application.confirm", "a1", Confirm(hours=8.0))])
    chunk = store.outbox.next_chunk()
    store.outbox.perform(staff(), [Act("application.revoke", "a1", Reason(reason="误确认"))])
    first = Result(command_id=chunk[0][1], status="applied", rev=7, ack_scope=STAFF_SCOPE, ack_seq=2)
    store.answers.take(staff(), [first])
    assert column(store, "state") == "pending"

    pull(store, upsert(2, application(rev=7)), scope=STAFF_SCOPE, by=staff())
    now = shown(store)
    assert now
    assert (now.state, now.rev) == ("pending", 8)
    assert column(store, "sync") == "unsent"


def test_settling_a_conflict_and_doing_it_anew_is_one_step(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [note("mine")])
    answer(store, "conflict", code="CHANGED_BY_OTHER")
    pull(store, upsert(2, application(state="pending", rev=6, note="theirs")))
    (kept,) = store.conflicts.list()

    refused = store.conflicts.replace(judge(), kept.command.command_id, note("mine"))
    assert len(refused.refused) == 1, "upon the old text it is still a conflict"
    assert store.conflicts.count() == 1

    store.conflicts.replace(judge(), kept.command.command_id, note("mine", was="theirs"))
    assert store.conflicts.count() == 0
    assert (column(store, "note"), column(store, "sync")) == ("mine", "unsent")
    assert command_of(store.outbox.next_chunk()[0][2]).base.rev == 6


def test_a_discarded_conflict_leaves_what_is_there(store: Store) -> None:
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [note("mine")])
    answer(store, "conflict", code="CHANGED_BY_OTHER")
    (kept,) = store.conflicts.list()
    store.conflicts.discard(judge(), kept.command.command_id)
    assert store.conflicts.get(kept.command.command_id) is None
    assert (shown(store), column(store, "sync")) == (WAITING, "")


def test_an_act_upon_one_that_is_let_go_is_judged_anew(store: Store) -> None:
    """The service says of the first that it changes nothing; no page will touch the row, and the second still shows."""
    pull(store, upsert(1, WAITING))
    store.outbox.perform(judge(), [Act("application.delete", "a1", Nothing())])
    store.outbox.perform(judge(), [Act("application.file", "a1", draft(note="filed anew"))])
    first = store.outbox.next_chunk(most=1)[0]
    store.answers.take(judge(), [Result(command_id=first[1], status="noop", ack_scope=OWN_SCOPE, ack_seq=5)])
    pull(store, upsert(5, application("a2")))
    assert count(store, "outbox") == 1
    assert shown(store) == WAITING, "filing what is there has no effect"
    assert column(store, "sync") == "unsent"


def test_an_act_upon_an_acknowledged_one_is_judged_upon_what_the_service_made_of_that(store: Store) -> None:
    """Confirmed, acknowledged as rev 5, taken back here, but someone else was faster: rev 6 is not what was seen."""
    pull(store, upsert(1, WAITING), scope=STAFF_SCOPE)
    store.outbox.perform(staff(), [Act("application.confirm", "a1", Confirm(hours=8.0))])
    chunk = store.outbox.next_chunk()
    first = Result(command_id=chunk[0][1], status="applied", rev=5, ack_scope=STAFF_SCOPE, ack_seq=2)
    store.answers.take(staff(), [first])
    store.outbox.perform(staff(), [Act("application.revoke", "a1", Reason(reason="误确认"))])
    assert column(store, "state") == "pending"
    theirs = application(rev=6, confirmed_hours=4.0)
    pull(store, upsert(3, theirs), scope=STAFF_SCOPE, by=staff())
    assert shown(store) == theirs, "the service will say CHANGED_SINCE_REVIEW"
    assert column(store, "sync") == "unsent"
