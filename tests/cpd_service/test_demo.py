"""The demo: the same for the same seed, complete, and true to the rules it claims to show."""

import hashlib
import re
import sqlite3
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

import msgspec
import pytest

import resources
from cpd_core.applications import check_draft, draft_of
from cpd_core.entities import Application, Completion, Entity, Grant, Member
from cpd_core.ledger import Facts, work_out
from cpd_core.media import media_type_of
from cpd_core.requirements import RuleBook
from cpd_service import clock
from cpd_service.check import check
from cpd_service.demo.applications import DemoError
from cpd_service.demo.build import build
from cpd_service.demo.dates import Calendar
from cpd_service.demo.logins import PASSWORD
from cpd_service.demo.organisations import PROVINCES
from cpd_service.demo.papers import PDFS, papers
from cpd_service.demo.people import identity_number
from cpd_service.identity_numbers import is_identity_number, masked
from cpd_service.store.blob_folder import BlobFolder
from cpd_service.store.database import Database
from tests.support.demo import account, accounts

TODAY = date(2026, 11, 24)
DATED = re.compile(r"时间：(\d+) 年 (\d+) 月 (\d+) 日")

T = TypeVar("T", bound=Entity)


def bodies(directory: Path, kind: str) -> list[str]:
    """The JSON of all records of a kind, in the order in which they were written."""
    database = sqlite3.connect(directory / "service.sqlite3")
    try:
        rows = database.execute("SELECT body FROM record WHERE kind = ? ORDER BY rid", (kind,)).fetchall()
    finally:
        database.close()
    return [body for (body,) in rows]


def entities(directory: Path, kind: str, struct: type[T]) -> list[T]:
    return [msgspec.json.decode(body, type=struct) for body in bodies(directory, kind)]


def all_rows(directory: Path) -> list[tuple[object, ...]]:
    """Records, feed and readers of blobs, and who can sign in; not the epoch and the password's salt."""
    database = sqlite3.connect(directory / "service.sqlite3")
    queries = (
        "SELECT * FROM record ORDER BY rid",
        "SELECT * FROM feed ORDER BY scope, seq",
        "SELECT * FROM blob ORDER BY sha256",
        "SELECT * FROM blob_scope ORDER BY sha256, scope",
        "SELECT id, user_type, login, name, member_id, province FROM account ORDER BY id",
    )
    try:
        return [row for query in queries for row in database.execute(query).fetchall()]
    finally:
        database.close()


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (directory / "blobs").rglob("*") if path.is_file()}


def rules() -> RuleBook:
    return RuleBook(path.read_text("utf-8") for path in sorted(resources.path("rules").glob("*.toml")))


def test_same_seed_same_demo(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(tmp_path / name, 20, 60, 7, TODAY)
    assert all_rows(tmp_path / "one") == all_rows(tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert accounts(tmp_path / "one") == accounts(tmp_path / "two")


def test_another_seed_is_another_demo(tmp_path: Path) -> None:
    for seed in (7, 8):
        build(tmp_path / str(seed), 20, 60, seed, TODAY)
    one, two = (set(bodies(tmp_path / str(seed), "application")) for seed in (7, 8))
    assert not one & two


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2024, 2, 29), date(2027, 12, 31)])
def test_nothing_lies_in_the_future(tmp_path: Path, today: date) -> None:
    build(tmp_path / "demo", 12, 80, 3, today)
    found = entities(tmp_path / "demo", "application", Application)
    moments = [entry.at for application in found for entry in application.history]
    assert max(a.year for a in found) == today.year
    assert max(moments) <= f"{today - timedelta(days=1)}T16:00:00Z"  # today's midnight in Beijing
    assert all([e.at for e in a.history] == sorted(e.at for e in a.history) for a in found)


@pytest.mark.parametrize("today", [date(2026, 1, 5), date(2026, 7, 1)])
def test_no_paper_is_dated_after_today(monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    written: list[str] = []
    monkeypatch.setattr("cpd_service.demo.papers._pdf", lambda _rng, words: bytes(written.extend(words.lines) or 0))
    papers(Random(7), Calendar(today))
    dates = [date(*map(int, found.groups())) for line in written if (found := DATED.match(line))]
    assert len(dates) == sum(PDFS.values())
    assert date(today.year, 1, 1) <= min(dates) <= max(dates) < today


def test_the_data_hold_together(demo_dir: Path) -> None:
    database = Database(f"sqlite:///{demo_dir / 'service.sqlite3'}")
    with database.reading() as connection:
        assert check(connection, BlobFolder(demo_dir / "blobs")) == []
    database.close()


def test_sizes_and_the_country(demo_dir: Path) -> None:
    members = entities(demo_dir, "member", Member)
    assert len(members) == 60
    assert len(bodies(demo_dir, "application")) == 400
    assert len(bodies(demo_dir, "province")) == len(PROVINCES) == 32
    assert len(bodies(demo_dir, "institute")) == 3
    assert len(bodies(demo_dir, "sponsor")) > 200
    assert len(bodies(demo_dir, "course")) > 100
    assert len({m.no for m in members}) == 60
    assert all(len(m.no) == 12 and m.no.startswith(m.province) for m in members if m.member_type == "cpa")


def test_applications_in_every_kind_and_state_with_history(demo_dir: Path) -> None:
    found = entities(demo_dir, "application", Application)
    assert {(a.kind, a.state) for a in found} >= {
        (kind, state) for kind in ("input", "output") for state in ("pending", "confirmed", "refused")
    } | {("exemption", "pending"), ("exemption", "refused")}
    assert {e.what for a in found for e in a.history} == {"filed", "edited", "confirmed", "refused", "revoked"}
    assert all(a.rev == len(a.history) == a.history[-1].rev for a in found)
    assert {a.year for a in found} >= {clock.today().year, clock.today().year - 1}


def test_enough_is_waiting_in_jiangsu(demo_dir: Path) -> None:
    states = Counter(a.state for a in entities(demo_dir, "application", Application) if a.province == "32")
    assert states["pending"] >= 230
    assert states["confirmed"] > 10
    assert states["refused"] > 5


def test_the_rules_accept_every_application(demo_dir: Path) -> None:
    book, by_id = rules(), {m.id: m for m in entities(demo_dir, "member", Member)}
    for application in entities(demo_dir, "application", Application):
        member = by_id[application.member_id]
        assert check_draft(draft_of(application), member, book, clock.today().year) == ()


def test_wang_fangs_year_has_something_of_everything(demo_dir: Path) -> None:
    year = clock.today().year
    login = account(demo_dir, "non_practising", "32")
    assert login.name == "王芳"
    member = next(m for m in entities(demo_dir, "member", Member) if m.no == login.login)
    facts = Facts(
        member,
        tuple(a for a in entities(demo_dir, "application", Application) if a.member_id == member.id),
        tuple(c for c in entities(demo_dir, "completion", Completion) if c.member_id == member.id),
        tuple(g for g in entities(demo_dir, "grant", Grant) if g.member_id == member.id),
    )
    assert {a.state for a in facts.applications if a.year == year} == {"pending", "confirmed", "refused"}
    assert {c.rating is None for c in facts.completions if c.year == year} == {True, False}
    this_year, last_year = (work_out(facts, rules(), y) for y in (year, year - 1))
    assert this_year
    assert 0 < this_year.counted < this_year.required == 40
    assert last_year
    assert last_year.fulfilled


def test_every_attachment_is_what_it_says(demo_dir: Path) -> None:
    stored = files(demo_dir)
    named = {i for a in entities(demo_dir, "application", Application) for i in a.attachments}
    assert {i.sha256 for i in named} == stored.keys()
    assert {i.media_type for i in named} == {"application/pdf", "image/jpeg"}
    for item in named:
        data = stored[item.sha256]
        assert hashlib.sha256(data).hexdigest() == item.sha256
        assert media_type_of(data) == item.media_type
        assert 2_000 < len(data) == item.size < 120_000


def test_accounts_as_promised(demo_dir: Path) -> None:
    found = Counter((a.user_type, a.province) for a in accounts(demo_dir))
    assert found[("non_practising", "32")] >= 2
    assert found[("cpa", "32")] >= 1
    assert found[("non_practising", "31")] >= 1
    assert found[("province_staff", "32")] == 2
    assert found[("province_staff", "31")] == 1
    assert found[("national_staff", "")] == 1
    assert {a.password for a in accounts(demo_dir)} == {PASSWORD}


# 11010519491231002X is the example of GB 11643-1999 itself; 34052419800101001X is well known for its X, too.
@pytest.mark.parametrize("number", ["11010519491231002X", "34052419800101001X"])
def test_identity_numbers_of_the_standard(number: str) -> None:
    assert is_identity_number(number)
    assert not is_identity_number(number[:-1] + "1")
    assert not is_identity_number(number[:6] + number[7] + number[6] + number[8:])


def test_generated_identity_numbers_are_valid_and_stay_out_of_the_records(demo_dir: Path) -> None:
    rng = Random(1)
    for province in PROVINCES:
        number = identity_number(rng, province, date(1985, 2, 28))
        assert is_identity_number(number)
        assert number[6:14] == "19850228"
        assert masked(number) == f"{number[:6]}********{number[-4:]}"
    for member in entities(demo_dir, "member", Member):
        assert member.id_number_masked[6:14] == "********"


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(DemoError, match="not empty"):
        build(tmp_path, 20, 10, 7, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_too_few_members_are_refused_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="at least 8 members"):
        build(tmp_path / "demo", 7, 10, 7, TODAY)
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize(("shared", "fewest", "most"), [(False, 0.0, 0.2), (True, 0.9, 1.0)])
def test_members_hand_in_papers_of_their_own(tmp_path: Path, shared: bool, fewest: float, most: float) -> None:
    """Else every application of the demo would look like one that was copied from somebody."""
    build(tmp_path / "demo", 30, 120, 7, TODAY, shared)
    handed_in = {
        (item.sha256, application.member_id)
        for application in entities(tmp_path / "demo", "application", Application)
        for item in application.attachments
    }
    members = Counter(sha256 for sha256, _ in handed_in)
    in_common = sum(members[sha256] > 1 for sha256, _ in handed_in) / len(handed_in)
    assert fewest <= in_common <= most
    for sha256, content in files(tmp_path / "demo").items():
        assert hashlib.sha256(content).hexdigest() == sha256
        assert media_type_of(content) in ("application/pdf", "image/jpeg")
    assert {sha256 for sha256, _ in handed_in} <= files(tmp_path / "demo").keys()
