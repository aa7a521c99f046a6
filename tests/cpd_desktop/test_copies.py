"""复制为新申请: what a copy takes along, and what it leaves."""

from pathlib import Path

import pytest

from cpd_core.applications import draft_of
from cpd_core.entities import Application
from cpd_desktop.desks.copies import copy_of
from cpd_desktop.errors import Refused
from tests.cpd_core.build import application, exemption
from tests.support.years import workspace_of


def test_the_year_becomes_this_one_where_its_rules_know_the_pathway(tmp_path: Path) -> None:
    earlier = application("a1", 2023, "forum", 6.0, note="两天")
    forgotten = application("a2", 2023, "by_telegraph", 6.0)
    waived = exemption("a3", 2022)
    workspace = workspace_of(tmp_path / "p", earlier, forgotten, waived)
    this_year = workspace.account.this_year()

    def taken(original: Application) -> tuple[int, bool]:
        copy = copy_of(workspace, original.id)
        draft = draft_of(original)
        assert (copy.draft.pathway, copy.draft.condition, copy.draft.hours) == (
            draft.pathway, draft.condition, draft.hours,
        )  # fmt: skip
        assert (copy.draft.note, copy.draft.sponsor) == (draft.note, draft.sponsor)
        assert copy.draft.attachments == ()
        assert copy.attachments == original.attachments != ()
        return copy.draft.year, copy.this_year

    assert taken(earlier) == (this_year, True)
    assert taken(forgotten) == (2023, False)
    assert taken(waived) == (this_year, True)
    assert workspace.sync.status().unsent == 0, "nothing is stored"
    with pytest.raises(Refused):
        copy_of(workspace, "gone")
    workspace.close()
