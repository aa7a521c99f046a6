"""A cache file damaged for real, page by page: what was done is saved, the rest is loaded anew, and words say so."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cpd_core.prepared import PAGE
from cpd_desktop.errors import DamagedStore
from cpd_desktop.store import Store, rescue
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import application, draft
from tests.cpd_desktop.material import count, offline_profile, pull, upsert
from tests.support.demo import account
from tests.support.service import ServiceProcess

ACTS = 40
RECORDS = 150


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with records and acts, its file closed."""
    profile = offline_profile(tmp_path_factory.mktemp("whole") / "profile")
    with closing(Store(profile / "accounts" / "acc-1")) as store:
        waiting = [application(f"a{n}", state="pending", note="备注" * 150) for n in range(RECORDS)]
        pull(store, *(upsert(n, one) for n, one in enumerate(waiting, 1)))
    with closing(Workspace(profile)) as workspace:
        for number in range(ACTS):
            workspace.applications.file(draft(year=2025, note=f"第 {number} 条"))
    return profile


def cache_of(profile: Path) -> Path:
    return profile / "accounts" / "acc-1" / "cache.sqlite3"


def pages_of(template: Path) -> dict[int, str]:
    """The pages of the file and the table or index that each belongs to."""
    with closing(sqlite3.connect(cache_of(template))) as db:
        return dict(db.execute("SELECT pageno, name FROM dbstat").fetchall())


def with_noise(template: Path, folder: Path, *pages: int) -> Path:
    """A copy of the profile whose cache has noise in place of these pages (from 1)."""
    profile = offline_profile(folder)
    data = bytearray(cache_of(template).read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    cache_of(profile).write_bytes(data)
    return profile


def saved_of(profile: Path) -> tuple[int, str]:
    """Open, meet the damage, go on: how many acts are there now, and what is said."""
    with closing(Workspace(profile)) as workspace:
        workspace.doctor()
        saved = workspace.sync.status().unsent
        assert workspace.account.store.database.integrity() == ""
        assert count(workspace.account.store, "outbox") == saved
        shown = workspace.review.matching(ApplicationQuery(year=2025))
        assert len(shown) == saved, "each shows as it did"
        workspace.applications.file(draft(year=2025))
        chunk = workspace.account.store.outbox.next_chunk()
        assert len({one.device_seq for one in chunk}) == len(chunk) == saved + 1
        assert chunk[-1][0] > ACTS, "no number is used twice"
        told = [entry.text for entry in workspace.sync.activity() if entry.kind == "store"]
        return saved, "".join(told)


def test_wherever_else_the_damage_is_all_acts_are_saved(template: Path, tmp_path: Path) -> None:
    pages = pages_of(template)
    chosen = random.Random(3).sample(sorted(n for n, name in pages.items() if name == "record"), 3)
    chosen += [n for n, name in pages.items() if name in ("cursor", "ix_outbox_entity", "ix_record_list")][:4]
    met = 0
    for page in (1, *chosen):
        saved, told = saved_of(with_noise(template, tmp_path / str(page), page))
        assert saved == ACTS, pages[page]
        assert f"待发送 {ACTS} 条" in told
        assert "cache.damaged-1.sqlite3" in told
        met += 1
    print(f"\n{met} pages damaged one by one, {met * ACTS} of {met * ACTS} acts saved")


def test_of_a_damaged_outbox_all_but_the_damaged_pages_is_saved(template: Path, tmp_path: Path) -> None:
    pages = pages_of(template)
    leaves = sorted(n for n, name in pages.items() if name == "outbox")
    print()
    for page in leaves:
        saved, told = saved_of(with_noise(template, tmp_path / str(page), page))
        print(f"page {page} of the outbox ({len(leaves)} pages): {saved} of {ACTS} acts saved")
        with closing(sqlite3.connect(cache_of(template))) as db:
            root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'outbox'").fetchone()[0]
        assert page == root or saved >= ACTS - PAGE // 512, "a page holds some"
        assert saved < ACTS
        assert "可能还有读不出来的" in told


@pytest.mark.parametrize("harm", ["nothing readable", "not a database", "empty schema"])
def test_a_file_of_which_nothing_can_be_read_is_kept_and_said_to_be_lost(
    harm: str, template: Path, tmp_path: Path
) -> None:
    profile = offline_profile(tmp_path / "profile")
    data = bytearray(cache_of(template).read_bytes())
    if harm == "nothing readable":
        data[PAGE:] = random.Random(1).randbytes(len(data) - PAGE)
    elif harm == "not a database":
        data[:] = "这不是数据库".encode() * 2000
    else:
        data = data[: PAGE // 2]
    cache_of(profile).write_bytes(data)
    saved, told = saved_of(profile)
    assert saved == 0
    assert "可能还有读不出来的" in told
    assert (cache_of(profile).parent / "cache.damaged-1.sqlite3").read_bytes() == data


def test_a_crash_between_the_renames_loses_nothing(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = with_noise(template, tmp_path / "profile", 1)

    class PowerCut(BaseException):
        pass

    def cut(_: Path) -> None:
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(rescue, "finish", cut)
        with pytest.raises(PowerCut):
            Workspace(profile)
    assert saved_of(profile)[0] == ACTS


@pytest.fixture
def staff(service: ServiceProcess, demo_copy: Path, tmp_path: Path) -> Iterator[Workspace]:
    who = account(demo_copy, "province_staff", "32")
    with closing(Workspace(tmp_path / "profile", server=service.url)) as opened:
        opened.sign_in("province_staff", who.login, who.password)
        opened.sync.run()
        yield opened


def test_damage_met_at_work_is_mended_and_the_next_sync_brings_everything(staff: Workspace) -> None:
    waiting = staff.review.matching(ApplicationQuery(state="pending", kind="input"))[:5]
    before = {id_: staff.applications.detail(id_).application for id_ in staff.review.matching(ApplicationQuery())}
    staff.review.confirm(waiting, name="这一批")
    store = staff.account.store
    store.database.close()
    with closing(sqlite3.connect(store.database.path)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'record'").fetchone()[0]
    staff.close()
    data = bytearray(store.database.path.read_bytes())
    data[(root - 1) * PAGE : root * PAGE] = b"\xff" * PAGE
    store.database.path.write_bytes(data)

    with closing(Workspace(staff.profile.folder)) as again:
        with pytest.raises(DamagedStore):
            again.review.matching(ApplicationQuery())
        assert again.sync.status().unsent == 5
        assert again.review.matching(ApplicationQuery()) == (), "the mirror comes with the next sync"
        report = again.sync.run()
        assert (report.applied, report.conflicts, again.sync.status().unsent) == (5, 0, 0)
        after = {id_: again.applications.detail(id_).application for id_ in again.review.matching(ApplicationQuery())}
        assert after.keys() == before.keys()
        assert {id_ for id_ in after if after[id_] != before[id_]} == set(waiting)
        assert {after[id_].state for id_ in waiting} == {"confirmed"}
