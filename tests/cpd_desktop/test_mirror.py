"""Pulling: a page and its cursor are one thing, unknown things survive, and what goes takes nothing typed with it."""

import json

import msgspec
import pytest
from msgspec.structs import replace

from cpd_core.applications import draft_of
from cpd_core.entities import Certificate, Completion
from cpd_core.messages import Confirm, Draft, Edit, EditFields, Nothing
from cpd_desktop.store import Store
from cpd_desktop.store.mirror import page_of
from cpd_desktop.store.outbox import Act
from tests.cpd_core.build import application, completion, draft, member
from tests.cpd_desktop.material import OWN_SCOPE, applied, column, count, judge, page, pull, shown, staff, taken, upsert


def note(text: str, was: str = "") -> Edit:
    return Edit(was=EditFields(note=was), to=EditFields(note=text))


def test_a_page_and_its_cursor_are_stored_together(store: Store) -> None:
    stored = pull(store, upsert(3, application()), upsert(5, application("a2")), more=True)
    assert (stored.cursor.seq, stored.more, stored.items) == (5, True, 2)
    assert store.mirror.cursor(OWN_SCOPE) == stored.cursor
    assert shown(store) == application()


def test_a_page_that_cannot_be_stored_leaves_the_cursor(store: Store) -> None:
    pull(store, upsert(3, application()))
    broken = page(upsert(7, application("a2")), upsert(8, application("a3"))).replace(b'"year":2026', b'"year":[]', 3)
    with pytest.raises(msgspec.ValidationError):
        store.mirror.store_page(store.mirror.cursor(OWN_SCOPE), page_of(broken), judge())
    assert store.mirror.cursor(OWN_SCOPE).seq == 3
    assert count(store, "record") == 1


def test_bytes_that_are_no_text_are_not_stored(store: Store) -> None:
    garbled = page(upsert(3, application(note="备注"))).replace("备注".encode(), b"\xe5\xa4")
    with pytest.raises(UnicodeDecodeError):
        page_of(garbled)


def test_the_mirror_keeps_fields_that_this_program_does_not_know(store: Store) -> None:
    body = json.loads(msgspec.json.encode(application())) | {"from_the_future": {"kept": [1, 2.0]}}
    raw = page(upsert(1, application())).replace(msgspec.json.encode(application()), json.dumps(body).encode())
    store.mirror.store_page(store.mirror.cursor(OWN_SCOPE), page_of(raw), judge())
    assert json.loads(str(column(store, "body"))) == body


def test_kinds_that_this_program_does_not_know_are_kept(store: Store) -> None:
    raw = page(upsert(1, application())).replace(b'"kind":"application"', b'"kind":"seminar"')
    store.mirror.store_page(store.mirror.cursor(OWN_SCOPE), page_of(raw), judge())
    assert column(store, "kind") == "seminar"
    assert column(store, "listed") == 0


def test_entities_of_other_kinds_are_found_by_what_people_look_for(store: Store) -> None:
    pull(store, upsert(1, member(), "member"), upsert(2, completion(), "completion"))
    assert store.records.entities(Completion, member_id="m1", year=2026) == [completion()]
    assert store.records.entities(Completion, member_id="m1", year=2025) == []
    assert store.records.entities(type(member()), text="李会") == [member()]
    assert store.records.entities(type(member()), text="00123400") == [member()]
    assert store.records.entities(type(member()), text="张") == []
    assert store.records.entities(Certificate) == []


@pytest.mark.parametrize("op", ["tombstone", "leave"])
def test_what_goes_is_gone(store: Store, op: str) -> None:
    pull(store, upsert(1, application()), upsert(2, application("a2")))
    pull(store, taken(3, "a1", op))
    assert shown(store) is None
    assert shown(store, "a2")


def test_a_leave_takes_only_what_came_by_that_scope(store: Store) -> None:
    """A member who moves: the new province's page may come before the old one's leave."""
    pull(store, upsert(1, application()), scope="p:32")
    pull(store, upsert(1, application(province="31")), scope="p:31")
    pull(store, taken(2, "a1", "leave"), scope="p:32")
    assert shown(store) == application(province="31")


@pytest.mark.parametrize(("op", "code"), [("tombstone", "GONE"), ("leave", "OUT_OF_REACH")])
def test_what_goes_leaves_what_was_typed_as_conflicts(store: Store, op: str, code: str) -> None:
    pull(store, upsert(1, application(state="pending")))
    store.outbox.perform(judge(), [Act("application.edit", "a1", note("mine"))])
    store.outbox.perform(judge(), [Act("application.edit", "a1", note("mine, too", was="mine"))])

    pull(store, taken(2, "a1", op))

    assert [(kept.code, kept.now) for kept in store.conflicts.list()] == [(code, None)] * 2
    assert store.outbox.unsent() == 0
    assert shown(store) is None


def test_what_was_filed_here_is_not_taken_by_anyone_elses_page(store: Store) -> None:
    store.outbox.perform(judge(), [Act("application.file", "new", draft())])
    pull(store, upsert(1, application()))
    assert shown(store, "new")


def test_an_overlay_stays_over_a_newer_mirror(store: Store) -> None:
    pull(store, upsert(1, application(state="pending")))
    store.outbox.perform(judge(), [Act("application.edit", "a1", note("mine"))])
    pull(store, upsert(2, application(state="pending", rev=2, hours=4.0)))
    now = shown(store)
    assert now
    assert (now.note, now.hours, now.rev) == ("mine", 4.0, 3)
    assert (column(store, "note"), column(store, "hours"), column(store, "sync")) == ("mine", 4.0, "unsent")


def test_an_acknowledged_act_is_held_until_its_effect_is_pulled(store: Store) -> None:
    store.outbox.perform(judge(), [Act("application.file", "new", draft())])
    store.answers.take(judge(), applied(store.outbox.next_chunk(), first_seq=8))
    assert column(store, "sync", "new") == "sent"

    pull(store, upsert(7, application()))
    assert column(store, "sync", "new") == "sent"
    assert shown(store, "new")

    theirs = application("new", state="pending", note="as the service wrote it")
    pull(store, upsert(8, theirs))
    assert shown(store, "new") == theirs
    assert (column(store, "sync", "new"), column(store, "local", "new")) == ("", None)
    assert count(store, "outbox") == 0


@pytest.mark.parametrize("reason", ["", "as the service wrote it"])
def test_decisions_that_come_back_show_the_mirror_whether_or_not_it_is_as_expected(store: Store, reason: str) -> None:
    pull(store, *(upsert(n, application(f"a{n}", state="pending")) for n in (1, 2, 3)), scope="p:32")
    acts = [Act("application.confirm", f"a{n}", Confirm(hours=application().hours)) for n in (1, 2, 3)]
    store.outbox.perform(staff(), acts)
    now = [shown(store, f"a{n}") for n in (1, 2, 3)]
    store.answers.take(staff(), applied(store.outbox.next_chunk(), first_seq=4, scope="p:32"))
    assert all(column(store, "sync", f"a{n}") == "sent" for n in (1, 2, 3))

    theirs = [replace(entity, reason=reason if n == 1 else "") for n, entity in enumerate(now) if entity]
    pull(store, upsert(4, theirs[0]), upsert(5, theirs[1]), scope="p:32", by=staff())
    assert [shown(store, "a1"), shown(store, "a2")] == theirs[:2]
    assert [column(store, name, "a2") for name in ("sync", "local", "reason", "state", "seq", "rev")] == (
        ["", None, reason, "confirmed", 5, 2]
    )
    assert (column(store, "sync", "a3"), shown(store, "a3"), count(store, "outbox")) == ("sent", now[2], 1)


def test_a_deletion_that_comes_back_as_a_tombstone_is_no_conflict(store: Store) -> None:
    pull(store, upsert(1, application(state="pending")))
    store.outbox.perform(judge(), [Act("application.delete", "a1", Nothing())])
    store.answers.take(judge(), applied(store.outbox.next_chunk(), first_seq=2))
    pull(store, taken(2, "a1"))
    assert (count(store, "record"), count(store, "outbox"), store.conflicts.count()) == (0, 0, 0)


def test_from_scratch_sweeps_what_is_no_longer_there_and_leaves_the_outbox(store: Store) -> None:
    pull(
        store,
        upsert(1, application()),
        upsert(2, application("old")),
        upsert(3, application("edited", state="refused")),
    )
    store.outbox.perform(judge(), [Act("application.file", "new", draft())])
    store.outbox.perform(judge(), [Act("application.edit", "edited", note("mine"))])
    waiting = store.outbox.next_chunk()

    store.mirror.begin_resync(OWN_SCOPE)
    first = pull(store, upsert(1, application(note="again")), epoch="e1", more=True)
    assert first.cursor.resync
    assert shown(store, "old"), "nothing goes before the last page is in"
    last = pull(store, upsert(9, application("a9")), epoch="e1")

    assert not last.cursor.resync
    assert shown(store, "old") is None
    assert shown(store) == application(note="again")
    assert shown(store, "new")
    assert [kept.entity_id for kept in store.conflicts.list()] == ["edited"]
    assert store.outbox.next_chunk() == waiting[:1], "the same bytes, but of what became a conflict"


def test_an_interrupted_load_from_scratch_goes_on_where_it_was(store: Store) -> None:
    pull(store, upsert(1, application()), upsert(2, application("old")))
    store.mirror.begin_resync(OWN_SCOPE)
    pull(store, upsert(1, application()), more=True, upto=50)
    assert store.mirror.cursor(OWN_SCOPE).seq == 50
    assert store.mirror.cursor(OWN_SCOPE).resync


def test_after_a_restore_what_was_acknowledged_goes_once_more_as_the_same_bytes(store: Store) -> None:
    pull(store, upsert(1, application()))
    store.outbox.perform(judge(), [Act("application.file", "new", draft())])
    sent = store.outbox.next_chunk()
    store.answers.take(judge(), applied(sent, first_seq=500))
    assert store.outbox.next_chunk() == []

    store.mirror.begin_resync(OWN_SCOPE)
    stored = pull(store, upsert(1, application()), epoch="another")

    assert stored.new_epoch
    assert column(store, "sync", "new") == "unsent"
    assert store.outbox.next_chunk() == sent
    assert shown(store, "new")


def test_scopes_that_are_no_longer_ours_go_with_all_they_brought(store: Store) -> None:
    pull(store, upsert(1, application()), scope="p:32")
    pull(store, upsert(1, application("a2", province="31")), scope="p:31")
    assert store.mirror.forget_other_scopes(("p:31", "ref")) == 1
    assert shown(store) is None
    assert shown(store, "a2")
    assert store.mirror.cursor("p:32").seq == 0
    assert store.mirror.forget_other_scopes(("p:31", "ref")) == 0


def test_attachments_of_what_waits_are_noted_for_fetching_once(store: Store) -> None:
    waiting = application(state="pending")
    bytes_ = page(upsert(1, waiting), upsert(2, application("a2", attachments=())))
    store.mirror.store_page(store.mirror.cursor("p:32"), page_of(bytes_), judge(), want_blobs=True)
    store.mirror.store_page(store.mirror.cursor("p:32"), page_of(page(upsert(3, waiting))), judge(), want_blobs=True)
    proof = waiting.attachments[0]
    assert store.blobs.wanted() == [(proof.sha256, proof.size, proof.media_type)]


def test_a_draft_and_what_the_service_makes_of_it_are_the_same_form(store: Store) -> None:
    store.outbox.perform(judge(), [Act("application.file", "new", draft(note="备注"))])
    filed = shown(store, "new")
    assert filed
    assert isinstance(draft_of(filed), Draft)
    assert draft_of(filed) == draft(note="备注")
