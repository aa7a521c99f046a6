"""The hours of a member of 40 years: all years at once, one year, and the page that shows them. CPU time.

Baselines. ``all years``: one year after the other, each reading the member's records and working it out by itself, as
one writes it first. ``beside reading`` and ``one year``: the records alone, read and decoded once, which nobody can
spare. ``page`` and what follows: the same page of a member who has this year only.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

import msgspec
from PySide6.QtWidgets import QApplication

from bench.harness import Figures, Size, Target
from cpd_core.entities import Application, Attachment, Completion, EntityKind, Grant, HistoryEntry, Member
from cpd_core.messages import Change, Page, Session
from cpd_desktop.platform.profile import Profile
from cpd_desktop.store.mirror import page_of
from cpd_desktop.workspace import Workspace
from devtools.run import has_display
from ui.pages.hours import HoursPage
from ui.pages.page import Context
from ui.pages.years_strip import ALL
from ui.tasks import Tasks
from ui.works import Works

ROUNDS = 5
TARGETS = (
    Target("all years", "ms", 0.15),
    Target("beside reading", "ms", 4.0),
    Target("one year", "ms", 1.5),
    Target("page", "ms", 100, "alone"),
    Target("years side by side", "ms", 100, "alone"),
    Target("another year", "ms", 16, "alone"),
)
FIRST = 2007  # the first year for which there are rules of practising members
YEARS = 40
APPLICATIONS, COURSES = 12, 20  # a year
REPEATS = 9
SCOPE = "m:m1"
PATHWAYS = ("face_to_face", "live", "recorded", "remote", "in_house", "forum", "teaching", "paper")
WHO = Member(id="m1", rev=1, no="320012340001", name="李会员", member_type="cpa", province="32", joined_on="2005-03-01")


def prepare(work: Path, size: Size) -> None:
    """Two profiles: a member of 40 years, and the same of one; the size is the same however quick."""
    for name, years in (("many", YEARS), ("one", 1)):
        if not (work / name).exists():
            shutil.rmtree(work / "making", ignore_errors=True)
            _make(work / "making", range(FIRST + YEARS - years, FIRST + YEARS))
            (work / "making").rename(work / name)


def ours(work: Path, size: Size) -> Figures:
    """As the program does it."""
    with closing(Workspace(work / "many")) as workspace:
        desk = workspace.hours
        all_years = _milliseconds(desk.ledgers)
        figures = {
            "all years": all_years,
            "beside reading": all_years,
            "one year": _milliseconds(lambda: desk.ledger(FIRST + YEARS - 1)),
        }
        return {**figures, **_on_screen(workspace)}


def baseline(work: Path, size: Size) -> Figures:
    """As one writes it first; and what cannot be spared."""
    with closing(Workspace(work / "many")) as workspace:
        desk, account = workspace.hours, workspace.account
        reading = _milliseconds(lambda: account.facts(WHO))
        one_by_one = _milliseconds(lambda: [desk.ledger(year) for year in range(FIRST, FIRST + YEARS)])
    with closing(Workspace(work / "one")) as workspace:
        page = _on_screen(workspace)
    return {"all years": one_by_one, "beside reading": reading, "one year": reading, **page}


def _milliseconds(work: Callable[[], object]) -> float:
    """CPU time of one run, the median of several."""
    work()
    taken: list[float] = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return median(taken)


def _on_screen(workspace: Workspace) -> dict[str, float]:
    """From asking for the page to its picture; from a click to all years side by side, and to another year."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication.instance() or QApplication([])
    tasks = Tasks()
    page = HoursPage(_context(workspace, tasks))
    page.resize(1366, 640)
    page.show()

    def read() -> None:
        page.refresh()
        while tasks.busy:
            app.processEvents()
        page.grab()

    def go(item: str) -> None:
        page.go_to(item)
        page.grab()

    last = str(FIRST + YEARS - 1)
    figures = {"page": _milliseconds(read)}
    side_by_side = [_once(lambda: go(ALL), lambda: go(last)) for _ in range(REPEATS)]
    figures["years side by side"] = median(side_by_side)
    other = str(FIRST + YEARS // 2)
    figures["another year"] = median(_once(lambda: go(last), lambda: go(other)) for _ in range(REPEATS))
    tasks.close()
    tasks.wait_idle(30)
    return figures


def _once(work: Callable[[], object], then: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    taken = (time.process_time() - begun) * 1000
    then()
    return taken


def _context(workspace: Workspace, tasks: Tasks) -> Context:
    def nothing(*_: object, **__: object) -> None:
        return

    return Context(
        workspace=workspace,
        tasks=tasks,
        say=nothing,
        say_trouble=nothing,
        stored=nothing,
        open_page=nothing,
        sync_now=nothing,
        works=Works(workspace, tasks),
    )


# --- the material ----------------------------------------------------------------------------------------------------


def _make(folder: Path, years: range) -> None:
    folder.mkdir(parents=True)
    session = Session(
        account_id="acc-1",
        user_type="cpa",
        login=WHO.no,
        name=WHO.name,
        member_id=WHO.id,
        province=WHO.province,
        scopes=(SCOPE, "ref"),
        grant_version=1,
        protocol_min=1,
        protocol_max=1,
        service_date=f"{FIRST + YEARS - 1}-12-01",
        token="bench",
    )
    profile = Profile(folder)
    profile.remember(server="http://127.0.0.1:9", account_id=session.account_id)
    profile.keep_session(session)
    with closing(Workspace(folder)) as workspace:
        account = workspace.account
        items = tuple(_changes(years))
        page = Page(epoch="e1", floor=0, high=len(items), items=items, next=len(items), more=False)
        store = account.store
        store.mirror.store_page(store.mirror.cursor(SCOPE), page_of(msgspec.json.encode(page)), account.judge())


def _changes(years: range) -> Iterator[Change]:
    for seq, (kind, entity) in enumerate(_facts(years), start=1):
        data = msgspec.Raw(msgspec.json.encode(entity))
        yield Change(seq=seq, op="upsert", kind=kind, id=entity.id, rev=entity.rev, data=data)


def _facts(years: range) -> Iterator[tuple[EntityKind, Member | Application | Completion | Grant]]:
    yield "member", WHO
    for year in years:
        for number in range(APPLICATIONS):
            yield "application", _application(year, number)
        for number in range(COURSES):
            yield "completion", _completion(year, number)
        yield "grant", _grant(year)


def _application(year: int, number: int) -> Application:
    at, by = f"{year}-{number + 1:02}-03T01:00:00Z", "王审核"
    pathway, waits = PATHWAYS[number % len(PATHWAYS)], number == APPLICATIONS - 1
    filed = HistoryEntry(rev=1, at=at, by=WHO.name, what="filed")
    decided = HistoryEntry(rev=2, at=at, by=by, what="confirmed", hours=4.0)
    return Application(
        id=f"a-{year}-{number}",
        rev=2,
        kind="output" if pathway in ("teaching", "paper") else "input",
        member_id=WHO.id,
        member_no=WHO.no,
        member_name=WHO.name,
        member_type=WHO.member_type,
        province=WHO.province,
        year=year,
        state="pending" if waits else "confirmed",
        sponsor="" if pathway in ("teaching", "paper") else "江苏省注册会计师协会",
        pathway=pathway,
        hours=4.0,
        ethics=number == 0,
        note="上午签到，下午考试，证书编号见附件",
        attachments=(Attachment(sha256="a" * 64, name="结业证书.pdf", size=20_000, media_type="application/pdf"),),
        confirmed_hours=None if waits else 4.0,
        filed_at=at,
        decided_at="" if waits else at,
        decided_by="" if waits else by,
        history=(filed,) if waits else (filed, decided),
    )


def _completion(year: int, number: int) -> Completion:
    return Completion(
        id=f"c-{year}-{number}",
        rev=1,
        member_id=WHO.id,
        province=WHO.province,
        year=year,
        institute_id="beijing",
        course_id=f"course-{number}",
        title="企业会计准则最新变化解读与实务操作",
        topic="ethics" if number == 0 else "accounting",
        required=number % 3 == 0,
        delivery="live" if number % 4 == 0 else "recorded",
        minutes=45,
        hours=1.0,
        finished_on=f"{year}-{number % 12 + 1:02}-05",
        rating=None if number == COURSES - 1 else 5,
    )


def _grant(year: int) -> Grant:
    return Grant(
        id=f"g-{year}",
        rev=1,
        member_id=WHO.id,
        province=WHO.province,
        year=year,
        source="special",
        hours=1.0,
        title="参加行业公益活动",
    )
