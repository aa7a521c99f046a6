"""The figures of a province of 40,000 members and 200,000 applications, and who of them still misses hours. CPU time.

``first figures``: what waits, by age, kind, sponsor and pathway; ``decided``: a quarter's decisions by day, reviewer
and reason; ``who misses hours``: the ledger of every member; ``once more``: the same after one application has changed.

Baselines. For the figures: every application decoded and counted in Python. For the ledgers: one member after the
other, each asking the store for itself, as the page of hours does.
"""

import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec

from bench.harness import Figures, Size, Target
from cpd_core.entities import Application, ApplicationState, Attachment, EntityKind, HistoryEntry, Member
from cpd_core.ledger import work_out
from cpd_core.messages import Change, Page, Session
from cpd_core.overview import Period
from cpd_desktop.platform.profile import Profile
from cpd_desktop.store.mirror import page_of
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace

ROUNDS = 3
MEMBERS = {"quick": 2_000, "usual": 40_000, "full": 40_000}
EACH = 5  # applications a member
SOME = 500  # members of the slow baseline, whose time is multiplied
TARGETS = (
    Target("first figures", "ms", 1000, "alone"),
    Target("decided", "ms", 1500, "alone"),
    Target("who misses hours", "s", 1.0),
    Target("once more", "s", 0.2),
)
SCOPE, YEAR = "p:32", 2026
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
PATHWAYS = ("face_to_face", "live", "recorded", "remote", "forum", "teaching", "paper")
REASONS = ("缺少签到表", "附件看不清", "不属于继续教育范围", "学时数与通知不符")


def prepare(work: Path, size: Size) -> None:
    """A reviewer's profile with a whole province."""
    if not (work / "province").exists():
        shutil.rmtree(work / "making", ignore_errors=True)
        _make(work / "making", MEMBERS[size])
        (work / "making").rename(work / "province")


def ours(work: Path, size: Size) -> Figures:
    """The desk of the overview."""
    with closing(Workspace(work / "province")) as workspace:
        desk = workspace.overview
        desk.waiting()  # the file has been read once
        figures = {
            "first figures": 1000 * _seconds(desk.waiting),
            "decided": 1000 * _seconds(lambda: desk.decided(QUARTER)),
            "who misses hours": _seconds(lambda: desk.shortfalls(YEAR)),
        }
        done = workspace.review.confirm(workspace.review.matching(ApplicationQuery(state="pending"))[:1])
        figures["once more"] = _seconds(lambda: desk.shortfalls(YEAR))
        workspace.review.undo(done.batch_id)
        return figures


def baseline(work: Path, size: Size) -> Figures:
    """As one writes it first."""
    with closing(Workspace(work / "province")) as workspace:
        store, account = workspace.account.store, workspace.account
        rules, members = account.reference.rules(), store.records.entities(Member, limit=SOME)
        with closing(sqlite3.connect(store.database.path)) as db:
            counted = _seconds(lambda: _count(db))
        one_by_one = _seconds(lambda: [work_out(account.facts(each), rules, YEAR) for each in members])
        everyone = one_by_one * MEMBERS[size] / len(members)
    return {
        "first figures": 1000 * counted,
        "decided": 1000 * counted,
        "who misses hours": everyone,
        "once more": everyone,
    }


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _count(db: sqlite3.Connection) -> dict[str, Counter[str]]:
    """Everything decoded, and counted by what people ask for."""
    found: dict[str, Counter[str]] = {name: Counter() for name in ("day", "kind", "sponsor", "pathway", "by", "reason")}
    for (document,) in db.execute("SELECT coalesce(local, body) FROM record WHERE kind = 'application'"):
        it = msgspec.json.decode(document, type=Application)
        found["day"][it.decided_at[:10] or it.filed_at[:10]] += 1
        found["kind"][it.kind] += 1
        found["sponsor"][it.sponsor] += 1
        found["pathway"][it.pathway] += 1
        found["by"][it.decided_by] += 1
        found["reason"][it.reason] += 1
    return found


# --- the material ----------------------------------------------------------------------------------------------------


def _make(folder: Path, members: int) -> None:
    folder.mkdir(parents=True)
    session = Session(
        account_id="acc-1",
        user_type="province_staff",
        login="js",
        name="江苏审核",
        member_id="",
        province="32",
        scopes=(SCOPE, "ref"),
        grant_version=1,
        protocol_min=1,
        protocol_max=1,
        service_date="2026-12-28",
        token="bench",
    )
    profile = Profile(folder)
    profile.remember(server="http://127.0.0.1:9", account_id=session.account_id)
    profile.keep_session(session)
    with closing(Workspace(folder)) as workspace:
        account, store = workspace.account, workspace.account.store
        seq = 0
        for first in range(0, members, 1000):
            items: list[Change] = []
            for number in range(first, min(first + 1000, members)):
                for entity in (_member(number), *_applications(number)):
                    seq += 1
                    kind: EntityKind = "member" if isinstance(entity, Member) else "application"
                    data = msgspec.Raw(msgspec.json.encode(entity))
                    items.append(Change(seq=seq, op="upsert", kind=kind, id=entity.id, rev=entity.rev, data=data))
            page = Page(epoch="e1", floor=0, high=seq, items=tuple(items), next=seq, more=False)
            store.mirror.store_page(store.mirror.cursor(SCOPE), page_of(msgspec.json.encode(page)), account.judge())


def _member(number: int) -> Member:
    kind = "cpa" if number % 3 == 0 else "non_practising"
    no = f"3200{number:08}"
    return Member(
        id=f"m{number}", rev=1, no=no, name=f"会员{number}", member_type=kind, province="32", joined_on="2005-03-01"
    )


def _applications(number: int) -> list[Application]:
    who = _member(number)
    found: list[Application] = []
    for place in range(EACH):
        state: ApplicationState = ("pending", "confirmed", "confirmed", "confirmed", "refused")[(number + place) % 5]
        filed_at = f"{YEAR}-{10 + (number + place) % 3}-{1 + (number * 7 + place) % 28:02}T01:00:00Z"
        decided_at = f"{YEAR}-12-{1 + (number * 5 + place) % 28:02}T02:00:00Z" if state != "pending" else ""
        by = f"审核{number % 9}" if decided_at else ""
        reason = REASONS[number % len(REASONS)] if state == "refused" else ""
        pathway = PATHWAYS[(number + place) % len(PATHWAYS)]
        history = [HistoryEntry(rev=1, at=filed_at, by=who.name, what="filed")]
        if state != "pending":
            what = "confirmed" if state == "confirmed" else "refused"
            history.append(HistoryEntry(rev=2, at=decided_at, by=by, what=what, reason=reason, hours=8.0))
        found.append(
            Application(
                id=f"a{number}-{place}",
                rev=len(history),
                kind="output" if pathway in ("teaching", "paper") else "input",
                member_id=who.id,
                member_no=who.no,
                member_name=who.name,
                member_type=who.member_type,
                province="32",
                year=YEAR,
                state=state,
                sponsor=f"第 {number % 300} 培训中心",
                pathway=pathway,
                hours=8.0 + place % 3,
                attachments=(Attachment(sha256="a" * 64, name="证明.pdf", size=20_000, media_type="application/pdf"),),
                confirmed_hours=8.0 if state == "confirmed" else None,
                reason=reason,
                filed_at=filed_at,
                decided_at=decided_at,
                decided_by=by,
                history=tuple(history),
            )
        )
    return found
