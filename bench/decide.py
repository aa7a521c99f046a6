"""A reviewer on a train: thousands of applications confirmed, claimed, and looked at before that, stored offline.

Baseline of what is stored: the same rows, ready, in one transaction of the same durability (``executemany``); nobody
checks whether they may be decided, and nothing is worked out. Baseline of the dry run: what the form shows of a single
application, asked for one by one.
"""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from bench.harness import Figures, Size, Target
from cpd_core.commands import World
from cpd_core.entities import Application, Attachment, Completion, EntityKind, HistoryEntry, Member
from cpd_core.messages import Change, Page, Session
from cpd_core.prospect import look_ahead
from cpd_desktop.account import Account
from cpd_desktop.platform.profile import Profile
from cpd_desktop.store import Store
from cpd_desktop.store.database import connect
from cpd_desktop.store.mirror import page_of
from cpd_desktop.store.overlay import Judge
from cpd_desktop.views import ApplicationQuery, Batch
from cpd_desktop.workspace import Workspace

ROUNDS = 5
COUNTS: dict[Size, int] = {"quick": 1_000, "usual": 10_000, "full": 10_000}
LOOKED_AT = 10  # the plain way is too slow for all: one of so many is looked at, and its time counted so often
CONFIRMED, CLAIMED, DRY_RUN = "confirmed, stored", "claimed, stored", "dry run"
TARGETS = (Target(CONFIRMED, "s", 1.0, "alone"), Target(CLAIMED, "s", 1.0, "alone"), Target(DRY_RUN, "s", 1.0))
QUERY = ApplicationQuery(state="pending", descending=False)
SESSION = Session(
    account_id="bench",
    user_type="province_staff",
    login="bench",
    name="王审核",
    member_id="",
    province="32",
    scopes=("p:32", "ref"),
    grant_version=1,
    protocol_min=1,
    protocol_max=1,
    service_date="2026-12-20",
)
_RECORD = "SELECT kind, id, sync, batch_id, listed, state, confirmed_hours, reason, local FROM record WHERE sync <> ''"
_OUTBOX = "SELECT * FROM outbox"


def prepare(work: Path, size: Size) -> None:
    """A profile with as many members, each with an application that waits, two that are confirmed, and a course."""
    if (work / "profile").exists():
        return
    half_made = work / "half"
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.mkdir()
    profile = Profile(half_made)
    profile.keep_session(SESSION)
    profile.remember(account_id=SESSION.account_id, server="http://127.0.0.1:9")
    with closing(Store(profile.account_folder(SESSION.account_id))) as store:
        world = Account(SESSION, store).world()
        _fill(store, Judge("", None, world), COUNTS[size], world)
    half_made.rename(work / "profile")


def ours(work: Path, size: Size) -> Figures:
    """The desk, offline."""
    with _at_work(work) as workspace:
        ids = workspace.review.matching(QUERY)
        begun = time.perf_counter()
        looked = workspace.review.dry_run("confirm", ids)
        dry_run = time.perf_counter() - begun
        if len(looked.revs) != COUNTS[size]:
            raise RuntimeError(f"{len(looked.revs)} looked at")
        claimed = _timed(lambda: workspace.review.claim(ids), COUNTS[size])
        confirmed = _timed(lambda: workspace.review.confirm(ids, name="一批", seen=looked.revs), COUNTS[size])
    return {CONFIRMED: confirmed, CLAIMED: claimed, DRY_RUN: dry_run}


def baseline(work: Path, size: Size) -> Figures:
    """The same rows, ready; and the same look, one by one."""
    with _at_work(work) as workspace:
        account, rules = workspace.account, workspace.account.reference.rules()
        some = workspace.review.matching(QUERY)[::LOOKED_AT]
        begun = time.perf_counter()
        for id_ in some:
            application = workspace.applications.detail(id_).application
            member = account.store.records.entity(Member, application.member_id)
            if member is None:
                raise RuntimeError("no such member")
            look_ahead(account.facts(member), rules, application)
        dry_run = (time.perf_counter() - begun) * LOOKED_AT
    return {
        CONFIRMED: _ready_rows(work, lambda desk, ids: desk.review.confirm(ids, name="一批")),
        CLAIMED: _ready_rows(work, lambda desk, ids: desk.review.claim(ids)),
        DRY_RUN: dry_run,
    }


@contextmanager
def _at_work(work: Path) -> Generator[Workspace]:
    """A copy of the profile, open; the first list was read, as it is on a screen."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        shutil.copytree(work / "profile", Path(name) / "profile")
        with closing(Workspace(Path(name) / "profile")) as workspace:
            workspace.applications.first_ids(QUERY, 50)
            yield workspace


def _timed(act: Callable[[], Batch], count: int) -> float:
    begun = time.perf_counter()
    batch = act()
    seconds = time.perf_counter() - begun
    if batch.stored != count:
        raise RuntimeError(f"{batch.stored} stored of {count}")
    return seconds


def _ready_rows(work: Path, act: Callable[[Workspace, Sequence[str]], Batch]) -> float:
    """Do it on one copy, take the rows that it leaves, and store those in another."""
    with _at_work(work) as workspace:
        act(workspace, workspace.review.matching(QUERY))
        with workspace.account.store.database.read() as db:
            outbox, records = db.execute(_OUTBOX).fetchall(), db.execute(_RECORD).fetchall()
    with _at_work(work) as workspace, closing(connect(workspace.account.store.database.path)) as db:
        db.execute("PRAGMA synchronous=FULL")
        begun = time.perf_counter()
        _store(db, outbox, records)
        return time.perf_counter() - begun


def _store(db: sqlite3.Connection, outbox: list[tuple[object, ...]], records: list[tuple[object, ...]]) -> None:
    places = ", ".join("?" for _ in outbox[0])
    db.execute("BEGIN IMMEDIATE")
    db.executemany(f"INSERT INTO outbox VALUES ({places})", outbox)
    db.executemany(
        """INSERT INTO record (kind, id, sync, batch_id, listed, state, confirmed_hours, reason, local)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (kind, id) DO UPDATE SET sync = excluded.sync, batch_id = excluded.batch_id,
            state = excluded.state, confirmed_hours = excluded.confirmed_hours, local = excluded.local""",
        records,
    )
    db.execute("COMMIT")


# --- material --------------------------------------------------------------------------------------------------------


def _fill(store: Store, judge: Judge, count: int, world: World) -> None:
    rule_set = world.rules.find("cpa", 2026, "32")
    if rule_set is None:
        raise RuntimeError("there are no rules for 2026")
    pathways = [each.code for each in rule_set.pathways_of("input")]
    seq = 0
    for start in range(0, count, 1_000):
        items: list[Change] = []
        for number in range(start, min(start + 1_000, count)):
            for kind, entity in _entities(number, pathways):
                seq += 1
                data = msgspec.Raw(msgspec.json.encode(entity))
                items.append(Change(seq=seq, op="upsert", kind=kind, id=entity.id, rev=1, data=data))
        page = Page(epoch="e", floor=0, high=seq, items=tuple(items), next=seq, more=False)
        store.mirror.store_page(store.mirror.cursor("p:32"), page_of(msgspec.json.encode(page)), judge)


def _entities(number: int, pathways: Sequence[str]) -> Iterator[tuple[EntityKind, Member | Application | Completion]]:
    member = Member(
        id=f"member-{number:06}",
        rev=1,
        no=f"3200{number:08}",
        name=f"会员{number:05}",
        member_type="cpa",
        province="32",
        joined_on="2012-05-01",
    )
    yield "member", member
    for place in range(3):
        yield "application", _application(member, number * 3 + place, pathways, confirmed=place > 0)
    yield (
        "completion",
        Completion(
            id=f"done-{number:06}",
            rev=1,
            member_id=member.id,
            province="32",
            year=2026,
            institute_id="beijing",
            course_id="course-1",
            title="收入准则的新变化",
            topic="standards",
            required=True,
            delivery="recorded",
            minutes=360,
            hours=8.0,
            finished_on="2026-05-04",
            rating=5,
        ),
    )


def _application(member: Member, number: int, pathways: Sequence[str], *, confirmed: bool) -> Application:
    filed_at = f"2026-12-{number % 20 + 1:02}T{number % 24:02}:00:00Z"
    hours = float(number % 8 + 1)
    return Application(
        id=f"{number:08x}-0000-4000-8000-{number:012x}",
        rev=1,
        kind="input",
        member_id=member.id,
        member_no=member.no,
        member_name=member.name,
        member_type=member.member_type,
        province="32",
        year=2026,
        state="confirmed" if confirmed else "pending",
        sponsor=f"江苏省注册会计师协会第{number % 40}期",
        pathway=pathways[number % len(pathways)],
        hours=hours,
        attachments=(
            Attachment(sha256=f"{number:064x}", name="结业证书.pdf", size=20_000, media_type="application/pdf"),
        ),
        confirmed_hours=hours if confirmed else None,
        filed_at=filed_at,
        history=(HistoryEntry(rev=1, at=filed_at, by=member.name, what="filed"),),
    )
