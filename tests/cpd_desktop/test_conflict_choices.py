"""Only what can work is offered for an act that did not take effect, by the rules and upon what is there now."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from cpd_core.applications import draft_of
from cpd_core.entities import Application
from cpd_core.messages import Result
from cpd_desktop.views import ConflictView
from cpd_desktop.words import ENGLISH
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application
from tests.cpd_desktop.material import offline_profile, pull, upsert

WAITING = application("a1", state="pending", rev=3)
LOCKED = "该申请已确认，不能修改或删除；如需更改请联系省注协撤销确认"


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace(offline_profile(tmp_path / "member"))
    pull(workspace.account.store, upsert(1, WAITING))
    yield workspace
    workspace.close()


def edited(workspace: Workspace, now: Application, status: str, code: str, **fields: object) -> ConflictView:
    """The conflict of an edit that the service did not take, with what a sync has brought since."""
    workspace.applications.edit("a1", msgspec.structs.replace(draft_of(WAITING), **fields))
    refused(workspace, code, status)
    pull(workspace.account.store, upsert(9, now))
    (view,) = workspace.conflicts.list()
    return view


def refused(workspace: Workspace, code: str, status: str = "rejected") -> None:
    """The service does not take what waits to be sent."""
    store = workspace.account.store
    results = [Result(command_id=sent[1], status=status, code=code) for sent in store.outbox.next_chunk()]  # type: ignore[arg-type]
    store.answers.take(workspace.account.judge(), results)


def test_an_edit_of_what_was_confirmed_meanwhile_cannot_be_filed_again(mine: Workspace) -> None:
    view = edited(mine, application("a1", rev=4), "rejected", "LOCKED", hours=4.0)
    assert (view.can_apply_again, view.why_not, view.is_there) == (False, LOCKED, True)
    assert [(d.field, d.mine) for d in view.differences] == [("hours", "4")]
    assert mine.conflicts.list(ENGLISH)[0].why_not == "Confirmed: it can no longer be changed"


def test_it_can_once_the_confirmation_is_taken_back(mine: Workspace) -> None:
    edited(mine, application("a1", rev=4), "rejected", "LOCKED", hours=4.0)
    pull(mine.account.store, upsert(10, msgspec.structs.replace(WAITING, rev=5)))
    (view,) = mine.conflicts.list()
    assert (view.can_apply_again, view.why_not) == (True, "")
    mine.conflicts.apply_again(view.command_id)
    assert mine.applications.detail("a1").application.hours == 4.0
    assert mine.conflicts.list() == ()


def test_what_is_there_already_need_not_be_filed_again(mine: Workspace) -> None:
    view = edited(mine, msgspec.structs.replace(WAITING, rev=4, hours=4.0), "conflict", "CHANGED_BY_OTHER", hours=4.0)
    assert (view.can_apply_again, view.why_not) == (False, "内容相同，无需再次提交")


def test_what_the_rules_refuse_is_named_with_its_field(mine: Workspace) -> None:
    other = application("a1", pathway="research", state="pending", rev=4)
    view = edited(mine, other, "conflict", "CHANGED_BY_OTHER", sponsor="上海市注协")
    assert not view.can_apply_again
    assert "主办方单位：此类申请不需要填写本项" in view.why_not
