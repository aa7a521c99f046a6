"""Sponsors are found by signs, by initials and by both; their letters are worked out when they arrive, and kept."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpd_core.entities import Sponsor
from cpd_desktop.sponsor_index import SponsorIndex, plain
from cpd_desktop.sponsors import Sponsors
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application
from tests.cpd_desktop.material import offline_profile, pull, upsert

NAMES = (
    "江苏省注册会计师协会",
    "重庆市注册会计师协会",
    "长沙国家会计学院（筹）",
    "ACCA 中国代表处",
    "行乐管理咨询有限公司",
    "南京江苏大厦",
)
SPELLING = {
    "a": "", "c": "长重处厦册", "j": "江会计京", "s": "苏省师沙市", "z": "注重长中咨", "h": "会行", "x": "协行学限",
    "q": "庆", "k": "会", "g": "国管", "y": "院有", "l": "乐理", "n": "南", "d": "大代",
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("江苏", ["江苏省注册会计师协会", "南京江苏大厦"]),  # what begins with it goes before what contains it
        ("jss", ["江苏省注册会计师协会"]),
        ("JS", ["江苏省注册会计师协会", "重庆市注册会计师协会", "南京江苏大厦"]),
        ("cqs", ["重庆市注册会计师协会"]),  # 重 is chong here, and zhong elsewhere
        ("zqs", ["重庆市注册会计师协会"]),
        ("kjs", ["江苏省注册会计师协会", "重庆市注册会计师协会"]),  # 会 is kuai, or hui
        ("国家kj", ["长沙国家会计学院（筹）"]),
        ("（筹", ["长沙国家会计学院（筹）"]),
        ("(筹", ["长沙国家会计学院（筹）"]),
        ("acca中国", ["ACCA 中国代表处"]),
        ("a.c", []),
        ("[", []),
        ("没有", []),
        ("jsq", []),
    ],
)
def test_finding(typed: str, found: list[str]) -> None:
    assert list(SponsorIndex(NAMES, SPELLING).find(typed, 10)) == found


def test_what_is_offered_is_limited_and_in_order() -> None:
    index = SponsorIndex(NAMES, SPELLING)
    assert index.find("", 2) == NAMES[:2]
    assert index.find("会计", 2) == NAMES[:2]
    assert index.find("乐", 10) == NAMES[4:5]
    assert SponsorIndex((), SPELLING).find("j", 10) == ()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace(offline_profile(tmp_path / "profile"))
    rows = [upsert(n, Sponsor(id=f"s{n}", rev=1, name=name), "sponsor") for n, name in enumerate(NAMES, 1)]
    pull(opened.account.store, *rows, scope="ref")
    mine = [application("a", sponsor="注册会计师学院"), application("b", sponsor=NAMES[1])]
    pull(
        opened.account.store, *(upsert(n, row) for n, row in enumerate((*mine, application("c", sponsor=NAMES[1])), 1))
    )
    yield opened
    opened.close()


def test_the_own_sponsors_are_offered_first_and_each_once(workspace: Workspace) -> None:
    desk = workspace.applications
    desk.prepare_sponsors()
    offered = desk.sponsors()
    assert offered[:2] == (NAMES[1], "注册会计师学院")
    assert sorted(offered) == sorted({*NAMES, "注册会计师学院"})
    assert desk.sponsors("zckjsxy") == ("注册会计师学院",)
    assert desk.sponsors("cqs") == desk.sponsors("zqs") == (NAMES[1],)


def test_before_anything_is_ready_signs_are_found_in_the_store(workspace: Workspace) -> None:
    assert workspace.applications.sponsors("江苏") == ("南京江苏大厦", "江苏省注册会计师协会")


def test_what_is_new_is_offered_the_next_time(workspace: Workspace) -> None:
    desk = workspace.applications
    desk.prepare_sponsors()
    pull(workspace.account.store, upsert(9, Sponsor(id="s9", rev=1, name="鑫淼学院"), "sponsor"), scope="ref")
    assert desk.sponsors("xmxy") == ()
    desk.prepare_sponsors()
    assert desk.sponsors("xmxy") == ("鑫淼学院",)


def test_letters_are_worked_out_once_and_kept(workspace: Workspace) -> None:
    workspace.account.reference.sponsors.spell()  # as a sync does
    folder = workspace.profile.folder
    workspace.close()
    code = """
import sys
from pathlib import Path
from cpd_desktop.workspace import Workspace
desk = Workspace(Path(sys.argv[1])).applications
desk.prepare_sponsors()
print(desk.sponsors("cqs")[0], "pypinyin" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [NAMES[1], "False"]


def test_a_sync_without_reference_data_reads_no_names(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    sponsors = Sponsors(workspace.account.store)
    sponsors.spell()
    monkeypatch.setattr("cpd_desktop.store.sponsors.national", lambda _database: pytest.fail("read again"))
    sponsors.spell()


SIGNS = "江苏重庆长沙会计行乐院（筹）A1·é鑫"
NAMES_OF_SIGNS = st.lists(st.text(SIGNS, min_size=1, max_size=6), max_size=8, unique_by=plain)


def fits(name: str, typed: str) -> bool:
    """The plain way: some part of the name, sign for sign, is what was typed or begins with it."""
    signs = [{sign, *(letter for letter, signs in SPELLING.items() if sign in signs)} for sign in plain(name)]
    places = range(len(signs) - len(typed) + 1)
    return any(all(sign in signs[at + n] for n, sign in enumerate(typed)) for at in places)


@given(NAMES_OF_SIGNS, st.text("jscqkhga1江会（", min_size=1, max_size=3))
def test_what_is_found_is_what_the_plain_way_finds(names: list[str], typed: str) -> None:
    found = SponsorIndex(names, SPELLING).find(typed, 100)
    assert sorted(found) == sorted(name for name in names if fits(name, plain(typed)))
    assert len(set(found)) == len(found)


def test_what_the_national_office_has_merged_or_retired_leads_on_or_is_offered_no_more(workspace: Workspace) -> None:
    for seq, (name, into, retired) in enumerate(
        (("老淼学会", "21", True), ("新淼学会", "", False), ("停办淼学会", "", True)), start=20
    ):
        sponsor = Sponsor(id=str(seq), rev=1, name=name, retired=retired, merged_into=into)
        pull(workspace.account.store, upsert(seq, sponsor, "sponsor"), scope="ref")
    desk = workspace.applications
    desk.prepare_sponsors()
    assert desk.sponsors("老淼") == ("新淼学会",)
    assert desk.sponsors("淼学会") == ("新淼学会",)
