"""A full disk: said in words, nothing half done, and all is well once there is room."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Protocol

import pytest

from cpd_core.messages import Draft
from cpd_desktop.errors import StoreTrouble, Trouble
from cpd_desktop.platform import files
from cpd_desktop.store import database
from cpd_desktop.views import ApplicationQuery
from cpd_desktop.workspace import Workspace
from tests.cpd_core.build import draft
from tests.cpd_desktop.material import offline_profile
from tests.support.demo import account
from tests.support.disk import SmallDisk, small_disk, why_not
from tests.support.service import ServiceProcess

MEGABYTE = 1024 * 1024
ATTEMPTS = 80  # filings, of some tens of kilobytes in the log each; they never all fit
ROOM = 512 * 1024  # bytes that are left
NOTE = "满" * 400
PDF = b"%PDF-1.4\n%%EOF\n"


class Full(Protocol):
    """A workspace whose disk can be full."""

    workspace: Workspace

    def fill(self) -> None: ...

    def make_room(self) -> None: ...


class OnSmallDisk:
    """The profile lives on a disk that is filled with ballast."""

    def __init__(self, disk: SmallDisk) -> None:
        self._disk = disk
        self.workspace = Workspace(offline_profile(disk.folder / "profile"))

    def fill(self) -> None:
        self._disk.fill(leave=ROOM)

    def make_room(self) -> None:
        self._disk.make_room()


class WithPageLimit:
    """The portable way: SQLite itself is told how large its file may become."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = offline_profile(folder)
        self._monkeypatch = monkeypatch
        self.workspace = Workspace(self._folder)

    def fill(self) -> None:
        with self.workspace.account.store.database.read() as db:
            used, size = (db.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
        self._reopen((*database._SETTINGS, f"PRAGMA max_page_count={used + ROOM // 2 // size}"))

    def make_room(self) -> None:
        self._monkeypatch.undo()
        self._reopen(database._SETTINGS)

    def _reopen(self, settings: tuple[str, ...]) -> None:
        self.workspace.close()
        self._monkeypatch.setattr(database, "_SETTINGS", settings)
        self.workspace = Workspace(self._folder)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    if reason := why_not():
        pytest.skip(reason)
    with ExitStack() as stack:
        try:
            mounted = stack.enter_context(small_disk(tmp_path / "disk", 8 * MEGABYTE))
        except subprocess.CalledProcessError as refused:
            pytest.skip(f"root may not mount here: {refused.stderr.decode().strip()}")
        yield mounted


@pytest.fixture(params=["small disk", "page limit"])
def full(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Full]:
    opened: Full
    if request.param == "small disk":
        opened = OnSmallDisk(request.getfixturevalue("disk"))
    else:
        opened = WithPageLimit(tmp_path / "profile", monkeypatch)
    yield opened
    opened.workspace.close()


def proper_draft() -> Draft:
    return draft(year=2025, note=NOTE)


def seen(workspace: Workspace) -> tuple[object, ...]:
    """All that a person sees: applications with their content, and what is outstanding."""
    ids = workspace.review.matching(ApplicationQuery())
    return workspace.sync.status(), [workspace.applications.detail(one) for one in ids]


def file_as_long_as_it_lasts(workspace: Workspace) -> tuple[list[str], list[StoreTrouble]]:
    """Try to file again and again: each time it is saved, or it is said that it was not, and all is as before."""
    filed: list[str] = []
    troubles: list[StoreTrouble] = []
    for _ in range(ATTEMPTS):
        before = seen(workspace)
        try:
            filed.append(workspace.applications.file(proper_draft()))
        except StoreTrouble as trouble:
            troubles.append(trouble)
            assert seen(workspace) == before
        else:
            assert workspace.applications.detail(filed[-1]).sync == "unsent"
    return filed, troubles


def test_filing_on_a_full_disk_says_that_nothing_was_saved(full: Full) -> None:
    first = full.workspace.applications.file(proper_draft())
    full.fill()

    filed, troubles = file_as_long_as_it_lasts(full.workspace)

    print(f"\n{len(filed)} filed, {len(troubles)} refused: {troubles[0]}")
    assert {trouble.title for trouble in troubles} == {"磁盘已满"}
    assert all("没有保存" in trouble.text for trouble in troubles)

    full.make_room()
    filed.append(full.workspace.applications.file(proper_draft()))
    assert set(full.workspace.review.matching(ApplicationQuery())) == {first, *filed}
    assert full.workspace.account.store.database.integrity() == ""


def test_what_was_said_to_be_saved_is_there_after_a_restart_on_the_full_disk(disk: SmallDisk) -> None:
    profile = disk.folder / "profile"
    with closing(Workspace(offline_profile(profile))) as workspace:
        disk.fill(leave=ROOM)
        filed, troubles = file_as_long_as_it_lasts(workspace)
        assert troubles
    disk.make_room()
    with closing(Workspace(profile)) as again:
        assert set(again.review.matching(ApplicationQuery())) == set(filed)


def test_a_file_that_does_not_fit_is_not_attached_and_leaves_nothing_behind(disk: SmallDisk, tmp_path: Path) -> None:
    paper = tmp_path / "证明.pdf"
    paper.write_bytes(PDF + b"%" * MEGABYTE)
    with closing(Workspace(offline_profile(disk.folder / "profile"))) as workspace:
        disk.fill(leave=MEGABYTE // 2)
        with pytest.raises(StoreTrouble, match="磁盘已满：没有保存"):
            workspace.applications.add_file(paper)
        blobs = workspace.account.store.blobs
        assert [path for path in blobs.folder.rglob("*") if path.is_file()] == []

        disk.make_room()
        proof = workspace.applications.add_file(paper)
        assert blobs.path(proof.sha256)
        workspace.applications.file(draft(year=2025, attachments=(proof,)))


@pytest.mark.parametrize("kilobytes", [0, 16, 64, 160])
def test_a_profile_on_a_full_disk_opens_once_there_is_room(disk: SmallDisk, kilobytes: int) -> None:
    """The first start makes the tables; wherever that breaks off, the next one makes them anew."""
    profile = offline_profile(disk.folder / "profile")
    disk.fill(leave=kilobytes * 1024)
    with pytest.raises(StoreTrouble):
        Workspace(profile)
    disk.make_room()
    with closing(Workspace(profile)) as workspace:
        workspace.applications.file(proper_draft())


def test_small_files_are_replaced_whole_or_not_at_all(disk: SmallDisk) -> None:
    path = disk.folder / "profile.json"
    files.write_durably(path, b"as it was")
    disk.fill()
    with pytest.raises(StoreTrouble, match="磁盘已满：没有保存"):
        files.write_durably(path, b"x" * 8192)
    assert path.read_bytes() == b"as it was"
    assert sorted(one.name for one in disk.folder.iterdir()) == ["ballast", "profile.json"]


def test_signing_in_and_a_first_load_on_a_full_disk_go_on_when_there_is_room(
    service: ServiceProcess, demo_copy: Path, disk: SmallDisk
) -> None:
    who = account(demo_copy, "province_staff", "32")
    with closing(Workspace(disk.folder / "profile", server=service.url)) as workspace:
        workspace.sign_in(who.user_type, who.login, who.password)
        disk.fill(leave=ROOM)
        with pytest.raises(Trouble, match="磁盘"):
            workspace.sync.run()
        disk.make_room()
        workspace.sync.run()
        assert workspace.applications.total(ApplicationQuery()).count > 0
        assert workspace.account.store.database.integrity() == ""
