"""The reviewer's queue: its flags, groups and kept filters over 100,000 applications of a province (full: 1,000,000).

``flags, first``: all applications of a store that has never been looked at; ``flags, 1,000 changed``: what a sync has
brought. The groups are of all applications; the filter is a kept one that combines what people look for in December.

Baseline: the same worked out by plain Python over the decoded JSON of the same file, by the same rules and without
storing anything; it has to say the same. Where only some have changed it does all again, as nothing tells it what those
touch.
"""

import random
import shutil
import sqlite3
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import msgspec

from bench.harness import Figures, Size, Target
from bench.reviewer import resident_megabytes
from bench.table import store
from cpd_core.entities import Application, Attachment
from cpd_core.flag_rules import Case, circle_key, own_bits, usual_hours
from cpd_core.flags import BIT, bits_of, flags_of
from cpd_core.messages import Session
from cpd_core.prepared import PUT_ROW, Record, rows_of
from cpd_desktop.platform.profile import Profile
from cpd_desktop.reference import Reference
from cpd_desktop.store import Store
from cpd_desktop.views import ApplicationQuery, GroupKey
from cpd_desktop.workspace import Workspace

ROUNDS = 3
SIZES: dict[Size, int] = {"quick": 20_000, "usual": 100_000, "full": 1_000_000}
CHANGED = 1_000
GROUPS: tuple[GroupKey, ...] = ("sponsor", "pathway", "sponsor+pathway", "kind", "flag")
FILTER = ApplicationQuery(
    state="pending",
    kind="input",
    hours_min=4.0,
    filed_from="2026-12-05",
    flags=("same_file", "unusual_hours"),
    aside=False,
)
FIRST = 200  # rows that are painted before the rest is read
TARGETS = (
    Target("flags, first", "ms", 5_000, "alone"),
    Target("flags, longest step", "ms", 100, "alone"),  # so long a person who saves waits at most
    Target(f"flags, {CHANGED:,} changed", "ms", 1.0),
    Target("flags, memory", "MB", 80, "alone"),  # mostly SQLite's cache
    *(Target(f"groups by {by}", "ms", 1.0) for by in GROUPS),
    Target("kept filter, first", "ms", 100, "alone"),
    Target("kept filter, whole", "ms", 1.0),
)
SCOPE = "p:32"
SPONSORS = tuple(f"{place}{kind}" for place in ("江苏省", "南京市", "苏州市", "无锡市", "上海", "北京")
                 for kind in ("注册会计师协会", "总会计师协会", "会计学会", "国家会计学院", "财政局"))  # fmt: skip
INPUT = ("face_to_face", "face_to_face", "face_to_face", "live", "recorded", "forum")
OUTPUT = ("teaching", "research")


def prepare(work: Path, size: Size) -> None:
    """The profile of a staff member whose store has so many applications, of 2.5 (full: 25) each of 40,000 members."""
    if (work / "profile").exists():
        return
    half_made = work / "half-made"
    shutil.rmtree(half_made, ignore_errors=True)
    profile = Profile(half_made)
    profile.remember(server="http://127.0.0.1:9", account_id="bench")
    profile.keep_session(
        Session(account_id="bench", user_type="province_staff", login="bench", name="王审核", province="32",
                scopes=(SCOPE, "ref"), grant_version=1, protocol_min=1, protocol_max=1, service_date="2027-01-05",
                member_id="")
    )  # fmt: skip
    with closing(Store(profile.account_folder("bench"))) as made, made.database.take_in() as tx:
        chance = random.Random(7)
        seq = 0
        for batch in _in_batches(SIZES[size]):
            records = [_record(chance, number, size) for number in batch]
            tx.executemany(PUT_ROW, rows_of(SCOPE, records).records)
            seq += len(records)
    half_made.rename(work / "profile")


def _in_batches(count: int) -> Iterator[range]:
    return (range(at, min(at + 5_000, count)) for at in range(0, count, 5_000))


def _record(chance: random.Random, number: int, size: Size) -> Record:
    """An application as a province has them: one in fifty with a file of somebody else's, some with odd hours."""
    member = chance.randrange(40_000 if size != "quick" else 8_000)
    sheet = chance.random()
    source = f"sheet {chance.randrange(200)}" if sheet < 0.02 else f"own {number}"
    kind, pathway = ("input", chance.choice(INPUT)) if chance.random() < 0.85 else ("output", chance.choice(OUTPUT))
    year = 2026 if size != "full" or chance.random() < 0.2 else chance.randrange(2017, 2026)
    paper = Attachment(
        sha256=sha256(source.encode()).hexdigest(), name="证明.pdf", size=9, media_type="application/pdf"
    )
    day = chance.randrange(1, 28)
    made = Application(
        id=f"{number:08x}-0000-4000-8000-{number:012x}", rev=1, kind="input" if kind == "input" else "output",
        member_id=f"{member:08x}-0000-4000-9000-{member:012x}", member_no=f"3200{member:08d}",
        member_name="李会员王芳"[member % 3 : member % 3 + 3], member_type="cpa", province="32", year=year,
        state="pending" if year == 2026 and chance.random() < 0.5 else "confirmed",
        sponsor=chance.choice(SPONSORS) if kind == "input" else "", pathway=pathway,
        hours=chance.choice((4.0, 4.0, 8.0, 8.0, 8.0, 8.0, 2.0, 16.0)) if chance.random() < 0.99 else 40.0,
        note=f"{chance.randrange(1, 13)}月{day}日至{day + 1}日培训，第 {number % 977} 期" if sheet < 0.3 else "见附件",
        attachments=() if chance.random() < 0.005 else (paper,),
        filed_at=f"{year}-12-{chance.randrange(1, 32):02d}T{chance.randrange(24):02d}:00:00Z",
    )  # fmt: skip
    made = msgspec.structs.replace(made, confirmed_hours=made.hours if made.state == "confirmed" else None)
    return Record(number + 1, "application", made.id, 1, msgspec.json.encode(made).decode())


def ours(work: Path, size: Size) -> Figures:
    """The desk."""
    figures: dict[str, float] = {}
    with closing(Workspace(_copy(work, "ours"))) as workspace:
        desk = workspace.queue
        desk.unchecked()
        steps = [time.perf_counter()]
        resident, held = resident_megabytes(), 0.0

        def watch(_checked: object) -> None:
            nonlocal held
            steps.append(time.perf_counter())
            held = max(held, resident_megabytes())

        figures["flags, first"] = _milliseconds(lambda: desk.check(watch, lambda: False))
        figures["flags, longest step"] = max(after - before for before, after in pairwise(steps)) * 1000
        figures["flags, memory"] = held - resident
        _say(Counter(flag for bits in _stored(workspace.account.store).values() for flag in flags_of(bits)))
        _change(store(workspace.profile.folder))
        figures[f"flags, {CHANGED:,} changed"] = _milliseconds(lambda: desk.check(lambda _: None, lambda: False))
        for by in GROUPS:
            figures[f"groups by {by}"] = _milliseconds(lambda by=by: desk.groups(ApplicationQuery(), by))
        desk.save_filter("十二月", FILTER)

        def kept() -> ApplicationQuery:
            return next(each for each in desk.filters() if each.name == "十二月").query

        lists = workspace.applications
        figures["kept filter, first"] = _milliseconds(lambda: lists.first_ids(kept(), FIRST))
        figures["kept filter, whole"] = _milliseconds(lambda: lists.listing(kept()))
    shutil.rmtree(work / "ours", ignore_errors=True)
    return figures


def baseline(work: Path, size: Size) -> Figures:
    """Plain Python over what is decoded."""
    figures: dict[str, float] = {}
    path = store(_copy(work, "plain"))
    before = resident_megabytes()
    begun = time.perf_counter()
    flags = _plain_flags(path)
    figures["flags, first"] = figures["flags, longest step"] = (time.perf_counter() - begun) * 1000
    figures["flags, memory"] = resident_megabytes() - before
    _say(Counter(flag for bits in flags.values() for flag in flags_of(bits)))
    _change(path)
    figures[f"flags, {CHANGED:,} changed"] = _milliseconds(lambda: _plain_flags(path))
    for by in GROUPS:
        figures[f"groups by {by}"] = _milliseconds(lambda by=by: _plain_groups(path, by, flags))
    figures["kept filter, whole"] = _milliseconds(lambda: _plain_filter(path, flags))
    figures["kept filter, first"] = figures["kept filter, whole"]  # it has no beginning that comes sooner
    shutil.rmtree(work / "plain", ignore_errors=True)
    return figures


def _decoded(path: Path) -> list[tuple[int, Case]]:
    decoder = msgspec.json.Decoder(Case)
    with closing(sqlite3.connect(path)) as db:
        found = db.execute("SELECT rid, body FROM record WHERE kind = 'application'")
        return [(rid, decoder.decode(body)) for rid, body in found]


def _plain_flags(path: Path) -> dict[int, int]:
    """Row id -> flags, of what has any."""
    with closing(Store(path.parent)) as opened:
        figures, _ = Reference(opened).flag_figures()
    by_member: defaultdict[str, list[tuple[int, Case]]] = defaultdict(list)
    by_file: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    by_circle: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for rid, case in _decoded(path):
        by_member[case.member_id].append((rid, case))
        for paper in case.attachments:
            by_file[paper.sha256].append((rid, case.member_id))
        if (circle := circle_key(case)) is not None:
            by_circle[circle].append((rid, case.hours))
    bits: defaultdict[int, int] = defaultdict(int)
    for cases in by_member.values():
        for (rid, _), own in zip(cases, own_bits([case for _, case in cases], figures), strict=True):
            bits[rid] |= own
    for holders in by_file.values():
        if len({member for _, member in holders}) > 1:
            for rid, _ in holders:
                bits[rid] |= BIT["same_file"]
    for asked in by_circle.values():
        usual = usual_hours(sorted(Counter(hours for _, hours in asked).items()), figures.unusual)
        for rid, hours in asked:
            if usual and usual.is_far(hours):
                bits[rid] |= BIT["unusual_hours"]
    return {rid: own for rid, own in bits.items() if own}


def _plain_groups(path: Path, by: GroupKey, flags: dict[int, int]) -> dict[object, tuple[int, float]]:
    counts: Counter[object] = Counter()
    hours: defaultdict[object, float] = defaultdict(float)
    for rid, case in _decoded(path):
        flagged: Sequence[object] = flags_of(flags.get(rid, 0)) or (None,)
        of_one: dict[GroupKey, object] = {
            "sponsor": case.sponsor, "pathway": case.pathway, "sponsor+pathway": (case.sponsor, case.pathway),
            "kind": case.kind,
        }  # fmt: skip
        for key in flagged if by == "flag" else (of_one[by],):
            counts[key] += 1
            hours[key] += case.hours
    return {key: (count, hours[key]) for key, count in counts.items()}


def _plain_filter(path: Path, flags: dict[int, int]) -> list[int]:
    wanted = bits_of(FILTER.flags)
    found = [
        (case.filed_at, rid)
        for rid, case in _decoded(path)
        if case.state == "pending"
        and case.kind == "input"
        and case.hours >= 4.0
        and case.filed_at >= "2026-12-04T16:00:00Z"
        and flags.get(rid, 0) & wanted
    ]
    return [rid for _, rid in sorted(found, reverse=True)]


def _copy(work: Path, name: str) -> Path:
    """A copy of the profile, to be written into."""
    shutil.rmtree(work / name, ignore_errors=True)
    return Path(shutil.copytree(work / "profile", work / name))


def _change(path: Path) -> None:
    """Give some applications other hours and another file, as a sync would bring them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        rids = random.Random(5).sample(range(1, db.execute("SELECT max(rid) FROM record").fetchone()[0] + 1), CHANGED)
        db.execute("BEGIN IMMEDIATE")
        db.executemany(
            """UPDATE record SET listed = 1, state = state, hours = 12.0,
            body = json_set(body, '$.hours', 12.0, '$.attachments[0].sha256', ?) WHERE rid = ?""",
            [(sha256(f"changed {rid % 900}".encode()).hexdigest(), rid) for rid in rids],
        )
        db.execute("COMMIT")


def _stored(opened: Store) -> dict[int, int]:
    with opened.database.read() as db:
        return dict(db.execute("SELECT rid, bits FROM flag").fetchall())


def _say(counts: Counter[str]) -> None:
    """The two have to say the same: on the screen, apart from the figures."""
    print(dict(sorted(counts.items())), file=sys.stderr)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
