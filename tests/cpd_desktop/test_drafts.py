"""A form that was not finished: kept whatever stands in it, given up once, never back from the dead."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from cpd_desktop.desks.drafts import KeptForm
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import draft
from tests.cpd_desktop.material import offline_profile


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace(offline_profile(tmp_path / "profile"))
    yield opened
    opened.close()


@pytest.mark.parametrize(("hours", "typed"), [("nan", "很多"), ("inf", "1e999"), ("-inf", "-1e999")])
def test_hours_that_are_no_number_are_kept_as_they_were_typed(workspace: Workspace, hours: str, typed: str) -> None:
    workspace.drafts.keep("one", KeptForm(draft(hours=float(hours)), "a1", typed))
    kept = workspace.drafts.kept()
    assert kept
    assert (kept.draft, kept.application_id, kept.hours) == (draft(hours=0.0), "a1", typed)


def test_a_form_of_an_earlier_program_is_read(workspace: Workspace) -> None:
    workspace.account.store.journal.put("draft", msgspec.json.encode({"draft": draft()}).decode())
    assert workspace.drafts.kept() == KeptForm(draft())


def test_a_form_that_is_over_is_not_kept_again_by_a_late_worker(workspace: Workspace) -> None:
    workspace.drafts.keep("one", KeptForm(draft()))
    workspace.drafts.forget("one")
    workspace.drafts.keep("one", KeptForm(draft(note="太晚")))
    assert workspace.drafts.kept() is None
    workspace.drafts.keep("two", KeptForm(draft(note="下一份")))
    assert workspace.drafts.kept() == KeptForm(draft(note="下一份"))
