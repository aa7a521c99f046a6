"""Attachments that nothing refers to: marked, kept for some days, thrown away; and what a kill has left is mended."""

import os
import time
from pathlib import Path

import pytest

from cpd_desktop.store import Store
from cpd_desktop.store.blob_garbage import LEFTOVER_SECONDS, Collected, collect, usage
from cpd_desktop.store.outbox import Act
from tests.cpd_core.build import application, draft
from tests.cpd_desktop.material import count, judge, pull, taken, upsert
from tests.cpd_desktop.test_blob_budget import SIZE, paper, proof

FIRST, NEARLY, DUE = "2026-03-01", "2026-03-07", "2026-03-08"
NOTHING = Collected(0, 0)
PDF = "application/pdf"


def is_here(store: Store, words: str) -> bool:
    return store.blobs.path(proof(words).sha256) is not None


def file_of(store: Store, words: str) -> Path:
    place = store.blobs.place(proof(words).sha256)
    place.parent.mkdir(exist_ok=True)
    return place


def test_it_goes_some_days_after_nothing_was_found_to_refer_to_it(store: Store) -> None:
    store.blobs.keep(paper("old"), PDF)
    assert collect(store.blobs, FIRST) == NOTHING
    assert usage(store.blobs).unreferenced_bytes == SIZE
    assert collect(store.blobs, NEARLY) == NOTHING
    assert is_here(store, "old")
    assert collect(store.blobs, DUE) == Collected(1, SIZE)
    assert not is_here(store, "old")
    assert usage(store.blobs).count == 0


def test_the_days_are_counted_anew_where_something_referred_to_it_in_between(store: Store) -> None:
    store.blobs.keep(paper("old"), PDF)
    collect(store.blobs, FIRST)
    pull(store, upsert(1, application(attachments=(proof("old"),))))
    collect(store.blobs, "2026-03-05")
    pull(store, taken(2, "a1"))
    collect(store.blobs, "2026-03-06")
    assert collect(store.blobs, DUE) == NOTHING
    assert collect(store.blobs, "2026-03-13") == Collected(1, SIZE)


def test_what_an_application_shows_or_an_act_needs_stays(store: Store) -> None:
    pull(store, upsert(1, application("a1", attachments=(proof("mirror"),))))
    for words in ("mirror", "overlay"):
        store.blobs.keep(paper(words), PDF)
    store.outbox.perform(judge(), [Act("application.file", "new", draft(attachments=(proof("overlay"),)))])
    for day in (FIRST, DUE):
        assert collect(store.blobs, day) == NOTHING
    assert usage(store.blobs).unreferenced == 0


def test_a_form_that_is_open_keeps_its_file_and_one_that_was_given_up_does_not(store: Store) -> None:
    store.blobs.add(paper("typed"), PDF)
    for day in (FIRST, DUE):
        assert collect(store.blobs, day) == NOTHING

    again = Store(store.folder)  # the program was started anew, and no form was kept
    assert [collect(again.blobs, day).count for day in (DUE, "2026-03-15")] == [0, 1]
    assert not is_here(again, "typed")
    again.close()


def test_a_file_without_a_row_goes_and_one_that_is_referred_to_gets_its_row_again(store: Store) -> None:
    pull(store, upsert(1, application(attachments=(proof("lost row"),))))
    for words in ("stray", "lost row"):
        file_of(store, words).write_bytes(paper(words))
    collect(store.blobs, FIRST)
    assert count(store, "blob", f"sha256 = '{proof('lost row').sha256}' AND state = 'here' AND size = {SIZE}") == 1
    assert collect(store.blobs, DUE) == Collected(1, SIZE)
    assert (is_here(store, "stray"), is_here(store, "lost row")) == (False, True)


def test_a_stray_file_that_is_chosen_again_is_sent_as_any_other(store: Store) -> None:
    file_of(store, "stray").write_bytes(paper("stray"))
    collect(store.blobs, FIRST)
    store.blobs.add(paper("stray"), PDF)
    store.outbox.perform(judge(), [Act("application.file", "new", draft(attachments=(proof("stray"),)))])
    assert store.blobs.to_send() == [(proof("stray").sha256, SIZE, PDF)]


def test_a_row_without_its_file_says_no_longer_that_it_is_here(store: Store) -> None:
    store.blobs.keep(paper("gone"), PDF)
    store.blobs.place(proof("gone").sha256).unlink()
    assert usage(store.blobs).missing == 1
    collect(store.blobs, FIRST)
    assert usage(store.blobs).count == 0


def test_an_unsent_file_that_is_missing_stays_known(store: Store) -> None:
    store.blobs.add(paper("unsent"), PDF)
    store.outbox.perform(judge(), [Act("application.file", "new", draft(attachments=(proof("unsent"),)))])
    store.blobs.place(proof("unsent").sha256).unlink()
    collect(store.blobs, FIRST)
    assert [one[0] for one in store.blobs.to_send()] == [proof("unsent").sha256]


@pytest.mark.parametrize("leftover", ["part", "7.new"])
def test_what_was_broken_off_goes_once_nobody_goes_on_with_it(store: Store, leftover: str) -> None:
    old, young = (file_of(store, words).with_suffix(f".{leftover}") for words in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half")
    long_ago = time.time() - LEFTOVER_SECONDS - 60
    os.utime(old, (long_ago, long_ago))
    collect(store.blobs, FIRST)
    assert (old.exists(), young.exists()) == (False, True)


def test_a_broken_off_download_of_what_is_still_wanted_stays_however_old(store: Store) -> None:
    pull(store, upsert(1, application(state="pending", attachments=(proof("wanted"),))))
    with store.database.write() as tx:
        wanted = (proof("wanted").sha256, PDF)
        tx.execute("INSERT INTO blob (sha256, size, media_type, state) VALUES (?, 9, ?, 'wanted')", wanted)
    part = store.blobs.part(proof("wanted").sha256)
    part.parent.mkdir()
    part.write_bytes(b"half")
    os.utime(part, (1.0, 1.0))
    collect(store.blobs, FIRST)
    assert part.exists()
    assert len(store.blobs.wanted()) == 1


def test_other_peoples_files_are_left_alone(store: Store) -> None:
    mine = store.blobs.folder / "ab" / "notes.txt"
    mine.parent.mkdir()
    mine.write_text("not ours")
    for day in (FIRST, DUE):
        collect(store.blobs, day)
    assert mine.exists()


def test_damaged_documents_refer_to_nothing_and_stop_nobody(store: Store) -> None:
    pull(store, upsert(1, application(state="pending", attachments=(proof("seen"),))))
    store.blobs.keep(paper("seen"), PDF)
    with store.database.write() as tx:
        tx.execute('UPDATE record SET body = replace(body, \'"attachments":[{\', \'"attachments":["\')')
    assert usage(store.blobs).unreferenced == 1
    with store.database.write() as tx:
        tx.execute("""UPDATE record SET body = '{"attachments":["x", 7, {"sha256": 4}]}'""")
    assert collect(store.blobs, FIRST) == NOTHING
