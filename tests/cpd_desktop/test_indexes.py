"""Indexes of lists wait while many records come in, and are all there afterwards, whatever happened in between."""

from contextlib import closing
from pathlib import Path

import pytest

from cpd_desktop.errors import Offline
from cpd_desktop.store import Store
from cpd_desktop.store.indexes import FEW, OF_LISTS
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application
from tests.cpd_desktop.material import offline_profile, pull, upsert


def indexes(store: Store) -> dict[str, str]:
    with store.database.read() as db:
        return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))


def test_they_wait_for_a_first_load_and_are_then_as_they_were(store: Store) -> None:
    before = indexes(store)
    store.mirror.expect(FEW + 1)
    assert before.keys() - indexes(store).keys() == set(OF_LISTS), "the names are those of the schema"

    pull(store, upsert(1, application()), upsert(2, application("a2")))
    assert set(store.records.application_ids(ApplicationQuery())) == {"a1", "a2"}, "lists are whole without them"
    store.mirror.expect(FEW + 1)  # in another scope
    store.mirror.all_here()

    assert indexes(store) == before
    assert set(store.records.application_ids(ApplicationQuery())) == {"a1", "a2"}


def test_they_stay_where_little_comes_or_much_is_here(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = indexes(store)
    store.mirror.expect(FEW)
    assert indexes(store) == before

    monkeypatch.setattr("cpd_desktop.store.indexes.FEW", 1)
    pull(store, *(upsert(n, application(f"a{n}")) for n in range(1, 5)))
    store.mirror.expect(7)
    assert indexes(store) == before


def test_after_a_crash_the_next_sync_makes_them_even_offline(tmp_path: Path) -> None:
    profile = offline_profile(tmp_path / "profile", "http://127.0.0.1:9")
    with closing(Workspace(profile)) as workspace:
        before = indexes(workspace.account.store)
        workspace.account.store.mirror.expect(FEW + 1)
        assert indexes(workspace.account.store) != before
    with closing(Workspace(profile)) as workspace:
        with pytest.raises(Offline):
            workspace.sync.run()
        assert indexes(workspace.account.store) == before
