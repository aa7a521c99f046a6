"""首页: the counts and the next steps, in their order."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from cpd_core.entities import Institute, Province
from cpd_desktop.desks.drafts import KeptForm
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application, completion, draft, member
from tests.cpd_desktop.material import OWN_SCOPE, STAFF_SCOPE, offline_profile, pull, staff, upsert
from tests.cpd_desktop.test_desks import answer

YEAR = 2026


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Workspace]:
    """A member's workspace, offline, with nothing in it."""
    workspace = Workspace(offline_profile(tmp_path / "member"))
    yield workspace
    workspace.close()


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Workspace]:
    """A reviewer's workspace, offline."""
    profile = offline_profile(
        tmp_path / "staff", user_type="province_staff", member_id="", name="王审核", scopes=(STAFF_SCOPE, "ref")
    )
    workspace = Workspace(profile)
    yield workspace
    workspace.close()


def codes(workspace: Workspace) -> list[str]:
    return [step.code for step in workspace.home.of_member().steps]


def test_a_member_is_told_what_came_back_before_what_is_still_to_be_earned(own: Workspace) -> None:
    year = own.account.this_year()
    assert codes(own) == ["choose", "file"]
    rows = [
        (application("a1", state="refused", year=year, reason="请补盖公章"), "application"),
        (application("a2", state="pending", year=year, hours=3.5), "application"),
        (application("a3", state="refused", year=year - 1, reason="过期"), "application"),
        (completion("c1", year=year, rating=None), "completion"),
    ]
    pull(own.account.store, *(upsert(n, row, kind) for n, (row, kind) in enumerate(rows, 1)), scope=OWN_SCOPE)
    home = own.home.of_member()
    assert [step.code for step in home.steps] == ["mend", "rate", "choose", "file"]
    mend, rate = home.steps[:2]
    assert (mend.page, mend.item, mend.reason) == ("applications", "a1", "请补盖公章")
    assert (rate.page, rate.hours) == ("study", completion("c1").hours)
    assert (home.waiting, home.waiting_hours, home.refused) == (1, 3.5, ("a1",))
    assert own.home.refused() == {"a1"}
    assert home.ledger is not None
    assert home.ledger.missing == home.ledger.required


def test_a_form_that_was_not_saved_is_a_step(own: Workspace) -> None:
    typed = draft(hours=float("nan"), note="还没写完")
    own.drafts.keep("f1", KeptForm(typed))
    assert "finish" in codes(own)
    kept = own.drafts.kept()
    assert kept == KeptForm(msgspec.structs.replace(typed, hours=0.0))
    own.drafts.forget("f1")
    own.drafts.keep("f1", KeptForm(typed))
    assert own.drafts.kept() is None, "a worker that comes too late"
    assert "finish" not in codes(own)


def test_a_reviewer_sees_how_many_wait_since_when_and_what_came_back(province: Workspace) -> None:
    rows = [
        application("a1", state="pending", hours=2.0, filed_at="2026-03-01T00:00:00Z"),
        application("a2", state="pending", hours=3.0, filed_at="2026-02-01T00:00:00Z"),
        application("a3", state="confirmed"),
        application("o1", state="pending", kind="output", hours=1.0, filed_at="2026-04-01T00:00:00Z"),
    ]
    pull(province.account.store, *(upsert(n, row) for n, row in enumerate(rows, 1)), scope=STAFF_SCOPE, by=staff())
    pull(province.account.store, upsert(9, member(), "member"), scope=STAFF_SCOPE, by=staff())
    home = province.home.of_review()
    assert (home.count, home.hours, home.oldest) == (3, 6.0, "2026-02-01T00:00:00Z")
    assert {each.kind: each.count for each in home.waiting} == {"input": 2, "output": 1}
    assert (home.members, home.unsent, home.came_back) == (1, 0, 0)
    province.review.confirm(["a1"])
    answer(province, "conflict", "CHANGED_SINCE_REVIEW")
    province.review.confirm(["a2"])
    home = province.home.of_review()
    assert (home.changed, home.came_back, home.unsent, home.count) == (1, 1, 1, 2)


def test_an_empty_queue_waits_since_never(province: Workspace) -> None:
    home = province.home.of_review()
    assert (home.count, home.hours, home.oldest) == (0, 0.0, "")


def test_the_national_office_sees_what_is_cached_here(tmp_path: Path) -> None:
    profile = offline_profile(
        tmp_path / "office", user_type="national_staff", member_id="", name="中注协", scopes=("ref",)
    )
    workspace = Workspace(profile)
    found = (
        (Province(id="32", rev=1, name="江苏", institute_name="江苏省注册会计师协会"), "province"),
        (Province(id="31", rev=1, name="上海", institute_name="上海市注册会计师协会"), "province"),
        (Institute(id="bj", rev=1, name="北京国家会计学院"), "institute"),
    )
    pull(workspace.account.store, *(upsert(n, row, kind) for n, (row, kind) in enumerate(found, 1)), scope="ref")
    home = workspace.home.of_nation()
    assert (home.provinces, home.institutes, home.courses, home.last_sync) == (2, 1, 0, "")
    workspace.close()
