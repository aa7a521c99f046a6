"""A reviewer's machine with a queue on it, offline; and workbooks as a person edits them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cpd_core.entities import Application, Member, Province
from cpd_desktop.platform.profile import Profile
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application
from tests.cpd_desktop.material import STAFF_SCOPE, offline_profile, pull, staff, upsert

SHEET = "学时确认"
TITLES = {"处理": "A", "本次确认学时": "B", "理由": "C", "会员证书编号": "D"}


def pending(number: int, **fields: Any) -> Application:
    """One of a queue: 8 hours asked for by a member of their own."""
    about = {
        "member_id": f"m{number}", "member_no": f"3200{number:08}", "member_name": f"会员{number}",
        "filed_at": f"2026-06-{number % 28 + 1:02}T01:{number // 28 % 60:02}:00Z", "note": "=1+1",
    } | fields  # fmt: skip
    return application(f"a{number}", state="pending", **about)


def member(number: int, **fields: Any) -> Member:
    """The member of :func:`pending`."""
    about = {"no": f"3200{number:08}", "name": f"会员{number}", "province": "32", "member_type": "non_practising"}
    return Member(id=f"m{number}", rev=1, joined_on="2005-03-01", **about | fields)


@contextmanager
def reviewer(folder: Path, *entities: Application | Member, **session: Any) -> Iterator[Workspace]:
    """A reviewer of province 32 who has pulled these."""
    about = {
        "user_type": "province_staff", "login": "js", "name": "王审核", "member_id": "", "scopes": (STAFF_SCOPE, "ref"),
    } | session  # fmt: skip
    profile = offline_profile(folder / "profile", **about)
    Profile(profile).remember(account_id=session.get("account_id", "acc-1"))
    workspace = Workspace(profile)
    try:
        pulled(workspace, *entities)
        yield workspace
    finally:
        workspace.close()


def pulled(workspace: Workspace, *entities: Application | Member) -> None:
    """The next page of the feed."""
    store = workspace.account.store
    seq = store.mirror.cursor(STAFF_SCOPE).seq
    items = [
        upsert(seq + n, entity, "member" if isinstance(entity, Member) else "application")
        for n, entity in enumerate(entities, start=1)
    ]
    pull(store, *items, scope=STAFF_SCOPE, by=staff())


def province(code: str, name: str) -> Province:
    return Province(id=code, rev=1, name=name, institute_name=f"{name}注册会计师协会")


def edited(path: Path, change: Callable[[Worksheet], object], name: str = "填好.xlsx") -> Path:
    """The workbook as somebody changed and saved it."""
    book = openpyxl.load_workbook(path)
    change(book[SHEET] if SHEET in book.sheetnames else book.worksheets[0])
    target = path.with_name(name)
    book.save(target)
    return target


def fill(sheet: Worksheet, row: int, decision: str = "", hours: object = None, reason: str = "") -> None:
    """Fill in a row as exported."""
    sheet[f"A{row}"] = decision or None
    sheet[f"B{row}"] = hours
    sheet[f"C{row}"] = reason or None
