"""A cache file damaged on purpose: whoever meets the damage is told so in words, and nobody sees a traceback."""

import random
import re
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cpd_core.prepared import PAGE
from cpd_desktop.errors import StoreTrouble, Trouble
from cpd_desktop.store import Store
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application, draft
from tests.cpd_desktop.material import offline_profile, pull, upsert

RECORDS = 300
SEEDS, LONG_SEEDS = 40, 1000
Damage = Callable[[bytearray, random.Random], None]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with some hundred applications, a few acts and a closed file."""
    profile = offline_profile(tmp_path_factory.mktemp("whole") / "profile")
    with closing(Store(profile / "accounts" / "acc-1")) as store:
        waiting = [application(f"a{n}", state="pending", note="备注" * 200) for n in range(RECORDS)]
        pull(store, *(upsert(n, one) for n, one in enumerate(waiting, 1)))
    with closing(Workspace(profile)) as workspace:
        for number in range(20):
            workspace.applications.file(draft(year=2025, note=f"第 {number} 条"))
    return profile


def no_header(data: bytearray, _: random.Random) -> None:
    data[:100] = b"\xff" * 100


def nothing_but_a_header(data: bytearray, _: random.Random) -> None:
    data[PAGE:] = bytes(len(data) - PAGE)


def cut_in_half(data: bytearray, _: random.Random) -> None:
    del data[len(data) // 2 :]


def one_page_of_noise(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) // PAGE) * PAGE
    data[at : at + PAGE] = chance.randbytes(PAGE)


def flipped_bytes_in_documents(data: bytearray, chance: random.Random) -> None:
    """What SQLite does not notice, having no checksums."""
    starts = [found.start() for found in re.finditer(rb'{"(id|command_id)":"', bytes(data))]
    for _ in range(200):
        data[min(chance.choice(starts) + chance.randrange(800), len(data) - 1)] = chance.randrange(256)


def damaged(template: Path, folder: Path, damage: Damage, seed: int = 0) -> Path:
    """A copy of the profile whose cache file is damaged."""
    profile = offline_profile(folder)
    data = bytearray((template / "accounts" / "acc-1" / "cache.sqlite3").read_bytes())
    damage(data, random.Random(seed))
    (profile / "accounts" / "acc-1" / "cache.sqlite3").write_bytes(data)
    return profile


def use_everything(profile: Path) -> list[Trouble]:
    """Open the profile and do one of each; returns the troubles. Anything but a Trouble is a failure."""
    troubles: list[Trouble] = []

    def attempt(act: Callable[[], object]) -> None:
        try:
            act()
        except Trouble as trouble:
            troubles.append(trouble)

    try:
        workspace = Workspace(profile)
    except Trouble as trouble:
        return [trouble]
    with closing(workspace):
        desk = workspace.applications
        shown: list[str] = []
        attempt(lambda: shown.extend(workspace.review.matching(ApplicationQuery())))
        attempt(lambda: desk.rows(desk.ids(ApplicationQuery(sort="hours"))[:200]))
        for one in shown:
            attempt(lambda one=one: desk.detail(one))
        attempt(lambda: desk.total(ApplicationQuery(text="备注")))
        attempt(lambda: desk.file(draft(year=2025)))
        for one in shown[-5:]:
            attempt(lambda one=one: desk.delete(one))
            attempt(lambda one=one: desk.undo_delete(one))
        attempt(lambda: workspace.hours.ledger(2025))
        attempt(workspace.conflicts.list)
        attempt(workspace.sync.status)
        attempt(workspace.sync.activity)
        attempt(workspace.doctor)
        attempt(workspace.account.store.outbox.next_chunk)
        attempt(workspace.sync.run)
    return troubles


@pytest.mark.parametrize("damage", [no_header, nothing_but_a_header, cut_in_half])
def test_a_ruined_file_is_set_aside_as_it_is_and_the_program_goes_on(
    damage: Damage, template: Path, tmp_path: Path
) -> None:
    profile = damaged(template, tmp_path / "profile", damage)
    file = profile / "accounts" / "acc-1" / "cache.sqlite3"
    before = file.read_bytes()

    use_everything(profile)

    assert file.with_name("cache.damaged-1.sqlite3").read_bytes()[100:] == before[100:], "what may still be saved stays"
    assert not [one for one in use_everything(profile) if isinstance(one, StoreTrouble)]
    with closing(Workspace(profile)) as workspace:
        assert any("cache.damaged-1.sqlite3" in entry.text for entry in workspace.sync.activity())


@pytest.mark.parametrize("damage", [one_page_of_noise, flipped_bytes_in_documents])
@pytest.mark.parametrize("seeds", [SEEDS, pytest.param(LONG_SEEDS, marks=pytest.mark.long)])
def test_no_damage_anywhere_shows_a_traceback(damage: Damage, seeds: int, template: Path, tmp_path: Path) -> None:
    met: Counter[str] = Counter()
    for seed in range(seeds):
        troubles = use_everything(damaged(template, tmp_path / str(seed), damage, seed))
        met.update({trouble.title for trouble in troubles} or {"not met"})
    print(f"\n{seeds} files damaged: {dict(met)}")
    assert met["本机数据已损坏"] + met["本机数据读不出来"]
