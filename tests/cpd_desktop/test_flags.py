"""Flags of a store: kept up to date they are what a look at everything would say, whatever has happened before."""

import random
import statistics
from collections.abc import Iterable, Sequence

import msgspec
import pytest

from cpd_core.applications import draft_of
from cpd_core.doubles import doubles_of
from cpd_core.entities import Application, Attachment
from cpd_core.flag_rules import Case, Figures, over_caps
from cpd_core.flags import Flag, flags_of
from cpd_core.messages import Change, Confirm, Reason
from cpd_core.noted_days import days_in
from cpd_desktop.store import Store, flags
from cpd_desktop.store.flag_tables import begin_anew
from cpd_desktop.store.outbox import Act
from cpd_desktop.views import Checked
from tests.cpd_core.build import application, exemption, rules, rules_with
from tests.cpd_desktop.material import STAFF_SCOPE, pull, staff, taken, upsert

FORM = "1"
NOTES = (
    "",
    "",
    "见附件",
    "江苏省注协年会 3月5日至7日",
    "江苏省注协 年会３月５日至７日",
    "3月7日下午讲座",
    "2026-03-09 研讨会",
    "为期一周的面授课程",
)
SPONSORS = ("江苏省注协", "江苏省注协 ", "上海国家会计学院", "a")


def figures() -> Figures:
    review = rules().review
    assert review
    return Figures(rules(), review.cut_off, review.unusual_hours)


def check(store: Store, form: str = FORM, of: Figures | None = None) -> bool:
    return store.flags.check(of or figures(), form, lambda _: None, lambda: False)


def found(store: Store) -> dict[str, tuple[Flag, ...]]:
    """The flags that are stored, by id; only of what has one."""
    with store.database.read() as db:
        rows = db.execute("SELECT r.id, f.bits FROM flag AS f LEFT JOIN record AS r USING (rid)").fetchall()
    assert all(bits for _, bits in rows), "what has none is not there"
    return {id_: flags_of(bits) for id_, bits in rows}


def expected(applications: Sequence[Application]) -> dict[str, tuple[Flag, ...]]:
    """The same by comparing everything with everything."""
    told = {a.id: tuple(_told(a, [o for o in applications if o.id != a.id])) for a in applications}
    return {id_: each for id_, each in told.items() if each}


def _told(a: Application, others: Sequence[Application]) -> Iterable[Flag]:
    mine = [o for o in others if o.member_id == a.member_id]
    files = {p.sha256 for p in a.attachments}
    if any(files & {p.sha256 for p in o.attachments} for o in others if o.member_id != a.member_id):
        yield "same_file"
    if doubles_of(draft_of(a), mine):
        yield "same_activity"
    if any(_overlap(a, o) for o in mine):
        yield "overlapping_dates"
    both = [msgspec.convert(msgspec.to_builtins(each), Case) for each in [a, *mine]]
    if 0 in over_caps(both, rules()):
        yield "over_pathway"
    if a.sponsor:
        alike = [o.hours for o in [a, *others] if _circle(o) == _circle(a)]
        middle = statistics.median(alike)
        reach = max(4.0, 3.5 * 1.4826 * statistics.median(abs(hours - middle) for hours in alike))
        common = alike.count(a.hours) >= max(3, len(alike) * 0.05)
        if len(alike) >= 8 and abs(a.hours - middle) > reach and not common:
            yield "unusual_hours"
    if not a.attachments:
        yield "no_attachment"
    if a.filed_at >= f"{a.year}-12-31T16:00:00Z":
        yield "late"


def _overlap(a: Application, o: Application) -> bool:
    if "exemption" in (a.kind, o.kind):
        return False
    mine, theirs = list(days_in(a.note, a.year)), list(days_in(o.note, o.year))
    return any(first <= until and since <= last for first, last in mine for since, until in theirs)


def _circle(a: Application) -> tuple[str, str]:
    return a.pathway, a.sponsor.strip()


def shown(store: Store) -> list[Application]:
    return store.records.entities(Application)


def some_application(chance: random.Random, id_: str, rev: int = 1) -> Application:
    paper = Attachment(sha256=str(chance.randrange(9)) * 64, name="证明.pdf", size=9, media_type="application/pdf")
    others = {
        "rev": rev,
        "member_id": f"m{int(id_[1:]) % 5}",
        "member_type": "cpa",
        "note": chance.choice(NOTES),
        "state": chance.choice(["pending", "pending", "pending", "refused"]),
        "attachments": (paper,) if chance.random() < 0.7 else (),
        "filed_at": chance.choice(["2026-06-01T01:00:00Z", "2026-12-31T15:59:59Z", "2026-12-31T16:00:00Z"]),
    }
    if chance.random() < 0.1:
        return exemption(id_, condition=chance.choice(["abroad", "illness"]), **{**others, "confirmed_hours": None})
    pathway = chance.choice(["face_to_face", "face_to_face", "recorded", "teaching", "research"])
    made = application(id_, 2026, pathway, chance.choice([4.0, 4.0, 4.0, 4.5, 8.0, 30.0]), **others)
    return msgspec.structs.replace(made, sponsor=chance.choice(SPONSORS)) if made.kind == "input" else made


class Desk:
    """A store to which all happens that can happen, and the service's number for each of it."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store = store
        self.chance = random.Random(seed)
        self.seq = 0
        self.ids = [f"a{number}" for number in range(40)]
        self.batches: list[str] = []

    def pull(self, *changes: Change) -> None:
        pull(self.store, *changes, scope=STAFF_SCOPE, by=staff())

    def brought(self) -> None:
        """New ones, and others as they are now."""
        self.pull(*(self._one() for _ in range(self.chance.randrange(1, 12))))

    def taken_away(self) -> None:
        ids = self.chance.sample(self.ids, 3)
        self.pull(*(taken(self._next(), id_) for id_ in ids))

    def decided(self) -> None:
        open_ones = [a for a in shown(self.store) if a.state == "pending" and a.kind != "exemption"]
        chosen = self.chance.sample(open_ones, min(4, len(open_ones)))
        acts = [
            Act("application.confirm", a.id, Confirm(hours=a.hours))
            if self.chance.random() < 0.5
            else Act("application.refuse", a.id, Reason(reason="材料不全"))
            for a in chosen
        ]
        self.batches.append(self.store.outbox.perform(staff(), acts, "batch").batch_id)

    def undone(self) -> None:
        if self.batches:
            self.store.outbox.undo_batch(staff(), self.batches.pop())

    def loaded_anew(self) -> None:
        """From scratch: what the service does not bring again goes at the end."""
        self.store.mirror.begin_resync(STAFF_SCOPE)
        again = self.chance.sample(shown(self.store), len(shown(self.store)) * 3 // 4)
        self.pull(*(upsert(self._next(), msgspec.structs.replace(a, rev=a.rev + 1)) for a in again))

    def _one(self) -> Change:
        return upsert(self._next(), some_application(self.chance, self.chance.choice(self.ids), self.seq + 1))

    def _next(self) -> int:
        self.seq += 1
        return self.seq


def lives(store: Store, seed: int, steps: int) -> None:
    """Play and look again and again."""
    desk = Desk(store, seed)
    acts = [desk.brought, desk.brought, desk.brought, desk.taken_away, desk.decided, desk.undone, desk.loaded_anew]
    for _ in range(steps):
        for _ in range(desk.chance.randrange(1, 4)):
            desk.chance.choice(acts)()
        check(store)
        assert found(store) == expected(shown(store))
        assert not check(store), "nothing is left to do"
    kept = found(store)
    with store.database.write() as tx:
        begin_anew(tx)
    assert found(store) == {}
    check(store)
    assert found(store) == kept == expected(shown(store))


def test_flags_kept_up_to_date_are_those_of_a_look_at_everything(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flags, "STEP", 7)
    monkeypatch.setattr(flags, "MOST", 9)
    monkeypatch.setattr(flags, "FILLED", 5)
    monkeypatch.setattr(flags, "CIRCLES", 2)
    lives(store, seed=11, steps=25)
    assert {flag for each in expected(shown(store)).values() for flag in each} >= {"same_file", "over_pathway", "late"}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_many_lives(store: Store, seed: int) -> None:
    lives(store, seed, steps=60)


def test_other_rules_have_everything_looked_at_again(store: Store) -> None:
    pull(store, upsert(1, application(filed_at="2027-01-03T00:00:00Z")), scope=STAFF_SCOPE, by=staff())
    assert check(store)
    assert found(store) == {"a1": ("late",)}
    assert store.flags.to_do(FORM) == 0
    later = rules_with(("days_after_year = 0", "days_after_year = 10"))
    assert later.review
    changed = Figures(later, later.review.cut_off, later.review.unusual_hours)
    assert store.flags.to_do("2") == 1
    assert check(store, "2", changed)
    assert found(store) == {}


def test_it_says_how_far_it_is_and_can_be_stopped(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flags, "STEP", 10)
    some = [application(f"a{n}", member_id=f"m{n}") for n in range(1, 36)]
    pull(store, *(upsert(n, one) for n, one in enumerate(some, 1)), scope=STAFF_SCOPE)
    heard: list[Checked] = []
    assert store.flags.check(figures(), FORM, heard.append, lambda: len(heard) == 20)
    assert heard[0] == Checked(17, 35), "what is compared is filled in: half of it"
    assert 0 < store.flags.to_do(FORM) < 35
    assert check(store)
    assert set(found(store)) == {one.id for one in some}, "all have the same file"
    heard.clear()
    again = [msgspec.structs.replace(one, rev=2, note="改") for one in some[:25]]
    pull(store, *(upsert(n, one) for n, one in enumerate(again, 40)), scope=STAFF_SCOPE)
    assert store.flags.check(figures(), FORM, heard.append, lambda: False)
    assert heard == [Checked(10, 25), Checked(20, 25), Checked(25, 25)]


def test_a_fill_that_was_broken_off_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what comes or goes meanwhile is noted; other rules begin again from the start."""
    monkeypatch.setattr(flags, "FILLED", 3)
    chance = random.Random(3)
    pull(store, *(upsert(n, some_application(chance, f"a{n}")) for n in range(1, 12)), scope=STAFF_SCOPE, by=staff())
    monkeypatch.setattr(flags, "PIECES", 3)
    for steps in range(1, 14):
        heard: list[Checked] = []
        store.flags.check(figures(), f"form {steps // 9}", heard.append, lambda heard=heard: len(heard) > 0)
        changes = (upsert(20 + steps, some_application(chance, f"a{steps + 4}", 20 + steps)), taken(60 + steps, "a1"))
        pull(store, *changes, scope=STAFF_SCOPE, by=staff())
    check(store, "form 1")
    assert found(store) == expected(shown(store))
    with store.database.read() as db:
        names = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE tbl_name IN ('evidence', 'asked')")}
    assert names == {"evidence", "asked"}


def test_who_shares_a_file_is_known_and_a_few_are_named(store: Store) -> None:
    some = [application("a1"), application("a2"), *(application(f"b{n}", member_id=f"x{n // 2}") for n in range(6))]
    pull(store, *(upsert(n, one) for n, one in enumerate(some, 1)), scope=STAFF_SCOPE)
    check(store)
    shared = store.flags.sharing("a" * 64, "m1", most=4)
    assert (shared.members, shared.applications) == (3, 6)
    assert len(shared.ids) == 4
    assert set(shared.ids) < {f"b{n}" for n in range(6)}


def test_while_the_indexes_of_a_first_load_are_put_aside_nothing_is_looked_at(store: Store) -> None:
    """Nor noted: everything is looked at afterwards, and then what changes, as before."""
    pull(store, upsert(1, application("a0")), scope=STAFF_SCOPE)
    check(store)
    store.mirror.expect(1_000_000)
    pull(store, upsert(2, application("a1", member_id="m2")), scope=STAFF_SCOPE)
    assert not check(store)
    assert found(store) == {}
    store.mirror.all_here()
    assert check(store)
    assert found(store) == expected(shown(store)) != {}
    pull(store, taken(3, "a0"), upsert(4, application("a2", member_id="m2")), scope=STAFF_SCOPE)
    assert check(store)
    assert found(store) == expected(shown(store)) != {}


def test_what_a_later_service_has_made_otherwise_has_no_flags(store: Store) -> None:
    pull(store, upsert(1, application("a1", attachments=())), upsert(2, application("a2", attachments=())))
    with store.database.write() as tx:
        tx.execute("UPDATE record SET body = json_set(body, '$.kind', 'other') WHERE id = 'a1'")
    check(store)
    assert found(store) == {"a2": ("no_attachment",)}
    assert store.flags.to_do(FORM) == 0
