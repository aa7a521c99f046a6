"""A clock that is wrong, or set back in between: it is shown, and decides nothing."""

from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from cpd_core.messages import Result
from cpd_desktop.store import Store, times
from cpd_desktop.store.outbox import Act
from tests.cpd_core.build import draft
from tests.cpd_desktop.material import judge


def test_conflicts_stand_in_the_order_in_which_they_were_done(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for year in (2099, 1970, 2026):
        with mock.patch.object(times, "now", return_value=datetime(year, 1, 1, tzinfo=UTC)):
            store.outbox.perform(judge(), [Act("application.file", f"filed-in-{year}", draft())])
    sent = store.outbox.next_chunk()
    store.answers.take(judge(), [Result(command_id=c[1], status="rejected", code="INVALID") for c in sent])

    assert [c.entity_id for c in store.conflicts.list()] == ["filed-in-2099", "filed-in-1970", "filed-in-2026"]
    store.close()
